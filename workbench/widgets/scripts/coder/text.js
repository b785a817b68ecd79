// The interview: blocks, their codings, the selection. Only what changed is drawn again, and only what is on or near
// the screen is measured; the rest waits for a quiet moment.
import { fill, h, itemAt } from "../common/dom.js";
import { marks } from "../common/highlight.js";
import { offsetIn, rangeIn } from "../common/spans.js";
import { blocksOver, codingOf, freeLane } from "./codings.js";
import { painter } from "./paint.js";

const SLICE = 8; // ms of drawing at a time for what is not on the screen
const LEAF = 4000; // characters of a leaf: the browser watches and skips leaves, for thousands of blocks cost it too much
const LINE = 2.1; // characters that make one pixel of height, as a first guess of a leaf's size

/** Consecutive blocks in leaves of a few thousand characters. @param {import("./codings.js").Block[]} blocks */
function leavesOf(blocks) {
  /** @type {{blocks: import("./codings.js").Block[], size: number, el: HTMLElement}[]} */
  const leaves = [];
  for (const b of blocks) {
    let leaf = leaves[leaves.length - 1];
    if (!leaf || leaf.size > LEAF) leaves.push((leaf = { blocks: [], size: 0, el: h("div", { class: "wbc-leaf", "data-leaf": leaves.length }) }));
    leaf.blocks.push(b);
    leaf.size += b.end - b.start + 60;
  }
  for (const leaf of leaves) {
    leaf.el.style.setProperty("contain-intrinsic-size", `auto ${Math.round(leaf.size / LINE)}px`);
    leaf.el.append(...leaf.blocks.map((b) => b.el));
  }
  return leaves;
}

/** @param {string} text @param {import("./codings.js").BlockRow[]} rows @param {Record<string, string>} words
 *  @param {{label(code: string): string, hue(code: string): number, me: string}} names */
export function createText(text, rows, words, names) {
  const panel = h("div", {
    class: "wbc-text", "data-testid": "source-text", tabindex: 0, role: "document", "aria-label": words.text,
  });
  /** @type {import("./codings.js").Block[]} */
  const blocks = rows.map(([turn, start, end, speaker, asks, where], n) => {
    const p = h("p", { class: "wbc-words" }, text.slice(start, end));
    const margin = h("div", { class: "wbc-margin" });
    const mark = /^\d+$/.test(where) ? fill(words.line, { n: where }) : where;
    const el = h(
      "div",
      { class: `wbc-block${asks ? " wbc-asks" : ""}${turn === null ? " wbc-between" : ""}`, "data-block": n },
      h("span", { class: "wbc-where" }, mark),
      h("div", { class: "wbc-say" }, speaker ? h("span", { class: "wbc-speaker" }, speaker) : null, p),
      margin,
    );
    return { n, turn, start, end, asks, el, p, margin, codings: new Set() };
  });
  const leaves = leavesOf(blocks);
  panel.append(...leaves.map((leaf) => leaf.el));

  /** @type {Map<string, import("./codings.js").Coding>} */
  const codings = new Map();
  const seen = new Set(); // blocks on or near the screen
  const dirty = new Set(); // blocks whose codings changed since they were drawn
  /** @type {Map<import("./codings.js").Block, Map<string, import("./paint.js").Spot>>} */
  const measured = new Map(); // places known already: marks do not move the words under them
  const brush = painter(text, names);
  const over = (/** @type {number} */ start, /** @type {number} */ end) => blocksOver(blocks, start, end);

  /** @param {import("./codings.js").Row} row @param {boolean} [pending] */
  function add(row, pending = false) {
    const [id, start, end] = row;
    if (codings.has(id)) drop(id);
    const touched = over(start, end);
    const near = new Set(touched.flatMap((b) => [...b.codings]));
    const coding = codingOf(row, freeLane({ start, end }, near), pending);
    codings.set(id, coding);
    for (const b of touched) {
      b.codings.add(coding);
      dirty.add(b);
      measured.delete(b);
      if (pending && seen.has(b)) measured.set(b, brush.spots(b)); // now, while the page needs no new layout for it
    }
    return coding;
  }

  /** @param {string} id */
  function drop(id) {
    const coding = codings.get(id);
    if (!coding) return;
    codings.delete(id);
    for (const b of over(coding.start, coding.end)) {
      b.codings.delete(coding);
      dirty.add(b);
      measured.delete(b);
    }
  }

  /** A coding that waited is acknowledged under the store's row. @param {string} old @param {import("./codings.js").Row} row */
  function settle(old, row) {
    const coding = codings.get(old);
    if (!coding || coding.start !== row[1] || coding.end !== row[2] || codings.has(row[0])) return false;
    codings.delete(old);
    Object.assign(coding, codingOf(row, coding.lane, false));
    codings.set(coding.id, coding);
    brush.settle(over(coding.start, coding.end), old, coding.id);
    return true;
  }

  /** Draws again the blocks whose codings changed: those on the screen now, the others when nothing else is to do. */
  function paint() {
    const now = [...dirty].filter((b) => seen.has(b) || !watched);
    if (now.length) {
      for (const b of now) {
        brush.block(b);
        dirty.delete(b);
      }
      brush.place(now, measured);
      measured.clear();
      showSelection();
    }
    if (dirty.size) setTimeout(paintRest, 30);
  }
  let watched = false;

  function paintRest() {
    const until = performance.now() + SLICE;
    for (const b of dirty) {
      brush.block(b);
      dirty.delete(b);
      if (seen.has(b)) brush.place([b]);
      if (performance.now() > until) break;
    }
    if (dirty.size) setTimeout(paintRest, 0);
    else panel.dataset.painted = "true";
  }

  /** The text's offset of a place in the page. @param {Node} node @param {number} offset */
  function offsetOf(node, offset) {
    const el = node instanceof Element ? node : node.parentElement;
    const block = el?.closest(".wbc-block");
    const b = block ? blocks[Number(/** @type {HTMLElement} */ (block).dataset.block)] : null;
    if (!b) return null;
    if (!b.p.contains(node)) return b.margin.contains(node) ? b.end : b.start;
    return offsetIn(b.p, b.start, node, offset);
  }

  // The selection is ours and not the browser's: it survives the focus moving to the codebook.
  /** @type {[number, number]|null} */
  let selection = null;
  const chosen = marks("wbc-selection");
  const hits = marks("wbc-found");
  /** @param {[number, number]} span */
  const rangesOf = ([start, end]) =>
    over(start, end).map((b) => rangeIn(b.p, b.start, Math.max(start, b.start), Math.min(end, b.end)));

  function showSelection() {
    chosen.show(selection ? rangesOf(selection) : []);
    const { drawn } = chosen;
    if (chosen.able || !drawn.length || document.activeElement !== panel) return;
    const last = drawn[drawn.length - 1];
    getSelection()?.setBaseAndExtent(drawn[0].startContainer, drawn[0].startOffset, last.endContainer, last.endOffset);
  }

  /** @param {[number, number]|null} span @param {"start"|"end"} [edge] the edge to bring on screen */
  function select(span, edge = "end") {
    selection = span;
    const first = span && itemAt(blocks, edge === "end" ? span[1] - 1 : span[0]);
    if (first && !seen.has(first)) first.el.scrollIntoView({ block: "nearest" }); // its size was only guessed till now
    showSelection();
    if (!chosen.drawn.length) return;
    const rects = (edge === "end" ? chosen.drawn[chosen.drawn.length - 1] : chosen.drawn[0]).getClientRects();
    const box = edge === "end" ? rects[rects.length - 1] : rects[0];
    if (box) reveal(box);
  }

  /** Scrolls the panel, never the notebook around it. @param {DOMRect} box */
  function reveal(box) {
    const view = panel.getBoundingClientRect();
    if (box.top < view.top + 24) panel.scrollTop -= view.top + 24 - box.top;
    else if (box.bottom > view.bottom - 36) panel.scrollTop += box.bottom - view.bottom + 36;
  }

  const watcher = new IntersectionObserver(
    (entries) => {
      watched = true;
      const came = [];
      for (const entry of entries) {
        for (const b of leaves[Number(/** @type {HTMLElement} */ (entry.target).dataset.leaf)].blocks) {
          if (!entry.isIntersecting) seen.delete(b);
          else if (!seen.has(b)) {
            seen.add(b);
            if (dirty.delete(b)) brush.block(b);
            came.push(b);
          }
        }
      }
      brush.place(came);
    },
    { root: panel, rootMargin: "300px 0px" },
  );
  for (const leaf of leaves) watcher.observe(leaf.el);
  const resized = new ResizeObserver(() => brush.place(seen));
  resized.observe(panel);
  const inside = (/** @type {import("./codings.js").Block} */ b) => b.turn !== null && !b.asks;

  return {
    panel, blocks, codings, add, drop, settle, paint, over, offsetOf, select,
    get selection() { return selection; },
    get seen() { return seen; },
    /** The stretches found, shown besides the selection. @param {[number, number][]} spans */
    found: (spans) => hits.show(spans.flatMap(rangesOf)),
    /** @param {string} id */
    choose: (id) => brush.choose(id, panel),
    /** The codings that cover an offset, the shortest first. @param {number} at */
    at: (at) => [...(itemAt(blocks, at)?.codings ?? [])]
      .filter((c) => c.start <= at && at < c.end).sort((a, b) => a.end - a.start - (b.end - b.start)),
    /** The turn being read: that of the selection if it is on screen, else the first answer well in view. */
    inView() {
      const view = panel.getBoundingClientRect();
      const on = (/** @type {import("./codings.js").Block} */ b) => {
        const box = b.el.getBoundingClientRect();
        return box.bottom > view.top + 40 && box.top < view.bottom - 20;
      };
      const own = selection && itemAt(blocks, selection[0]);
      if (own && inside(own) && on(own)) return own;
      return [...seen].sort((a, b) => a.n - b.n).find((b) => inside(b) && on(b)) ?? null;
    },
    /** The answers whose end is on screen. */
    finished() {
      const bottom = panel.getBoundingClientRect().bottom;
      return [...seen].filter((b) => inside(b) && b.el.getBoundingClientRect().bottom <= bottom + 4);
    },
    stop() {
      chosen.show([]);
      hits.show([]);
      watcher.disconnect();
      resized.disconnect();
    },
  };
}
