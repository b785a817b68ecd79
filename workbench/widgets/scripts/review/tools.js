// What the two review screens share: how they speak with the kernel, a select, a passage in its context, and text drawn
// in marked pieces.

import { h } from "../common/dom.js";
import { fields } from "../common/fields.js";
import { keepKeys } from "../common/keys.js";
import { line } from "../common/line.js";

/** @typedef {[words: string, marked: boolean]} Piece
 *  @typedef {{before: [string, string]|null, speaker: string, pieces: Piece[], after: [string, string]|null}} Around */

export const { button, named } = fields("wbr");

/** The line to the kernel, and the one sentence that says how things are.
 *  @param {any} model @param {Record<string, string>} words @param {() => void} [refused] what a refusal does besides */
export function speaking(model, words, refused) {
  const status = h("p", { class: "wbr-status", role: "status", "data-testid": "status" }, words.loading);
  let silent = false; // the kernel was said not to answer
  const kernel = line(model, (_waiting, /** @type {boolean} */ now) => {
    if (now !== silent) say(now ? words.waiting : "", now);
    silent = now;
  });
  /** @param {string} sentence @param {boolean} [bad] */
  function say(sentence, bad = false) {
    status.textContent = sentence;
    status.classList.toggle("wbr-bad", bad);
  }
  /** @param {object} message @param {(answer: any) => void} done */
  const ask = (message, done) => kernel.ask(message, (/** @type {any} */ answer) => {
    if (answer.kind !== "refused") return done(answer);
    refused?.();
    say(answer.why, true);
  });
  return {
    status, say, ask,
    /** Shows the screen and asks for what it opens with. @param {HTMLElement} el @param {HTMLElement} root
     *  @param {(answer: any) => void} opened @returns {() => void} to take it away */
    start(el, root, opened) {
      const heard = (/** @type {any} */ answer) => kernel.heard(answer);
      const letGo = keepKeys(root);
      el.append(root);
      model.on("msg:custom", heard);
      ask({ op: "open" }, opened);
      return () => {
        kernel.stop();
        letGo();
        model.off("msg:custom", heard);
        root.remove();
      };
    },
  };
}

/** A select over [value, label] pairs. @param {[string, string][]} pairs @param {Function} changed
 *  @param {Record<string, any>} [props] @returns {HTMLSelectElement} */
export function choice(pairs, changed, props = {}) {
  const options = pairs.map(([value, label]) => h("option", { value }, label));
  return /** @type {HTMLSelectElement} */ (h("select", { class: "wbr-select", onchange: changed, ...props }, ...options));
}

/** Words, those marked within <mark>. @param {Piece[]} pieces */
export const drawn = (pieces) => pieces.map(([words, marked]) => (marked ? h("mark", { class: "wbr-mark" }, words) : words));

/** Somebody's turn beside the passage. @param {[string, string]|null} turn */
export const beside = (turn) =>
  turn && h("p", { class: "wbr-beside" }, h("span", { class: "wbr-speaker" }, `${turn[0]} : `), turn[1]);

/** The passage between the turns around it. @param {Around} around */
export const inContext = (around) =>
  h(
    "div",
    { class: "wbr-context" },
    beside(around.before),
    h("p", { class: "wbr-here" }, around.speaker ? h("span", { class: "wbr-speaker" }, `${around.speaker} : `) : null, ...drawn(around.pieces)),
    beside(around.after),
  );

/** A table with its caption; cells are texts or nodes, the first of a row names it.
 *  @param {string} caption @param {(string|Node)[]} head @param {(string|Node)[][]} rows */
export const grid = (caption, head, rows) =>
  h(
    "table",
    { class: "wbr-table" },
    h("caption", {}, h("span", { class: "wbr-caption" }, caption)),
    h("thead", {}, h("tr", {}, ...head.map((cell) => h("th", { scope: "col" }, cell)))),
    h("tbody", {}, ...rows.map((row) =>
      h("tr", {}, ...row.map((cell, n) => (n ? h("td", {}, cell) : h("th", { scope: "row" }, cell)))))),
  );
