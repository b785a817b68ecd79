// Excerpts brought together, counted, read in their place and copied. What is found and counted comes as answers.

import { fill, h } from "../common/dom.js";
import { button, choice, grid, inContext, named, speaking } from "./tools.js";

/** @typedef {{excerpt: string, source: string, text: string, codes: string, coders: string, reference: string,
 *   start: number, end: number}} Hit
 *  @typedef {string | [string, string, Record<string, string>]} Cell */

/** @param {{model: any, el: HTMLElement}} place */
function render({ model, el }) {
  const words = model.get("words");
  let tab = "excerpts";
  let asked = 0;
  /** @type {Map<string, HTMLSelectElement>} */
  const filters = new Map();
  /** @type {Record<string, string>} */
  let extra = {}; // what a cell of a table asked for and no field shows
  const { status, say, ask, start } = speaking(model, words);
  const where = /** @type {HTMLInputElement} */ (
    h("input", { class: "wbr-input", type: "text", placeholder: words.hint, "data-testid": "where", spellcheck: "false" }));
  where.value = model.get("where") ?? "";
  const pick = choice([["", words.pick]], () => {
    if (pick.value) where.value = where.value.trim() ? `${where.value.trim()} & ${pick.value}` : pick.value;
    pick.value = "";
    find();
  }, { "data-testid": "pick" });
  const near = choice(["overlap", "excerpt", "turn", "person"].map((one) => [one, words[`near_${one}`]]), () => find(), { "data-testid": "near" });
  const settled = /** @type {HTMLInputElement} */ (h("input", { type: "checkbox", onchange: () => find(), "data-testid": "settled" }));
  const first = h("div", { class: "wbr-filters" });
  const rest = h("div", { class: "wbr-filters", hidden: true });
  const more = button(words.more_filters, () => {
    rest.hidden = !rest.hidden;
    more.setAttribute("aria-expanded", String(!rest.hidden));
  }, { "aria-expanded": "false" });
  const attribute = choice([], () => table("by"), { "data-testid": "attribute" });
  const names = ["excerpts", "by", "pairs", "households"];
  const ids = `wbr-${Math.random().toString(36).slice(2, 8)}`;
  const tabs = names.map((name) =>
    button(words[name], () => open(name), { role: "tab", id: `${ids}-${name}`, "aria-controls": `${ids}-panel`, "data-testid": `tab-${name}` }));
  const panel = h("div", { class: "wbr-panel", role: "tabpanel", id: `${ids}-panel`, tabindex: "0", "data-testid": "panel" });
  const bar = h("div", { class: "wbr-tabs", role: "tablist", "aria-label": words.title, onkeydown: (/** @type {KeyboardEvent} */ e) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[e.key];
    if (!step) return;
    e.stopPropagation();
    e.preventDefault();
    const next = names[(names.indexOf(tab) + step + names.length) % names.length];
    open(next);
    tabs[names.indexOf(next)].focus();
  } }, ...tabs);
  const form = h("form", { class: "wbr-filters", onsubmit: (/** @type {Event} */ e) => { e.preventDefault(); find(); } },
    named(words.where, where), named(words.add_code, pick), named(words.near, near),
    h("button", { type: "submit", class: "wbr-button", "data-testid": "search" }, words.search),
    button(words.clear, clear, { "data-testid": "clear" }), more);
  const root = h(
    "section",
    { class: "wbr wbr-retrieve", "aria-label": words.title, lang: model.get("lang"), "data-testid": "retrieve" },
    h("header", { class: "wbr-head" }, h("h2", { class: "wbr-name" }, words.title), status),
    form, first, rest, bar, panel,
  );

  /** @param {any} answer */
  function opened(answer) {
    for (const [id, label] of answer.codes) pick.append(h("option", { value: id }, label));
    answer.choices.forEach((/** @type {[string, string, [string, string][]]} */ [column, name, values], /** @type {number} */ n) => {
      const select = choice([["", words.all], ...values], () => find(), { "data-filter": column });
      filters.set(column, select);
      (n < 3 ? first : rest).append(named(name, select));
      if (column !== "coder" && column !== "source") attribute.append(h("option", { value: column }, name));
    });
    rest.append(h("label", { class: "wbr-check" }, settled, words.settled));
    open("excerpts");
  }

  function clear() {
    where.value = "";
    extra = {};
    settled.checked = false;
    near.value = "overlap";
    for (const select of filters.values()) select.value = "";
    find();
  }

  /** @param {string} name */
  function open(name) {
    tab = name;
    names.forEach((one, n) => {
      tabs[n].setAttribute("aria-selected", String(one === name));
      tabs[n].setAttribute("tabindex", one === name ? "0" : "-1");
    });
    panel.setAttribute("aria-labelledby", `${ids}-${name}`);
    if (name === "excerpts") find();
    else table(name);
  }

  /** What is asked for now, as the kernel takes it. @param {number} from */
  function query(from) {
    const given = { ...extra };
    for (const [column, select] of filters) if (select.value) given[column] = select.value;
    return { op: "find", where: where.value, near: near.value, settled: settled.checked, filters: given, first: from };
  }

  function find() {
    if (tab !== "excerpts") return open("excerpts");
    const mine = ++asked;
    ask(query(0), (answer) => {
      if (mine !== asked || tab !== "excerpts") return;
      say(answer.said);
      const list = h("ul", { class: "wbr-list", role: "list" });
      panel.replaceChildren(answer.total ? list : h("p", { class: "wbr-empty" }, words.none));
      fillList(list, answer, mine);
    });
  }

  /** @param {HTMLElement} list @param {any} answer @param {number} mine */
  function fillList(list, answer, mine) {
    list.append(...answer.rows.map(hit));
    const shown = answer.first + answer.rows.length;
    if (shown >= answer.total) return;
    const next = button(`${words.next} (${answer.total - shown})`, () => ask(query(shown), (following) => {
      if (mine !== asked) return;
      next.remove();
      fillList(list, following, mine);
    }), { "data-testid": "more" });
    panel.append(next);
  }

  /** @param {Hit} row */
  function hit(row) {
    const quote = h("p", { class: "wbr-here" }, row.reference);
    const place = h("div", { hidden: true });
    const told = h("span", { class: "wbr-quiet", role: "status" });
    const see = button(words.show, () => {
      if (!place.hidden) return toggle(false);
      ask({ op: "context", source: row.source, start: row.start, end: row.end }, (answer) => {
        place.replaceChildren(inContext(answer));
        toggle(true);
      });
    }, { "aria-expanded": "false", "data-testid": "see" });
    /** @param {boolean} on */
    function toggle(on) {
      place.hidden = !on;
      see.textContent = on ? words.hide : words.show;
      see.setAttribute("aria-expanded", String(on));
    }
    const copy = button(words.copy, async () => {
      told.textContent = (await copied(row.reference)) ? words.copied : words.not_copied;
    }, { "data-testid": "copy" });
    return h(
      "li",
      { class: "wbr-hit", "data-excerpt": row.excerpt, "data-source": row.source, "data-start": row.start },
      quote,
      h("div", { class: "wbr-acts" },
        h("p", { class: "wbr-quiet" }, `${row.codes} — ${fill(words.coders, { coders: row.coders })}`), told,
        h("span", { class: "wbr-steps" }, see, copy)),
      place,
    );
  }

  /** @param {string} text */
  async function copied(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const field = /** @type {HTMLTextAreaElement} */ (h("textarea", { class: "wbr-input" }));
      field.value = text;
      root.append(field);
      field.select();
      const done = document.execCommand("copy");
      field.remove();
      return done;
    }
  }

  /** @param {string} name */
  function table(name) {
    const mine = ++asked;
    ask({ op: "table", table: name, attribute: attribute.value }, (answer) => {
      if (mine !== asked || tab !== name) return;
      say("");
      const rows = answer.rows.map((/** @type {Cell[]} */ row) => row.map(cell));
      const drawn = rows.length ? grid(answer.caption, answer.head, rows) : h("p", { class: "wbr-empty" }, words.nothing);
      if (rows.length) drawn.classList.add(name === "pairs" ? "wbr-pairs" : "wbr-matrix");
      panel.replaceChildren(name === "by" ? named(words.by_what, attribute) : "", drawn);
    });
  }

  /** A cell that leads to its excerpts is a button. @param {Cell} one */
  function cell(one) {
    if (typeof one === "string") return one;
    const [text, codes, asks] = one;
    return button(text, () => {
      clearFields();
      where.value = codes;
      for (const [name, value] of Object.entries(asks)) {
        if (name === "near") near.value = value;
        else if (filters.has(name)) /** @type {HTMLSelectElement} */ (filters.get(name)).value = value;
        else extra[name] = value;
      }
      open("excerpts");
      panel.focus();
    }, { class: "wbr-link" });
  }

  function clearFields() {
    extra = {};
    near.value = "overlap";
    for (const select of filters.values()) select.value = "";
  }

  where.addEventListener("input", () => { extra = {}; });
  return start(el, root, opened);
}

export default { render };
