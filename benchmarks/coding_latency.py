"""Coding a very long interview, as evaluators do it: Chromium, JupyterLab as the package sets it up, a kernel, a
store that syncs each gesture.

The interview has 300,000 characters and bears 2,000 codings. Measured in the browser's own clock: from the key press
until the coding is painted and acknowledged by the store; from Shift+Enter in the cell until text and codings are
painted; from a key in the codebook's filter until the codes left are painted. `--codings N` changes how many are put.
A coder reads a sentence before coding it: a key is pressed once the page is at rest after moving there, which is timed
apart. Nothing asks the page whether it is done: it tells.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from tests.a_jupyter import lab, written
from tests.a_long_interview import CHARACTERS, CODINGS, long_study

CHROMIUM, FLAGS = "/usr/bin/chromium", ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
# A bare widget first: what the kernel weighs before the coding screen is what it is compared with.
CELLS = [
    "import anywidget\nclass Bare(anywidget.AnyWidget):\n    _esm = 'export default {{ render() {{}} }}'\nBare()",
    "from pathlib import Path\ndef weight():\n    state = Path('/proc/self/status').read_text()\n"
    "    return int(state.split('VmRSS:')[1].split()[0]) / 1024\nbefore = weight()",
    "from workbench.study import open_study\nfrom workbench.widgets.coder import Coder\nstudy = open_study({folder!r})",
    "Coder(study, source='long', codebook='long', coder='E1', suggest=False)",
    "print('kernel', round(weight() - before, 1))",
]
# `until(done)` resolves after the frame that shows what `done` waits for; times are those of the events themselves.
WATCH = """() => {
  window.since = 0;
  const painted = () => requestAnimationFrame((at) => {
    const line = new MessageChannel();
    line.port1.onmessage = () => window.done(performance.now() - window.since);
    line.port2.postMessage(0);
  });
  window.until = (done, keys = true) => {
    window.since = 0;
    window.took = new Promise((resolve) => { window.done = resolve; });
    if (keys) addEventListener("keydown", (e) => { window.since = e.timeStamp; }, {capture: true, once: true});
    else window.since = performance.now();
    const test = () => {
      if (window.since && done()) { watcher.disconnect(); painted(); }
    };
    const watcher = new MutationObserver(test);
    watcher.observe(document.body, {subtree: true, childList: true, attributes: true, characterData: true});
  };
}"""
PUT = """() => {
  const saved = document.querySelector("[data-testid=saved]");
  const before = Number(saved.textContent);
  until(() => Number(saved.textContent) === before + 1 && !document.querySelector(".wbc-pending"));
}"""
MOVED = "() => { const s = document.querySelector('.wbc-spoken'); const b = s.textContent; \
until(() => s.textContent !== b); }"
# 400 ms: what follows a movement (turns read, suggestions asked) begins after 250 ms, and is over before the key.
REST = "() => new Promise((rested) => setTimeout(() => requestIdleCallback(rested, {timeout: 2000}), 400))"
OPENED = """() => until(() => {
  const root = document.querySelector("[data-testid=coder]");
  return root && Number(root.querySelector("[data-testid=saved]").textContent) === %d
    && root.querySelector(".wbc-words").textContent && root.querySelector("[data-coding-id]");
})"""
FILTER = "() => { const l = document.querySelector('.wbc-list').parentElement; const b = l.innerText; \
until(() => l.innerText !== b); }"


def took(page: Page, script: str, *keys: str) -> float:
    """Milliseconds from the last key to the frame that the script waits for."""
    for key in keys[:-1]:
        page.keyboard.press(key)
    page.evaluate(script)
    page.keyboard.press(keys[-1])
    return float(page.evaluate("window.took"))


def coding(page: Page, digit: int) -> tuple[float, float]:
    """Selects the next sentence of an answer, then codes it: the time of each. Questions, never coded, are passed."""
    moved = took(page, MOVED, "ArrowDown")
    while page.locator(".wbc-spoken").inner_text().endswith("?"):
        moved = took(page, MOVED, "ArrowDown")
    page.evaluate(REST)
    return moved, took(page, PUT, str(digit))


def synced(folder: Path, times: int = 100) -> list[float]:
    """What the disk alone takes for as many bytes as a coding writes: no acknowledgement can be quicker."""
    taken = []
    with (folder / "synced").open("wb", buffering=0) as file:
        for _again in range(times):
            file.write(b"\1" * 80_000)
            began = time.perf_counter()
            os.fdatasync(file.fileno())
            taken.append((time.perf_counter() - began) * 1000)
            time.sleep(0.02)
    return taken


def said(what: str, times: list[float], bar: float = 0) -> None:
    """Prints median, p95 and worst, beside the bar if there is one."""
    ordered = sorted(times)
    p95 = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    middle, beside = statistics.median(times), f"   bar {bar:g}{'   over the bar' if p95 > bar else ''}"
    worst = ordered[-1]
    print(f"{what:40} median {middle:6.1f}   p95 {p95:6.1f}   worst {worst:6.1f} ms{beside if bar else ''}")


def opened(page: Page, url: str) -> list[float]:
    """Opens the notebook, runs its cells and shows the screen three times; each cell's time until it is painted."""
    page.goto(f"{url}/lab/tree/latency.ipynb?reset")
    page.locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]').wait_for(timeout=60_000)
    first = page.locator(".jp-Notebook .jp-Cell").first
    while not first.locator(".jp-InputPrompt", has_text="[1]").count():  # the kernel is not listening at once
        first.locator(".cm-content").click()
        page.keyboard.press("Shift+Enter")
        page.wait_for_timeout(1500)
    for n in (2, 3):
        page.keyboard.press("Shift+Enter")
        page.locator(".jp-Notebook .jp-InputPrompt", has_text=f"[{n}]").wait_for()
    page.evaluate(WATCH)
    times = []
    for _again in range(3):  # the first one also imports what nobody imported yet
        times.append(took(page, OPENED % CODINGS, "Control+Enter"))
        if _again < 2:
            page.keyboard.press("Escape")
            page.evaluate("document.querySelector('[data-testid=coder]').remove()")
            time.sleep(0.5)
    page.keyboard.press("Shift+Enter")
    page.wait_for_timeout(1500)
    return times


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--codings", type=int, default=200)
    many = asked.parse_args().codings
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        root = Path(place)
        long_study(root / "study").close()
        (root / "notebooks").mkdir()
        written(root / "notebooks" / "latency.ipynb", [c.format(folder=str(root / "study")) for c in CELLS])
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        with lab(root / "notebooks", root / "private") as url:
            page = browser.new_page(viewport={"width": 1366, "height": 768}, locale="fr-FR")
            opening = opened(page, url)
            page.get_by_test_id("source-text").focus()
            page.keyboard.press("PageDown")
            disk = synced(root)
            coded = [coding(page, 1 + n % 9) for n in range(many)]
            disk += synced(root)
            page.locator(".wbc-filter").focus()
            typed = [took(page, FILTER, key) for key in ["3", "Backspace"] * 10]
            page.locator(".jp-Notebook .jp-Cell").nth(4).locator(".cm-content").click()
            page.keyboard.press("Shift+Enter")
            weight = page.locator(".jp-OutputArea-output pre", has_text="kernel ")
            extra = float(weight.inner_text().split()[-1])
        browser.close()
    load = f"{os.getloadavg()[0]:.1f} programs wanted {os.cpu_count()} processors"
    print(f"{CHARACTERS} characters, {CODINGS} codings, {many} more in JupyterLab, while {load}")
    said("key press to painted and acknowledged", [time for _moved, time in coded], 50)
    said("of which the disk, for a bare write", disk)
    said("key press to the next sentence marked", [moved for moved, _time in coded])
    said("cell run to text and codings painted", opening, 1000)
    said("key in the filter to codes painted", typed, 50)
    print(f"{'kernel above a bare widget':40} {extra:13.0f} MB   bar 150")


if __name__ == "__main__":
    main()
