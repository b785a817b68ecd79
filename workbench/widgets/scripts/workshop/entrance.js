// Coming in: with a code, or by saying who speaks where the release asks for none; and the way out.

import { fill, h } from "../common/dom.js";
import { button, choice, option, row, ways } from "./tools.js";

/** The code that the card's square put into the address, which then loses it: nobody after them finds it there.
 *  @param {boolean} gated */
export function codeOfAddress(gated) {
  const found = decodeURIComponent(location.hash.slice(1));
  if (!gated || !/^[A-Za-z0-9-]{8,12}$/.test(found)) return "";
  history.replaceState(null, "", location.pathname + location.search);
  return found;
}

/** @param {any} s the screen */
export function createEntrance(s) {
  const { words, me, who, status, screen } = s;
  let calling = 0;

  function gate() {
    if (me.asking) return [h("h2", {}, words.entering)]; // the card's square already said the code
    const input = h("input", {
      id: `code-${screen}`, type: "text", maxlength: 12, autocomplete: "off", autocapitalize: "characters", spellcheck: "false",
      value: me.code, "aria-describedby": `help-${screen}`, "data-testid": "workshop-code", class: "ws-code",
      oninput: (/** @type {any} */ e) => { me.code = e.target.value; },
    });
    return [h("form", { class: "ws-gate", onsubmit: (/** @type {Event} */ e) => { e.preventDefault(); enter(); } },
      h("h2", {}, words.start),
      h("p", { class: "ws-lead" }, words.intro),
      h("label", { for: `code-${screen}`, class: "ws-label" }, words.your_code), input,
      h("p", { id: `help-${screen}`, class: "ws-help" }, words.code_help),
      row(h("button", { type: "submit", class: "ws-main", "data-testid": "workshop-enter" }, words.enter)),
    )];
  }

  function enter() {
    status.textContent = words.entering;
    s.tell({ op: "enter", code: me.code });
    clearTimeout(calling);
    calling = setTimeout(() => {
      status.textContent = words.waiting;
      me.asking = false;
      s.recover();
    }, 8000);
  }

  const ownWords = (/** @type {string} */ cls) => me.own.length
    && button(fill(words.mine, { n: me.own.length }), () => s.go("mine"), { class: cls, "data-testid": "own-words" });
  const begin = () => button(words.begin, () => s.go(0), { class: "ws-main" });

  function welcome() {
    const first = me.facilitator ? [words.facilitator, words.facilitator_intro] : [words.welcome, words.intro];
    return [h("h2", {}, first[0]), h("p", { class: "ws-lead" }, first[1]),
      row(begin(), ownWords("ws-plain") || null), ways(button(words.someone_else, leave))];
  }

  function leave() {
    s.memory.write({});
    location.reload();
  }

  /** Who speaks, where there are no codes. */
  function start() {
    const one = (/** @type {boolean} */ group, /** @type {string} */ text) =>
      option(text, { name: `who-${screen}`, checked: who.group === group, onchange: () => { who.group = group; } });
    const field = (/** @type {"reviewer"|"writer"} */ name, /** @type {string} */ text) => [
      h("label", { for: `${name}-${screen}`, class: "ws-label" }, text),
      h("input", {
        id: `${name}-${screen}`, type: "text", maxlength: 40, autocomplete: "off", value: who[name],
        oninput: (/** @type {any} */ e) => { who[name] = e.target.value; },
      }),
    ];
    return [
      h("h2", {}, words.start),
      h("p", { class: "ws-lead" }, words.intro),
      h("fieldset", { class: "ws-who" }, h("legend", {}, words.who), one(false, words.person), one(true, words.group)),
      h("label", { for: `side-${screen}`, class: "ws-label" }, words.side),
      choice(words.sides, who.voice, (value) => { who.voice = value; }, { id: `side-${screen}` }),
      ...field("reviewer", words.code), ...field("writer", words.writer),
      row(begin()),
    ];
  }

  /** After the last finding. */
  function finish() {
    const before = button(`← ${words.previous}`, () => s.go(s.findings().length - 1));
    return [h("h2", {}, words.end), h("p", { class: "ws-lead" }, words.end_text),
      row(ownWords("ws-main") || null), ways(before, s.gated && button(words.someone_else, leave))];
  }

  return { gate, enter, welcome, start, finish, arrived: () => clearTimeout(calling) };
}
