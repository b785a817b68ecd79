"""JupyterLab on a study: its own copies of the notebooks, in French, on this machine only."""

import json

from jupyter_server.serverapp import ServerApp

from tests.a_demo import copied
from workbench import lab
from workbench.lab_wire import PromptConnection
from workbench.resources import shipped


def test_the_study_gets_its_own_notebooks_and_keeps_its_changes(demo, tmp_path):
    own = copied(demo[0], tmp_path)
    names = {p.name for p in lab.own_notebooks(own).glob("*.ipynb")}
    assert names == {p.name for p in shipped("notebooks").glob("*.ipynb")}
    (own / "notebooks" / "1-corpus.ipynb").write_text("{}", "utf-8")
    lab.own_notebooks(own)
    assert (own / "notebooks" / "1-corpus.ipynb").read_text("utf-8") == "{}"


def test_it_speaks_french_and_asks_no_other_host(demo, tmp_path):
    own = copied(demo[0], tmp_path)
    env = lab.environment(own)
    assert env["WORKBENCH_STUDY"] == str(own)
    settings = {p.name: json.loads(p.read_text("utf-8")) for p in (own / ".lab").rglob("*.jupyterlab-settings")}
    assert settings["plugin.jupyterlab-settings"] == {"locale": "fr_FR"}
    assert settings["notification.jupyterlab-settings"] == {"fetchNews": "false", "checkForUpdates": False}


def test_the_servers_of_the_environment_take_the_connection_that_holds_no_answer_back(tmp_path, monkeypatch):
    for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR"):
        monkeypatch.setenv(name, str(tmp_path / name))
    server = ServerApp()
    server.initialize(["--no-browser", "--port=0", "--allow-root", f"--ServerApp.root_dir={tmp_path}"])
    taken = server.web_app.settings["kernel_websocket_connection_class"]
    server.http_server.stop()
    assert taken is PromptConnection


def test_it_listens_on_this_machine_only(demo, tmp_path):
    words = lab.command(copied(demo[0], tmp_path), port=8899, browser=False)
    assert "--ServerApp.ip=127.0.0.1" in words
    assert "--ServerApp.port_retries=0" in words
