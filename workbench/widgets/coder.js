// The coding screen. State comes as traits (text, blocks, book, person, words), codings as rows in answers to
// messages. Every offset here is a UTF-16 unit of `text`; Python converts. Nothing is fetched, text enters the page
// through textContent only, and nothing counts as saved before an answer said so.

/** @typedef {[id: string, start: number, end: number, code: string, coder: string, created: string, memo: string,
 *   origin: string]} Row a coding as Python sends it
 *  @typedef {[turn: number|null, start: number, end: number, speaker: string, asks: boolean, where: string]} BlockRow
 *  @typedef {{id: string, label: string, group: string|null, codable: boolean, definition: string,
 *   include: string[], exclude: string[], example: string}} Code
 *  @typedef {{id: string, start: number, end: number, code: string, coder: string, created: string, memo: string,
 *   origin: string, lane: number, pending: boolean}} Coding
 *  @typedef {{n: number, turn: number|null, start: number, end: number, asks: boolean, el: HTMLElement,
 *   p: HTMLElement, margin: HTMLElement, codings: Set<Coding>, words?: Span[], sentences?: Span[]}} Block
 *  @typedef {[start: number, end: number]} Span
 *  @typedef {{get(name: string): any, set(name: string, value: any): void, save_changes(): void,
 *   on(name: string, call: Function): void, off(name: string, call: Function): void,
 *   send(message: object): void}} Model */

// -- pure functions

/** Letters without accents, case or typographic apostrophes, so that what is typed quickly still matches.
 *  @param {string} s */
export const fold = (s) =>
  s.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/œ/g, "oe").replace(/æ/g, "ae").replace(/’/g, "'");

/** @param {string} sentence @param {Record<string, string|number>} facts */
export const fill = (sentence, facts) => sentence.replace(/\{(\w+)\}/g, (all, key) => String(facts[key] ?? all));

/** The words in [start, end): runs without blanks, punctuation at both ends left out unless there is nothing else.
 *  @param {string} text @param {number} start @param {number} end @returns {Span[]} */
export function wordsIn(text, start, end) {
  const found = [];
  for (const run of text.slice(start, end).matchAll(/\S+/gu)) {
    const bare = run[0].replace(/^\p{P}+/u, "");
    const kept = bare.replace(/\p{P}+$/u, "");
    const from = start + run.index + (kept ? run[0].length - bare.length : 0);
    found.push(/** @type {Span} */ ([from, from + (kept || run[0]).length]));
  }
  return found;
}

/** The sentences in [start, end), blanks around them left out.
 *  @param {string} text @param {number} start @param {number} end @returns {Span[]} */
export function sentencesIn(text, start, end) {
  const found = [];
  for (const run of text.slice(start, end).matchAll(/\S(?:.*?[.!?…]+[\s»”")\]]*?(?=\s+[^\s»”")\]a-zà-ÿ!?:;])|.*)/gu)) {
    const length = run[0].trimEnd().length;
    found.push(/** @type {Span} */ ([start + run.index, start + run.index + length]));
  }
  return found;
}

/** [start, end) widened to whole words; a span of blanks alone stays empty.
 *  @param {Span[]} words @param {number} start @param {number} end @returns {Span|null} */
export function snapped(words, start, end) {
  const touched = words.filter(([s, e]) => s < end && e > start);
  return touched.length ? [touched[0][0], touched[touched.length - 1][1]] : null;
}

/** The lowest lane that no overlapping coding occupies.
 *  @param {{start: number, end: number}} span @param {Iterable<Coding>} near */
export function freeLane(span, near) {
  const taken = new Set();
  for (const c of near) if (c.start < span.end && span.start < c.end) taken.add(c.lane);
  let lane = 0;
  while (taken.has(lane)) lane++;
  return lane;
}

/** The stretches of [start, end) between any two boundaries, each with the codings that cover it, by lane.
 *  @param {number} start @param {number} end @param {Coding[]} codings
 *  @returns {{start: number, end: number, codings: Coding[]}[]} */
export function stretches(start, end, codings) {
  const cuts = new Set([start, end]);
  for (const c of codings) for (const at of [c.start, c.end]) if (at > start && at < end) cuts.add(at);
  const at = [...cuts].sort((a, b) => a - b);
  const byLane = [...codings].sort((a, b) => a.lane - b.lane);
  return at.slice(0, -1).map((from, n) => ({
    start: from,
    end: at[n + 1],
    codings: byLane.filter((c) => c.start < at[n + 1] && c.end > from),
  }));
}

// -- small tools

/** An element. Text is always a text node. @param {string} tag @param {Record<string, any>} [props]
 *  @param {...(Node|string|null|undefined)} children @returns {HTMLElement} */
function h(tag, props = {}, ...children) {
  const el = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    if (key.startsWith("on")) el.addEventListener(key.slice(2), value);
    else if (value === true) el.setAttribute(key, "");
    else if (value !== false && value != null) el.setAttribute(key, String(value));
  }
  el.append(...children.filter((c) => c != null));
  return el;
}

/** @param {string} label @param {Function} act @param {Record<string, any>} [props] */
const button = (label, act, props = {}) => h("button", { type: "button", class: "wbc-button", onclick: act, ...props }, label);

/** @param {Function} act @param {number} ms */
function later(act, ms) {
  let timer = 0;
  const call = () => {
    clearTimeout(timer);
    timer = window.setTimeout(act, ms);
  };
  call.stop = () => clearTimeout(timer);
  return call;
}

/** The last n with list[n].start <= at; 0 when there is none. @param {Block[]} blocks @param {number} at */
function blockAt(blocks, at) {
  let low = 0;
  let high = blocks.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (blocks[middle].start <= at) low = middle;
    else high = middle - 1;
  }
  return blocks[low];
}

const HUES = 6;
const SELECTION = "wbc-selection";
const SILENCE = 4000; // ms without an answer after which the kernel is said not to answer, and asked again

// -- the line to the kernel

/** Sends gestures, matches answers with them, sends again what was not answered: Python answers each id once.
 *  @param {Model} model @param {(waiting: number, silent: boolean) => void} onwait */
function line(model, onwait) {
  const name = Math.random().toString(36).slice(2, 8);
  /** @type {Map<string, {message: object, answered: Function, since: number, put: number}>} */
  const waiting = new Map();
  let n = 0;
  const tell = () => {
    const oldest = Math.min(...[...waiting.values()].map((w) => w.since));
    onwait(waiting.size, performance.now() - oldest > SILENCE);
  };
  /** @param {object} message */
  const post = (message) => {
    try {
      model.send(message);
    } catch {
      // a closed channel: the gesture stays in `waiting` and is sent again
    }
  };
  /** @param {{message: object, put: number}} w */
  const put = (w) => {
    w.put = performance.now();
    post(w.message);
  };
  const again = setInterval(() => {
    const now = performance.now();
    if (waiting.size) tell();
    for (const w of waiting.values()) if (now - w.put > SILENCE) put(w);
  }, 1000);
  return {
    /** @param {object} message @param {(answer: any) => void} answered */
    ask(message, answered) {
      const id = `${name}-${++n}`;
      const w = { message: { ...message, id }, answered, since: performance.now(), put: 0 };
      waiting.set(id, w);
      put(w);
      tell();
      return id;
    },
    /** A question whose answer may never come and holds nothing up. @param {object} message */
    mention: (message) => post(message),
    /** @param {any} answer @returns {boolean} whether it answers something asked here */
    heard(answer) {
      const asked = waiting.get(answer.re);
      if (!asked) return false;
      waiting.delete(answer.re);
      asked.answered(answer);
      tell();
      return true;
    },
    stop: () => clearInterval(again),
  };
}

// -- the text

/** The interview: blocks, painted codings, the selection.
 *  @param {string} text @param {BlockRow[]} rows @param {Record<string, string>} words
 *  @param {{label(code: string): string, hue(code: string): number, me: string}} names */
function createText(text, rows, words, names) {
  const panel = h("div", {
    class: "wbc-text", "data-testid": "source-text", tabindex: 0, role: "document", "aria-label": words.text,
  });
  /** @type {Block[]} */
  const blocks = rows.map(([turn, start, end, speaker, asks, where], n) => {
    const p = h("p", { class: "wbc-words" }, text.slice(start, end));
    const margin = h("div", { class: "wbc-margin" });
    const mark = /^\d+$/.test(where) ? fill(words.line, { n: where }) : where;
    const el = h(
      "div",
      { class: `wbc-block${asks ? " wbc-asks" : ""}${turn === null ? " wbc-between" : ""}`, "data-block": n },
      h("span", { class: "wbc-where" }, mark),
      h("div", { class: "wbc-say" }, speaker ? h("span", { class: "wbc-speaker" }, speaker) : null, p),
      margin,
    );
    return { n, turn, start, end, asks, el, p, margin, codings: new Set() };
  });
  panel.append(...blocks.map((b) => b.el));

  /** @type {Map<string, Coding>} */
  const codings = new Map();
  /** @type {Set<Block>} */
  const seen = new Set();
  const dirty = new Set();

  /** @param {number} start @param {number} end */
  function over(start, end) {
    const found = [];
    if (!blocks.length) return found;
    for (let n = blockAt(blocks, start).n; n < blocks.length && blocks[n].start < end; n++)
      if (blocks[n].end > start) found.push(blocks[n]);
    return found;
  }

  /** @param {Row} row @param {boolean} [pending] */
  function add(row, pending = false) {
    const [id, start, end, code, coder, created, memo, origin] = row;
    if (codings.has(id)) drop(id);
    const touched = over(start, end);
    const near = new Set(touched.flatMap((b) => [...b.codings]));
    const coding = { id, start, end, code, coder, created, memo, origin, pending, lane: freeLane({ start, end }, near) };
    codings.set(id, coding);
    for (const b of touched) {
      b.codings.add(coding);
      dirty.add(b);
    }
    return coding;
  }

  /** @param {string} id */
  function drop(id) {
    const coding = codings.get(id);
    if (!coding) return;
    codings.delete(id);
    for (const b of over(coding.start, coding.end)) {
      b.codings.delete(coding);
      dirty.add(b);
    }
  }

  /** Draws again the blocks whose codings changed, and only them. */
  function paint() {
    for (const b of dirty) paintBlock(b);
    dirty.clear();
    showSelection();
  }

  /** @param {Block} b */
  function paintBlock(b) {
    const list = [...b.codings].sort((x, y) => x.start - y.start || y.end - x.end);
    b.p.replaceChildren(
      ...stretches(b.start, b.end, list).map((s) => {
        /** @type {Node} */
        let node = document.createTextNode(text.slice(s.start, s.end));
        for (const c of [...s.codings].reverse()) {
          const edges = `${c.start === s.start ? " wbc-first" : ""}${c.end === s.end ? " wbc-last" : ""}`;
          node = h("span", { class: `wbc-u wbc-lane${c.lane % 4} wbc-hue${names.hue(c.code)}${edges}` }, node);
        }
        return node;
      }),
    );
    b.margin.replaceChildren(...list.flatMap((c) => {
      const bracket = h("span", { class: `wbc-bracket wbc-lane${c.lane % 4} wbc-hue${names.hue(c.code)}`, "data-of": c.id });
      return c.start < b.start ? [bracket] : [bracket, labelOf(c)];
    }));
    b.margin.style.setProperty("--lanes", String(Math.min(4, 1 + Math.max(0, ...list.map((c) => c.lane)))));
    if (seen.has(b)) place(b);
  }

  /** @param {Coding} c */
  function labelOf(c) {
    const whose = c.coder === names.me ? "" : `${c.coder} · `;
    const label = whose + names.label(c.code);
    const state = (c.pending ? " wbc-pending" : "") + (whose ? " wbc-other" : "") + (c.id === chosen ? " wbc-chosen" : "");
    return h("button", {
      type: "button", tabindex: -1, title: label, "data-coding-id": c.id, "data-code": c.code,
      class: `wbc-label wbc-lane${c.lane % 4} wbc-hue${names.hue(c.code)}${state}`,
    }, label + (c.memo ? " ✎" : ""));
  }

  /** Puts brackets and labels at the height of their words; only for blocks on or near the screen.
   *  @param {Block} b */
  function place(b) {
    if (!b.codings.size) return;
    const top = b.el.getBoundingClientRect().top;
    const spots = [...b.codings].map((c) => {
      const box = rangeOf(b, Math.max(c.start, b.start), Math.min(c.end, b.end)).getBoundingClientRect();
      return { c, top: box.top - top, height: box.height };
    });
    const at = new Map(spots.map((s) => [s.c.id, s]));
    let bottom = 0;
    for (const el of /** @type {Iterable<HTMLElement>} */ (b.margin.children)) {
      const spot = at.get(el.dataset.of ?? el.dataset.codingId ?? "");
      if (!spot) continue;
      if (el.dataset.of) {
        el.style.cssText = `top:${spot.top}px;height:${spot.height}px;--lane:${spot.c.lane % 4}`;
      } else {
        const gap = Math.max(0, spot.top - bottom);
        el.style.marginTop = `${gap}px`;
        bottom += gap + LABEL;
      }
    }
  }

  /** @param {Block} b @param {number} start @param {number} end */
  function rangeOf(b, start, end) {
    const range = document.createRange();
    const walk = document.createTreeWalker(b.p, NodeFilter.SHOW_TEXT);
    let at = b.start;
    range.setStart(b.p, 0);
    range.setEnd(b.p, b.p.childNodes.length);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const length = /** @type {Text} */ (node).length;
      if (start >= at && start < at + length) range.setStart(node, start - at);
      if (end > at && end <= at + length) range.setEnd(node, end - at);
      at += length;
    }
    return range;
  }

  /** The text's offset of a place in the page. @param {Node} node @param {number} offset */
  function offsetOf(node, offset) {
    const el = node instanceof Element ? node : node.parentElement;
    const block = el?.closest(".wbc-block");
    const b = block ? blocks[Number(/** @type {HTMLElement} */ (block).dataset.block)] : null;
    if (!b) return null;
    if (!b.p.contains(node)) return b.margin.contains(node) ? b.end : b.start;
    const range = document.createRange();
    range.setStart(b.p, 0);
    range.setEnd(node, offset);
    return b.start + range.toString().length;
  }

  // The selection is ours and not the browser's: it survives the focus moving to the codebook.
  /** @type {Span|null} */
  let selection = null;
  let chosen = "";
  /** @type {Range[]} */
  let drawn = [];
  const registry = /** @type {any} */ (globalThis.CSS)?.highlights;

  function showSelection() {
    let highlight = registry?.get(SELECTION);
    if (registry && !highlight) registry.set(SELECTION, (highlight = new /** @type {any} */ (globalThis).Highlight()));
    for (const range of drawn) highlight?.delete(range);
    drawn = [];
    if (!selection) return;
    const [start, end] = selection;
    drawn = over(start, end).map((b) => rangeOf(b, Math.max(start, b.start), Math.min(end, b.end)));
    if (highlight) for (const range of drawn) highlight.add(range);
    else if (document.activeElement === panel && drawn.length) {
      const last = drawn[drawn.length - 1];
      getSelection()?.setBaseAndExtent(drawn[0].startContainer, drawn[0].startOffset, last.endContainer, last.endOffset);
    }
  }

  /** @param {Span|null} span @param {"start"|"end"} [edge] the edge to bring on screen */
  function select(span, edge = "end") {
    selection = span;
    showSelection();
    if (!drawn.length) return;
    const rects = (edge === "end" ? drawn[drawn.length - 1] : drawn[0]).getClientRects();
    const box = edge === "end" ? rects[rects.length - 1] : rects[0];
    if (box) reveal(box);
  }

  /** Scrolls the panel, never the notebook around it. @param {DOMRect} box */
  function reveal(box) {
    const view = panel.getBoundingClientRect();
    if (box.top < view.top + 24) panel.scrollTop -= view.top + 24 - box.top;
    else if (box.bottom > view.bottom - 36) panel.scrollTop += box.bottom - view.bottom + 36;
  }

  const watcher = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        const b = blocks[Number(/** @type {HTMLElement} */ (entry.target).dataset.block)];
        if (entry.isIntersecting) {
          seen.add(b);
          place(b);
        } else seen.delete(b);
      }
    },
    { root: panel, rootMargin: "300px 0px" },
  );
  for (const b of blocks) watcher.observe(b.el);
  const resized = new ResizeObserver(() => seen.forEach(place));
  resized.observe(panel);

  return {
    panel, blocks, codings, add, drop, paint, over, offsetOf, select, reveal, rangeOf,
    get selection() { return selection; },
    /** @param {string} id */
    choose(id) {
      chosen = id;
      for (const el of panel.querySelectorAll(".wbc-chosen")) el.classList.remove("wbc-chosen");
      if (id) panel.querySelector(`[data-coding-id="${CSS.escape(id)}"]`)?.classList.add("wbc-chosen");
    },
    /** The codings that cover an offset, the shortest first. @param {number} at */
    at: (at) => [...(blockAt(blocks, at)?.codings ?? [])]
      .filter((c) => c.start <= at && at < c.end).sort((a, b) => a.end - a.start - (b.end - b.start)),
    /** The turn being read: that of the selection if it is on screen, else the first answer well in view. */
    inView() {
      const view = panel.getBoundingClientRect();
      const on = (/** @type {Block} */ b) => {
        const box = b.el.getBoundingClientRect();
        return box.bottom > view.top + 40 && box.top < view.bottom - 20;
      };
      const own = selection && blockAt(blocks, selection[0]);
      if (own && own.turn !== null && !own.asks && on(own)) return own;
      return [...seen].sort((a, b) => a.n - b.n).find((b) => b.turn !== null && !b.asks && on(b)) ?? null;
    },
    /** The answers whose end is on screen. */
    finished() {
      const bottom = panel.getBoundingClientRect().bottom;
      return [...seen].filter((b) => b.turn !== null && !b.asks && b.el.getBoundingClientRect().bottom <= bottom + 4);
    },
    stop() {
      selection = null;
      showSelection();
      watcher.disconnect();
      resized.disconnect();
    },
  };
}
const LABEL = 20; // px, height of a label in the margin, as in the stylesheet

/** Moving and extending a selection by word, sentence or turn.
 *  @param {string} text @param {ReturnType<typeof createText>} page */
function createMoves(text, page) {
  /** @typedef {"word"|"sentence"|"turn"} Unit */
  /** @type {Span|null} where an extension began */
  let anchor = null;

  /** @param {Block} b @param {Unit} unit @returns {Span[]} */
  const units = (b, unit) => {
    if (unit === "word") return (b.words ??= wordsIn(text, b.start, b.end));
    if (unit === "sentence") return (b.sentences ??= sentencesIn(text, b.start, b.end));
    return b.asks || b.turn === null ? [] : [[b.start, b.end]];
  };

  /** @param {Unit} unit @param {number} n @param {number} step @param {(span: Span) => boolean} fits */
  function seek(unit, n, step, fits) {
    for (; n >= 0 && n < page.blocks.length; n += step) {
      const list = units(page.blocks[n], unit);
      const found = step > 0 ? list.find(fits) : [...list].reverse().find(fits);
      if (found) return found;
    }
    return null;
  }

  /** @param {Unit} unit @param {number} at */
  const around = (unit, at) => {
    const b = blockAt(page.blocks, at);
    return b && (units(b, unit).find(([s, e]) => s <= at && at < e) ?? seek(unit, b.n, 1, ([s]) => s >= at));
  };

  const firstOnScreen = () => (page.inView() ?? page.blocks[0])?.start ?? 0;

  return {
    /** A new passage of one unit. @param {Unit} unit @param {number} step */
    go(unit, step) {
      const now = page.selection;
      let span;
      if (!now) span = around(unit, firstOnScreen());
      else {
        const here = around(unit, now[0]);
        const same = here && here[0] === now[0] && here[1] === now[1];
        const from = blockAt(page.blocks, now[0]).n;
        if (step > 0) span = same ? seek(unit, from, 1, ([s]) => s > now[0]) : here;
        else span = seek(unit, from, -1, ([s]) => s < now[0]);
      }
      if (span) page.select((anchor = span), step > 0 ? "end" : "start");
    },
    /** The same passage, one unit longer or shorter on the side that moves. @param {Unit} unit @param {number} step */
    extend(unit, step) {
      const now = page.selection;
      if (!now) return this.go(unit, step);
      if (!anchor || anchor[0] < now[0] || anchor[1] > now[1]) anchor = now;
      let [start, end] = now;
      const first = blockAt(page.blocks, start).n;
      const last = blockAt(page.blocks, end - 1).n;
      if (step > 0 && start < anchor[0]) start = Math.min(seek(unit, first, 1, ([s]) => s > start)?.[0] ?? start, anchor[0]);
      else if (step > 0) end = seek(unit, last, 1, ([, e]) => e > end)?.[1] ?? end;
      else if (end > anchor[1]) end = Math.max(seek(unit, last, -1, ([, e]) => e < end)?.[1] ?? end, anchor[1]);
      else start = seek(unit, first, -1, ([s]) => s < start)?.[0] ?? start;
      page.select([start, end], (step > 0) === (end !== now[1]) ? "end" : "start");
    },
    /** Moves the beginning by one word, never past the end. @param {number} step */
    begin(step) {
      if (!page.selection) return;
      const [start, end] = page.selection;
      const found = seek("word", blockAt(page.blocks, start).n, step, ([s]) => (step > 0 ? s > start : s < start));
      if (found && found[0] < end) page.select((anchor = [found[0], end]), "start");
    },
    /** The whole unit around the passage. @param {Unit} unit */
    widen(unit) {
      const span = around(unit, page.selection?.[0] ?? firstOnScreen());
      if (span) page.select((anchor = span), "start");
    },
    /** What the mouse marked, snapped to words. @param {number} start @param {number} end */
    mark(start, end) {
      const list = page.over(Math.min(start, end), Math.max(start, end)).flatMap((b) => units(b, "word"));
      const span = snapped(list, Math.min(start, end), Math.max(start, end));
      if (span) page.select((anchor = span), "end");
    },
    /** The first or last word. @param {boolean} end */
    edge(end) {
      const span = end ? seek("word", page.blocks.length - 1, -1, () => true) : seek("word", 0, 1, () => true);
      if (span) page.select((anchor = span), "end");
    },
  };
}

// -- the codebook

/** The codes: filter, list, number keys, definition.
 *  @param {{title: string, codes: Code[]}} book @param {Record<string, string>} words
 *  @param {{use(code: string): void, back(): void, define(code: string): void}} acts */
function createBook(book, words, acts) {
  const byId = new Map(book.codes.map((c) => [c.id, c]));
  const uid = `wbc-${Math.random().toString(36).slice(2, 8)}`;
  /** @type {{code: Code, el: HTMLElement, key: HTMLElement, count: HTMLElement, folded: string}[]} */
  const items = [];
  /** @type {(string|null)[]} the codes of the keys 1 to 9, and when each was last used */
  const slots = Array(9).fill(null);
  const used = new Map();
  let clock = 0;
  let active = -1;

  const filter = /** @type {HTMLInputElement} */ (h("input", {
    type: "text", class: "wbc-filter", role: "combobox", "aria-expanded": "true", "aria-controls": `${uid}-list`,
    "aria-autocomplete": "list", "aria-label": words.filter, placeholder: words.filter_short, autocomplete: "off",
    spellcheck: "false", oninput: sift, onkeydown: onkey,
  }));
  const list = h("div", { class: "wbc-list", role: "listbox", id: `${uid}-list`, "aria-label": words.book, tabindex: -1 });
  const none = h("p", { class: "wbc-none", hidden: true }, words.no_code);
  const root = h(
    "section", { class: "wbc-book", "aria-label": words.book },
    h("h3", { class: "wbc-title", title: book.title }, book.title), filter, list, none,
  );

  /** @param {Code} code */
  const depth = (code) => {
    let n = 0;
    for (let up = code.group; up && n < 9; up = byId.get(up)?.group ?? null) n++;
    return n;
  };
  /** @type {{el: HTMLElement, id: string}[]} */
  const heads = [];
  book.codes.forEach((code) => {
    if (!code.codable) {
      const el = h("div", { class: "wbc-group", style: `--depth:${depth(code)}` }, code.label);
      heads.push({ el, id: code.id });
      list.append(el);
      return;
    }
    const key = h("kbd", { class: "wbc-key", "aria-hidden": "true" });
    const count = h("span", { class: "wbc-count" });
    const n = items.length;
    const el = h(
      "div",
      {
        class: "wbc-code", role: "option", id: `${uid}-${n}`, "aria-selected": "false", "data-code-id": code.id,
        style: `--depth:${Math.max(0, depth(code) - 1)}`, onmousedown: (e) => e.preventDefault(),
        onclick: () => { activate(n); acts.use(code.id); },
      },
      key, h("span", { class: "wbc-code-label" }, code.label), count,
    );
    items.push({ code, el, key, count, folded: fold(`${code.label} ${code.id}`) });
    list.append(el);
  });

  function sift() {
    const typed = fold(filter.value).split(/\s+/).filter(Boolean);
    const groups = new Set();
    let first = -1;
    items.forEach((item, n) => {
      const hit = typed.every((t) => item.folded.includes(t));
      item.el.hidden = !hit;
      if (!hit) return;
      if (first < 0) first = n;
      for (let up = item.code.group; up && !groups.has(up); up = byId.get(up)?.group ?? null) groups.add(up);
    });
    for (const head of heads) head.el.hidden = !groups.has(head.id);
    none.hidden = first >= 0;
    activate(typed.length ? first : -1);
  }

  /** @param {number} n */
  function activate(n) {
    if (items[active]) {
      items[active].el.classList.remove("wbc-active");
      items[active].el.setAttribute("aria-selected", "false");
    }
    active = n;
    const item = items[n];
    if (!item) return filter.removeAttribute("aria-activedescendant");
    item.el.classList.add("wbc-active");
    item.el.setAttribute("aria-selected", "true");
    filter.setAttribute("aria-activedescendant", item.el.id);
    const top = item.el.offsetTop - list.offsetTop;
    if (top < list.scrollTop) list.scrollTop = top;
    else if (top + item.el.offsetHeight > list.scrollTop + list.clientHeight)
      list.scrollTop = top + item.el.offsetHeight - list.clientHeight;
  }

  /** @param {KeyboardEvent} e */
  function onkey(e) {
    const shown = items.map((item, n) => (item.el.hidden ? -1 : n)).filter((n) => n >= 0);
    const place = shown.indexOf(active);
    if (e.key === "ArrowDown") activate(shown[Math.min(place + 1, shown.length - 1)] ?? -1);
    else if (e.key === "ArrowUp") activate(shown[Math.max(place - 1, 0)] ?? -1);
    else if (e.key === "F2") items[active] && acts.define(items[active].code.id);
    else if (e.key === "Escape") {
      filter.value = "";
      sift();
      acts.back();
    } else if (e.key === "Enter") {
      if (items[active]) {
        const code = items[active].code.id;
        filter.value = "";
        sift();
        acts.use(code);
        acts.back();
      }
    } else return;
    e.preventDefault();
    e.stopPropagation();
  }

  function showKeys() {
    for (const item of items) {
      const n = slots.indexOf(item.code.id);
      item.key.textContent = n < 0 ? "" : String(n + 1);
    }
  }

  return {
    root, filter,
    /** A code keeps its key while it is among the nine last used: fingers remember places. @param {string} code */
    touch(code) {
      used.set(code, ++clock);
      if (slots.includes(code) || !items.some((item) => item.code.id === code)) return;
      let oldest = 0;
      slots.forEach((c, n) => {
        if ((c ? (used.get(c) ?? 0) : -1) < (slots[oldest] ? (used.get(slots[oldest]) ?? 0) : -1)) oldest = n;
      });
      slots[oldest] = code;
      showKeys();
    },
    /** Keys not yet given by use go to the codebook's first codes. */
    fillKeys() {
      for (const item of items) {
        const free = slots.indexOf(null);
        if (free < 0) break;
        if (!slots.includes(item.code.id)) slots[free] = item.code.id;
      }
      showKeys();
    },
    /** @param {number} digit */
    byKey: (digit) => slots[digit - 1],
    get active() { return items[active]?.code.id ?? null; },
    /** @param {Map<string, number>} counts */
    count(counts) {
      for (const item of items) {
        const n = counts.get(item.code.id);
        const s = n ? String(n) : "";
        if (item.count.textContent !== s) item.count.textContent = s;
      }
    },
  };
}

/** A code's definition. @param {Code} code @param {Record<string, string>} words @param {Function} close */
function definitionOf(code, words, close) {
  const part = (title, content) => (content?.length ? [h("dt", {}, title), ...[content].flat().map((c) => h("dd", {}, c))] : []);
  return h(
    "div", { class: "wbc-definition" },
    boxHead(code.label, words, close),
    h(
      "dl", {},
      ...part(words.definition, code.definition), ...part(words.include, code.include),
      ...part(words.exclude, code.exclude), ...part(words.example, code.example),
    ),
  );
}

// -- the whole

/** A titled box that can be closed. @param {string} title @param {Record<string, string>} words @param {Function} close */
const boxHead = (title, words, close) =>
  h("div", { class: "wbc-card-head" }, h("h3", { class: "wbc-title" }, title), button("×", close, { "aria-label": words.close, class: "wbc-close" }));

/** @param {[keys: string, what: string][]} keys @param {Record<string, string>} words @param {Function} close */
function helpPanel(keys, words, close) {
  const rows = keys.flatMap(([key, what]) => [h("dt", {}, h("kbd", {}, key)), h("dd", {}, what)]);
  return h(
    "section", { class: "wbc-help", "aria-label": words.help, hidden: true },
    boxHead(words.help, words, close), h("dl", {}, ...rows), h("p", {}, words.help_focus),
  );
}

/** @param {any} person @param {Record<string, string>} words */
function personCard(person, words) {
  if (!person.id) return null;
  const rows = person.attributes.flatMap(([name, value, date]) => [h("dt", {}, name), h("dd", { title: date }, value)]);
  return h(
    "section", { class: "wbc-person", "aria-label": words.card },
    h("h3", { class: "wbc-title" }, person.id),
    h("p", { class: "wbc-quiet" }, [person.voice, person.territory].filter(Boolean).join(" · ")),
    h("dl", {}, ...rows),
  );
}

/** @param {{model: Model, el: HTMLElement}} given */
function render({ model, el }) {
  const words = model.get("words");
  const head = model.get("head");
  const text = model.get("text");
  /** @type {{title: string, codes: Code[]}} */
  const book = model.get("book");
  const me = head.coder;
  const codeById = new Map(book.codes.map((c) => [c.id, c]));
  const hues = new Map(book.codes.map((c, n) => [c.id, n % HUES]));
  const names = {
    me,
    /** @param {string} code */
    label: (code) => codeById.get(code)?.label ?? code,
    /** @param {string} code */
    hue: (code) => hues.get(code) ?? 0,
  };

  const page = createText(text, model.get("blocks"), words, names);
  const moves = createMoves(text, page);
  const focusText = () => page.panel.focus({ preventScroll: true });
  const codes = createBook(book, words, { use: (code) => put(code), back: focusText, define });

  // Header
  const state = h("span", { class: "wbc-state" }, words.saved);
  const saved = h("span", { class: "wbc-saved", "data-testid": "saved" }, "0");
  const undo = button(words.undo, () => step("undo"), { disabled: true });
  const redo = button(words.redo, () => step("redo"), { disabled: true });
  const toggles = {
    suggest: button(words.suggestions, () => flip("suggest"), { "aria-pressed": String(model.get("suggest")) }),
    shortcuts: button(words.shortcuts, () => flip("shortcuts"), { "aria-pressed": String(model.get("shortcuts")) }),
    others: button(words.others, showOthers, { "aria-pressed": "false" }),
  };
  const help = helpPanel(model.get("legend"), words, () => showHelp(false));
  const helpButton = button(words.help, () => showHelp(Boolean(help.hidden)), { "aria-expanded": "false" });
  const trouble = h("p", { class: "wbc-trouble", role: "alert", hidden: true });
  const spoken = h("p", { class: "wbc-spoken", role: "status" });

  // Sides
  const progress = h("p", { class: "wbc-quiet wbc-progress" });
  const outline = h("ul", { class: "wbc-outline" });
  const proposals = h("div", { class: "wbc-proposals" });
  const suggestions = h("section", { class: "wbc-suggestions", "aria-label": words.suggestions }, proposals);
  const card = h("div", { class: "wbc-card" });
  const root = h(
    "div",
    { class: "wbc", "data-testid": "coder", role: "group", "aria-label": words.coder, lang: head.lang },
    h(
      "div", { class: "wbc-head" },
      h("h2", { class: "wbc-name" }, head.source), h("span", { class: "wbc-quiet" }, fill(words.coded_by, { coder: me })),
      h("span", { class: "wbc-ack" }, state, " · ", saved, " ", words.codings),
      h("span", { class: "wbc-tools" }, undo, redo, toggles.suggest, toggles.others, toggles.shortcuts, helpButton),
    ),
    trouble, help,
    h(
      "div", { class: "wbc-columns" },
      h(
        "div", { class: "wbc-side" },
        personCard(model.get("person"), words),
        h("section", { class: "wbc-done", "aria-label": words.progress }, h("h3", { class: "wbc-title" }, words.progress), progress),
        h("section", { class: "wbc-here", "aria-label": words.here }, h("h3", { class: "wbc-title" }, words.here), outline),
      ),
      h("div", { class: "wbc-main" }, page.panel, suggestions),
      h("div", { class: "wbc-right" }, codes.root, card),
    ),
    spoken,
  );

  const wire = line(model, (waiting, silent) => {
    state.textContent = !waiting ? words.saved : silent ? words.unsaved : words.saving;
    root.classList.toggle("wbc-silent", silent);
    if (silent) complain(words.kernel);
    else if (trouble.textContent === words.kernel) complain("");
  });

  /** @type {Coding|null} */
  let open = null;
  /** @type {Set<number>} */
  let read = new Set();
  /** @type {{turn: number, items: any[]}|null} */
  let proposed = null;
  let turnInView = -1;
  let temporary = 0;

  /** @param {string} sentence */
  function complain(sentence) {
    trouble.textContent = sentence;
    trouble.hidden = !sentence;
  }
  /** @param {string} sentence */
  const say = (sentence) => { spoken.textContent = sentence; };

  // ---- answers
  /** @param {any} answer */
  function acknowledge(answer) {
    for (const id of answer.removed ?? []) page.drop(id);
    for (const row of answer.added ?? []) page.add(row);
    saved.textContent = String(answer.saved);
    saved.dataset.revision = String(answer.revision);
    /** @type {HTMLButtonElement} */ (undo).disabled = !answer.undo;
    /** @type {HTMLButtonElement} */ (redo).disabled = !answer.redo;
    page.paint();
    tally();
  }

  /** @param {any} answer */
  function all(answer) {
    for (const id of [...page.codings.keys()]) page.drop(id);
    for (const row of [...answer.rows].sort((a, b) => a[1] - b[1] || b[2] - a[2])) page.add(row);
    read = new Set(answer.read);
    acknowledge(answer);
    if (open) show(page.codings.get(open.id) ?? null);
  }

  function tally() {
    const counts = new Map();
    const coded = new Set();
    for (const c of page.codings.values()) {
      counts.set(c.code, (counts.get(c.code) ?? 0) + 1);
      if (c.coder === me) for (const b of page.over(c.start, c.end)) if (b.turn !== null && !b.asks) coded.add(b.n);
    }
    codes.count(counts);
    const turns = page.blocks.filter((b) => b.turn !== null && !b.asks);
    progress.replaceChildren(
      fill(words.turns_read, { n: turns.filter((b) => read.has(/** @type {number} */ (b.turn))).length, all: turns.length }),
      h("br"), fill(words.turns_coded, { n: coded.size, all: turns.length }),
    );
    const order = [...counts].sort((a, b) => b[1] - a[1]);
    outline.replaceChildren(...(order.length
      ? order.map(([code, n]) => h("li", {}, button(`${names.label(code)} · ${n}`, () => jump(1, code), { class: "wbc-button wbc-link" })))
      : [h("li", { class: "wbc-quiet" }, words.none_here)]));
  }

  /** Sends a change; a refusal is shown, and `undone` puts the screen back as it was.
   *  @param {object} message @param {(answer: any) => void} [done] @param {() => void} [undone] */
  function change(message, done, undone) {
    complain("");
    wire.ask(message, (answer) => {
      if (answer.kind === "refused") {
        undone?.();
        page.paint();
        tally();
        complain(answer.why);
        return;
      }
      undone?.();
      acknowledge(answer);
      done?.(answer);
    });
  }

  // ---- gestures
  /** @param {string} code */
  function put(code) {
    if (!page.selection) {
      define(code);
      say(words.select_first);
      return;
    }
    const [start, end] = page.selection;
    const id = `~${++temporary}`;
    page.add([id, start, end, code, me, "", "", "human"], true);
    page.paint();
    codes.touch(code);
    change({ op: "code", start, end, codes: [code] }, () => say(fill(words.coded, { code: names.label(code) })), () => page.drop(id));
  }

  /** @param {"undo"|"redo"} which */
  const step = (which) => change({ op: which }, () => { say(which === "undo" ? words.undone : words.redone); if (open && !page.codings.has(open.id)) show(null); });

  /** @param {Coding} c */
  function retract(c) {
    if (c.coder !== me) return complain(fill(words.only_yours, { coder: c.coder }));
    if (!c.pending) change({ op: "retract", coding: c.id }, () => { if (open?.id === c.id) show(null); });
  }

  function define(code) {
    const found = code && codeById.get(code);
    if (!found) return;
    open = null;
    page.choose("");
    card.replaceChildren(definitionOf(found, words, () => { card.replaceChildren(); focusText(); }));
  }

  /** The details of a coding, with its memo. @param {Coding|null} c */
  function show(c) {
    const typed = /** @type {HTMLTextAreaElement|null} */ (card.querySelector("textarea"));
    if (c && open?.id === c.id && typed && typed.value !== open.memo) return; // a memo being written is not swept away
    open = c;
    page.choose(c?.id ?? "");
    if (!c) return card.replaceChildren();
    const mine = c.coder === me;
    const memo = /** @type {HTMLTextAreaElement} */ (h("textarea", { class: "wbc-memo", rows: 2, "aria-label": words.memo, placeholder: words.memo, readonly: !mine, onkeydown: memoKey, onblur: saveMemo }));
    memo.value = c.memo;
    /** @param {KeyboardEvent} e */
    function memoKey(e) {
      if (e.key !== "Escape" && !(e.key === "Enter" && (e.ctrlKey || e.metaKey))) return;
      e.preventDefault();
      e.stopPropagation();
      focusText(); // leaving the field saves it
    }
    function saveMemo() {
      if (!mine || memo.value.trim() === c?.memo || !c) return;
      const keep = memo.value;
      change({ op: "memo", coding: c.id, memo: keep }, (answer) => {
        if (open?.id === c.id) {
          open = null;
          show(page.codings.get(answer.added[0]?.[0]) ?? null);
        }
      });
    }
    const when = c.created ? new Date(c.created).toLocaleString(head.lang, { dateStyle: "short", timeStyle: "short" }) : words.saving;
    const origin = words[`origin_${c.origin}`];
    const start = page.over(c.start, c.end)[0];
    card.replaceChildren(h(
      "section", { class: "wbc-details", "aria-label": words.coding },
      boxHead(names.label(c.code), words, () => { show(null); focusText(); }),
      h("blockquote", {}, text.slice(c.start, Math.min(c.end, c.start + 160)) + (c.end - c.start > 160 ? "…" : "")),
      h("p", { class: "wbc-quiet" }, fill(words.by, { coder: c.coder, when }), origin ? ` · ${fill(origin, { coder: c.coder })}` : "",
        start ? ` · ${start.el.querySelector(".wbc-where")?.textContent}` : ""),
      memo,
      h("div", { class: "wbc-row" },
        mine ? button(words.memo_save, saveMemo) : null,
        mine ? button(words.retract, () => retract(c)) : null,
        button(words.definition, () => define(c.code))),
    ));
  }

  /** To the next coding from here, of one code or of any. @param {number} way @param {string} [only] */
  function jump(way, only) {
    const list = [...page.codings.values()].filter((c) => !only || c.code === only)
      .sort((a, b) => a.start - b.start || b.end - a.end || (a.id < b.id ? -1 : 1));
    if (!list.length) return;
    const here = open ? list.findIndex((c) => c.id === open?.id) : -1;
    const at = page.selection?.[0] ?? page.inView()?.start ?? 0;
    let n = here >= 0 ? here + way : way > 0 ? list.findIndex((c) => c.start >= at) : list.findLastIndex((c) => c.start < at);
    if (n < 0) n = way > 0 ? 0 : list.length - 1;
    const c = list[n % list.length];
    page.select([c.start, c.end], "start");
    show(c);
    looked();
  }

  // ---- suggestions
  function drawSuggestions() {
    suggestions.hidden = !model.get("suggest");
    const items = proposed?.items ?? [];
    proposals.replaceChildren(...(items.length
      ? items.map((s, n) => h(
          "div", { class: "wbc-suggestion", "data-testid": "suggestion", "data-code": s.code },
          h("strong", {}, names.label(s.code)),
          h("span", { class: "wbc-quiet" }, fill(words.because, { words: s.because.slice(0, 4).join(", ") })),
          h("span", { class: "wbc-row" },
            button(words.accept, () => decide(s, true)), button(words.refuse, () => decide(s, false)),
            n === 0 ? h("span", { class: "wbc-quiet", "aria-hidden": "true" }, "A / R") : null),
        ))
      : [h("p", { class: "wbc-quiet" }, proposed ? words.suggestions_none : words.suggestions_wait)]));
  }

  /** @param {any} s @param {boolean} accepted */
  function decide(s, accepted) {
    complain("");
    wire.ask({ op: "decide", suggestion: s.key, accepted }, (answer) => {
      if (answer.kind === "refused") return complain(answer.why);
      if (answer.kind === "changed") {
        acknowledge(answer);
        codes.touch(s.code);
        say(fill(words.coded, { code: names.label(s.code) }));
      }
      const inside = proposals.contains(document.activeElement);
      if (proposed) proposed.items = proposed.items.filter((i) => i.key !== s.key);
      drawSuggestions();
      if (inside) (proposals.querySelector("button") ?? page.panel).focus();
    });
  }

  const looked = later(() => {
    const news = page.finished().map((b) => /** @type {number} */ (b.turn)).filter((n) => !read.has(n));
    if (news.length) {
      for (const n of news) read.add(n);
      wire.mention({ op: "read", turns: news });
      tally();
    }
    const turn = page.inView()?.turn ?? -1;
    if (turn === turnInView) return;
    turnInView = turn;
    askSuggestions();
  }, 250);

  function askSuggestions() {
    proposed = null;
    drawSuggestions();
    if (model.get("suggest") && turnInView >= 0) wire.mention({ op: "view", turn: turnInView });
  }

  // ---- switches
  /** @param {"suggest"|"shortcuts"} trait */
  function flip(trait) {
    model.set(trait, !model.get(trait));
    model.save_changes();
    switched();
  }
  function switched() {
    toggles.suggest.setAttribute("aria-pressed", String(model.get("suggest")));
    toggles.shortcuts.setAttribute("aria-pressed", String(model.get("shortcuts")));
    askSuggestions();
  }
  function showOthers() {
    const on = toggles.others.getAttribute("aria-pressed") !== "true";
    wire.ask({ op: "others", on }, (answer) => {
      if (answer.kind === "refused") return complain(answer.why);
      toggles.others.setAttribute("aria-pressed", String(on));
      all(answer);
    });
  }
  /** @param {boolean} on */
  function showHelp(on) {
    help.hidden = !on;
    helpButton.setAttribute("aria-expanded", String(on));
    (on ? help.querySelector("button") : page.panel)?.focus({ preventScroll: true });
  }

  // ---- keys: only on the text, and letters and digits only while shortcuts are on
  /** @type {Record<string, "word"|"sentence"|"turn">} */
  const UNIT = { ArrowLeft: "word", ArrowRight: "word", ArrowUp: "sentence", ArrowDown: "sentence", PageUp: "turn", PageDown: "turn" };
  /** @type {Record<string, () => void>} */
  const LETTERS = {
    p: () => moves.widen("sentence"), t: () => moves.widen("turn"), c: () => codes.filter.focus(),
    d: () => define(open?.code ?? codes.active ?? ""), n: () => jump(1), b: () => jump(-1),
    m: () => { const field = card.querySelector("textarea"); if (field) field.focus(); },
    a: () => proposed?.items[0] && decide(proposed.items[0], true),
    r: () => proposed?.items[0] && decide(proposed.items[0], false),
    "?": () => showHelp(true),
  };

  /** @param {KeyboardEvent} e @returns {boolean} whether the key was ours */
  function textKey(e) {
    const unit = UNIT[e.key];
    const forward = e.key === "ArrowRight" || e.key === "ArrowDown" || e.key === "PageDown" ? 1 : -1;
    if (e.ctrlKey || e.metaKey) {
      if (e.key.toLowerCase() === "z") step(e.shiftKey ? "redo" : "undo");
      else if (e.key.toLowerCase() === "y") step("redo");
      else return false;
      return true;
    }
    if (e.altKey) {
      if (!e.shiftKey || unit !== "word") return false;
      moves.begin(forward);
      return true;
    }
    if (unit) {
      if (e.shiftKey) moves.extend(unit, forward);
      else moves.go(unit, forward);
    } else if (e.key === "Home" || e.key === "End") moves.edge(e.key === "End");
    else if (e.key === "Enter" && !e.shiftKey) codes.filter.focus();
    else if (e.key === "Escape") {
      page.select(null);
      show(null);
    } else if (e.key === "Delete" || e.key === "Backspace") {
      if (!open) return false;
      retract(open);
    } else return model.get("shortcuts") && signKey(e);
    if (page.selection && unit) say(fill(words.selected, { words: text.slice(...page.selection).slice(0, 200) }));
    looked();
    return true;
  }

  /** Letters and digits. On a French keyboard the digits need Shift: the key's place counts too. @param {KeyboardEvent} e */
  function signKey(e) {
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(e.code)?.[1] ?? (/^[1-9]$/.test(e.key) ? e.key : null);
    if (digit && e.key !== "?") {
      const code = codes.byKey(Number(digit));
      if (!code) return false;
      if (page.selection) put(code);
      else complain(words.select_first);
      return true;
    }
    const act = e.key === "?" || !e.shiftKey ? LETTERS[e.key.toLowerCase()] : null;
    act?.();
    return Boolean(act);
  }

  page.panel.addEventListener("keydown", (e) => {
    if (e.target === page.panel && textKey(e)) {
      e.preventDefault();
      e.stopPropagation();
    }
  });
  // The notebook's own one-key commands must not see what is typed here; Ctrl+S and its like still pass.
  root.addEventListener("keydown", (e) => {
    if (e.key === "Escape" && !help.hidden) showHelp(false);
    if (!e.ctrlKey && !e.metaKey && !e.altKey) e.stopPropagation();
  });

  // ---- mouse
  let pressed = false;
  page.panel.addEventListener("mousedown", (e) => {
    pressed = !(/** @type {Element} */ (e.target).closest(".wbc-label"));
  });
  const released = () => {
    if (!pressed) return;
    pressed = false;
    const native = getSelection();
    if (!native?.anchorNode || !native.focusNode || !page.panel.contains(native.anchorNode)) return;
    const inside = page.panel.contains(native.focusNode);
    const start = page.offsetOf(native.anchorNode, native.anchorOffset);
    const end = inside ? page.offsetOf(native.focusNode, native.focusOffset) : null;
    if (start === null) return;
    focusText();
    if (native.isCollapsed || end === null) {
      page.select(null);
      show(page.at(start)[0] ?? null);
    } else {
      moves.mark(start, end);
      if (page.selection) native.removeAllRanges();
    }
    looked();
  };
  document.addEventListener("mouseup", released);
  page.panel.addEventListener("click", (e) => {
    const label = /** @type {HTMLElement|null} */ (/** @type {Element} */ (e.target).closest(".wbc-label"));
    const c = label && page.codings.get(label.dataset.codingId ?? "");
    if (!c) return;
    page.select([c.start, c.end], "start");
    show(c);
    focusText();
  });
  page.panel.addEventListener("copy", (e) => {
    if (!page.selection) return;
    e.clipboardData?.setData("text/plain", text.slice(...page.selection));
    e.preventDefault();
  });
  page.panel.addEventListener("scroll", looked, { passive: true });

  // ---- life
  /** @param {any} answer */
  const heard = (answer) => {
    if (wire.heard(answer)) return;
    if (answer.kind === "suggestions" && answer.turn === turnInView) {
      proposed = { turn: answer.turn, items: answer.items };
      drawSuggestions();
    } else if (answer.about === "suggestions") {
      proposals.replaceChildren(h("p", { class: "wbc-quiet" }, answer.why));
    } else if (answer.kind === "changed") acknowledge(answer); // another view of the same screen
  };
  model.on("msg:custom", heard);
  model.on("change:suggest", switched);
  model.on("change:shortcuts", switched);

  el.append(root);
  tally();
  drawSuggestions();
  wire.ask({ op: "open" }, (answer) => {
    if (answer.kind === "refused") return complain(answer.why);
    all(answer);
    const mine = [...page.codings.values()].filter((c) => c.coder === me).sort((a, b) => (a.created < b.created ? -1 : 1));
    for (const c of mine) codes.touch(c.code);
    codes.fillKeys();
    looked();
    root.dataset.ready = "true";
  });

  return () => {
    looked.stop();
    wire.stop();
    page.stop();
    document.removeEventListener("mouseup", released);
    model.off("msg:custom", heard);
    model.off("change:suggest", switched);
    model.off("change:shortcuts", switched);
  };
}

export default { render };
