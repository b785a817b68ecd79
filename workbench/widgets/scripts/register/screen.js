// The screen of the consent register: a table of people by uses, the history of one answer, a form for the next one.
// Nothing of it is a trait: it comes as the answer to "open". Text enters the page through text nodes only, nothing is
// fetched, and no rule is decided here.

import { fill, h } from "../common/dom.js";
import { keepKeys } from "../common/keys.js";
import { line } from "../common/line.js";
import { createAnswer, named } from "./answer.js";
import { createTable, keyOf } from "./table.js";

/** @typedef {import("./table.js").Cell} Cell */

const PATIENCE = 5000; // ms without an answer after which the kernel is said not to answer

/** @param {{model: any, el: HTMLElement}} given */
function render({ model, el }) {
  const words = model.get("words");
  /** @type {Map<string, Cell>} */
  let cells = new Map();
  const count = h("span", { class: "wba-count", "data-testid": "register-count" });
  const trouble = h("p", { class: "wba-trouble", role: "alert", hidden: true });
  const waiting = h("p", { class: "wba-waiting" }, words.looking);
  const told = h("p", { class: "wba-told", role: "status" });
  const show = /** @type {HTMLSelectElement} */ (h("select", { class: "wba-input", onchange: () => draw() },
    h("option", { value: "all" }, words.everybody), h("option", { value: "silent" }, words.silent)));

  // The screen, as its parts see it.
  /** @type {any} */
  const s = {
    words, all: null, open: null,
    cell: (/** @type {string} */ person, /** @type {string} */ use) => cells.get(keyOf({ person, use })),
    useName: (/** @type {string} */ use) => s.all.uses.find((/** @type {string[]} */ u) => u[0] === use)?.[1] ?? use,
    day: (/** @type {string} */ iso) => (model.get("lang") === "fr" ? iso.split("-").reverse().join("/") : iso),
    sentence: (/** @type {Cell} */ cell) => fill(words.cell, { person: cell.person, use: s.useName(cell.use), said: cell.said }),
  };

  /** @param {string} sentence */
  function complain(sentence) {
    trouble.textContent = sentence;
    trouble.hidden = !sentence;
  }
  const wire = line(model, (_waiting, silent) => {
    if (silent) complain(words.kernel);
    else if (trouble.textContent === words.kernel) complain("");
  });
  /** What records is sent once, whether it is answered or not. @param {{op: string}} message @param {() => void} [done] */
  s.ask = (message, done) => wire.ask(message, (/** @type {any} */ answer) => {
    complain(answer.kind === "refused" ? answer.why : "");
    if (answer.kind === "refused") return;
    take(answer);
    done?.();
  }, { once: message.op === "record", patience: PATIENCE });

  /** @param {any} answer */
  function take(answer) {
    s.all = answer;
    cells = new Map(answer.cells.map((/** @type {Cell} */ c) => [keyOf(c), c]));
    waiting.hidden = true;
    stage.hidden = false;
    const times = (/** @type {string} */ state) => answer.cells.filter((/** @type {Cell} */ c) => c.state === state).length;
    count.textContent = fill(words.left, { yes: times("yes"), no: times("no"), silent: times("silence") });
    draw();
    drawSide();
    root.dataset.ready = "true";
  }
  function draw() {
    if (s.all) table.draw(show.value === "silent");
  }
  const drawSide = () => side.draw(s.open && cells.get(keyOf(s.open)));

  /** @param {Cell} cell */
  s.choose = (cell) => {
    s.open = { person: cell.person, use: cell.use };
    complain("");
    draw();
    drawSide();
    told.textContent = s.sentence(cell);
  };
  /** @param {string} key */
  s.recorded = (key) => {
    const now = /** @type {Cell} */ (cells.get(key));
    told.textContent = fill(words.saved, { person: now.person, use: s.useName(now.use), said: now.said });
    table.focus(key);
  };

  const table = createTable(s);
  const side = createAnswer(s);
  const stage = h("div", { class: "wba-stage", hidden: true }, table.root, side.root);
  const root = h("div", { class: "wba", "data-testid": "register", role: "group", "aria-label": words.screen, lang: model.get("lang") },
    h("div", { class: "wba-head" },
      h("div", { class: "wba-line" }, h("h2", { class: "wba-name" }, words.screen), count, named(words.filter, show)),
      h("p", { class: "wba-quiet" }, words.rule)),
    trouble, waiting, stage, told);
  const letGo = keepKeys(root);
  const heard = (/** @type {any} */ answer) => wire.heard(answer);
  model.on("msg:custom", heard);
  el.append(root);
  s.ask({ op: "open" });
  return () => {
    wire.stop();
    letGo();
    model.off("msg:custom", heard);
  };
}

export default { render };
