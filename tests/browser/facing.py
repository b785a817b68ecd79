"""A screen's script in Chromium facing its real Python side and a real study, without Jupyter between them."""

import json
import os
from pathlib import Path
from typing import Any

import anywidget
from axe_playwright_python.sync_playwright import Axe

from .conftest import Watched

# A model as anywidget gives it, whose messages go to Python and come back as answers.
FAKE = """async ({esm, traits}) => {
  const calls = {};
  const state = {...traits};
  const tell = (name, ...args) => (calls[name] ?? []).forEach((call) => call(...args));
  const model = {
    get: (name) => state[name],
    set: (name, value) => { state[name] = value; },
    save_changes: () => {},
    on: (name, call) => { (calls[name] ??= []).push(call); },
    off: (name, call) => { calls[name] = (calls[name] ?? []).filter((c) => c !== call); },
    send: (message) => { window.kernel(message).then((answers) => answers.forEach((a) => tell("msg:custom", a))); },
  };
  const url = URL.createObjectURL(new Blob([esm], {type: "text/javascript"}));
  const widget = (await import(url)).default;
  window.unmount = widget.render({model, el: document.getElementById("host")});
}"""
SHELL = """<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Atelier</title>
<style>body {{ margin: 0; padding: 8px }} {css}</style></head>
<body data-jp-theme-light="{light}" style="{body}">
<main id="host"></main><button id="after">après</button></body></html>"""
DARK = "--jp-layout-color0:#111;--jp-layout-color1:#212121;--jp-ui-font-color0:#fff;background:#111"


class Facing:
    """One screen: `heard` is what the page asked, in order."""

    def __init__(self, watched: Watched, widget: anywidget.AnyWidget, css: Path, *, dark: bool = False) -> None:
        self.page, self.watched, self.widget = watched.page, watched, widget
        self.heard: list[dict[str, Any]] = []
        self._answers: list[dict[str, Any]] = []
        widget.send = self._answers.append  # type: ignore[method-assign]
        shell = SHELL.format(css=css.read_text("utf-8"), light=str(not dark).lower(), body=DARK if dark else "")
        self.page.set_content(shell)
        self.page.expose_function("kernel", self._kernel)
        traits = json.loads(json.dumps(widget.get_state([n for n in widget.keys if not n.startswith("_")])))
        self.page.evaluate(FAKE, {"esm": widget.get_state(["_esm"])["_esm"], "traits": traits})

    def _kernel(self, message: dict[str, Any]) -> list[dict[str, Any]]:
        self.heard.append(message)
        self._answers.clear()
        self.widget._asked(None, message, [])  # type: ignore[attr-defined]
        return json.loads(json.dumps(self._answers))  # type: ignore[no-any-return]

    def serious(self) -> list[str]:
        """What axe finds serious or critical in the screen."""
        found = Axe().run(self.page).response["violations"]
        return [f"{v['id']}: {v['nodes'][0]['html']}" for v in found if v["impact"] in {"serious", "critical"}]

    def shot(self, name: str) -> None:
        """A picture, when a folder for pictures is named."""
        if folder := os.environ.get("WORKBENCH_SHOTS"):
            self.page.screenshot(path=f"{folder}/{name}.png")

    def sound(self) -> bool:
        """Whether the page met no error and asked nothing of another machine."""
        return self.watched.errors == [] and self.watched.abroad == []
