// The preview, who speaks, the passphrase, the entry.

import { fill, h } from "../common/dom.js";
import { speakerForm } from "./speakers.js";
import { button, input, named } from "./tools.js";

/** @param {any} opened the answer to "open" @param {any} s the screen */
export function createEnding(opened, s) {
  const { words } = s;
  const text = h("div", {
    class: "wbp-preview", tabindex: 0, role: "document", "aria-label": words.preview, "data-testid": "preview",
  });
  const notes = h("div", { class: "wbp-notes" });
  const vault = h("p", { class: "wbp-quiet" });
  const name = input("text", { value: opened.name, maxlength: 60 });
  const secret = input("password", { "data-testid": "passphrase" });
  const again = input("password", { "data-testid": "passphrase-again" });
  const againField = named(words.again, again);
  const unlock = button(words.unlock, open);
  const enter = /** @type {HTMLButtonElement} */ (
    h("button", { type: "submit", class: "wbp-button wbp-main", "data-testid": "enter" }, words.enter));
  const speakers = opened.speakers.map((/** @type {[string, boolean]} */ [label, asks]) =>
    speakerForm(label, asks, opened.people, words));
  const form = h(
    "form", { class: "wbp-entry", onsubmit: (/** @type {Event} */ e) => { e.preventDefault(); bring(); } },
    h("h3", { class: "wbp-title" }, words.speakers),
    ...(speakers.length ? speakers.map((/** @type {any} */ one) => one.root) : [h("p", { class: "wbp-quiet" }, words.no_speakers)]),
    named(words.name, name), notes, vault, named(words.passphrase, secret), againField,
    h("div", { class: "wbp-act" }, unlock, enter),
  );
  const root = h("div", { class: "wbp-columns wbp-ending" },
    h("div", { class: "wbp-main-column" }, h("h3", { class: "wbp-title" }, words.preview), text), form);

  /** The passphrase leaves the page once, and the fields are empty again. */
  function spoken() {
    const said = secret.value;
    const same = s.state.vault !== "none" || said === again.value;
    secret.value = again.value = "";
    if (!same) s.complain(words.different);
    return same ? said : null;
  }
  function open() {
    const passphrase = spoken();
    if (passphrase === null) return;
    s.complain("");
    s.ask({ op: "unlock", passphrase }, (/** @type {any} */ answer) => {
      if (answer.kind === "refused") return s.complain(answer.why);
      s.take(answer);
    }, { once: true, patience: 30_000 });
  }
  function bring() {
    if (enter.disabled) return;
    const passphrase = spoken();
    if (passphrase === null) return;
    s.complain("");
    enter.disabled = true;
    enter.textContent = words.entering;
    const links = speakers.map((/** @type {any} */ one) => one.value()).filter(Boolean);
    const linked = links.filter((/** @type {any} */ l) => l.person).map((/** @type {any} */ l) => [l.label, l.person]);
    s.ask({
      op: "enter", passphrase, fresh: s.state.vault === "none", name: name.value,
      asks: links.filter((/** @type {any} */ l) => l.asks).map((/** @type {any} */ l) => l.label),
      speakers: Object.fromEntries(linked),
      people: links.filter((/** @type {any} */ l) => l.fresh).map((/** @type {any} */ l) => l.fresh),
    }, (/** @type {any} */ answer) => {
      if (answer.kind !== "refused") return s.ended(answer);
      enter.textContent = words.enter;
      s.complain(answer.why);
      update();
    }, { once: true, patience: 60_000 });
  }

  /** What is left to decide, the vault's state, and, when it is seen, the preview. */
  function update() {
    const { direct, quasi, vault: state } = s.state;
    enter.disabled = direct > 0;
    notes.replaceChildren(...(direct ? [h("p", { class: "wbp-must" }, fill(words.first_direct, { n: direct }))] : []),
      ...(quasi ? [h("p", {}, fill(words.kept_quasi, { n: quasi }))] : []));
    vault.textContent = words[`vault_${state}`];
    againField.hidden = state !== "none";
    unlock.hidden = state !== "locked";
    if (root.isConnected) s.ask({ op: "preview" }, preview);
  }
  /** @param {any} answer */
  function preview(answer) {
    if (answer.kind !== "preview") return s.complain(answer.why);
    const parts = [];
    let at = 0;
    for (const [start, end] of answer.marks) {
      parts.push(answer.text.slice(at, start), h("strong", { class: "wbp-put" }, answer.text.slice(start, end)));
      at = end;
    }
    text.replaceChildren(h("p", { class: "wbp-words" }, ...parts, answer.text.slice(at)));
  }

  return { root, update };
}
