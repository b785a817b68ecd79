// What stands beside the text: who speaks, how far the reading is, which codes are there, and every gesture by name.
import { fill, h } from "../common/dom.js";
import { boxHead, button } from "./boxes.js";

/** @param {any} person @param {Record<string, string>} words */
export function personCard(person, words) {
  const root = h("section", { class: "wbc-person", "aria-label": words.card });
  return {
    root,
    /** @param {any} who */
    show(who) {
      root.hidden = !who?.id;
      if (!who?.id) return;
      const rows = who.attributes.flatMap((/** @type {string[]} */ [name, value, date]) => [h("dt", {}, name), h("dd", { title: date }, value)]);
      root.replaceChildren(
        h("h3", { class: "wbc-title" }, who.id),
        h("p", { class: "wbc-quiet" }, [who.voice, who.territory].filter(Boolean).join(" · ")),
        h("dl", {}, ...rows),
      );
    },
  };
}

/** Every gesture with its key, as buttons: what a key does, a click does.
 *  @param {[keys: string, what: string, act: string][]} keys @param {Record<string, () => void>} acts
 *  @param {Record<string, string>} words @param {Function} close */
export function helpPanel(keys, acts, words, close) {
  const rows = keys.map(([key, what, act]) => h(
    "div", { class: "wbc-gesture" },
    h("dt", {}, h("kbd", {}, key)),
    h("dd", {}, acts[act] ? button(what, () => { close(); acts[act](); }, { class: "wbc-button wbc-link" }) : what),
  ));
  return h(
    "section", { class: "wbc-help", "aria-label": words.help, hidden: true },
    boxHead(words.help, words, close), h("dl", {}, ...rows), h("p", {}, words.help_focus), h("p", {}, words.help_elsewhere),
  );
}

/** Codes in this text and how far the reading is; counted when nothing else is to do. @param {any} s the screen */
export function createTally(s) {
  const { words, page, names } = s;
  const progress = h("p", { class: "wbc-quiet wbc-progress" });
  const back = (/** @type {KeyboardEvent} */ e) => { if (e.key === "Escape") s.focusText(); };
  const others = h("ul", { class: "wbc-others", onkeydown: back });
  const outline = h("ul", { class: "wbc-outline" });
  const root = [
    h("section", { class: "wbc-done", "aria-label": words.progress }, h("h3", { class: "wbc-title" }, words.progress), progress, others),
    h("section", { class: "wbc-here", "aria-label": words.here }, h("h3", { class: "wbc-title" }, words.here), outline),
  ];
  const turns = page.blocks.filter((/** @type {any} */ b) => b.turn !== null && !b.asks);

  function count() {
    const counts = new Map();
    let [read, coded] = [0, 0];
    for (const c of page.codings.values()) counts.set(c.code, (counts.get(c.code) ?? 0) + 1);
    for (const b of turns) {
      const mine = [...b.codings].some((c) => c.coder === names.me);
      if (mine) coded++;
      if (mine || s.read().has(b.turn)) read++; // who codes has read
    }
    s.codes.count(counts);
    progress.replaceChildren(
      fill(words.turns_read, { n: read, all: turns.length }), h("br"), fill(words.turns_coded, { n: coded, all: turns.length }),
    );
    const order = [...counts].sort((a, b) => b[1] - a[1]);
    outline.replaceChildren(...(order.length
      ? order.map(([code, n]) => h("li", {}, button(`${names.label(code)} · ${n}`, () => s.details.jump(1, code), { class: "wbc-button wbc-link" })))
      : [h("li", { class: "wbc-quiet" }, words.none_here)]));
  }

  return {
    root, count,
    /** To the button by which one says that one is done: a key leads there, Enter says it. @param {"review"|"declare"} act */
    reach: (act) => {
      const there = /** @type {HTMLElement|null} */ (others.querySelector(`[data-act=${act}]`));
      if (there) there.focus();
      else s.complain(act === "review" ? words.review_none : words.declare_none);
    },
    /** What each coder has done here. @param {any} beside */
    team(beside) {
      const rows = (beside.progress ?? []).filter((/** @type {any} */ r) => r.coder !== names.me).map((/** @type {any} */ r) => h(
        "li", { class: "wbc-quiet" },
        fill(words.coder_line, { coder: r.coder, n: r.coded, all: r.turns }),
        r.reviewers ? ` · ${fill(words.reviewed_by, { who: r.reviewers })}` : "",
        " ",
        beside.curtain?.hidden || !r.codings ? null : button(words.review, () => s.beside("review", { coder: r.coder }), { "data-act": "review" }),
      ));
      const own = (beside.progress ?? []).find((/** @type {any} */ r) => r.coder === names.me);
      if (own?.reviewers) rows.unshift(h("li", { class: "wbc-quiet" }, fill(words.reviewed_by, { who: own.reviewers })));
      if (beside.curtain?.drawn) {
        rows.push(h("li", { class: "wbc-quiet" }, beside.curtain.sentence,
          beside.curtain.declared ? null : button(words.declare, () => s.beside("declare", {}), { "data-act": "declare" })));
      }
      const inside = others.contains(document.activeElement);
      others.replaceChildren(...rows);
      if (inside) s.focusText(); // the button pressed is gone
    },
  };
}
