// The review screen: what could name somebody, before a text enters a study. Nothing of the text is a trait: it comes
// as the answer to "open", decisions as rows in answers. Offsets are UTF-16 units; Python converts. Text enters the
// page through text nodes only, nothing is fetched, and no rule is decided here.

import { fill, h } from "../common/dom.js";
import { keepKeys } from "../common/keys.js";
import { line } from "../common/line.js";
import { createCard } from "./card.js";
import { createEnding } from "./ending.js";
import { createGestures } from "./gestures.js";
import { createKeys, createMouse } from "./hands.js";
import { createHead } from "./head.js";
import { createList } from "./list.js";
import { createText } from "./text.js";

/** @typedef {import("./tools.js").Item} Item
 *  @typedef {import("./tools.js").Row} Row
 *  @typedef {import("./tools.js").Model} Model */

const PATIENCE = 5000; // ms without an answer after which the kernel is said not to answer, and asked again

/** @param {{model: Model, el: HTMLElement}} given */
function render({ model, el }) {
  const words = model.get("words");
  /** @type {[string, string, boolean][]} */
  const kinds = model.get("kinds");
  const kindNames = new Map(kinds.map(([kind, name]) => [kind, name]));

  // The screen, as its parts see it.
  /** @type {any} */
  const s = {
    model, words, kinds, items: [], open: undefined, text: "", page: null,
    state: { direct: 0, quasi: 0, vault: "none" }, // how many are undecided, and how the vault is
    kindName: (/** @type {string} */ kind) => kindNames.get(kind) ?? kind,
    sortName: (/** @type {boolean} */ direct) => (direct ? words.direct : words.quasi),
    wordsOf: (/** @type {{start: number, end: number}} */ i) => s.text.slice(i.start, i.end),
    focusText: () => s.page.panel.focus({ preventScroll: true }),
  };
  const trouble = h("p", { class: "wbp-trouble", role: "alert", hidden: true });
  const spoken = h("p", { class: "wbp-spoken", role: "status" });
  const stage = h("div", { class: "wbp-stage" });
  const waiting = h("div", { class: "wbp-waiting" }, h("p", {}, words.looking), h("progress", { "aria-label": words.looking }));
  const review = h("div", { class: "wbp-columns" });
  /** @type {ReturnType<typeof createEnding>|null} */
  let ending = null;

  /** @param {string} sentence */
  s.complain = (sentence) => {
    trouble.textContent = sentence;
    trouble.hidden = !sentence;
  };
  /** @param {string} sentence */
  s.say = (sentence) => { spoken.textContent = sentence; };
  const wire = line(model, (_waiting, silent) => {
    if (silent) s.complain(words.kernel);
    else if (trouble.textContent === words.kernel) s.complain("");
  });
  /** @param {object} message @param {(answer: any) => void} done @param {{once?: boolean, patience?: number}} [how] */
  s.ask = (message, done, how = {}) => wire.ask(message, done, { patience: PATIENCE, ...how });

  // ---- answers
  /** @param {any} answer */
  s.take = (answer) => {
    s.items = answer.rows.map((/** @type {Row} */ [id, start, end, kind, direct, decision, labels, places, byHand]) =>
      ({ id, start, end, kind, direct, decision, labels, places, byHand }));
    s.state = { direct: answer.direct, quasi: answer.quasi, vault: answer.vault };
    s.open = s.items.find((/** @type {Item} */ i) => i.id === s.open?.id);
    head.count(s.state);
    s.draw();
    ending?.update();
  };

  s.draw = () => {
    s.page.paint(s.items, s.open?.id ?? 0);
    list.draw();
    s.card.draw();
  };

  /** Sends a gesture; a refusal is one sentence and changes nothing. @param {object} message @param {(answer: any) => void} [done] */
  s.change = (message, done) => {
    s.complain("");
    s.ask(message, (/** @type {any} */ answer) => {
      if (answer.kind === "refused") return s.complain(answer.why);
      s.take(answer);
      done?.(answer);
    });
  };

  // ---- parts
  Object.assign(s, createGestures(s));
  s.card = createCard(s);
  const list = createList(s);
  const head = createHead(s, show);
  s.showHelp = head.showHelp;
  const root = h(
    "div",
    { class: "wbp", "data-testid": "pseudonyms", role: "group", "aria-label": words.screen, lang: model.get("lang") },
    head.root, trouble, head.help, waiting, stage, spoken,
  );
  const letGo = [keepKeys(root)];
  root.addEventListener("keydown", (e) => { if (e.key === "Escape" && !head.help.hidden) head.showHelp(false); });

  // ---- the two views, and the end
  /** @param {"review"|"ending"} which */
  function show(which) {
    s.complain("");
    head.shown(which);
    stage.replaceChildren(which === "review" ? review : /** @type {NonNullable<typeof ending>} */ (ending).root);
    if (which === "ending") ending?.update();
    else s.draw();
  }

  /** The text is in the study, and no longer shown. @param {any} answer */
  s.ended = (answer) => {
    s.items = [];
    s.text = "";
    ending = null;
    head.name(answer.name, false);
    review.replaceChildren();
    const said = h("p", { class: "wbp-done", tabindex: -1 }, fill(words.entered, { source: answer.source }));
    waiting.hidden = true;
    stage.replaceChildren(said);
    said.focus({ preventScroll: true });
    s.say(said.textContent ?? "");
  };

  /** @param {any} answer */
  function begin(answer) {
    waiting.hidden = true;
    if (answer.kind === "refused") return s.complain(answer.why);
    if (answer.kind === "entered") return s.ended(answer);
    s.text = answer.text;
    s.page = createText(s.text, answer.blocks, words, s.kindName);
    createKeys(s);
    letGo.push(createMouse(s));
    review.replaceChildren(s.page.panel, h("div", { class: "wbp-side" }, s.card.root, list.root));
    ending = createEnding(answer, s);
    head.name(answer.file, true);
    s.take(answer);
    show("review");
    root.dataset.ready = "true";
  }

  const heard = (/** @type {any} */ answer) => wire.heard(answer);
  model.on("msg:custom", heard);
  el.append(root);
  s.ask({ op: "open" }, begin, { patience: 60_000 });

  return () => {
    wire.stop();
    s.page?.stop();
    for (const go of letGo) go();
    model.off("msg:custom", heard);
  };
}

export default { render };
