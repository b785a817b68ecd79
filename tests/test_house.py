"""The house keeps its own rules: light to import, complete in French, true to its documents, clean notebooks."""

import ast
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

import workbench
from workbench import errors
from workbench.messages import LOCALE
from workbench.resources import shipped

ROOT = Path(__file__).parent.parent
PACKAGE = Path(workbench.__file__).parent
NOTEBOOKS = sorted([*shipped("notebooks").glob("*.ipynb"), *shipped("dashboards").glob("*.ipynb")])
CATALOGUE = LOCALE / "fr" / "LC_MESSAGES" / "workbench"


def sources(folder=PACKAGE):
    return [p for p in sorted(folder.rglob("*.py")) if "_shipped" not in p.parts]


def test_importing_the_package_loads_nothing_heavy():
    heavy = {"pandas", "spacy", "sqlalchemy", "altair", "numpy", "typer", "ipywidgets"}
    code = "import sys, workbench; print(sorted(set(sys.modules) & set(sys.argv[1:])))"
    said = subprocess.run([sys.executable, "-c", code, *heavy], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"


def messages():
    """Every English message: the arguments of _() and ngettext(), and the docstrings of the errors."""
    found = {}
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"_", "ngettext"}:
                texts = node.args[:1] if node.func.id == "_" else node.args[:2]
                for text in texts:
                    if isinstance(text, ast.Constant) and isinstance(text.value, str):
                        found[text.value] = path.name
    for error in vars(errors).values():
        if isinstance(error, type) and issubclass(error, errors.WorkbenchError):
            found[error.__doc__] = "errors.py"
    return found


def catalogue():
    with (CATALOGUE.with_suffix(".po")).open("rb") as file:
        return read_po(file, locale="fr")


def translations():
    found = {}
    for message in catalogue():
        if isinstance(message.id, tuple):
            for one, said in zip(message.id, message.string, strict=True):
                found[one] = said
        elif message.id:
            found[message.id] = message.string
    return found


def test_every_message_has_its_french():
    known = translations()
    missing = {text: where for text, where in messages().items() if not known.get(text)}
    assert missing == {}


def test_a_translation_keeps_the_blanks_to_fill():
    def blanks(text):
        return set(re.findall(r"{(\w+)", text))

    wrong = {id_: said for id_, said in translations().items() if said and blanks(id_) != blanks(said)}
    assert wrong == {}


def test_the_compiled_catalogue_is_that_of_its_source():
    def listed(text):
        return tuple(text) if isinstance(text, list | tuple) else text

    def said(catalogue):
        return {listed(m.id): listed(m.string) for m in catalogue if m.id}

    with (CATALOGUE.with_suffix(".mo")).open("rb") as file:
        assert said(read_mo(file)) == said(catalogue())


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.name)
def test_notebooks_call_and_never_define(path):
    notebook = json.loads(path.read_text("utf-8"))
    for cell in notebook["cells"]:
        if cell["cell_type"] != "code":
            continue
        assert cell["outputs"] == []
        assert cell["execution_count"] is None
        tree = ast.parse("".join(cell["source"]))
        assert not [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.ClassDef | ast.Lambda)]


def test_no_file_is_a_whole_library():
    assert {p.name: n for p in sources() if (n := len(p.read_text("utf-8").splitlines())) > 400} == {}


def test_architecture_names_every_room():
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    rooms = {
        p.stem for p in PACKAGE.iterdir() if (p.suffix == ".py" or (p / "__init__.py").is_file()) and p.stem[0] != "_"
    }
    assert {room for room in rooms if room not in text} == set()


def test_readme_names_every_command_and_dashboard():
    text = (ROOT / "README.md").read_text("utf-8")
    from typer.main import get_command

    from workbench.cli import app

    commands = set(get_command(app).commands)
    dashboards = {p.stem for p in shipped("dashboards").glob("*.ipynb")}
    assert {name for name in commands | dashboards if name not in text} == set()


def test_the_drawn_tree_of_errors_is_the_real_one():
    drawn = set(re.findall(r"[─ ] (\w+)", errors.__doc__))
    real = {c.__name__ for c in vars(errors).values() if isinstance(c, type) and issubclass(c, errors.WorkbenchError)}
    assert real - {"WorkbenchError"} <= drawn


def test_the_lock_names_no_index_and_pins_with_hashes():
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    assert "://" not in lock
    pins = re.findall(r"^[a-z0-9][\w.\[\]-]*==", lock, re.M | re.I)
    assert len(pins) > 100
    assert lock.count("--hash=sha256:") >= len(pins)
    assert "sha256:8a70d090a54ef77525c3ffa6a6195b9d365f2cf369ae1cd84ede93f3d709079e" in lock  # the French model


def test_the_extras_are_those_of_the_two_machines():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert set(project["optional-dependencies"]) == {"atelier", "publication"}
    serving = " ".join(project["dependencies"] + project["optional-dependencies"]["publication"])
    assert not re.search("spacy|sqlalchemy|altair", serving)
