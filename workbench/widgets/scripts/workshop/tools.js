// What the parts of the workshop's screen share: buttons, names, pictures.

import { h } from "../common/dom.js";

const SVG = "http://www.w3.org/2000/svg";

/** @param {string} label @param {Function} act @param {Record<string, any>} [props] */
export const button = (label, act, props = {}) =>
  h("button", { type: "button", class: "ws-plain", onclick: act, ...props }, label);

/** A row of buttons. @param {...(Node|string|null|undefined|false)} buttons */
export const row = (...buttons) => h("div", { class: "ws-nav" }, ...buttons);

/** The row that leads elsewhere, under a line. @param {...(Node|string|null|undefined|false)} buttons */
export const ways = (...buttons) => h("div", { class: "ws-nav ws-moves" }, ...buttons);

/** A select over its values and their names. @param {Record<string, string>} names @param {string} chosen
 *  @param {(value: string) => void} changed @param {Record<string, any>} props */
export const choice = (names, chosen, changed, props) =>
  h("select", { ...props, onchange: (/** @type {any} */ e) => changed(e.target.value) },
    ...Object.entries(names).map(([value, name]) => h("option", { value, selected: value === chosen }, name)));

/** A radio button beside its words. @param {string} words @param {Record<string, any>} props */
export const option = (words, props) =>
  h("label", { class: "ws-option" }, h("input", { type: "radio", ...props }), h("span", {}, words));

/** Words between French quotation marks. @param {string} words */
export const quoted = (words) => `«\u00a0${words}\u00a0»`;

/** A fresh identity; on a plain http address of the local network the browser has no randomUUID. */
export function identity() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = [...bytes].map((b) => b.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5"); // as the kernel writes it back
}

/** A picture of our own, hidden from screen readers: the word beside it says it. @param {string} path */
export function picture(path) {
  const svg = document.createElementNS(SVG, "svg");
  for (const [name, value] of Object.entries({ viewBox: "0 0 48 48", "aria-hidden": "true", focusable: "false" })) svg.setAttribute(name, value);
  const drawn = document.createElementNS(SVG, "path");
  drawn.setAttribute("d", path);
  svg.append(drawn);
  return svg;
}

/** A drawing of the release, which was found inert when the release was built; read as XML, so nothing in it runs.
 *  @param {string} text */
export function drawing(text) {
  const root = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  return root.nodeName === "svg" && !root.querySelector("script, foreignObject") ? document.importNode(root, true) : h("span");
}
