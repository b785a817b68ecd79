// An answer to a finding: a position and words, read back before they are sent, then saved, and changed if need be.

import { fill, h } from "../common/dom.js";
import { button, choice, picture, quoted, row } from "./tools.js";

const POSITIONS = ["agree", "nuance", "disagree", "not_about_me", "no_answer"];
const LARGEST = 55_000; // bytes that one message may carry

/** @param {any} s the screen */
export function createAnswering(s) {
  const { words, me, screen } = s;

  /** @param {any} _one @param {any} answer */
  function asking(_one, answer) {
    const count = h("p", { class: "ws-count", role: "status" });
    const area = /** @type {HTMLTextAreaElement} */ (h("textarea", {
      id: `own-${screen}`, rows: 2, "data-testid": "own-answer",
      oninput: () => { answer.words = area.value; s.keep(); judge(); },
    }));
    area.value = answer.words;
    const ready = /** @type {HTMLButtonElement} */ (button(words.read_back, () => {
      answer.state = "check";
      s.voice.hush();
      s.keep();
      s.draw();
    }, { class: "ws-main", "data-testid": "read-back" }));
    const judge = () => {
      const most = s.model.get("longest");
      const long = answer.words.length > most || new TextEncoder().encode(answer.words).length > LARGEST;
      count.textContent = long ? fill(words.too_long, { n: answer.words.length, most }) : "";
      ready.disabled = !answer.position || long;
    };
    judge();
    return [
      h("h3", { id: `ask-${screen}` }, me.facilitator ? words.ask_group : words.ask),
      h("div", { class: "ws-positions", role: "group", "aria-labelledby": `ask-${screen}` }, ...positions(answer, judge)),
      h("label", { for: `own-${screen}`, class: "ws-label" }, me.facilitator ? words.own_group : words.own), area, count,
      s.gated && !me.facilitator && writers(answer),
      row(ready),
    ];
  }

  /** @param {any} answer @param {() => void} judge */
  function positions(answer, judge) {
    const all = POSITIONS.map((position) => h("button", {
      type: "button", class: `ws-position ws-${position}`, "data-testid": `position-${position}`,
      "aria-pressed": String(answer.position === position),
      onclick: (/** @type {any} */ e) => {
        answer.position = position;
        for (const other of all) other.setAttribute("aria-pressed", String(other === e.currentTarget));
        s.keep();
        judge();
      },
    }, picture(s.pictures[position] ?? ""), h("span", {}, words.positions[position])));
    return all;
  }

  /** @param {any} answer */
  function writers(answer) {
    const changed = (/** @type {string} */ value) => {
      answer.writer = value;
      s.keep();
    };
    return h("div", { class: "ws-writer" },
      h("label", { for: `writer-${screen}` }, words.who_writes),
      choice(words.writers, answer.writer, changed, { id: `writer-${screen}` }));
  }

  /** @param {any} one @param {any} answer */
  function settled(one, answer) {
    const mine = answer.words.trim();
    const head = { saved: `✓ ${words.saved}`, late: words.late }[/** @type {"saved"|"late"} */ (answer.state)] ?? words.check;
    const former = answer.former;
    return [h("div", { class: `ws-check ws-state-${answer.state}`, "data-testid": `answer-${answer.state}` },
      h("h3", {}, head),
      h("p", { class: "ws-mine" }, words.positions[answer.position]),
      h("p", { class: "ws-words" }, mine ? quoted(mine) : words.no_words),
      answer.state === "late" && h("p", {}, words.late_why),
      former && h("p", { class: "ws-former" },
        `${words.before} ${words.positions[former.position]}${former.words ? `, ${quoted(former.words)}` : ""}`),
      answer.state === "saved" || answer.state === "late" ? again(answer, mine) : confirmation(one, answer, mine),
    )];
  }

  /** @param {any} answer @param {string} mine */
  function again(answer, mine) {
    return button(words.again, () => {
      Object.assign(answer, { state: "draft", answer: "", former: { position: answer.position, words: mine } });
      s.keep();
      s.draw();
    }, { "data-testid": "change-mind" });
  }

  /** @param {any} one @param {any} answer @param {string} mine */
  function confirmation(one, answer, mine) {
    const disabled = answer.state === "saving";
    return row(
      button(disabled ? words.saving : words.confirm, () => s.send(one, answer), { class: "ws-main", "data-testid": "confirm", disabled }),
      button(words.change, () => {
        if (answer.state === "saving") return; // it has left
        answer.state = "draft";
        s.keep();
        s.draw();
      }, { disabled }),
      s.voice.listen(words.listen_mine, () => [words.positions[answer.position], mine]));
  }

  return { asking, settled };
}
