// The text in blocks, its proposals painted, and the selection, which is ours and not the browser's: it survives the
// focus moving to the side.

import { fill, h } from "../common/dom.js";
import { marks } from "../common/highlight.js";
import { offsetIn, rangeIn, wordsIn } from "../common/spans.js";
import { SIGNS } from "./tools.js";

/** @typedef {import("./tools.js").Span} Span
 *  @typedef {import("./tools.js").Item} Item
 *  @typedef {{n: number, start: number, end: number, el: HTMLElement, p: HTMLElement}} Block */

const WORD = /[^\s’'\-‑]+/gu; // cut at apostrophes and hyphens: a name stands alone

/** @param {string} text @param {[number, number, string, string, boolean][]} rows @param {Record<string, string>} words
 *  @param {(kind: string) => string} kindName */
export function createText(text, rows, words, kindName) {
  const panel = h("div", {
    class: "wbp-text", "data-testid": "review-text", tabindex: 0, role: "document", "aria-label": words.text,
  });
  /** @type {Block[]} */
  const blocks = rows.map(([start, end, where, speaker, asks], n) => {
    const p = h("p", { class: "wbp-words" });
    const mark = /^\d+$/.test(where) ? fill(words.line, { n: where }) : where;
    const el = h("div", { class: `wbp-block${asks ? " wbp-asks" : ""}${speaker ? "" : " wbp-between"}`, "data-block": n },
      h("span", { class: "wbp-where" }, mark), p);
    return { n, start, end, el, p };
  });
  panel.append(...blocks.map((b) => b.el));
  /** @type {Span[]} */
  const all = blocks.flatMap((b) => wordsIn(text, b.start, b.end, WORD));
  let painted = new Map();

  /** Draws again the blocks whose items changed. @param {Item[]} items @param {number} chosen */
  function paint(items, chosen) {
    const fresh = new Map();
    for (const b of blocks) {
      const mine = items.filter((i) => i.start < b.end && b.start < i.end);
      const sign = JSON.stringify([mine, mine.some((i) => i.id === chosen) && chosen]);
      fresh.set(b.n, sign);
      if (painted.get(b.n) !== sign) paintBlock(b, mine, chosen);
    }
    painted = fresh;
    showSelection();
  }

  /** @param {Block} b @param {Item[]} mine @param {number} chosen */
  function paintBlock(b, mine, chosen) {
    const parts = [];
    let at = b.start;
    for (const i of mine) {
      const from = Math.max(i.start, b.start);
      const to = Math.min(i.end, b.end);
      const name = i.decision === "accepted" ? i.labels.map((l) => l[2]).join(" ") : kindName(i.kind);
      parts.push(text.slice(at, from), h("span", {
        class: `wbp-mark wbp-${i.direct ? "direct" : "quasi"} wbp-${i.decision}${i.id === chosen ? " wbp-chosen" : ""}`,
        "data-item": i.id, "data-sign": SIGNS[i.decision] ?? "?", "data-name": name,
      }, text.slice(from, to)));
      at = to;
    }
    b.p.replaceChildren(...parts, text.slice(at, b.end));
  }

  /** @param {Span} span @returns {Range[]} */
  function rangesOf([start, end]) {
    return blocks.filter((b) => b.start < end && start < b.end)
      .map((b) => rangeIn(b.p, b.start, Math.max(start, b.start), Math.min(end, b.end)));
  }

  /** The text's offset of a place in the page. @param {Node} node @param {number} offset */
  function offsetOf(node, offset) {
    const el = node instanceof Element ? node : node.parentElement;
    const block = /** @type {HTMLElement|null} */ (el?.closest(".wbp-block") ?? null);
    const b = block && blocks[Number(block.dataset.block)];
    if (!b) return null;
    if (!b.p.contains(node)) return b.start;
    return offsetIn(b.p, b.start, node, offset);
  }

  /** @type {Span|null} */
  let selection = null;
  const chosen = marks("wbp-selection");
  const showSelection = () => chosen.show(selection ? rangesOf(selection) : []);

  return {
    panel, blocks, paint, offsetOf, words: all,
    get selection() { return selection; },
    /** @param {Span|null} span */
    select(span) {
      selection = span;
      showSelection();
      const box = chosen.drawn[0]?.getBoundingClientRect();
      if (!box) return;
      const view = panel.getBoundingClientRect();  // scrolls the panel, never the notebook around it
      if (box.top < view.top + 30) panel.scrollTop -= view.top + 30 - box.top;
      else if (box.bottom > view.bottom - 40) panel.scrollTop += box.bottom - view.bottom + 40;
    },
    stop() {
      selection = null;
      showSelection();
    },
  };
}
