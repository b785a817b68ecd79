// What the parts of the review screen share: its shapes, its buttons and fields, the signs of the three decisions.

import { h } from "../common/dom.js";
import { fields } from "../common/fields.js";

/** @typedef {[start: number, end: number]} Span
 *  @typedef {[id: number, start: number, end: number, kind: string, direct: boolean, decision: string,
 *   labels: [number, number, string][], places: number, byHand: boolean]} Row
 *  @typedef {{id: number, start: number, end: number, kind: string, direct: boolean, decision: string,
 *   labels: [number, number, string][], places: number, byHand: boolean}} Item
 *  @typedef {{get(name: string): any, set(name: string, value: any): void, save_changes(): void,
 *   on(name: string, call: Function): void, off(name: string, call: Function): void,
 *   send(message: object): void}} Model */

export const { button, named } = fields("wbp");

/** @type {Record<string, string>} */
export const SIGNS = { undecided: "?", accepted: "✓", refused: "✕" };

/** @param {string} type @param {Record<string, any>} props */
export const input = (type, props) => /** @type {HTMLInputElement} */ (
  h("input", { type, class: "wbp-input", autocomplete: "off", spellcheck: "false", ...props }));

/** Whether the two share a character. @param {{start: number, end: number}|undefined} item @param {Span} span */
export const touches = (item, [start, end]) => Boolean(item && item.start < end && start < item.end);
