"""The wheel alone: everything that the main job needs is inside it."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from workbench.resources import shipped

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    out = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
    done = subprocess.run(build, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(out.glob("*.whl"))


def test_it_carries_the_study_the_notebooks_the_pages_and_the_french(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("corpus", "notebooks", "dashboards"):
        for file in shipped(folder).rglob("*"):
            if file.is_file() and not any(part.startswith(".") for part in file.parts):
                assert f"workbench/_shipped/{folder}/{file.relative_to(shipped(folder)).as_posix()}" in names
    for file in (ROOT / "workbench").rglob("*"):
        if file.is_file() and "__pycache__" not in file.parts:
            assert file.relative_to(ROOT).as_posix() in names


def test_installed_away_from_the_checkout_it_does_the_main_job(wheel, tmp_path):
    # laid in a folder of its own, ahead of the checkout; the dependencies are this environment's
    site = tmp_path / "site"
    install = ["-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(site), str(wheel)]
    subprocess.run([sys.executable, *install], check=True, capture_output=True)
    env = {k: v for k, v in os.environ.items() if not k.startswith("WORKBENCH_")} | {"PYTHONPATH": str(site)}
    where = subprocess.run([sys.executable, "-c", "import workbench; print(workbench.__file__)"], cwd=tmp_path, env=env,
                           capture_output=True, text=True, check=True)  # fmt: skip
    assert where.stdout.startswith(str(site))
    job = [sys.executable, "-c", "from workbench.cli import main; main()", "demo", "--no-serve", "--into", "ici"]
    done = subprocess.run(job, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "ici" / "releases" / "cellule-77" / "manifest.json").is_file()
