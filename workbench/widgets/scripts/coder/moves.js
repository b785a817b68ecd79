// Moving and extending a selection by word, sentence or turn.
import { itemAt } from "../common/dom.js";
import { sentencesIn, snapped, wordsIn } from "../common/spans.js";

/** @typedef {"word"|"sentence"|"turn"} Unit */

/** @param {string} text @param {ReturnType<import("./text.js").createText>} page */
export function createMoves(text, page) {
  /** @type {[number, number]|null} where an extension began */
  let anchor = null;

  /** @param {import("./codings.js").Block} b @param {Unit} unit @returns {[number, number][]} */
  const units = (b, unit) => {
    if (unit === "word") return (b.words ??= wordsIn(text, b.start, b.end));
    if (unit === "sentence") return (b.sentences ??= sentencesIn(text, b.start, b.end));
    return b.asks || b.turn === null ? [] : [[b.start, b.end]];
  };

  /** @param {Unit} unit @param {number} n @param {number} step @param {(span: [number, number]) => boolean} fits */
  function seek(unit, n, step, fits) {
    for (; n >= 0 && n < page.blocks.length; n += step) {
      const list = units(page.blocks[n], unit);
      const found = step > 0 ? list.find(fits) : list.findLast(fits);
      if (found) return found;
    }
    return null;
  }

  /** @param {Unit} unit @param {number} at */
  const around = (unit, at) => {
    const b = itemAt(page.blocks, at);
    return b && (units(b, unit).find(([s, e]) => s <= at && at < e) ?? seek(unit, b.n, 1, ([s]) => s >= at));
  };

  const firstOnScreen = () => (page.inView() ?? page.blocks[0])?.start ?? 0;

  return {
    /** A new passage of one unit. @param {Unit} unit @param {number} step */
    go(unit, step) {
      const now = page.selection;
      let span;
      if (!now) span = around(unit, firstOnScreen());
      else {
        const here = around(unit, now[0]);
        const same = here && here[0] === now[0] && here[1] === now[1];
        const from = itemAt(page.blocks, now[0]).n;
        if (step > 0) span = same ? seek(unit, from, 1, ([s]) => s > now[0]) : here;
        else span = seek(unit, from, -1, ([s]) => s < now[0]);
      }
      if (span) page.select((anchor = span), step > 0 ? "end" : "start");
    },
    /** The same passage, one unit longer or shorter on the side that moves. @param {Unit} unit @param {number} step */
    extend(unit, step) {
      const now = page.selection;
      if (!now) return this.go(unit, step);
      if (!anchor || anchor[0] < now[0] || anchor[1] > now[1]) anchor = now;
      let [start, end] = now;
      const first = itemAt(page.blocks, start).n;
      const last = itemAt(page.blocks, end - 1).n;
      if (step > 0 && start < anchor[0]) start = Math.min(seek(unit, first, 1, ([s]) => s > start)?.[0] ?? start, anchor[0]);
      else if (step > 0) end = seek(unit, last, 1, ([, e]) => e > end)?.[1] ?? end;
      else if (end > anchor[1]) end = Math.max(seek(unit, last, -1, ([, e]) => e < end)?.[1] ?? end, anchor[1]);
      else start = seek(unit, first, -1, ([s]) => s < start)?.[0] ?? start;
      page.select([start, end], (step > 0) === (end !== now[1]) ? "end" : "start");
    },
    /** Moves one boundary by one word, never past the other. @param {"start"|"end"} edge @param {number} step */
    nudge(edge, step) {
      if (!page.selection) return;
      const [start, end] = page.selection;
      const at = edge === "start" ? start : end;
      const n = itemAt(page.blocks, edge === "start" ? start : end - 1).n;
      const side = edge === "start" ? 0 : 1;
      const found = seek("word", n, step, (span) => (step > 0 ? span[side] > at : span[side] < at));
      if (!found) return;
      const moved = /** @type {[number, number]} */ (edge === "start" ? [found[0], end] : [start, found[1]]);
      if (moved[0] < moved[1]) page.select((anchor = moved), edge);
    },
    /** The whole unit around the passage. @param {Unit} unit */
    widen(unit) {
      const span = around(unit, page.selection?.[0] ?? firstOnScreen());
      if (span) page.select((anchor = span), "start");
    },
    /** What the mouse marked, snapped to words. @param {number} start @param {number} end */
    mark(start, end) {
      const list = page.over(Math.min(start, end), Math.max(start, end)).flatMap((b) => units(b, "word"));
      const span = snapped(list, Math.min(start, end), Math.max(start, end));
      if (span) page.select((anchor = span), "end");
    },
    /** The first or last word. @param {boolean} end */
    edge(end) {
      const span = end ? seek("word", page.blocks.length - 1, -1, () => true) : seek("word", 0, 1, () => true);
      if (span) page.select((anchor = span), "end");
    },
    /** The next answer, from here, that none of these codings touches; round the end.
     *  @param {number} way @param {(c: import("./codings.js").Coding) => boolean} counts */
    uncoded(way, counts) {
      const from = page.selection?.[0] ?? firstOnScreen();
      const free = page.blocks.filter((b) => b.turn !== null && !b.asks && ![...b.codings].some(counts));
      const next = way > 0 ? free.find((b) => b.start > from) : free.findLast((b) => b.end <= from);
      const b = next ?? (way > 0 ? free[0] : free[free.length - 1]);
      if (b) page.select((anchor = [b.start, b.end]), "start");
      return Boolean(b);
    },
  };
}
