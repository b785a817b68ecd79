// The review screen: what could name somebody, before a text enters a study. Nothing of the text is a trait: it comes
// as the answer to "open", decisions as rows in answers. Offsets are UTF-16 units; Python converts. Text enters the
// page through textContent only, nothing is fetched, and no rule is decided here.

import { fill, h } from "./scripts/common/dom.js";
import { marks } from "./scripts/common/highlight.js";
import { keepKeys } from "./scripts/common/keys.js";
import { offsetIn, rangeIn, snapped, wordsIn } from "./scripts/common/spans.js";

/** @typedef {[start: number, end: number]} Span
 *  @typedef {[id: number, start: number, end: number, kind: string, direct: boolean, decision: string,
 *   labels: [number, number, string][], places: number, byHand: boolean]} Row
 *  @typedef {{id: number, start: number, end: number, kind: string, direct: boolean, decision: string,
 *   labels: [number, number, string][], places: number, byHand: boolean}} Item
 *  @typedef {{n: number, start: number, end: number, el: HTMLElement, p: HTMLElement}} Block
 *  @typedef {{get(name: string): any, set(name: string, value: any): void, save_changes(): void,
 *   on(name: string, call: Function): void, off(name: string, call: Function): void,
 *   send(message: object): void}} Model */

// -- pure functions

const WORD = /[^\s’'\-‑]+/gu; // cut at apostrophes and hyphens: a name stands alone

/** A span with one edge moved by one word; null when it cannot.
 *  @param {Span[]} words @param {Span} span @param {"start"|"end"} edge @param {number} step @returns {Span|null} */
export function nudged(words, [start, end], edge, step) {
  const edges = words.map(([s, e]) => (edge === "start" ? s : e));
  const now = edge === "start" ? start : end;
  const at = step > 0 ? edges.find((x) => x > now) : edges.findLast((x) => x < now);
  if (at === undefined) return null;
  const moved = /** @type {Span} */ (edge === "start" ? [at, end] : [start, at]);
  return moved[0] < moved[1] ? moved : null;
}

/** The next item in the order of the text from a place, round the end; undefined when none fits.
 *  @param {Item[]} items @param {number} at @param {number} way @param {(item: Item) => boolean} fits */
export function following(items, at, way, fits) {
  const list = items.filter(fits);
  if (way > 0) return list.find((i) => i.start > at) ?? list[0];
  return list.findLast((i) => i.start < at) ?? list[list.length - 1];
}

// -- small tools

/** @param {string} label @param {Function} act @param {Record<string, any>} [props] */
const button = (label, act, props = {}) => h("button", { type: "button", class: "wbp-button", onclick: act, ...props }, label);

/** A field under its name. @param {string} name @param {HTMLElement} field */
const named = (name, field) => h("label", { class: "wbp-field" }, h("span", {}, name), field);

const SIGNS = { undecided: "?", accepted: "✓", refused: "✕" };
const SELECTION = "wbp-selection";
const SILENCE = 5000; // ms without an answer after which the kernel is said not to answer, and asked again

/** Sends gestures and matches answers with them; asks again what was not answered, but what is said only once.
 *  @param {Model} model @param {(silent: boolean) => void} onwait */
function line(model, onwait) {
  const name = Math.random().toString(36).slice(2, 8);
  /** @type {Map<string, {message: object|null, answered: Function, put: number, patience: number}>} */
  const waiting = new Map();
  let n = 0;
  /** @param {object} message */
  const post = (message) => {
    try {
      model.send(message);
    } catch {
      // a closed channel: what may be repeated stays in `waiting` and is sent again
    }
  };
  const again = setInterval(() => {
    const now = performance.now();
    const late = [...waiting.values()].filter((w) => now - w.put > w.patience);
    for (const w of late.filter((w) => w.message)) {
      w.put = now;
      post(/** @type {object} */ (w.message));
    }
    if (late.length) onwait(true);
  }, 1000);
  return {
    /** @param {object} message @param {(answer: any) => void} answered @param {{once?: boolean, patience?: number}} [how] */
    ask(message, answered, { once = false, patience = SILENCE } = {}) {
      const full = { ...message, id: `${name}-${++n}` };
      waiting.set(full.id, { message: once ? null : full, answered, put: performance.now(), patience });
      post(full);
    },
    /** @param {any} answer */
    heard(answer) {
      const asked = waiting.get(answer.re);
      if (!asked) return;
      waiting.delete(answer.re);
      if (!waiting.size) onwait(false);
      asked.answered(answer);
    },
    stop: () => clearInterval(again),
  };
}

// -- the text

/** The text in blocks, its proposals painted, and the selection.
 *  @param {string} text @param {[number, number, string, string, boolean][]} rows @param {Record<string, string>} words
 *  @param {(kind: string) => string} kindName */
function createText(text, rows, words, kindName) {
  const panel = h("div", {
    class: "wbp-text", "data-testid": "review-text", tabindex: 0, role: "document", "aria-label": words.text,
  });
  /** @type {Block[]} */
  const blocks = rows.map(([start, end, where, speaker, asks], n) => {
    const p = h("p", { class: "wbp-words" });
    const mark = /^\d+$/.test(where) ? fill(words.line, { n: where }) : where;
    const el = h("div", { class: `wbp-block${asks ? " wbp-asks" : ""}${speaker ? "" : " wbp-between"}`, "data-block": n },
      h("span", { class: "wbp-where" }, mark), p);
    return { n, start, end, el, p };
  });
  panel.append(...blocks.map((b) => b.el));
  /** @type {Span[]} */
  const all = blocks.flatMap((b) => wordsIn(text, b.start, b.end, WORD));
  let painted = new Map();

  /** Draws again the blocks whose items changed. @param {Item[]} items @param {number} chosen */
  function paint(items, chosen) {
    const fresh = new Map();
    for (const b of blocks) {
      const mine = items.filter((i) => i.start < b.end && b.start < i.end);
      const sign = JSON.stringify([mine, mine.some((i) => i.id === chosen) && chosen]);
      fresh.set(b.n, sign);
      if (painted.get(b.n) !== sign) paintBlock(b, mine, chosen);
    }
    painted = fresh;
    showSelection();
  }

  /** @param {Block} b @param {Item[]} mine @param {number} chosen */
  function paintBlock(b, mine, chosen) {
    const parts = [];
    let at = b.start;
    for (const i of mine) {
      const from = Math.max(i.start, b.start);
      const to = Math.min(i.end, b.end);
      const name = i.decision === "accepted" ? i.labels.map((l) => l[2]).join(" ") : kindName(i.kind);
      parts.push(text.slice(at, from), h("span", {
        class: `wbp-mark wbp-${i.direct ? "direct" : "quasi"} wbp-${i.decision}${i.id === chosen ? " wbp-chosen" : ""}`,
        "data-item": i.id, "data-sign": SIGNS[i.decision] ?? "?", "data-name": name,
      }, text.slice(from, to)));
      at = to;
    }
    b.p.replaceChildren(...parts, text.slice(at, b.end));
  }

  /** @param {Span} span @returns {Range[]} */
  function rangesOf([start, end]) {
    return blocks.filter((b) => b.start < end && start < b.end)
      .map((b) => rangeIn(b.p, b.start, Math.max(start, b.start), Math.min(end, b.end)));
  }

  /** The text's offset of a place in the page. @param {Node} node @param {number} offset */
  function offsetOf(node, offset) {
    const el = node instanceof Element ? node : node.parentElement;
    const block = /** @type {HTMLElement|null} */ (el?.closest(".wbp-block") ?? null);
    const b = block && blocks[Number(block.dataset.block)];
    if (!b) return null;
    if (!b.p.contains(node)) return b.start;
    return offsetIn(b.p, b.start, node, offset);
  }

  // The selection is ours and not the browser's: it survives the focus moving to the side.
  /** @type {Span|null} */
  let selection = null;
  const chosen = marks(SELECTION);
  const showSelection = () => chosen.show(selection ? rangesOf(selection) : []);

  return {
    panel, blocks, paint, offsetOf, words: all,
    get selection() { return selection; },
    /** @param {Span|null} span */
    select(span) {
      selection = span;
      showSelection();
      const box = chosen.drawn[0]?.getBoundingClientRect();
      if (!box) return;
      const view = panel.getBoundingClientRect();  // scrolls the panel, never the notebook around it
      if (box.top < view.top + 30) panel.scrollTop -= view.top + 30 - box.top;
      else if (box.bottom > view.bottom - 40) panel.scrollTop += box.bottom - view.bottom + 40;
    },
    stop() {
      selection = null;
      showSelection();
    },
  };
}

// -- the whole

/** @param {{model: Model, el: HTMLElement}} given */
function render({ model, el }) {
  const words = model.get("words");
  const uid = `wbp-${Math.random().toString(36).slice(2, 8)}`;
  /** @type {[string, string, boolean][]} */
  const kinds = model.get("kinds");
  const kindNames = new Map(kinds.map(([kind, name]) => [kind, name]));
  const kindName = (/** @type {string} */ kind) => kindNames.get(kind) ?? kind;

  const title = h("h2", { class: "wbp-name" });
  const left = h("span", { class: "wbp-left", "data-testid": "left" });
  const trouble = h("p", { class: "wbp-trouble", role: "alert", hidden: true });
  const spoken = h("p", { class: "wbp-spoken", role: "status" });
  const stage = h("div", { class: "wbp-stage" });
  const waiting = h("div", { class: "wbp-waiting" }, h("p", {}, words.looking), h("progress", { "aria-label": words.looking }));
  const tabs = {
    review: button(words.review, () => show("review"), { "aria-pressed": "true" }),
    ending: button(words.ending, () => show("ending"), { "aria-pressed": "false" }),
  };
  const shortcuts = button(words.shortcuts, flip, { "aria-pressed": String(model.get("shortcuts")) });
  const help = helpPanel(model.get("legend"), words, () => showHelp(false));
  const helpButton = button(words.help, () => showHelp(Boolean(help.hidden)), { "aria-expanded": "false" });
  const tools = h("span", { class: "wbp-tools" }, tabs.review, tabs.ending, shortcuts, helpButton);
  const head = h("div", { class: "wbp-head" }, title, left, tools);
  tools.hidden = true;
  const root = h("div", { class: "wbp", "data-testid": "pseudonyms", role: "group", "aria-label": words.screen, lang: model.get("lang") },
    head, trouble, help, waiting, stage, spoken);

  const wire = line(model, (silent) => {
    if (silent) complain(words.kernel);
    else if (trouble.textContent === words.kernel) complain("");
  });
  /** @type {Item[]} */
  let items = [];
  /** @type {Item|undefined} */
  let open;
  let text = "";
  let state = { direct: 0, quasi: 0, vault: "none" };
  /** @type {ReturnType<typeof createText>} */
  let page;
  /** @type {Span|null} where an extension by keys began */
  let anchor = null;
  /** @type {ReturnType<typeof createEnding>|null} */
  let ending = null;
  const list = h("div", { class: "wbp-list", role: "region", tabindex: 0, "aria-label": words.list });
  const card = h("div", { class: "wbp-card" });
  const review = h("div", { class: "wbp-columns" });

  /** @param {string} sentence */
  function complain(sentence) {
    trouble.textContent = sentence;
    trouble.hidden = !sentence;
  }
  const say = (/** @type {string} */ sentence) => { spoken.textContent = sentence; };
  const focusText = () => page.panel.focus({ preventScroll: true });
  const wordsOf = (/** @type {{start: number, end: number}} */ i) => text.slice(i.start, i.end);

  // ---- answers
  /** @param {any} answer */
  function take(answer) {
    items = answer.rows.map((/** @type {Row} */ [id, start, end, kind, direct, decision, labels, places, byHand]) =>
      ({ id, start, end, kind, direct, decision, labels, places, byHand }));
    state = { direct: answer.direct, quasi: answer.quasi, vault: answer.vault };
    open = items.find((i) => i.id === open?.id);
    left.textContent = state.direct + state.quasi ? fill(words.left, state) : words.all_decided;
    draw();
    ending?.update();
  }

  function draw() {
    page.paint(items, open?.id ?? 0);
    drawList();
    drawCard();
  }

  /** Sends a gesture; a refusal is one sentence and changes nothing. @param {object} message @param {(answer: any) => void} [done] */
  function change(message, done) {
    complain("");
    wire.ask(message, (answer) => {
      if (answer.kind === "refused") return complain(answer.why);
      take(answer);
      done?.(answer);
    });
  }

  // ---- the side
  function drawList() {
    const focused = list.contains(document.activeElement) && /** @type {HTMLElement} */ (document.activeElement).dataset.row;
    const groups = kinds.map(([kind, name, direct]) => ({ kind, name, direct, of: items.filter((i) => i.kind === kind) })).filter((g) => g.of.length);
    const scrolled = list.scrollTop;
    list.replaceChildren(...(groups.length ? groups.map((g) => h("section", { class: `wbp-group wbp-${g.direct ? "direct" : "quasi"}` },
      h("h3", { class: "wbp-title" }, fill(words.kind_count, { kind: g.name, n: g.of.length, left: g.of.filter((i) => i.decision === "undecided").length }),
        " ", h("span", { class: "wbp-sort" }, g.direct ? words.direct : words.quasi)),
      h("ul", {}, ...g.of.map((i) => h("li", {}, button("", () => { choose(i); }, {
        class: `wbp-button wbp-row wbp-${i.decision}${i.id === open?.id ? " wbp-chosen" : ""}`, "data-row": i.id, "aria-current": i.id === open?.id ? "true" : null,
      })))))) : [h("p", { class: "wbp-quiet" }, words.none)]));
    for (const row of /** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll("[data-row]"))) {
      const i = /** @type {Item} */ (items.find((one) => one.id === Number(row.dataset.row)));
      row.append(h("span", { class: "wbp-sign", "aria-hidden": "true" }, SIGNS[i.decision] ?? "?"), h("span", { class: "wbp-said" }, wordsOf(i)),
        h("span", { class: "wbp-label" }, i.decision === "refused" ? words.refused : i.labels.map((l) => l[2]).join(" ")),
        h("span", { class: "wbp-spoken" }, words[i.decision]));
    }
    list.scrollTop = scrolled;
    const current = /** @type {HTMLElement|null} */ (list.querySelector(".wbp-chosen"));
    if (current) {
      const top = current.offsetTop - list.offsetTop;
      if (top < list.scrollTop || top + current.offsetHeight > list.scrollTop + list.clientHeight) list.scrollTop = top - 60;
    }
    if (focused) /** @type {HTMLElement|null} */ (list.querySelector(`[data-row="${focused}"]`))?.focus({ preventScroll: true });
  }

  /** @param {string} value @param {Record<string, any>} props */
  function kindField(value, props) {
    const one = (/** @type {boolean} */ direct) => kinds.filter((k) => k[2] === direct).map(([kind, name]) => h("option", { value: kind, selected: kind === value }, name));
    return h("select", { class: "wbp-input", ...props }, h("optgroup", { label: words.direct }, ...one(true)), h("optgroup", { label: words.quasi }, ...one(false)));
  }

  let freshKind = kinds[0]?.[0] ?? "";
  function drawCard() {
    const active = /** @type {HTMLElement|null} */ (card.contains(document.activeElement) ? document.activeElement : null);
    const held = active?.dataset.key;
    const parts = [];
    const span = page.selection;
    if (span && !(open && span[0] === open.start && span[1] === open.end)) {
      const near = open && open.start < span[1] && span[0] < open.end;
      parts.push(h("section", { class: "wbp-selected", "aria-label": words.selection },
        h("h3", { class: "wbp-title" }, words.selection), h("blockquote", {}, text.slice(...span)),
        near && open ? button(fill(words.to_selection, { words: wordsOf(open) }), correct, { "data-key": "correct" }) : null,
        named(words.kind, kindField(freshKind, { "data-key": "fresh", onchange: (e) => { freshKind = e.target.value; } })),
        button(words.add, add, { "data-key": "add" })));
    }
    if (open) parts.push(details(open));
    else if (!parts.length) parts.push(h("p", { class: "wbp-quiet" }, words.select_first));
    card.replaceChildren(...parts);
    if (held) (/** @type {HTMLElement|null} */ (card.querySelector(`[data-key="${held}"]`)) ?? page.panel).focus({ preventScroll: true });
  }

  /** @param {Item} i */
  function details(i) {
    const nudge = (/** @type {"start"|"end"} */ edge, /** @type {number} */ step, /** @type {string} */ sign) => button(sign, () => {
      const moved = nudged(page.words, [i.start, i.end], edge, step);
      if (moved) bounds(i, moved);
    }, { "data-key": `${edge}${step}`, "aria-label": fill(step > 0 ? words.later : words.earlier, { edge: words[edge] }), class: "wbp-button wbp-small" });
    const labels = i.labels.map(([start, end, label], part) => {
      const field = /** @type {HTMLInputElement} */ (h("input", { type: "text", class: "wbp-input", "data-key": `label${part}`, maxlength: 62, autocomplete: "off", spellcheck: "false",
        onchange: () => rename(i, part, field.value), onkeydown: (e) => { if (e.key === "Enter" || e.key === "Escape") { if (e.key === "Escape") field.value = label; e.preventDefault(); focusText(); } } }));
      field.value = label;
      return i.decision === "refused" ? null : named(fill(words.label, { words: text.slice(start, end) }), field);
    });
    return h("section", { class: `wbp-details wbp-${i.direct ? "direct" : "quasi"}`, "aria-label": words.card },
      h("h3", { class: "wbp-title" }, kindName(i.kind), " ", h("span", { class: "wbp-sort" }, i.direct ? words.direct : words.quasi), " · ", words[i.decision]),
      h("blockquote", {}, wordsOf(i)),
      h("div", { class: "wbp-act" },
        button(words.accept, () => decide("accepted"), { "data-key": "accept", "aria-pressed": String(i.decision === "accepted") }),
        button(words.refuse, () => decide("refused"), { "data-key": "refuse", "aria-pressed": String(i.decision === "refused") }),
        button(words.undo, () => decide("undecided"), { "data-key": "undo", disabled: i.decision === "undecided" }),
        i.places > 1 ? button(fill(words.everywhere, { n: i.places }), everywhere, { "data-key": "everywhere" }) : null),
      h("div", { class: "wbp-edges" },
        h("span", {}, words.start, " ", nudge("start", -1, "◀"), nudge("start", 1, "▶")), h("span", {}, words.end, " ", nudge("end", -1, "◀"), nudge("end", 1, "▶"))),
      named(words.kind, kindField(i.kind, { "data-key": "kind", onchange: (e) => change({ op: "kind", item: i.id, as: e.target.value }),
        onkeydown: (e) => { if (e.key === "Escape" || e.key === "Enter") { e.preventDefault(); focusText(); } } })),
      ...labels,
      h("div", { class: "wbp-act" }, button(words.previous, () => go(-1, true), { "data-key": "previous" }), button(words.next, () => go(1, true), { "data-key": "next" })));
  }

  // ---- gestures
  /** @param {Item|undefined} i */
  function choose(i) {
    open = i;
    anchor = null;
    page.select(i ? [i.start, i.end] : null);
    draw();
    if (i) say(fill(words.said, { words: wordsOf(i), kind: `${kindName(i.kind)}, ${i.direct ? words.direct : words.quasi}`, state: words[i.decision] }));
  }

  /** @param {number} way @param {boolean} undecided */
  function go(way, undecided) {
    const at = open?.start ?? page.selection?.[0] ?? (way > 0 ? -1 : Infinity);
    const next = following(items, at, way, (i) => !undecided || i.decision === "undecided");
    if (next) choose(next);
    else say(words.no_more);
  }

  /** @param {string} as */
  function decide(as) {
    if (!open) return complain(words.choose_first);
    change({ op: "decide", item: open.id, as }, () => { if (as !== "undecided") advance(); });
  }
  function everywhere() {
    if (!open) return complain(words.choose_first);
    const as = open.decision === "refused" ? "refused" : "accepted";
    change({ op: "decide", item: open.id, as, everywhere: true }, (answer) => { say(fill(words.reached, { n: answer.reached })); advance(); });
  }
  function advance() {
    const next = following(items, open?.start ?? -1, 1, (i) => i.decision === "undecided");
    if (next) choose(next);
    else say(words.no_more);
  }
  /** @param {Item} i @param {Span} span */
  const bounds = (i, span) => change({ op: "bounds", item: i.id, start: span[0], end: span[1] }, () => choose(items.find((one) => one.id === i.id)));
  function correct() {
    if (!open || !page.selection) return complain(open ? words.select_first : words.choose_first);
    bounds(open, page.selection);
  }
  function add() {
    if (!page.selection) return complain(words.select_first);
    const [start, end] = page.selection;
    change({ op: "add", start, end, as: freshKind }, (answer) => choose(items.find((i) => i.id === answer.added)));
  }
  /** @param {Item} i @param {number} part @param {string} label */
  function rename(i, part, label) {
    complain("");
    wire.ask({ op: "label", item: i.id, part, label }, (answer) => {
      if (answer.kind !== "refused") return take(answer);
      complain(answer.why);
      drawCard();
    });
  }

  // ---- keys: only on the text, and letters only while shortcuts are on
  /** @param {number} step @param {boolean} extend @param {boolean} begin */
  function byWord(step, extend, begin) {
    const now = page.selection;
    let span = null;
    if (now && begin) span = nudged(page.words, now, "start", step);
    else if (now && extend) span = nudged(page.words, now, "end", step);
    else {
      const at = now ? now[0] : -1;
      span = step > 0 ? page.words.find(([s]) => s > at) : page.words.findLast(([s]) => s < at);
    }
    if (!span) return;
    page.select(span);
    if (open && !(open.start < span[1] && span[0] < open.end)) open = undefined;
    draw();
    say(fill(words.selected, { words: text.slice(...span) }));
  }
  const intoCard = (/** @type {string} */ key) => /** @type {HTMLElement|null} */ (card.querySelector(`[data-key="${key}"]`))?.focus();
  /** @type {Record<string, () => void>} */
  const LETTERS = {
    n: () => go(1, true), b: () => go(-1, true), a: () => decide("accepted"), r: () => decide("refused"), t: everywhere,
    u: () => decide("undecided"), k: () => intoCard(open ? "kind" : "fresh"), l: () => intoCard("label0"), c: correct, i: add, "?": () => showHelp(true),
  };

  /** @param {KeyboardEvent} e @returns {boolean} whether the key was ours */
  function textKey(e) {
    if (e.ctrlKey || e.metaKey) return false;
    const side = e.key === "ArrowRight" ? 1 : e.key === "ArrowLeft" ? -1 : 0;
    if (side && (!e.altKey || e.shiftKey)) byWord(side, e.shiftKey, e.altKey);
    else if (e.altKey) return false;
    else if (e.key === "ArrowDown") go(1, false);
    else if (e.key === "ArrowUp") go(-1, false);
    else if (e.key === "Escape") choose(undefined);
    else {
      const act = model.get("shortcuts") && (e.key === "?" || !e.shiftKey) ? LETTERS[e.key.toLowerCase()] : null;
      act?.();
      return Boolean(act);
    }
    return true;
  }

  function flip() {
    model.set("shortcuts", !model.get("shortcuts"));
    model.save_changes();
    shortcuts.setAttribute("aria-pressed", String(model.get("shortcuts")));
  }
  /** @param {boolean} on */
  function showHelp(on) {
    help.hidden = !on;
    helpButton.setAttribute("aria-expanded", String(on));
    (on ? help.querySelector("button") : helpButton)?.focus({ preventScroll: true });
  }
  // The notebook's own one-key commands must not see what is typed here; Ctrl+S and its like still pass.
  const letGo = keepKeys(root);
  root.addEventListener("keydown", (e) => { if (e.key === "Escape" && !help.hidden) showHelp(false); });

  // ---- mouse
  let pressed = false;
  const released = () => {
    if (!pressed) return;
    pressed = false;
    const native = getSelection();
    if (!native?.anchorNode || !native.focusNode || !page.panel.contains(native.anchorNode) || !page.panel.contains(native.focusNode)) return;
    const one = page.offsetOf(native.anchorNode, native.anchorOffset);
    const two = page.offsetOf(native.focusNode, native.focusOffset);
    if (one === null || two === null) return;
    focusText();
    if (native.isCollapsed) return choose(items.find((i) => i.start <= one && one < i.end));
    const span = snapped(page.words, Math.min(one, two), Math.max(one, two));
    native.removeAllRanges();
    if (!span) return;
    const over = items.find((i) => i.start < span[1] && span[0] < i.end);
    if (!open || !(open.start < span[1] && span[0] < open.end)) open = over;
    page.select(span);
    draw();
  };
  document.addEventListener("mouseup", released);

  // ---- the two views
  /** @param {"review"|"ending"} which */
  function show(which) {
    complain("");
    for (const [name, tab] of Object.entries(tabs)) tab.setAttribute("aria-pressed", String(name === which));
    stage.replaceChildren(which === "review" ? review : /** @type {NonNullable<typeof ending>} */ (ending).root);
    if (which === "ending") ending?.update();
    else draw();
  }

  /** @param {any} answer */
  function ended(answer) {
    items = [];
    text = "";
    ending = null;
    left.textContent = "";
    tools.hidden = true;
    title.textContent = answer.name;
    review.replaceChildren();
    const said = h("p", { class: "wbp-done", tabindex: -1 }, fill(words.entered, { source: answer.source }));
    waiting.hidden = true;
    stage.replaceChildren(said);
    said.focus({ preventScroll: true });
    say(said.textContent ?? "");
  }

  /** @param {any} answer */
  function begin(answer) {
    if (answer.kind === "refused") {
      waiting.hidden = true;
      return complain(answer.why);
    }
    if (answer.kind === "entered") return ended(answer);
    text = answer.text;
    title.textContent = answer.file;
    page = createText(text, answer.blocks, words, kindName);
    page.panel.addEventListener("mousedown", () => { pressed = true; });
    page.panel.addEventListener("keydown", (e) => {
      if (e.target !== page.panel || !textKey(e)) return;
      e.preventDefault();
      e.stopPropagation();
    });
    review.replaceChildren(page.panel, h("div", { class: "wbp-side" }, card, list));
    ending = createEnding(answer, words, uid, wire, { state: () => state, take, complain, ended });
    waiting.hidden = true;
    tools.hidden = false;
    take(answer);
    show("review");
    root.dataset.ready = "true";
  }

  const heard = (/** @type {any} */ answer) => wire.heard(answer);
  model.on("msg:custom", heard);
  el.append(root);
  wire.ask({ op: "open" }, begin, { patience: 60_000 });

  return () => {
    wire.stop();
    page?.stop();
    letGo();
    document.removeEventListener("mouseup", released);
    model.off("msg:custom", heard);
  };
}

/** @param {[keys: string, what: string][]} keys @param {Record<string, string>} words @param {Function} close */
function helpPanel(keys, words, close) {
  const rows = keys.flatMap(([key, what]) => [h("dt", {}, h("kbd", {}, key)), h("dd", {}, what)]);
  return h("section", { class: "wbp-help", "aria-label": words.help, hidden: true },
    h("div", { class: "wbp-help-head" }, h("h3", { class: "wbp-title" }, words.help), button("×", close, { "aria-label": words.close, class: "wbp-button wbp-close" })),
    h("dl", {}, ...rows), h("p", { class: "wbp-quiet" }, words.help_focus));
}

/** The preview, who speaks, the passphrase, the entry.
 *  @param {any} opened @param {Record<string, string>} words @param {string} uid @param {ReturnType<typeof line>} wire
 *  @param {{state(): any, take(answer: any): void, complain(why: string): void, ended(answer: any): void}} acts */
function createEnding(opened, words, uid, wire, acts) {
  const text = h("div", { class: "wbp-preview", tabindex: 0, role: "document", "aria-label": words.preview, "data-testid": "preview" });
  const notes = h("div", { class: "wbp-notes" });
  const vault = h("p", { class: "wbp-quiet" });
  const name = input("text", { value: opened.name, maxlength: 60 });
  const secret = input("password", { autocomplete: "off", "data-testid": "passphrase" });
  const again = input("password", { autocomplete: "off", "data-testid": "passphrase-again" });
  const againField = named(words.again, again);
  const unlock = button(words.unlock, open);
  const enter = h("button", { type: "submit", class: "wbp-button wbp-main", "data-testid": "enter" }, words.enter);
  const speakers = opened.speakers.map(([label, asks]) => speakerForm(label, asks, opened.people, words));
  const form = h("form", { class: "wbp-entry", onsubmit: (e) => { e.preventDefault(); bring(); } },
    h("h3", { class: "wbp-title" }, words.speakers),
    ...(speakers.length ? speakers.map((s) => s.root) : [h("p", { class: "wbp-quiet" }, words.no_speakers)]),
    named(words.name, name), notes, vault, named(words.passphrase, secret), againField, h("div", { class: "wbp-act" }, unlock, enter));
  const root = h("div", { class: "wbp-columns wbp-ending" },
    h("div", { class: "wbp-main-column" }, h("h3", { class: "wbp-title" }, words.preview), text), form);

  /** The passphrase leaves the page once, and the fields are empty again. */
  function spoken() {
    const said = secret.value;
    const same = acts.state().vault !== "none" || said === again.value;
    secret.value = again.value = "";
    if (!same) acts.complain(words.different);
    return same ? said : null;
  }
  function open() {
    const passphrase = spoken();
    if (passphrase === null) return;
    acts.complain("");
    wire.ask({ op: "unlock", passphrase }, (answer) => {
      if (answer.kind === "refused") return acts.complain(answer.why);
      acts.take(answer);
    }, { once: true, patience: 30_000 });
  }
  function bring() {
    if (/** @type {HTMLButtonElement} */ (enter).disabled) return;
    const passphrase = spoken();
    if (passphrase === null) return;
    acts.complain("");
    /** @type {HTMLButtonElement} */ (enter).disabled = true;
    enter.textContent = words.entering;
    const links = speakers.map((s) => s.value()).filter(Boolean);
    wire.ask({
      op: "enter", passphrase, fresh: acts.state().vault === "none", name: name.value,
      asks: links.filter((l) => l.asks).map((l) => l.label),
      speakers: Object.fromEntries(links.filter((l) => l.person).map((l) => [l.label, l.person])), people: links.filter((l) => l.fresh).map((l) => l.fresh),
    }, (answer) => {
      if (answer.kind !== "refused") return acts.ended(answer);
      enter.textContent = words.enter;
      acts.complain(answer.why);
      update();
    }, { once: true, patience: 60_000 });
  }
  function update() {
    const { direct, quasi, vault: state } = acts.state();
    /** @type {HTMLButtonElement} */ (enter).disabled = direct > 0;
    notes.replaceChildren(...(direct ? [h("p", { class: "wbp-must" }, fill(words.first_direct, { n: direct }))] : []),
      ...(quasi ? [h("p", {}, fill(words.kept_quasi, { n: quasi }))] : []));
    vault.textContent = words[`vault_${state}`];
    againField.hidden = state !== "none";
    unlock.hidden = state !== "locked";
    if (!root.isConnected) return;
    wire.ask({ op: "preview" }, (answer) => {
      if (answer.kind !== "preview") return acts.complain(answer.why);
      const parts = [];
      let at = 0;
      for (const [start, end] of answer.marks) {
        parts.push(answer.text.slice(at, start), h("strong", { class: "wbp-put" }, answer.text.slice(start, end)));
        at = end;
      }
      text.replaceChildren(h("p", { class: "wbp-words" }, ...parts, answer.text.slice(at)));
    });
  }
  return { root, update };
}

/** @param {string} type @param {Record<string, any>} props */
const input = (type, props) => /** @type {HTMLInputElement} */ (h("input", { type, class: "wbp-input", autocomplete: "off", spellcheck: "false", ...props }));

/** One printed label and the person it stands for.
 *  @param {string} label @param {boolean} asks @param {[string, string, string][]} people @param {Record<string, string>} words */
function speakerForm(label, asks, people, words) {
  const roles = ["household", "association", "landlord", "state", "local_authority", "health", "siao", "unknown"];
  const who = /** @type {HTMLSelectElement} */ (h("select", { class: "wbp-input", onchange: () => { more.hidden = who.value !== "+"; } },
    h("option", { value: "?", selected: asks }, words.asks),
    h("option", { value: "", selected: !asks }, words.nobody),
    ...people.map(([id, role, territory]) => h("option", { value: `=${id}` }, [id, words[role] ?? role, territory].filter(Boolean).join(" · "))),
    h("option", { value: "+" }, words.somebody)));
  const id = input("text", { maxlength: 60 });
  const role = /** @type {HTMLSelectElement} */ (h("select", { class: "wbp-input" }, ...roles.map((r) => h("option", { value: r }, words[r]))));
  const territory = input("text", { maxlength: 60 });
  const job = input("text", { maxlength: 60 });
  const more = h("div", { class: "wbp-more", hidden: true }, named(words.pseudonym, id), named(words.role, role), named(words.territory, territory), named(words.function, job));
  return {
    root: h("div", { class: "wbp-speaker" }, named(label, who), more),
    value() {
      if (who.value === "?") return { label, asks: true, person: "", fresh: null };
      if (!who.value) return null;
      if (who.value !== "+") return { label, asks: false, person: who.value.slice(1), fresh: null };
      return { label, asks: false, person: id.value.trim(), fresh: { id: id.value, voice: role.value, territory: territory.value, function: job.value } };
    },
  };
}

export default { render };
