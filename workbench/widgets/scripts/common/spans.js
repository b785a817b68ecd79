// Words and sentences of a text, as pairs [start, end) of UTF-16 units.

/** @typedef {[start: number, end: number]} Span */

/** The words in [start, end): runs without what `between` matches, punctuation at both ends left out unless there is
 *  nothing else. @param {string} text @param {number} start @param {number} end @param {RegExp} [run] @returns {Span[]} */
export function wordsIn(text, start, end, run = /\S+/gu) {
  const found = [];
  for (const one of text.slice(start, end).matchAll(run)) {
    const bare = one[0].replace(/^\p{P}+/u, "");
    const kept = bare.replace(/\p{P}+$/u, "");
    const from = start + one.index + (kept ? one[0].length - bare.length : 0);
    found.push(/** @type {Span} */ ([from, from + (kept || one[0]).length]));
  }
  return found;
}

/** The sentences in [start, end), blanks around them left out.
 *  @param {string} text @param {number} start @param {number} end @returns {Span[]} */
export function sentencesIn(text, start, end) {
  const found = [];
  for (const run of text.slice(start, end).matchAll(/\S(?:.*?[.!?…]+[\s»”")\]]*?(?=\s+[^\s»”")\]a-zà-ÿ!?:;])|.*)/gu)) {
    const length = run[0].trimEnd().length;
    found.push(/** @type {Span} */ ([start + run.index, start + run.index + length]));
  }
  return found;
}

/** [start, end) widened to whole words; null when it touches none.
 *  @param {Span[]} words @param {number} start @param {number} end @returns {Span|null} */
export function snapped(words, start, end) {
  const touched = words.filter(([s, e]) => s < end && e > start);
  return touched.length ? [touched[0][0], touched[touched.length - 1][1]] : null;
}

/** The page's range of [start, end) in an element that shows the text from `at` on, whatever it is cut into.
 *  @param {Element} el @param {number} at @param {number} start @param {number} end */
export function rangeIn(el, at, start, end) {
  const range = document.createRange();
  const walk = document.createTreeWalker(el, NodeFilter.SHOW_TEXT);
  range.setStart(el, 0);
  range.setEnd(el, el.childNodes.length);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const length = /** @type {Text} */ (node).length;
    if (start >= at && start < at + length) range.setStart(node, start - at);
    if (end > at && end <= at + length) {
      range.setEnd(node, end - at);
      break;
    }
    at += length;
  }
  return range;
}

/** The text's offset of a place in an element that shows it from `at` on.
 *  @param {Element} el @param {number} at @param {Node} node @param {number} offset */
export function offsetIn(el, at, node, offset) {
  const range = document.createRange();
  range.setStart(el, 0);
  range.setEnd(node, offset);
  return at + range.toString().length;
}
