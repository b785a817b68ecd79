// What the two review screens share: a select, a passage in its context, and text drawn in marked pieces.

import { h } from "../common/dom.js";

/** @typedef {[words: string, marked: boolean]} Piece
 *  @typedef {{before: [string, string]|null, speaker: string, pieces: Piece[], after: [string, string]|null}} Around */

/** A field under its name. @param {string} name @param {HTMLElement} field */
export const named = (name, field) => h("label", { class: "wbr-field" }, h("span", {}, name), field);

/** @param {string} label @param {Function} act @param {Record<string, any>} [props] */
export const button = (label, act, props = {}) =>
  h("button", { type: "button", class: "wbr-button", onclick: act, ...props }, label);

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
    h("caption", {}, caption),
    h("thead", {}, h("tr", {}, ...head.map((cell) => h("th", { scope: "col" }, cell)))),
    h("tbody", {}, ...rows.map((row) =>
      h("tr", {}, ...row.map((cell, n) => (n ? h("td", {}, cell) : h("th", { scope: "row" }, cell)))))),
  );
