// Everything that was found, by kind, with what was decided of it.

import { fill, h } from "../common/dom.js";
import { SIGNS, button } from "./tools.js";

/** @typedef {import("./tools.js").Item} Item */

/** @param {any} s the screen */
export function createList(s) {
  const { words, kinds } = s;
  const root = h("div", { class: "wbp-list", role: "region", tabindex: 0, "aria-label": words.list });

  /** @param {Item} i */
  function row(i) {
    const here = i.id === s.open?.id;
    const one = button("", () => s.choose(i), {
      class: `wbp-button wbp-row wbp-${i.decision}${here ? " wbp-chosen" : ""}`,
      "data-row": i.id, "aria-current": here ? "true" : null,
    });
    one.append(
      h("span", { class: "wbp-sign", "aria-hidden": "true" }, SIGNS[i.decision] ?? "?"),
      h("span", { class: "wbp-said" }, s.wordsOf(i)),
      h("span", { class: "wbp-label" }, i.decision === "refused" ? words.refused : i.labels.map((l) => l[2]).join(" ")),
      h("span", { class: "wbp-spoken" }, words[i.decision]),
    );
    return h("li", {}, one);
  }

  /** @param {{name: string, direct: boolean, of: Item[]}} g */
  function group(g) {
    const left = g.of.filter((i) => i.decision === "undecided").length;
    return h("section", { class: `wbp-group wbp-${g.direct ? "direct" : "quasi"}` },
      h("h3", { class: "wbp-title" }, fill(words.kind_count, { kind: g.name, n: g.of.length, left }),
        " ", h("span", { class: "wbp-sort" }, s.sortName(g.direct))),
      h("ul", {}, ...g.of.map(row)));
  }

  /** Drawn anew at the place where it was, the focus on the same row. */
  function draw() {
    const active = /** @type {HTMLElement|null} */ (root.contains(document.activeElement) ? document.activeElement : null);
    const scrolled = root.scrollTop;
    const groups = kinds
      .map((/** @type {[string, string, boolean]} */ [kind, name, direct]) =>
        ({ name, direct, of: s.items.filter((/** @type {Item} */ i) => i.kind === kind) }))
      .filter((/** @type {{of: Item[]}} */ g) => g.of.length);
    root.replaceChildren(...(groups.length ? groups.map(group) : [h("p", { class: "wbp-quiet" }, words.none)]));
    root.scrollTop = scrolled;
    const current = /** @type {HTMLElement|null} */ (root.querySelector(".wbp-chosen"));
    if (current) {
      const top = current.offsetTop - root.offsetTop;
      if (top < root.scrollTop || top + current.offsetHeight > root.scrollTop + root.clientHeight) root.scrollTop = top - 60;
    }
    const focused = active?.dataset.row;
    if (focused) /** @type {HTMLElement|null} */ (root.querySelector(`[data-row="${focused}"]`))?.focus({ preventScroll: true });
  }

  return { root, draw };
}
