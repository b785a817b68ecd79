// Own words, own rights: each quote of the person who holds the code, and what each circle of readers may see of it.

import { fill, h } from "../common/dom.js";
import { button, identity, option, quoted, ways } from "./tools.js";

const SAYS = ["as_is", "changed", "not_here", "never"];

/** @param {any} s the screen */
export function createMine(s) {
  const { words, me, screen } = s;
  let own = 0; // which of the quotes

  function mine() {
    const quote = me.own[own];
    const step = (/** @type {number} */ by) => () => { own += by; s.draw(); };
    return [
      h("p", { class: "ws-place" }, fill(words.mine_place, { n: own + 1, of: me.own.length })),
      h("h2", {}, words.mine_title),
      own === 0 && h("p", { class: "ws-lead" }, words.mine_intro),
      h("blockquote", { class: "ws-quote", "data-testid": "own-quote" }, h("p", {}, quoted(quote.text))),
      h("div", { class: "ws-readers" }, ...Object.entries(quote.meant).map(([audience, meant]) => reader(quote, audience, meant))),
      ways(
        own > 0 && button(`← ${words.previous}`, step(-1)),
        own < me.own.length - 1 && button(`${words.next} →`, step(1)),
        button(words.mine_back, () => s.go(-1))),
    ].filter(Boolean);
  }

  /** @param {any} choice */
  const saidOf = (choice) =>
    /** @type {Record<string, string>} */ ({ saved: `✓ ${words.saved}`, saving: words.saving, late: words.late_why })[choice.state] ?? "";

  /** @param {any} quote @param {string} audience @param {any} meant */
  function reader(quote, audience, meant) {
    const key = `${quote.id}/${audience}`;
    const fresh = { say: quote.said?.[audience] || "", words: meant.words || "", state: "draft" };
    const choice = s.choices.get(key) ?? s.choices.set(key, fresh).get(key);
    const said = h("p", { class: "ws-count", role: "status" }, saidOf(choice));
    const area = /** @type {HTMLTextAreaElement} */ (
      h("textarea", { id: `new-${screen}-${key}`, rows: 2, oninput: () => { choice.words = area.value; } }));
    area.value = choice.words;
    const instead = h("div", { class: "ws-instead", hidden: choice.say !== "changed" },
      h("label", { for: `new-${screen}-${key}`, class: "ws-label" }, words.new_words), area);
    const options = SAYS.map((say) => option(words.says[say], {
      name: `say-${screen}-${key}`, value: say, checked: choice.say === say,
      onchange: () => {
        choice.say = say;
        choice.state = "draft";
        instead.hidden = say !== "changed";
        said.textContent = "";
      },
    }));
    const where = meant.went.length ? fill(words.went, { where: meant.went.join(", ") }) : words.not_went;
    return h("fieldset", { class: "ws-reader", "data-testid": `reader-${audience}` },
      h("legend", {}, `${words.mine_for}\u00a0: ${words.readers[audience]}`),
      h("p", { class: "ws-from" }, meant.allowed ? where : words.not_allowed), ...options, instead,
      button(words.save_choice, () => choose(quote, audience, choice, said), { class: "ws-main", "data-testid": `save-${audience}` }), said);
  }

  /** @param {any} quote @param {string} audience @param {any} choice @param {HTMLElement} said */
  function choose(quote, audience, choice, said) {
    if (!choice.say) {
      said.textContent = words.choose;
      return;
    }
    Object.assign(choice, { answer: identity(), state: "saving" });
    said.textContent = words.saving;
    s.post({
      op: "quote", confirmed: true, code: me.code, quote: quote.id, audience, say: choice.say,
      words: choice.say === "changed" ? choice.words : "", answer: choice.answer,
    });
  }

  return mine;
}
