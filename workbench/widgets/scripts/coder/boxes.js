// What the box under the codebook can show: a definition, a history, a form. Each is built anew and closed as one.
import { fill, h } from "../common/dom.js";

/** @param {string} label @param {Function} act @param {Record<string, any>} [props] */
export const button = (label, act, props = {}) =>
  h("button", { type: "button", class: "wbc-button", onclick: () => act(), ...props }, label);

/** A titled box that can be closed. @param {string} title @param {Record<string, string>} words @param {Function} close */
export const boxHead = (title, words, close) =>
  h("div", { class: "wbc-card-head" }, h("h3", { class: "wbc-title" }, title),
    button("×", close, { "aria-label": words.close, class: "wbc-close" }));

/** A row of buttons. @param {...(Node|null|false|undefined)} children */
export const row = (...children) => h("div", { class: "wbc-row" }, ...children);

/** A code's definition, and what can be done with the code.
 *  @param {import("./book.js").Code} code @param {Record<string, string>} words @param {Function} close
 *  @param {[label: string, act: Function][]} acts @param {(code: string) => string} label */
export function definitionOf(code, words, close, acts, label) {
  const part = (/** @type {string} */ title, /** @type {string|string[]} */ content) =>
    content?.length ? [h("dt", {}, title), ...[content].flat().map((c) => h("dd", {}, c))] : [];
  const state = code.into ? fill(words.merged_into, { code: label(code.into) }) : words.retired;
  return h(
    "div", { class: "wbc-definition" },
    boxHead(code.label, words, close),
    code.codable && !code.offered ? h("p", { class: "wbc-quiet" }, state) : null,
    h(
      "dl", {},
      ...part(words.definition, code.definition), ...part(words.include, code.include),
      ...part(words.exclude, code.exclude), ...part(words.example, code.example),
    ),
    row(...acts.map(([name, act]) => button(name, act))),
  );
}

/** What happened to a code or to the whole codebook, oldest first.
 *  @param {string} title @param {{version: number, at: string, who: string, what: string, why: string}[]} rows
 *  @param {Record<string, string>} words @param {string} lang @param {Function} close */
export function historyOf(title, rows, words, lang, close) {
  const lines = rows.map((r) => h(
    "li", {},
    h("span", {}, r.what),
    r.why ? h("q", {}, r.why) : null,
    h("span", { class: "wbc-quiet" }, ` ${fill(words.history_line, { n: r.version, who: r.who, when: instant(r.at, lang) })}`),
  ));
  return h(
    "section", { class: "wbc-history", "aria-label": words.history },
    boxHead(`${words.history} · ${title}`, words, close),
    lines.length ? h("ol", {}, ...lines) : h("p", { class: "wbc-quiet" }, words.history_none),
  );
}

/** @param {string} at @param {string} lang */
export const instant = (at, lang) =>
  at ? new Date(at).toLocaleString(lang, { dateStyle: "short", timeStyle: "short" }) : "";

/** @typedef {{name: string, label: string, kind?: "text"|"area"|"select"|"checks", value?: any, needed?: boolean,
 *   options?: [value: string, label: string][]}} Field */

/** A form: Enter sends it, Ctrl+Enter from a longer field, Esc closes it. `send` gets the values by name.
 *  @param {string} title @param {Field[]} fields @param {string} go @param {(values: any) => void} send
 *  @param {Record<string, string>} words @param {Function} close @param {string} [note] */
export function formOf(title, fields, go, send, words, close, note = "") {
  const built = fields.map((f) => ({ f, el: fieldOf(f) }));
  const values = () => Object.fromEntries(built.map(({ f, el }) => [f.name, valueOf(f, el)]));
  const form = h(
    "form",
    {
      class: "wbc-form", "aria-label": title,
      onsubmit: (/** @type {Event} */ e) => {
        e.preventDefault();
        send(values());
      },
      onkeydown: (/** @type {KeyboardEvent} */ e) => {
        if (e.key === "Escape") close();
        else if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) /** @type {HTMLFormElement} */ (form).requestSubmit();
        else return;
        e.preventDefault();
        e.stopPropagation();
      },
    },
    boxHead(title, words, close),
    note ? h("p", { class: "wbc-quiet" }, note) : null,
    ...built.map(({ f, el }) => (f.kind === "checks"
      ? h("fieldset", {}, h("legend", {}, f.label), el)
      : h("label", {}, h("span", {}, f.label), el))),
    row(h("button", { type: "submit", class: "wbc-button wbc-go" }, go), button(words.cancel, close)),
  );
  return form;
}

/** @param {Field} f */
function fieldOf(f) {
  if (f.kind === "select") {
    return h("select", { class: "wbc-field", required: f.needed, "aria-label": f.label },
      ...(f.options ?? []).map(([value, label]) => h("option", { value, selected: value === f.value }, label)));
  }
  if (f.kind === "checks") {
    return h("div", { class: "wbc-checks" }, ...(f.options ?? []).map(([value, label]) =>
      h("label", {}, h("input", { type: "checkbox", value }), h("span", {}, label))));
  }
  const el = h(f.kind === "area" ? "textarea" : "input",
    { class: "wbc-field", required: f.needed, autocomplete: "off", ...(f.kind === "area" ? { rows: 2 } : { type: "text" }) });
  /** @type {HTMLInputElement} */ (el).value = f.value ?? "";
  return el;
}

/** @param {Field} f @param {HTMLElement} el */
const valueOf = (f, el) => (f.kind === "checks"
  ? [...el.querySelectorAll("input:checked")].map((i) => /** @type {HTMLInputElement} */ (i).value)
  : /** @type {HTMLInputElement} */ (el).value.trim());
