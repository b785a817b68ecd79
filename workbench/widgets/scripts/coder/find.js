// Finding words in this interview or in all; accents and inflections do not matter, the study looks for them.
import { fill, h } from "../common/dom.js";
import { button } from "./boxes.js";

/** @param {any} s the screen */
export function createFind(s) {
  const { words } = s;
  /** @type {{source: string, start: number, end: number, before: string, words: string, after: string, where: string}[]} */
  let found = [];
  let at = -1;
  const field = /** @type {HTMLInputElement} */ (h("input", {
    type: "search", class: "wbc-field", "aria-label": words.find, placeholder: words.find, autocomplete: "off", onkeydown: key,
  }));
  const everywhere = /** @type {HTMLInputElement} */ (h("input", { type: "checkbox" }));
  const inflected = /** @type {HTMLInputElement} */ (h("input", { type: "checkbox" }));
  const count = h("span", { class: "wbc-quiet", role: "status" });
  const list = h("ol", { class: "wbc-hits" });
  const root = h(
    "section", { class: "wbc-find", "aria-label": words.find, hidden: true },
    h("div", { class: "wbc-row" }, field,
      h("label", {}, everywhere, h("span", {}, words.find_all)), h("label", {}, inflected, h("span", {}, words.find_forms)),
      button(words.find_go, look), count, button("×", close, { "aria-label": words.close, class: "wbc-close" })),
    list,
  );

  /** @param {KeyboardEvent} e */
  function key(e) {
    if (e.key === "Enter") {
      if (found.length && field.dataset.asked === asked()) go(e.shiftKey ? -1 : 1);
      else look();
    } else if (e.key === "Escape") close();
    else return;
    e.preventDefault();
    e.stopPropagation();
  }
  const asked = () => [field.value.trim(), everywhere.checked, inflected.checked].join("|");

  function look() {
    if (!field.value.trim()) return;
    field.dataset.asked = asked();
    count.textContent = words.find_wait;
    const message = { op: "find", words: field.value.trim(), everywhere: everywhere.checked, inflections: inflected.checked };
    s.wire.ask(message, (/** @type {any} */ answer) => {
      if (answer.kind === "refused") {
        count.textContent = "";
        return s.complain(answer.why);
      }
      found = answer.found;
      at = -1;
      count.textContent = fill(found.length ? words.find_count : words.find_none, { n: found.length });
      list.replaceChildren(...found.map((f, n) => h("li", {}, h(
        "button", { type: "button", class: "wbc-button wbc-link", onclick: () => show(n) },
        h("span", { class: "wbc-quiet" }, `${f.where} `), f.before, h("mark", {}, f.words), f.after,
      ))));
      s.page.found(found.filter((f) => f.source === s.head.source).map((f) => [f.start, f.end]));
      if (found.length && !everywhere.checked) go(1, true);
    }, { quiet: true, patience: 60_000 }); // forms of words are looked for by a model, which takes seconds at first
  }

  /** @param {number} way @param {boolean} [near] begin from where one reads */
  function go(way, near) {
    if (!found.length) return open();
    if (near) {
      const from = s.page.inView()?.start ?? 0;
      at = found.findIndex((f) => f.start >= from) - way;
    }
    show((at + way + found.length) % found.length, true);
  }

  /** @param {number} n @param {boolean} [stay] the focus stays where it is */
  function show(n, stay) {
    at = n;
    const f = found[n];
    list.querySelectorAll("li").forEach((li, k) => li.toggleAttribute("aria-current", k === n));
    if (f.source !== s.head.source) return s.visit(f.source, [f.start, f.end]);
    s.page.select([f.start, f.end], "start");
    if (!stay) s.focusText();
  }
  function open() {
    root.hidden = false;
    field.focus({ preventScroll: true });
    field.select();
  }
  function close() {
    root.hidden = true;
    s.page.found([]);
    s.focusText();
  }
  return { root, open, go };
}
