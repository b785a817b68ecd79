// What survives a reload or a closed tab, as far as the browser lets us keep anything.

/** @param {"sessionStorage"|"localStorage"} store @param {string} key */
export function kept(store, key) {
  return {
    /** What was kept; null when nothing was, or when nothing may be read. */
    read() {
      try {
        return JSON.parse(globalThis[store].getItem(key) ?? "null");
      } catch {
        return null;
      }
    },
    /** @param {any} value */
    write(value) {
      try {
        globalThis[store].setItem(key, JSON.stringify(value));
      } catch {
        // private mode: kept in memory alone
      }
    },
  };
}
