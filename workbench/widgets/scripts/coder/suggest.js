// Suggestions for the turn in view, at most three, each with its reasons; decided by one key or one click.
import { fill, h } from "../common/dom.js";
import { button } from "./boxes.js";

/** @param {any} s the screen */
export function createSuggestions(s) {
  const { words, model } = s;
  /** @type {{key: string, code: string, because: string[], within: [number, number]|null}[]|null} */
  let items = null;
  let note = "";
  let turn = -1;
  const list = h("div", { class: "wbc-proposals" });
  const root = h("section", { class: "wbc-suggestions", "aria-label": words.suggestions }, list);

  function draw() {
    root.hidden = !model.get("suggest") && !note;
    const quiet = note || (items ? words.suggestions_none : words.suggestions_wait);
    list.replaceChildren(...(items?.length ? items.map(itemOf) : [h("p", { class: "wbc-quiet" }, quiet)]));
  }

  /** @param {NonNullable<typeof items>[number]} one @param {number} n */
  function itemOf(one, n) {
    const stretch = one.within ? s.text.slice(...one.within).replace(/\s+/g, " ") : "";
    return h(
      "div", { class: "wbc-suggestion", "data-testid": "suggestion", "data-code": one.code, onmouseenter: () => one.within && s.page.found([one.within]), onmouseleave: () => s.page.found([]) },
      h("strong", {}, s.names.label(one.code)),
      stretch ? h("q", { title: stretch }, stretch.length > 70 ? `${stretch.slice(0, 70)}…` : stretch) : null,
      one.because.length ? h("span", { class: "wbc-quiet" }, fill(words.because, { words: one.because.slice(0, 4).join(", ") })) : null,
      h("span", { class: "wbc-row" },
        button(words.accept, () => decide(n, true)), button(words.refuse, () => decide(n, false)),
        n === 0 ? h("span", { class: "wbc-quiet", "aria-hidden": "true" }, "A / R") : null),
    );
  }

  /** @param {number} n @param {boolean} accepted @param {boolean} [whole] the whole turn rather than the stretch */
  function decide(n, accepted, whole = false) {
    const one = items?.[n];
    if (!one) return;
    s.complain("");
    s.wire.ask({ op: "decide", suggestion: one.key, accepted, whole }, (/** @type {any} */ answer) => {
      if (answer.kind === "refused") return s.complain(answer.why);
      if (answer.kind === "changed") {
        s.acknowledge(answer);
        s.codes.touch(one.code);
        s.say(fill(words.coded, { code: s.names.label(one.code) }));
      } else s.say(answer.note || words.refused);
      const inside = list.contains(document.activeElement);
      if (items) items = items.filter((i) => i.key !== one.key);
      draw();
      if (inside) (list.querySelector("button") ?? s.page.panel).focus();
    }, { keep: false });
  }

  function ask() {
    items = null;
    note = "";
    draw();
    if (model.get("suggest") && turn >= 0) s.wire.mention({ op: "view", turn });
  }

  return {
    root, ask, decide,
    /** Another turn came into view. @param {number} now */
    looking(now) {
      if (now === turn) return;
      turn = now;
      ask();
    },
    /** What the machine says of the passage selected. */
    stretch() {
      if (!s.page.selection) return s.complain(words.select_first);
      if (!model.get("suggest")) return s.complain(words.suggestions_off);
      const [start, end] = s.page.selection;
      items = null;
      draw();
      s.wire.mention({ op: "view", turn, start, end });
    },
    /** @param {any} answer @returns {boolean} whether it was for here */
    heard(answer) {
      if (answer.kind === "suggestions") {
        if (answer.turn === turn) items = answer.items;
      } else if (answer.about === "suggestions") note = answer.why;
      else return false;
      draw();
      return true;
    },
    draw,
  };
}
