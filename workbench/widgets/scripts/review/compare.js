// Coders compared. Figures, differences and decisions come as answers; nothing is judged here.

import { fill, h } from "../common/dom.js";
import { beside, button, choice, drawn, grid, named, speaking } from "./tools.js";

/** @typedef {[code: string, label: string, source: string, turn: number, held: boolean|""]} Head */

/** The coefficient, its interval on a line of its own. @param {string} said @param {string} why there is none */
function alphaOf(said, why) {
  const [value, interval] = said.split(/ (?=\[)/);
  return h("span", { title: why || null }, value, interval ? h("span", { class: "wbr-interval" }, ` ${interval}`) : null);
}

/** @param {{model: any, el: HTMLElement}} place */
function render({ model, el }) {
  const words = model.get("words");
  /** @type {Head[]} */
  let heads = [];
  /** @type {number[]} */
  let listed = [];
  let at = -1; // the place in `listed` of what is shown
  let mayDecide = false;
  const { status, say, ask, start } = speaking(model, words, () => { shown.inert = false; });
  const about = h("div", { class: "wbr-about" });
  const figures = h("div", { class: "wbr-side", role: "region", tabindex: "0", "aria-label": words.figures, "data-testid": "figures" });
  const count = h("span", { class: "wbr-count", "data-testid": "count" });
  const left = h("span", { class: "wbr-quiet", "data-testid": "left" });
  const shown = h("div", { class: "wbr-shown", "data-testid": "difference" });
  const code = choice([["", words.every_code]], () => list(), { "data-testid": "code" });
  const source = choice([["", words.every_source]], () => list(), { "data-testid": "source" });
  const open = /** @type {HTMLInputElement} */ (h("input", { type: "checkbox", onchange: () => list(), "data-testid": "open-only" }));
  const earlier = /** @type {HTMLButtonElement} */ (button(words.earlier, () => go(at - 1), { "data-testid": "earlier" }));
  const later = /** @type {HTMLButtonElement} */ (button(words.later, () => go(at + 1), { "data-testid": "later" }));
  const root = h(
    "section",
    { class: "wbr wbr-compare", "aria-label": words.title, lang: model.get("lang"), "data-testid": "compare" },
    h("header", { class: "wbr-head" }, h("h2", { class: "wbr-name" }, words.title), about, status),
    h(
      "div",
      { class: "wbr-body" },
      figures,
      h(
        "div",
        { class: "wbr-main" },
        h(
          "div",
          { class: "wbr-bar" },
          named(words.code_filter, code),
          named(words.source_filter, source),
          h("label", { class: "wbr-check" }, open, words.open_only),
          h("span", { class: "wbr-steps" }, earlier, later),
          count,
          left,
        ),
        shown,
      ),
    ),
  );

  /** @param {any} answer */
  function opened(answer) {
    heads = answer.differences;
    mayDecide = answer.may_decide;
    about.replaceChildren(...answer.said.map((/** @type {string} */ one) => h("p", {}, one)));
    const names = new Map(heads.map((head) => [head[0], head[1]]));
    for (const [id, label] of [...names].sort((a, b) => a[1].localeCompare(b[1]))) code.append(h("option", { value: id }, label));
    for (const id of new Set(heads.map((head) => head[2]))) source.append(h("option", { value: id }, id));
    const rows = answer.figures.map((/** @type {any[]} */ [id, label, everyone, some, percent, alpha, why]) => [
      some ? button(label, () => choose(id), { class: "wbr-link", "data-code-id": id }) : label,
      String(everyone),
      String(some),
      percent,
      alphaOf(alpha, why),
    ]);
    const head = [words.code, words.everyone, words.some, words.percent, words.alpha];
    figures.replaceChildren(grid(words.figures, head, rows), h("p", { class: "wbr-quiet" }, words.alpha_long));
    say("");
    list();
  }

  /** @param {string} id */
  function choose(id) {
    code.value = id;
    list(true);
  }

  /** Which differences are gone through, and the first of them shown. @param {boolean} [focused] */
  function list(focused = false) {
    listed = heads
      .map((head, n) => ({ head, n }))
      .filter(({ head }) => (!code.value || head[0] === code.value) && (!source.value || head[2] === source.value))
      .filter(({ head }) => !open.checked || head[4] === "")
      .map(({ n }) => n);
    const done = heads.filter((head) => head[4] !== "").length;
    left.textContent = fill(words.left, { n: heads.length - done, done });
    go(0, focused);
  }

  /** @param {number} place @param {boolean} [focused] the keyboard goes to it */
  function go(place, focused = false) {
    at = Math.max(0, Math.min(place, listed.length - 1));
    earlier.disabled = at <= 0;
    later.disabled = at >= listed.length - 1;
    if (!listed.length) {
      count.textContent = "";
      shown.replaceChildren(h("p", { class: "wbr-empty" }, words.none));
      return;
    }
    const wanted = listed[at];
    shown.inert = true; // what is still shown is the one before: nobody decides on it while the next is on its way
    ask({ op: "show", n: wanted }, (answer) => {
      if (answer.n !== listed[at]) return;
      draw(answer);
      if (focused) shown.querySelector("h3")?.focus();
    });
  }

  /** @param {any} one */
  function draw(one) {
    const [first] = one.sides;
    shown.inert = false;
    count.textContent = fill(words.of, { n: at + 1, all: listed.length });
    const sides = one.sides.map((/** @type {any} */ side) =>
      h(
        "article",
        { class: `wbr-card ${side.put ? "wbr-yes" : "wbr-no"}`, "data-coder": side.coder },
        h("h4", {}, h("span", { class: "wbr-sign", "aria-hidden": "true" }, side.put ? "●" : "○"), ` ${side.coder} `,
          h("span", { class: "wbr-quiet" }, side.put ? words.put : words.not_put)),
        h("p", { class: "wbr-here" }, side.speaker ? h("span", { class: "wbr-speaker" }, `${side.speaker} : `) : null, ...drawn(side.pieces)),
        side.others.length ? h("p", { class: "wbr-quiet" }, fill(words.others, { codes: side.others.join(", ") })) : null,
        ...side.memos.map((/** @type {string} */ memo) => h("p", { class: "wbr-quiet" }, fill(words.memo, { memo }))),
      ));
    shown.replaceChildren(
      h("h3", { tabindex: "-1" }, one.label, h("span", { class: "wbr-quiet" }, ` ${one.where}`)),
      one.definition ? h("p", { class: "wbr-quiet" }, one.definition) : "",
      beside(first.before) ?? "",
      h("div", { class: "wbr-sides" }, ...sides),
      beside(first.after) ?? "",
      one.decision ? h("p", { class: "wbr-decision", "data-testid": "decision" }, one.decision) : "",
      form(one.n),
    );
  }

  /** @param {number} n */
  function form(n) {
    if (!mayDecide) return h("p", { class: "wbr-quiet", "data-testid": "only-third" }, words.only_third);
    const reason = /** @type {HTMLTextAreaElement} */ (h("textarea", { rows: "2", class: "wbr-reason", "data-testid": "reason" }));
    /** @param {boolean} holds */
    const decide = (holds) => ask({ op: "decide", n, holds, reason: reason.value }, (answer) => {
      heads[answer.n] = answer.head;
      const done = heads.filter((head) => head[4] !== "").length;
      left.textContent = fill(words.left, { n: heads.length - done, done });
      say("");
      if (listed[at] === answer.n) draw(answer);
      shown.querySelector("h3")?.focus();
    });
    return h(
      "div",
      { class: "wbr-form" },
      named(words.reason, reason),
      button(words.holds, () => decide(true), { "data-testid": "holds" }),
      button(words.holds_not, () => decide(false), { "data-testid": "holds-not" }),
    );
  }

  return start(el, root, opened);
}

export default { render };
