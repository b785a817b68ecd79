// The register's table: one row a person, one column a use, walked with the arrow keys.

import { h } from "../common/dom.js";

/** @typedef {{person: string, use: string, state: string, said: string,
 *   history: [string, string, string, boolean, string, string][]}} Cell */

/** @param {{person: string, use: string}} cell */
export const keyOf = (cell) => `${cell.person}\n${cell.use}`;

/** The cell beside one in the table, by an arrow key; undefined at the edge.
 *  @param {number} at @param {number} wide @param {number} all @param {string} key */
export function beside(at, wide, all, key) {
  const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -wide, ArrowDown: wide }[key];
  if (step === undefined) return undefined;
  const next = at + step;
  const sameRow = Math.floor(next / wide) === Math.floor(at / wide);
  return next < 0 || next >= all || (Math.abs(step) === 1 && !sameRow) ? undefined : next;
}

/** @param {any} s the screen */
export function createTable(s) {
  const { words } = s;
  const root = h("div", { class: "wba-scroll" });
  const buttons = () => /** @type {HTMLElement[]} */ ([...root.querySelectorAll("[data-cell]")]);
  const buttonOf = (/** @type {string} */ key) => buttons().find((b) => b.dataset.cell === key);

  /** @param {boolean} silent only those whose answer is missing somewhere */
  function draw(silent) {
    const { people, uses } = s.all;
    const asked = (/** @type {string} */ id) => uses.some((/** @type {string[]} */ [use]) => s.cell(id, use)?.state === "silence");
    const shown = people.filter((/** @type {string[]} */ [id]) => !silent || asked(id));
    const active = /** @type {HTMLElement|null} */ (root.contains(document.activeElement) ? document.activeElement : null);
    const focused = active?.dataset.cell;
    const first = s.open ? keyOf(s.open) : shown.length ? keyOf({ person: shown[0][0], use: uses[0][0] }) : "";
    const rows = shown.map((/** @type {string[]} */ [id, job, territory, voice]) => h("tr", {},
      h("th", { scope: "row" }, id, h("small", {}, [job || words[voice] || voice, territory].filter(Boolean).join(" · "))),
      ...uses.map((/** @type {string[]} */ [use]) => h("td", {}, cell(s.cell(id, use), first)))));
    const heads = uses.map((/** @type {string[]} */ [, name, circle, who]) =>
      h("th", { scope: "col" }, name, h("small", {}, `${circle} : ${who}`)));
    root.replaceChildren(h("table", { class: "wba-table" },
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, words.person), ...heads)),
      h("tbody", {}, ...rows)));
    if (focused) buttonOf(focused)?.focus({ preventScroll: true });
  }

  /** @param {Cell|undefined} one @param {string} first the cell that Tab reaches */
  function cell(one, first) {
    if (!one) return "";
    const key = keyOf(one);
    return h("button", {
      type: "button", class: `wba-cell wba-${one.state}`, "data-cell": key, "data-testid": `consent-${one.person}-${one.use}`,
      tabindex: key === first ? 0 : -1, "aria-pressed": String(s.open !== null && keyOf(s.open) === key),
      "aria-label": s.sentence(one), onclick: () => s.choose(one),
    }, one.history.length || one.state === "withdrawn" ? one.said : words.never, one.history.length && one.state !== "withdrawn" ? h("small", {}, s.day(one.history[0][1])) : null);
  }

  root.addEventListener("keydown", (e) => {
    const all = buttons();
    const on = all.find((b) => b === e.target);
    if (!on) return;
    // a row may lack a use: the column is kept by its place in the table, not by counting buttons
    const td = /** @type {HTMLTableCellElement} */ (on.closest("td"));
    const table = [...root.querySelectorAll("tbody tr")].map((tr) => [...tr.querySelectorAll("td")]);
    const wide = s.all.uses.length;
    const row = table.findIndex((tds) => tds.includes(td));
    let place = row * wide + table[row].indexOf(td);
    for (;;) {
      const next = beside(place, wide, table.length * wide, e.key);
      if (next === undefined) return;
      place = next;
      const found = /** @type {HTMLElement|null} */ (table[Math.floor(place / wide)][place % wide].querySelector("[data-cell]"));
      if (!found) continue;
      for (const b of all) b.tabIndex = -1;
      found.tabIndex = 0;
      found.focus();
      e.preventDefault();
      return;
    }
  });

  return {
    root, draw,
    /** The keyboard goes back to a cell. @param {string} key */
    focus: (key) => buttonOf(key)?.focus({ preventScroll: true }),
  };
}
