// The line above: which file, what is left to decide, the two views, the help.

import { fill, h } from "../common/dom.js";
import { button } from "./tools.js";

/** @param {[keys: string, what: string][]} keys @param {Record<string, string>} words @param {Function} close */
function helpPanel(keys, words, close) {
  const rows = keys.flatMap(([key, what]) => [h("dt", {}, h("kbd", {}, key)), h("dd", {}, what)]);
  return h("section", { class: "wbp-help", "aria-label": words.help, hidden: true },
    h("div", { class: "wbp-help-head" }, h("h3", { class: "wbp-title" }, words.help),
      button("×", close, { "aria-label": words.close, class: "wbp-button wbp-close" })),
    h("dl", {}, ...rows), h("p", { class: "wbp-quiet" }, words.help_focus));
}

/** @param {any} s the screen @param {(which: "review"|"ending") => void} show */
export function createHead(s, show) {
  const { words, model } = s;
  const title = h("h2", { class: "wbp-name" });
  const left = h("span", { class: "wbp-left", "data-testid": "left" });
  const tabs = {
    review: button(words.review, () => show("review"), { "aria-pressed": "true" }),
    ending: button(words.ending, () => show("ending"), { "aria-pressed": "false" }),
  };
  const shortcuts = button(words.shortcuts, flip, { "aria-pressed": String(model.get("shortcuts")) });
  const help = helpPanel(model.get("legend"), words, () => showHelp(false));
  const helpButton = button(words.help, () => showHelp(Boolean(help.hidden)), { "aria-expanded": "false" });
  const tools = h("span", { class: "wbp-tools" }, tabs.review, tabs.ending, shortcuts, helpButton);
  tools.hidden = true;

  function flip() {
    model.set("shortcuts", !model.get("shortcuts"));
    model.save_changes();
    shortcuts.setAttribute("aria-pressed", String(model.get("shortcuts")));
  }
  /** @param {boolean} on */
  function showHelp(on) {
    help.hidden = !on;
    helpButton.setAttribute("aria-expanded", String(on));
    (on ? help.querySelector("button") : helpButton)?.focus({ preventScroll: true });
  }

  return {
    root: h("div", { class: "wbp-head" }, title, left, tools), help, showHelp,
    /** @param {string} name the file's, or the source's it became @param {boolean} working */
    name(name, working) {
      title.textContent = name;
      tools.hidden = !working;
      if (!working) left.textContent = "";
    },
    /** @param {{direct: number, quasi: number}} state */
    count: (state) => { left.textContent = state.direct + state.quasi ? fill(words.left, state) : words.all_decided; },
    /** @param {"review"|"ending"} which */
    shown(which) {
      for (const [one, tab] of Object.entries(tabs)) tab.setAttribute("aria-pressed", String(one === which));
    },
  };
}
