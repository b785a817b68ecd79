// Small tools that every screen uses. Text enters the page through text nodes only.

/** An element; a prop that begins with "on" is a listener, true is an empty attribute, false and null are left out.
 *  @param {string} tag @param {Record<string, any>} [props]
 *  @param {...(Node|string|null|undefined|false)} children @returns {HTMLElement} */
export function h(tag, props = {}, ...children) {
  const el = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    if (key.startsWith("on")) el.addEventListener(key.slice(2), value);
    else if (value === true) el.setAttribute(key, "");
    else if (value !== false && value != null) el.setAttribute(key, String(value));
  }
  el.append(...children.filter((c) => c != null && c !== false));
  return el;
}

/** A sentence with its {braces} filled. @param {string} sentence @param {Record<string, string|number>} facts */
export const fill = (sentence, facts) => sentence.replace(/\{(\w+)\}/g, (all, key) => String(facts[key] ?? all));

/** Letters without accents, case or typographic apostrophes, so that what is typed quickly still matches.
 *  @param {string} s */
export const fold = (s) =>
  s.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/œ/g, "oe").replace(/æ/g, "ae").replace(/’/g, "'");

/** The act, once nothing has asked for it again during that time. @param {Function} act @param {number} ms */
export function later(act, ms) {
  let timer = 0;
  const call = () => {
    clearTimeout(timer);
    timer = window.setTimeout(act, ms);
  };
  call.stop = () => clearTimeout(timer);
  return call;
}

/** The last item with item.start <= at, else the first; undefined of an empty list.
 *  @template {{start: number}} T @param {T[]} items @param {number} at @returns {T} */
export function itemAt(items, at) {
  let low = 0;
  let high = items.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (items[middle].start <= at) low = middle;
    else high = middle - 1;
  }
  return items[low];
}
