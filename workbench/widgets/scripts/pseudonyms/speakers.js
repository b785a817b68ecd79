// One printed label of the text and the person it stands for.

import { h } from "../common/dom.js";
import { input, named } from "./tools.js";

const ROLES = ["household", "association", "landlord", "state", "local_authority", "health", "siao", "unknown"];

/** @param {string} label @param {boolean} asks @param {[string, string, string][]} people
 *  @param {Record<string, string>} words */
export function speakerForm(label, asks, people, words) {
  const known = people.map(([person, role, territory]) =>
    h("option", { value: `=${person}` }, [person, words[role] ?? role, territory].filter(Boolean).join(" · ")));
  const who = /** @type {HTMLSelectElement} */ (h(
    "select", { class: "wbp-input", onchange: () => { more.hidden = who.value !== "+"; } },
    h("option", { value: "?", selected: asks }, words.asks),
    h("option", { value: "", selected: !asks }, words.nobody),
    ...known,
    h("option", { value: "+" }, words.somebody),
  ));
  const id = input("text", { maxlength: 60 });
  const role = /** @type {HTMLSelectElement} */ (
    h("select", { class: "wbp-input" }, ...ROLES.map((r) => h("option", { value: r }, words[r]))));
  const territory = input("text", { maxlength: 60 });
  const job = input("text", { maxlength: 60 });
  const more = h("div", { class: "wbp-more", hidden: true },
    named(words.pseudonym, id), named(words.role, role), named(words.territory, territory), named(words.function, job));
  return {
    root: h("div", { class: "wbp-speaker" }, named(label, who), more),
    /** What was said of this label; null when it is nobody of the register. */
    value() {
      if (who.value === "?") return { label, asks: true, person: "", fresh: null };
      if (!who.value) return null;
      if (who.value !== "+") return { label, asks: false, person: who.value.slice(1), fresh: null };
      const fresh = { id: id.value, voice: role.value, territory: territory.value, function: job.value };
      return { label, asks: false, person: id.value.trim(), fresh };
    },
  };
}
