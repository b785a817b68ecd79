// The line above the text: which interview, what is saved, undo and redo, and the switches.
import { fill, h } from "../common/dom.js";
import { button } from "./boxes.js";

/** @param {any} s the screen @param {{step(which: "undo"|"redo"): void, help(): void}} acts */
export function createHead(s, acts) {
  const { words, head, model } = s;
  const state = h("span", { class: "wbc-state" }, words.saved);
  const saved = h("span", { class: "wbc-saved", "data-testid": "saved" }, "0");
  const undo = /** @type {HTMLButtonElement} */ (button(words.undo, () => acts.step("undo"), { disabled: true }));
  const redo = /** @type {HTMLButtonElement} */ (button(words.redo, () => acts.step("redo"), { disabled: true }));
  const name = h("h2", { class: "wbc-name" }, head.source);
  const places = /** @type {HTMLSelectElement} */ (h("select", {
    class: "wbc-field wbc-places", "aria-label": words.interview, hidden: true, onchange: () => s.visit(places.value),
  }));
  const toggle = (/** @type {string} */ label, /** @type {Function} */ act, on = false) => button(label, act, { "aria-pressed": String(on) });
  const toggles = {
    suggest: toggle(words.suggestions, () => flip("suggest"), model.get("suggest")),
    shortcuts: toggle(words.shortcuts, () => flip("shortcuts"), model.get("shortcuts")),
    others: toggle(words.others, () => s.showOthers()),
  };
  const help = button(words.help, acts.help, { "aria-expanded": "false" });
  const root = h(
    "div", { class: "wbc-head" },
    name, places, h("span", { class: "wbc-quiet" }, fill(words.coded_by, { coder: head.coder })),
    h("span", { class: "wbc-ack" }, state, " · ", saved, " ", words.codings),
    h("span", { class: "wbc-tools" }, undo, redo, button(words.find_short, () => s.find.open()), button(words.memos, () => s.memos.open()),
      toggles.suggest, toggles.others, toggles.shortcuts, help),
  );

  /** @param {"suggest"|"shortcuts"} trait */
  function flip(trait) {
    model.set(trait, !model.get(trait));
    model.save_changes();
    switched();
  }
  function switched() {
    toggles.suggest.setAttribute("aria-pressed", String(model.get("suggest")));
    toggles.shortcuts.setAttribute("aria-pressed", String(model.get("shortcuts")));
    s.suggestions.ask();
  }

  /** What the next undo and redo would do: a sentence, or only whether there is one. @param {any} back @param {any} forth */
  function titles(back, forth) {
    for (const [one, sentence] of /** @type {[HTMLButtonElement, any][]} */ ([[undo, back], [redo, forth]])) {
      one.disabled = !sentence;
      one.title = typeof sentence === "string" ? sentence : "";
    }
  }

  return {
    root, flip, switched,
    get others() { return toggles.others.getAttribute("aria-pressed") === "true"; },
    /** @param {number} waiting gestures not acknowledged yet @param {boolean} silent */
    waiting(waiting, silent) {
      const now = silent ? words.unsaved : waiting ? words.saving : words.saved;
      if (state.textContent !== now) state.textContent = now;
    },
    /** What the store acknowledged. @param {any} answer */
    acknowledged(answer) {
      saved.textContent = String(answer.saved);
      saved.dataset.revision = String(answer.revision);
      titles(answer.undo, answer.redo);
    },
    titles,
    /** @param {boolean} on */
    showOthers: (on) => toggles.others.setAttribute("aria-pressed", String(on)),
    /** @param {boolean} on */
    showHelp: (on) => help.setAttribute("aria-expanded", String(on)),
    /** The other interviews, and whether the others' codings may be seen. @param {any} answer */
    beside(answer) {
      places.replaceChildren(...answer.sources.map((/** @type {[string, string]} */ [id, title]) => h("option", { value: id, selected: id === head.source, title }, id)));
      places.hidden = answer.sources.length < 2;
      name.classList.toggle("wbc-spoken", !places.hidden);
      toggles.others.toggleAttribute("disabled", Boolean(answer.curtain?.hidden));
      toggles.others.title = answer.curtain?.hidden ? answer.curtain.sentence : "";
    },
    /** The interview so many places further, round the end. @param {number} way */
    neighbour(way) {
      const list = [...places.options].map((o) => o.value);
      s.visit(list[(list.indexOf(head.source) + way + list.length) % list.length]);
    },
  };
}
