// One person's answer for one use: what was said before, and the form for the next one.

import { fill, h } from "../common/dom.js";
import { fields } from "../common/fields.js";
import { keyOf } from "./table.js";

/** @typedef {import("./table.js").Cell} Cell */

export const { named } = fields("wba");

/** @param {any} s the screen */
export function createAnswer(s) {
  const { words } = s;
  const root = h("div", { class: "wba-side", "data-testid": "register-side" });
  const uid = `wba-${Math.random().toString(36).slice(2, 8)}`;

  /** @param {Cell["history"][number]} one */
  function told([answer, on, who, readBack, how, representative]) {
    const said = { [words.value_yes]: words.yes, [words.value_no]: words.no, [words.value_silence]: words.silence }[answer] ?? answer;
    const parts = [fill(words.answered, { answer: said, date: s.day(on), who }),
      readBack ? (how ? fill(words.read_how, { how }) : words.read) : words.not_read];
    if (representative) parts.push(fill(words.through, { who: representative }));
    return h("li", {}, parts.join(" ; "));
  }

  /** @param {Cell|null} cell */
  function draw(cell) {
    if (!cell) return root.replaceChildren(h("p", { class: "wba-quiet" }, words.choose));
    const gone = cell.state === "withdrawn";
    const history = cell.history.length
      ? h("ul", { class: "wba-history", "data-testid": "history" }, ...cell.history.map(told))
      : h("p", { class: "wba-quiet" }, words.no_history);
    root.replaceChildren(
      h("h3", { class: "wba-sub" }, `${cell.person} – ${s.useName(cell.use)}`),
      h("p", {}, cell.said),
      gone ? h("p", { class: "wba-quiet" }, fill(words.withdrawal, { person: cell.person })) : "",
      h("div", {}, h("h4", { class: "wba-sub" }, words.history), history),
      form(cell),
      gone ? "" : h("p", { class: "wba-quiet" }, fill(words.withdraw, { person: cell.person })));
  }

  /** @param {string} type @param {string} value */
  const field = (type, value) => /** @type {HTMLInputElement} */ (
    h("input", { type, value, class: "wba-input", maxlength: s.all.longest, autocomplete: "off" }));

  /** @param {Cell} cell */
  function form(cell) {
    const choices = /** @type {[string, string][]} */ ([["yes", words.value_yes], ["no", words.value_no], ["silence", words.value_silence]]);
    const answers = choices.map(([key, value]) => /** @type {HTMLInputElement} */ (
      h("input", { type: "radio", name: `${uid}-answer`, value, id: `${uid}-${key}` })));
    const date = field("date", s.all.today);
    date.max = s.all.today;
    const who = field("text", s.all.by);
    const how = field("text", "");
    const representative = field("text", "");
    const read = /** @type {HTMLInputElement} */ (h("input", { type: "checkbox", onchange: () => { more.hidden = !read.checked; } }));
    const more = named(words.how, how);
    more.hidden = true;
    const record = () => s.ask({
      op: "record", person: cell.person, use: cell.use, answer: answers.find((a) => a.checked)?.value ?? "", date: date.value,
      recorded_by: who.value, read_back: read.checked, how: read.checked ? how.value : "", representative: representative.value,
    }, () => s.recorded(keyOf(cell)));
    return h(
      "form", { "data-testid": "register-form", onsubmit: (/** @type {Event} */ e) => { e.preventDefault(); record(); } },
      h("h4", { class: "wba-sub" }, words.new),
      h("fieldset", { class: "wba-choices" }, h("legend", {}, words.answer),
        ...choices.map(([key], i) => h("label", {}, answers[i], ` ${words[key]}`))),
      named(words.date, date), named(words.recorded_by, who),
      h("label", { class: "wba-check" }, read, h("span", {}, words.read_back)), more,
      named(words.representative, representative),
      h("button", { type: "submit", class: "wba-main" }, words.save));
  }

  return { root, draw };
}
