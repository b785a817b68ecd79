// Where a gesture leads in the text: an edge moved by a word, the next item. Pure functions.

/** @typedef {import("./tools.js").Span} Span
 *  @typedef {import("./tools.js").Item} Item */

/** A span with one edge moved by one word; null when it cannot.
 *  @param {Span[]} words @param {Span} span @param {"start"|"end"} edge @param {number} step @returns {Span|null} */
export function nudged(words, [start, end], edge, step) {
  const edges = words.map(([s, e]) => (edge === "start" ? s : e));
  const now = edge === "start" ? start : end;
  const at = step > 0 ? edges.find((x) => x > now) : edges.findLast((x) => x < now);
  if (at === undefined) return null;
  const moved = /** @type {Span} */ (edge === "start" ? [at, end] : [start, at]);
  return moved[0] < moved[1] ? moved : null;
}

/** The next item in the order of the text from a place, round the end; undefined when none fits.
 *  @param {Item[]} items @param {number} at @param {number} way @param {(item: Item) => boolean} fits */
export function following(items, at, way, fits) {
  const list = items.filter(fits);
  if (way > 0) return list.find((i) => i.start > at) ?? list[0];
  return list.findLast((i) => i.start < at) ?? list[list.length - 1];
}
