// Buttons and named fields, drawn alike on every screen under the class names of each.

import { h } from "./dom.js";

/** @param {string} screen what its class names begin with */
export const fields = (screen) => ({
  /** @param {string} label @param {Function} act @param {Record<string, any>} [props] */
  button: (label, act, props = {}) => h("button", { type: "button", class: `${screen}-button`, onclick: act, ...props }, label),
  /** A field under its name. @param {string} name @param {HTMLElement} field */
  named: (name, field) => h("label", { class: `${screen}-field` }, h("span", {}, name), field),
});
