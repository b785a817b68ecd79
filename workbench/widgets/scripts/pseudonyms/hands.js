// Keyboard and mouse on the text. Keys act only while the text has the focus, letters only while shortcuts are on.

import { fill } from "../common/dom.js";
import { snapped } from "../common/spans.js";
import { nudged } from "./moves.js";
import { touches } from "./tools.js";

/** @typedef {import("./tools.js").Item} Item
 *  @typedef {import("./tools.js").Span} Span */

/** @param {any} s the screen */
export function createKeys(s) {
  const { page, words, card } = s;
  /** @type {Record<string, () => void>} */
  const LETTERS = {
    n: () => s.go(1, true), b: () => s.go(-1, true),
    a: () => s.decide("accepted"), r: () => s.decide("refused"), u: () => s.decide("undecided"), t: s.everywhere,
    k: () => card.into(s.open ? "kind" : "fresh"), l: () => card.into("label0"), c: s.correct, i: s.add,
    "?": () => s.showHelp(true),
  };

  /** @param {number} step @param {boolean} extend @param {boolean} begin */
  function byWord(step, extend, begin) {
    const now = page.selection;
    let span = null;
    if (now && begin) span = nudged(page.words, now, "start", step);
    else if (now && extend) span = nudged(page.words, now, "end", step);
    else {
      const at = now ? now[0] : -1;
      const fits = (/** @type {Span} */ [start]) => (step > 0 ? start > at : start < at);
      span = step > 0 ? page.words.find(fits) : page.words.findLast(fits);
    }
    if (!span) return;
    page.select(span);
    if (!touches(s.open, span)) s.open = undefined;
    s.draw();
    s.say(fill(words.selected, { words: s.text.slice(...span) }));
  }

  /** @param {KeyboardEvent} e @returns {boolean} whether the key was ours */
  function textKey(e) {
    if (e.ctrlKey || e.metaKey) return false;
    const side = e.key === "ArrowRight" ? 1 : e.key === "ArrowLeft" ? -1 : 0;
    if (side && (!e.altKey || e.shiftKey)) byWord(side, e.shiftKey, e.altKey);
    else if (e.altKey) return false;
    else if (e.key === "ArrowDown") s.go(1, false);
    else if (e.key === "ArrowUp") s.go(-1, false);
    else if (e.key === "Escape") s.choose(undefined);
    else {
      const act = s.model.get("shortcuts") && (e.key === "?" || !e.shiftKey) ? LETTERS[e.key.toLowerCase()] : null;
      act?.();
      return Boolean(act);
    }
    return true;
  }

  page.panel.addEventListener("keydown", (/** @type {KeyboardEvent} */ e) => {
    if (e.target !== page.panel || !textKey(e)) return;
    e.preventDefault();
    e.stopPropagation();
  });
}

/** @param {any} s the screen @returns {() => void} to let go of the page */
export function createMouse(s) {
  const { page } = s;
  let pressed = false;
  page.panel.addEventListener("mousedown", () => { pressed = true; });
  const released = () => {
    if (!pressed) return;
    pressed = false;
    const native = getSelection();
    if (!native?.anchorNode || !native.focusNode) return;
    if (!page.panel.contains(native.anchorNode) || !page.panel.contains(native.focusNode)) return;
    const one = page.offsetOf(native.anchorNode, native.anchorOffset);
    const two = page.offsetOf(native.focusNode, native.focusOffset);
    if (one === null || two === null) return;
    s.focusText();
    if (native.isCollapsed) return s.choose(s.items.find((/** @type {Item} */ i) => i.start <= one && one < i.end));
    const span = snapped(page.words, Math.min(one, two), Math.max(one, two));
    native.removeAllRanges();
    if (!span) return;
    if (!touches(s.open, span)) s.open = s.items.find((/** @type {Item} */ i) => touches(i, span));
    page.select(span);
    s.draw();
  };
  document.addEventListener("mouseup", released);
  return () => document.removeEventListener("mouseup", released);
}
