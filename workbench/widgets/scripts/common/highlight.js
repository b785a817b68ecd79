// Stretches of text shown marked without touching the page's elements, where the browser knows how (CSS highlights).

/** Marks under one name of the stylesheet; several screens of a notebook share the name, each its own ranges.
 *  @param {string} name */
export function marks(name) {
  const registry = /** @type {any} */ (globalThis.CSS)?.highlights;
  /** @type {Range[]} */
  let drawn = [];
  return {
    get able() { return Boolean(registry); },
    get drawn() { return drawn; },
    /** Shows these ranges and no other of this screen. @param {Range[]} ranges */
    show(ranges) {
      let highlight = registry?.get(name);
      if (registry && !highlight) registry.set(name, (highlight = new /** @type {any} */ (globalThis).Highlight()));
      for (const range of drawn) highlight?.delete(range);
      drawn = ranges;
      for (const range of drawn) highlight?.add(range);
    },
  };
}
