"""A process with the server's rights reads what it was given, and nothing else: tried by one that reads all it can."""

import json
import subprocess
import sys

import pytest

from tests import a_release
from workbench.publishing.confined import confine, python

READS = """
import json, os, sys
from pathlib import Path
from workbench.publishing.confined import confine
given = json.loads(sys.argv[1])
closed = confine([Path(p) for p in given["readable"]], [Path(p) for p in given["writable"]])
read, found = 0, []
for root in given["roots"]:
    for folder, _inside, files in os.walk(root):
        for name in files:
            try:
                content = Path(folder, name).read_bytes()
            except OSError:
                continue
            read += 1
            found += [os.path.join(folder, name)] * any(key.encode() in content for key in given["keys"])
for path in given["tried"]:
    try:
        Path(path).write_text("x")
        found.append(path)
    except OSError:
        pass
print(json.dumps({"closed": closed, "read": read, "found": found}))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="Landlock is Linux's")
def test_a_process_with_the_rights_of_the_server_finds_no_household(demo, tmp_path):
    study = demo[0]
    bundle = study / "releases" / "cellule-77"
    given = {
        "readable": [str(bundle)],
        "writable": [str(tmp_path / "run")],
        "roots": [str(study), str(study / "originals"), str(study / "releases"), str(bundle), str(tmp_path)],
        "keys": ["M01", "M07", "entretien-M07", "operateur-94"],
        "tried": [str(study / "study.toml"), str(bundle / "manifest.json"), str(tmp_path / "outside")],
    }
    (tmp_path / "run").mkdir()
    done = subprocess.run([sys.executable, "-c", READS, json.dumps(given)], capture_output=True, text=True, check=True)
    said = json.loads(done.stdout)
    assert said["closed"]
    assert said["found"] == []
    assert said["read"] == len(list(bundle.iterdir()))  # its release, and not one file of the study more


def test_the_demonstration_shipped_in_the_package_is_not_among_what_python_is_made_of():
    assert not [path for path in python() if path.name == "_shipped" or "corpus" in path.parts]


def test_elsewhere_than_on_linux_it_is_said_that_nothing_was_closed(monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    assert confine([], []) is False


def test_the_server_is_confined_in_this_way(tmp_path):
    from tests.browser.test_dashboards import free_port
    from workbench.publishing.serve import serve

    a_release.make(tmp_path / "r" / "one")
    with serve(tmp_path / "r", port=free_port()) as server:
        log = server.log.read_text("utf-8")
    assert ("files of this machine are closed" in log) == (sys.platform == "linux")
