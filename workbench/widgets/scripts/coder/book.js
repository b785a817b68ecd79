// The codes: filter, tree, number keys. A codebook that changes is loaded again; keys and filter stay.
import { fold, h } from "../common/dom.js";

/** @typedef {{id: string, label: string, group: string|null, codable: boolean, offered: boolean, into: string|null,
 *   definition: string, include: string[], exclude: string[], example: string}} Code */

/** @param {Record<string, string>} words
 *  @param {{use(code: string, stay: boolean): void, back(): void, define(code: string): void, create(): void}} acts */
export function createBook(words, acts) {
  const uid = `wbc-${Math.random().toString(36).slice(2, 8)}`;
  /** @type {{code: Code, el: HTMLElement, key: HTMLElement, count: HTMLElement, folded: string}[]} */
  let items = [];
  /** @type {{el: HTMLElement, id: string}[]} */
  let heads = [];
  /** @type {Map<string, Code>} */
  let byId = new Map();
  /** @type {(string|null)[]} the codes of the keys 1 to 9, and when each was last used */
  const slots = Array(9).fill(null);
  const used = new Map();
  let clock = 0;
  let active = -1;

  const filter = /** @type {HTMLInputElement} */ (h("input", {
    type: "text", class: "wbc-filter", role: "combobox", "aria-expanded": "true", "aria-controls": `${uid}-list`,
    "aria-autocomplete": "list", "aria-label": words.filter, placeholder: words.filter_short, autocomplete: "off",
    spellcheck: "false", oninput: sift, onkeydown: onkey,
  }));
  const list = h("div", { class: "wbc-list", role: "listbox", id: `${uid}-list`, "aria-label": words.book, tabindex: -1 });
  const none = h("p", { class: "wbc-none", hidden: true }, words.no_code);
  const title = h("h3", { class: "wbc-title" });
  const more = h("button", {
    type: "button", class: "wbc-close", onclick: () => acts.create(), title: words.new_code_hint, "aria-label": words.new_code,
  }, "+");
  const root = h(
    "section", { class: "wbc-book", "aria-label": words.book },
    h("div", { class: "wbc-book-head" }, title, more), filter, list, none,
  );

  /** @param {Code} code */
  const depth = (code) => {
    let n = 0;
    for (let up = code.group; up && n < 9; up = byId.get(up)?.group ?? null) n++;
    return n;
  };

  /** The codes in the order of the tree: each after the one it lies in. @param {Code[]} codes */
  function inTree(codes) {
    const inside = new Map();
    for (const c of codes) {
      const up = c.group && byId.has(c.group) ? c.group : null;
      inside.set(up, [...(inside.get(up) ?? []), c]);
    }
    const walk = (/** @type {string|null} */ up) => (inside.get(up) ?? []).flatMap((c) => [c, ...walk(c.id)]);
    return walk(null);
  }

  /** @param {{title: string, codes: Code[]}} book */
  function load(book) {
    byId = new Map(book.codes.map((c) => [c.id, c]));
    title.textContent = book.title;
    title.title = book.title;
    items = [];
    heads = [];
    active = -1;
    list.replaceChildren();
    for (const code of inTree(book.codes)) {
      if (!code.codable) {
        const el = h("div", { class: "wbc-group", style: `--depth:${depth(code)}` }, code.label);
        heads.push({ el, id: code.id });
        list.append(el);
      } else if (code.offered) list.append(itemOf(code));
    }
    for (const [n, id] of slots.entries()) if (id && !byId.get(id)?.offered) slots[n] = null;
    fillKeys();
    sift();
  }

  /** @param {Code} code */
  function itemOf(code) {
    const key = h("kbd", { class: "wbc-key", "aria-hidden": "true" });
    const count = h("span", { class: "wbc-count" });
    const n = items.length;
    const el = h(
      "div",
      {
        class: "wbc-code", role: "option", id: `${uid}-${n}`, "aria-selected": "false", "data-code-id": code.id,
        style: `--depth:${Math.max(0, depth(code) - 1)}`, title: code.definition || code.label,
        onmousedown: (/** @type {Event} */ e) => e.preventDefault(),
        onclick: () => { activate(n); acts.use(code.id, true); },
      },
      key, h("span", { class: "wbc-code-label" }, code.label), count,
    );
    items.push({ code, el, key, count, folded: fold(`${code.label} ${code.id}`) });
    return el;
  }

  function sift() {
    const typed = fold(filter.value).split(/\s+/).filter(Boolean);
    const groups = new Set();
    let first = -1;
    items.forEach((item, n) => {
      const hit = typed.every((t) => item.folded.includes(t));
      item.el.hidden = !hit;
      if (!hit) return;
      if (first < 0) first = n;
      for (let up = item.code.group; up && !groups.has(up); up = byId.get(up)?.group ?? null) groups.add(up);
    });
    for (const head of heads) head.el.hidden = Boolean(typed.length) && !groups.has(head.id);
    none.hidden = first >= 0;
    activate(typed.length ? first : -1);
  }

  /** @param {number} n */
  function activate(n) {
    if (items[active]) {
      items[active].el.classList.remove("wbc-active");
      items[active].el.setAttribute("aria-selected", "false");
    }
    active = n;
    const item = items[n];
    if (!item) return filter.removeAttribute("aria-activedescendant");
    item.el.classList.add("wbc-active");
    item.el.setAttribute("aria-selected", "true");
    filter.setAttribute("aria-activedescendant", item.el.id);
    const top = item.el.offsetTop - list.offsetTop;
    if (top < list.scrollTop) list.scrollTop = top;
    else if (top + item.el.offsetHeight > list.scrollTop + list.clientHeight)
      list.scrollTop = top + item.el.offsetHeight - list.clientHeight;
  }

  function clear() {
    filter.value = "";
    sift();
  }

  /** @param {KeyboardEvent} e */
  function onkey(e) {
    const shown = items.map((item, n) => (item.el.hidden ? -1 : n)).filter((n) => n >= 0);
    const place = shown.indexOf(active);
    if (e.key === "ArrowDown") activate(shown[Math.min(place + 1, shown.length - 1)] ?? -1);
    else if (e.key === "ArrowUp") activate(shown[Math.max(place - 1, 0)] ?? -1);
    else if (e.key === "F2") items[active] && acts.define(items[active].code.id);
    else if (e.key === "Escape") {
      clear();
      acts.back();
    } else if (e.key === "Enter") {
      const code = items[active]?.code.id;
      if (code) {
        clear();
        acts.use(code, e.shiftKey); // with Shift one stays, for a second code on the same passage
        if (!e.shiftKey) acts.back();
      }
    } else return;
    e.preventDefault();
    e.stopPropagation();
  }

  function showKeys() {
    for (const item of items) {
      const n = slots.indexOf(item.code.id);
      item.key.textContent = n < 0 ? "" : String(n + 1);
    }
  }

  /** Keys not yet given by use go to the codebook's first codes. */
  function fillKeys() {
    for (const item of items) {
      const free = slots.indexOf(null);
      if (free < 0) break;
      if (!slots.includes(item.code.id)) slots[free] = item.code.id;
    }
    showKeys();
  }

  return {
    root, filter, load, fillKeys,
    /** A code keeps its key while it is among the nine last used: fingers remember places. @param {string} code */
    touch(code) {
      used.set(code, ++clock);
      if (slots.includes(code) || !items.some((item) => item.code.id === code)) return;
      let oldest = 0;
      slots.forEach((c, n) => {
        if ((c ? (used.get(c) ?? 0) : -1) < (slots[oldest] ? (used.get(slots[oldest]) ?? 0) : -1)) oldest = n;
      });
      slots[oldest] = code;
      showKeys();
    },
    /** Before the first use: the codes used last get the keys. */
    forget: () => slots.fill(null),
    /** @param {number} digit */
    byKey: (digit) => slots[digit - 1],
    get active() { return items[active]?.code.id ?? null; },
    /** @param {Map<string, number>} counts */
    count(counts) {
      for (const item of items) {
        const n = counts.get(item.code.id);
        const s = n ? String(n) : "";
        if (item.count.textContent !== s) item.count.textContent = s;
      }
    },
  };
}
