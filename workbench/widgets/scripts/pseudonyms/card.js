// What can be done now: with the words selected, with the item chosen.

import { fill, h } from "../common/dom.js";
import { nudged } from "./moves.js";
import { button, input, named, touches } from "./tools.js";

/** @typedef {import("./tools.js").Item} Item
 *  @typedef {import("./tools.js").Span} Span */

/** @param {any} s the screen */
export function createCard(s) {
  const { words, kinds } = s;
  const root = h("div", { class: "wbp-card" });
  let fresh = kinds[0]?.[0] ?? ""; // the kind that words added by hand get
  const at = (/** @type {string} */ key) => /** @type {HTMLElement|null} */ (root.querySelector(`[data-key="${key}"]`));

  /** @param {string} value @param {Record<string, any>} props */
  function kindField(value, props) {
    const one = (/** @type {boolean} */ direct) => kinds
      .filter((/** @type {any[]} */ k) => k[2] === direct)
      .map((/** @type {string[]} */ [kind, name]) => h("option", { value: kind, selected: kind === value }, name));
    return h("select", { class: "wbp-input", ...props },
      h("optgroup", { label: words.direct }, ...one(true)), h("optgroup", { label: words.quasi }, ...one(false)));
  }

  function draw() {
    const active = /** @type {HTMLElement|null} */ (root.contains(document.activeElement) ? document.activeElement : null);
    const held = active?.dataset.key;
    const parts = [];
    const span = s.page.selection;
    if (span && !(s.open && span[0] === s.open.start && span[1] === s.open.end)) parts.push(selected(span));
    if (s.open) parts.push(details(s.open));
    else if (!parts.length) parts.push(h("p", { class: "wbp-quiet" }, words.select_first));
    root.replaceChildren(...parts);
    if (held) (at(held) ?? s.page.panel).focus({ preventScroll: true });
  }

  /** @param {Span} span */
  function selected(span) {
    return h("section", { class: "wbp-selected", "aria-label": words.selection },
      h("h3", { class: "wbp-title" }, words.selection),
      h("blockquote", {}, s.text.slice(...span)),
      touches(s.open, span)
        ? button(fill(words.to_selection, { words: s.wordsOf(s.open) }), s.correct, { "data-key": "correct" }) : null,
      named(words.kind, kindField(fresh, { "data-key": "fresh", onchange: (/** @type {any} */ e) => { fresh = e.target.value; } })),
      button(words.add, s.add, { "data-key": "add" }));
  }

  /** @param {Item} i */
  function details(i) {
    return h("section", { class: `wbp-details wbp-${i.direct ? "direct" : "quasi"}`, "aria-label": words.card },
      h("h3", { class: "wbp-title" },
        s.kindName(i.kind), " ", h("span", { class: "wbp-sort" }, s.sortName(i.direct)), " · ", words[i.decision]),
      h("blockquote", {}, s.wordsOf(i)),
      h("div", { class: "wbp-act" },
        button(words.accept, () => s.decide("accepted"), { "data-key": "accept", "aria-pressed": String(i.decision === "accepted") }),
        button(words.refuse, () => s.decide("refused"), { "data-key": "refuse", "aria-pressed": String(i.decision === "refused") }),
        button(words.undo, () => s.decide("undecided"), { "data-key": "undo", disabled: i.decision === "undecided" }),
        i.places > 1 ? button(fill(words.everywhere, { n: i.places }), s.everywhere, { "data-key": "everywhere" }) : null),
      h("div", { class: "wbp-edges" },
        h("span", {}, words.start, " ", nudge(i, "start", -1), nudge(i, "start", 1)),
        h("span", {}, words.end, " ", nudge(i, "end", -1), nudge(i, "end", 1))),
      named(words.kind, kindField(i.kind, {
        "data-key": "kind",
        onchange: (/** @type {any} */ e) => s.change({ op: "kind", item: i.id, as: e.target.value }),
        onkeydown: (/** @type {KeyboardEvent} */ e) => {
          if (e.key !== "Escape" && e.key !== "Enter") return;
          e.preventDefault();
          s.focusText();
        },
      })),
      ...i.labels.map((_label, part) => label(i, part)),
      h("div", { class: "wbp-act" },
        button(words.previous, () => s.go(-1, true), { "data-key": "previous" }),
        button(words.next, () => s.go(1, true), { "data-key": "next" })));
  }

  /** @param {Item} i @param {"start"|"end"} edge @param {number} step */
  function nudge(i, edge, step) {
    return button(step > 0 ? "▶" : "◀", () => {
      const moved = nudged(s.page.words, [i.start, i.end], edge, step);
      if (moved) s.bounds(i, moved);
    }, {
      "data-key": `${edge}${step}`, class: "wbp-button wbp-small",
      "aria-label": fill(step > 0 ? words.later : words.earlier, { edge: words[edge] }),
    });
  }

  /** @param {Item} i @param {number} part */
  function label(i, part) {
    const [start, end, now] = i.labels[part];
    if (i.decision === "refused") return null;
    const field = input("text", {
      "data-key": `label${part}`, maxlength: 62,
      onchange: () => s.rename(i, part, field.value),
      onkeydown: (/** @type {KeyboardEvent} */ e) => {
        if (e.key !== "Enter" && e.key !== "Escape") return;
        if (e.key === "Escape") field.value = now;
        e.preventDefault();
        s.focusText();
      },
    });
    field.value = now;
    return named(fill(words.label, { words: s.text.slice(start, end) }), field);
  }

  return {
    root, draw,
    get fresh() { return fresh; },
    /** The keyboard goes to one of its fields. @param {string} key */
    into: (key) => at(key)?.focus(),
  };
}
