"""A screen's script in Chromium facing its real Python side and a real study, without Jupyter between them."""

import json
import os
from typing import Any

import anywidget
from axe_playwright_python.sync_playwright import Axe

from .conftest import Watched

# A model as anywidget gives it, whose messages go to Python and come back as answers; `traits` in one are new values.
FAKE = """async ({esm, traits}) => {
  const calls = {};
  const state = {...traits};
  const changed = {};
  const tell = (name, ...args) => (calls[name] ?? []).forEach((call) => call(...args));
  const model = {
    get: (name) => state[name],
    set: (name, value) => { state[name] = changed[name] = value; },
    save_changes: () => window.keep(changed),
    on: (name, call) => { (calls[name] ??= []).push(call); },
    off: (name, call) => { calls[name] = (calls[name] ?? []).filter((c) => c !== call); },
    send: (message) => {
      window.kernel(message).then((answers) => answers.forEach((a) => {
        if (!a.traits) return tell("msg:custom", a);
        Object.assign(state, a.traits);
        tell("change:head");
      }));
    },
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
# Where these words stand in the screen: the middle of their first and of their last letter, `inner` letters inside.
POINT = """([selector, words, inner]) => {
  for (const p of document.querySelectorAll(selector)) {
    const at = p.textContent.indexOf(words);
    if (at < 0) continue;
    p.scrollIntoView({block: "center"});
    const point = (offset) => {
      const walk = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
      for (let n = walk.nextNode(), seen = 0; n; seen += n.length, n = walk.nextNode()) {
        if (offset < seen + n.length) {
          const r = document.createRange();
          r.setStart(n, offset - seen);
          r.setEnd(n, offset - seen + 1);
          const b = r.getBoundingClientRect();
          return [b.left + b.width / 2 + 1, b.top + b.height / 2];
        }
      }
    };
    return [point(at + inner), point(at + words.length - 1 - inner)];
  }
}"""


class Facing:
    """One screen: `heard` is what the page asked, in order. `words` selects what `drag` looks for its words in."""

    words = ""

    def __init__(self, watched: Watched, widget: anywidget.AnyWidget, *, dark: bool = False) -> None:
        self.page, self.watched, self.widget = watched.page, watched, widget
        self.heard: list[dict[str, Any]] = []
        self.answers: list[dict[str, Any]] = []
        widget.send = self.answers.append  # type: ignore[method-assign]
        given = widget.get_state(["_esm", "_css"])
        self.page.set_content(SHELL.format(css=given["_css"], light=str(not dark).lower(), body=DARK if dark else ""))
        self.page.expose_function("kernel", self._kernel)
        self.page.expose_function("keep", self._keep)
        self.page.evaluate(FAKE, {"esm": given["_esm"], "traits": self.traits()})

    def traits(self) -> dict[str, Any]:
        """What the page is given."""
        state = self.widget.get_state([n for n in self.widget.keys if not n.startswith("_")])
        return json.loads(json.dumps(state))  # type: ignore[no-any-return]

    def _keep(self, changed: dict[str, Any]) -> None:
        for name, value in changed.items():
            self.widget.set_trait(name, value)

    def _kernel(self, message: dict[str, Any]) -> list[dict[str, Any]]:
        self.heard.append(message)
        self.answers.clear()
        self.answer(message)
        return json.loads(json.dumps(self.answers))  # type: ignore[no-any-return]

    def answer(self, message: dict[str, Any]) -> None:
        """What Python does with a message; its answers are in `answers`."""
        self.widget._asked(None, message, [])  # type: ignore[attr-defined]

    def keys(self, *names: str) -> None:
        for name in names:
            self.page.keyboard.press(name)

    def drag(self, words: str, *, inner: int = 0) -> None:
        """Marks these words with the mouse, beginning and ending `inner` characters inside them."""
        box = self.page.evaluate(POINT, [self.words, words, inner])
        self.page.mouse.move(*box[0])
        self.page.mouse.down()
        self.page.mouse.move(*box[1], steps=4)
        self.page.mouse.up()

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
