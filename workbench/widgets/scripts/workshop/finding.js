// One finding: what the group discusses stands alone and large; what it rests on opens when somebody asks for it.

import { fill, h } from "../common/dom.js";
import { button, drawing, picture, quoted, ways } from "./tools.js";

/** @param {any} s the screen */
export function createFinding(s) {
  const { words, me } = s;

  /** @param {any} one */
  function finding(one) {
    const answer = s.draft(one.id);
    const top = h("div", { class: "ws-top" },
      h("p", { class: "ws-place" }, fill(words.place, { n: s.place + 1, of: s.findings().length })),
      s.voice.listen(words.listen, () => [one.plain, one.chart?.caption, ...one.quotes.map((/** @type {any} */ q) => q.text)]));
    const told = h("div", { class: "ws-told" },
      h("h2", { class: "ws-plainly", "data-testid": "finding-plain" }, one.plain),
      one.label && h("p", { class: "ws-kind" }, one.label),
      one.chart && h("figure", { class: "ws-chart" }, drawing(one.chart.svg), h("figcaption", {}, one.chart.caption)),
      ...beneath(one));
    return [top, h("div", { class: "ws-pair" }, told, h("div", { class: "ws-answer" }, ...answering(one, answer)))];
  }

  /** What changes when an answer is given, beside the finding that stays. @param {any} one @param {any} answer */
  function answering(one, answer) {
    const asked = answer.state === "draft" ? s.asking(one, answer) : s.settled(one, answer);
    return [...asked, moves(answer), me.facilitator && room(one)].filter(Boolean);
  }

  /** What the finding rests on, each part under its name. @param {any} one */
  function beneath(one) {
    const unfolds = (/** @type {string} */ cls, /** @type {string} */ name, /** @type {Node[]} */ ...inside) =>
      h("details", { class: cls }, h("summary", {}, name), ...inside);
    const terms = Object.entries(one.glossary ?? {});
    const changed = one.changed ?? [];
    const quotes = one.quotes.map((/** @type {any} */ q) =>
      h("blockquote", {}, h("p", {}, quoted(q.text)), h("p", { class: "ws-from" }, q.attribution)));
    return [
      terms.length > 0 && unfolds("ws-glossary", fill(words.glossary, { n: terms.length }),
        h("dl", {}, ...terms.flatMap(([word, meaning]) => [h("dt", {}, word), h("dd", {}, meaning)]))),
      unfolds("ws-statement", words.statement, h("p", {}, one.statement)),
      quotes.length > 0 && unfolds("ws-said", fill(words.said, { n: quotes.length }), ...quotes),
      changed.length > 0 && unfolds("ws-changed", words.changed,
        h("ul", {}, ...changed.map((/** @type {string} */ said) => h("li", {}, said)))),
    ];
  }

  /** @param {any} answer */
  function moves(answer) {
    const last = s.place === s.findings().length - 1;
    return ways(
      button(`← ${words.previous}`, () => s.go(s.place - 1)),
      button(`${last ? words.end : words.next} →`, () => s.go(s.place + 1), {
        class: ["saved", "late"].includes(answer.state) ? "ws-main" : "ws-plain", "data-testid": "next",
      }));
  }

  /** What the room answered, for the facilitator. @param {any} one */
  function room(one) {
    const ask = (/** @type {boolean} */ everybody) => s.tell({ op: "tally", code: me.code, finding: one.id, everybody });
    return h("section", { class: "ws-room", "data-testid": "votes" },
      h("h3", {}, words.votes), button(words.votes_show, () => ask(false)),
      ...(s.votes?.finding === one.id ? votes(() => ask(true)) : []));
  }

  /** @param {() => void} force */
  function votes(force) {
    if (!s.votes.open) return [h("p", {}, s.votes.why), button(words.votes_force, force)];
    return [h("ul", { class: "ws-votes" }, ...s.votes.lines.map((/** @type {{position: string, said: string}} */ one) =>
      h("li", {}, picture(s.pictures[one.position] ?? ""), h("span", {}, `${words.positions[one.position]}\u00a0: ${one.said}`))))];
  }

  return { finding, answering };
}
