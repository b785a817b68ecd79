"""How fast pages come, and what readers cost, on this machine: the demonstration's releases, in a real browser.

Run: python benchmarks/serving.py [FOLDER OF RELEASES]    (without one, the demonstration is made first)
Each figure stands beside its bar; plain Voila with one small altair notebook runs beside, in the same run.
Times are wall clock, on whatever else the machine is doing: the best of three for one reader, all of them for many.
"""

import contextlib
import http.cookiejar
import http.server
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import psutil
from playwright.sync_api import Browser, sync_playwright

from workbench.publishing import static
from workbench.publishing.ports import free_port
from workbench.publishing.serve import Served, serve

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
DRAWN = "figure svg path, figure svg rect"
READERS, STATIC_READERS = 20, 200


def main(releases: Path) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        seconds(browser, "about:blank", None)  # the browser's own start is not ours
        cold, warm = first_pages(browser, releases)
        say("first page with its figures, server just started", cold, 1.2, "s")
        say("the same page again", warm, 0.3, "s")
        with serve(releases, port=free_port()) as server:
            seconds(browser, server.urls["coordination_cell"], DRAWN)
            p95 = at_once(server.urls["coordination_cell"], READERS)
            say(f"{READERS} readers of a dashboard at once, p95", p95, 5, "s")
            say("kernels for those readers", len(kernels(server)), 0, "")
            workshop(browser, server)
        with tempfile.TemporaryDirectory() as where:
            static_pages(browser, releases, Path(where) / "site")
        beside(browser)
        browser.close()


def first_pages(browser: Browser, releases: Path) -> tuple[float, float]:
    """The best of three servers: the first page after the start, and the same page for the next reader."""
    cold, warm = [], []
    for _n in range(3):
        with serve(releases, port=free_port()) as server:
            cold.append(seconds(browser, server.urls["coordination_cell"], DRAWN))
            warm += [seconds(browser, server.urls["coordination_cell"], DRAWN) for _m in range(3)]
    return min(cold), min(warm)


def workshop(browser: Browser, server: Served) -> None:
    """The one page that holds a kernel for each reader."""
    readers = [Reader(server) for _n in range(3)]
    say("workshop's page, its kernel ready", min(reader.seconds for reader in readers), 1.2, "s")
    say("memory of a reader's kernel (PSS)", max(pss(k) for k in kernels(server)), 80, "MiB")
    with ThreadPoolExecutor(READERS) as pool:
        many = list(pool.map(Reader, [server] * READERS))
    times = sorted(reader.seconds for reader in many)
    say(f"{READERS} readers of a workshop at once, p95", times[int(0.95 * READERS) - 1], 5, "s")
    mean = statistics.mean(map(pss, kernels(server)))
    say(f"kernels of {READERS + 3} readers, memory of each (PSS), mean", mean, 80, "MiB")
    contexts = [browser.new_context() for _n in range(3)]
    opened = [context.new_page() for context in contexts]
    for one in opened:
        one.goto(server.urls["workshop"])
        one.locator(".ws-root").wait_for(timeout=60_000)
    for context, one in zip(contexts, opened, strict=True):
        one.goto("about:blank")  # leaves the page, as closing it does
        context.close()
    for reader in (*readers, *many):
        reader.leave()
    until = time.monotonic() + 20
    while kernels(server) and time.monotonic() < until:
        time.sleep(0.2)
    say(f"kernels left after {READERS + 3} readers and 3 browsers left", len(kernels(server)), 0, "")


class Reader:
    """Somebody on a workshop's page, as far as a server sees it: comes, and says goodbye as a browser does."""

    def __init__(self, server: Served) -> None:
        self._jar = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self._jar))
        self._url = server.url
        start = time.perf_counter()
        with self._opener.open(server.urls["workshop"], timeout=120) as answer:
            page = answer.read().decode()
        self.seconds = time.perf_counter() - start
        self._kernel = page.split('"kernelId": "', 1)[1].split('"', 1)[0]

    def leave(self) -> None:
        token = next(cookie.value for cookie in self._jar if cookie.name == "_xsrf")
        said = urllib.parse.urlencode({"_xsrf": token}).encode()
        self._opener.open(f"{self._url}voila/api/shutdown/{self._kernel}", said, timeout=60).close()


def static_pages(browser: Browser, releases: Path, site: Path) -> None:
    one = releases / "copil" if (releases / "copil").is_dir() else next(iter(releases.iterdir()))
    static.write(one, site)
    total = sum(path.stat().st_size for path in site.rglob("*") if path.is_file())
    say("static page and its files, in all", total / 1e6, 1, "MB")
    say("static page with its figures, from a file", seconds(browser, (site / "index.html").as_uri(), DRAWN), 1, "s")
    with plain_server(site) as address:
        say(f"{STATIC_READERS} readers of it at once, plain server, p95", at_once(address, STATIC_READERS), 1, "s")


def beside(browser: Browser) -> None:
    """Plain Voila, with its own template, on a notebook that draws one altair chart as SVG."""
    code = (
        "import altair as alt, pandas as pd\n"
        "alt.renderers.enable('svg')\n"
        "alt.Chart(pd.DataFrame({'a': ['x', 'y'], 'n': [3, 5]})).mark_bar().encode(x='a', y='n')"
    )
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    cell = {"cell_type": "code", "source": code, "metadata": {}, "outputs": [], "execution_count": None, "id": "a"}
    notebook = {"cells": [cell], "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    with tempfile.TemporaryDirectory() as where:
        path, at = Path(where) / "one.ipynb", free_port()
        path.write_text(json.dumps(notebook))
        command = [sys.executable, "-m", "voila", str(path), f"--port={at}", "--no-browser"]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        process = subprocess.Popen(command, env=os.environ | {"HOME": where}, **quiet)
        try:
            address = f"http://127.0.0.1:{at}/"
            answered(f"{address}voila/static/none")
            drawn = "img[src*='svg'], .jp-OutputArea-output svg"
            print(f"  beside: plain Voila, one altair chart, best of three: {best(browser, address, drawn):.2f} s")
            born = [
                k for k in psutil.Process(process.pid).children(recursive=True) if "ipykernel" in " ".join(k.cmdline())
            ]
            print(f"  beside: its kernel (PSS): {max(map(pss, born), default=0):.0f} MiB, one for each reader")
        finally:
            process.terminate()
            process.wait(20)


def best(browser: Browser, address: str, drawn: str) -> float:
    return min(seconds(browser, address, drawn) for _n in range(3))


def seconds(browser: Browser, address: str, drawn: str | None) -> float:
    """Until a reader who never came before sees this."""
    context = browser.new_context()
    page = context.new_page()
    start = time.perf_counter()
    page.goto(address, wait_until="commit")
    if drawn:
        page.locator(drawn).first.wait_for(state="visible", timeout=60_000)
    spent = time.perf_counter() - start
    context.close()
    return spent


def get(address: str) -> tuple[float, int]:
    """Until the whole page has come, and its size."""
    start = time.perf_counter()
    with urllib.request.urlopen(address, timeout=120) as answer:
        size = len(answer.read())
    return time.perf_counter() - start, size


def at_once(address: str, many: int) -> float:
    """The 95th centile of so many readers who ask in the same instant."""
    with ThreadPoolExecutor(many) as pool:
        times = sorted(spent for spent, _size in pool.map(get, [address] * many))
    return times[int(0.95 * many) - 1]


def kernels(server: Served) -> list[psutil.Process]:
    """The kernels of a server: the children of the process that bears them."""
    mothers = psutil.Process(server.process.pid).children()
    return [kernel for mother in mothers for kernel in mother.children()]


def pss(process: psutil.Process) -> float:
    """MiB that this process adds: what is shared is divided among those who share it."""
    return process.memory_full_info().pss / 2**20


@contextlib.contextmanager
def plain_server(folder: Path) -> Iterator[str]:
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_words: object) -> None:
            pass

    class Many(http.server.ThreadingHTTPServer):
        request_queue_size = 256

    server = Many(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/index.html"
    server.shutdown()


def answered(address: str, within: float = 60) -> None:
    end = time.monotonic() + within
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(address, timeout=2).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise TimeoutError(address)


def say(what: str, found: float, bar: float, unit: str) -> None:
    verdict = "reached" if found <= bar else "NOT REACHED"
    print(f"{what:<62} {found:8.2f} {unit:<4} (bar {bar:g} {unit}) {verdict}", flush=True)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as made:
            command = Path(sys.executable).with_name("workbench")
            subprocess.run(
                [command, "demo", "--no-serve", "--into", Path(made) / "demo"], check=True, capture_output=True
            )
            main(Path(made) / "demo" / "releases")
