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


def test_without_its_parts_it_names_what_to_install(wheel, tmp_path):
    bare = tmp_path / "bare"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(bare)], check=True)
    python = bare / ("Scripts" if os.name == "nt" else "bin") / "python"
    here = Path(sys.executable).parent.parent
    light = [p for name in ("typer", "babel", "tqdm", "shellingham", "rich", "annotated_doc", "typing_extensions.py")
             for p in here.rglob(f"site-packages/{name}")]  # fmt: skip
    site = tmp_path / "light"
    site.mkdir()
    for part in light:
        (site / part.name).symlink_to(part)
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    job = [str(python), "-c", "from workbench.cli import main; main()", "demo", "--no-serve"]
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(site)}
    done = subprocess.run(job, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert 'pip install "workbench[atelier,publication]"' in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
