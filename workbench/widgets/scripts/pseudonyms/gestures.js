// What a person does to the proposals: choose, decide, correct, add, rename. No rule is decided here.

import { fill } from "../common/dom.js";
import { following } from "./moves.js";

/** @typedef {import("./tools.js").Item} Item
 *  @typedef {import("./tools.js").Span} Span */

/** @param {any} s the screen */
export function createGestures(s) {
  const { words } = s;

  /** @param {Item|undefined} i */
  function choose(i) {
    s.open = i;
    s.page.select(i ? [i.start, i.end] : null);
    s.draw();
    if (!i) return;
    const kind = `${s.kindName(i.kind)}, ${s.sortName(i.direct)}`;
    s.say(fill(words.said, { words: s.wordsOf(i), kind, state: words[i.decision] }));
  }

  /** @param {number} way @param {boolean} undecided */
  function go(way, undecided) {
    const at = s.open?.start ?? s.page.selection?.[0] ?? (way > 0 ? -1 : Infinity);
    arrive(following(s.items, at, way, (i) => !undecided || i.decision === "undecided"));
  }
  const advance = () => arrive(following(s.items, s.open?.start ?? -1, 1, (i) => i.decision === "undecided"));
  /** @param {Item|undefined} next */
  function arrive(next) {
    if (next) choose(next);
    else s.say(words.no_more);
  }

  /** @param {string} as */
  function decide(as) {
    if (!s.open) return s.complain(words.choose_first);
    s.change({ op: "decide", item: s.open.id, as }, () => { if (as !== "undecided") advance(); });
  }
  function everywhere() {
    if (!s.open) return s.complain(words.choose_first);
    const as = s.open.decision === "refused" ? "refused" : "accepted";
    s.change({ op: "decide", item: s.open.id, as, everywhere: true }, (/** @type {any} */ answer) => {
      s.say(fill(words.reached, { n: answer.reached }));
      advance();
    });
  }

  const byId = (/** @type {number} */ id) => s.items.find((/** @type {Item} */ one) => one.id === id);
  /** @param {Item} i @param {Span} span */
  const bounds = (i, [start, end]) => s.change({ op: "bounds", item: i.id, start, end }, () => choose(byId(i.id)));
  function correct() {
    if (!s.open || !s.page.selection) return s.complain(s.open ? words.select_first : words.choose_first);
    bounds(s.open, s.page.selection);
  }
  function add() {
    if (!s.page.selection) return s.complain(words.select_first);
    const [start, end] = s.page.selection;
    s.change({ op: "add", start, end, as: s.card.fresh }, (/** @type {any} */ answer) => choose(byId(answer.added)));
  }
  /** @param {Item} i @param {number} part @param {string} label */
  function rename(i, part, label) {
    s.complain("");
    s.ask({ op: "label", item: i.id, part, label }, (/** @type {any} */ answer) => {
      if (answer.kind !== "refused") return s.take(answer);
      s.complain(answer.why);
      s.card.draw();
    });
  }

  return { choose, go, decide, everywhere, bounds, correct, add, rename };
}
