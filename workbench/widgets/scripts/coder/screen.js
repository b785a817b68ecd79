// The coding screen. State comes as traits (text, blocks, book, words), codings as rows in answers to messages. Every
// offset here is a UTF-16 unit of `text`; Python converts. Nothing is fetched, text enters the page through text nodes
// only, and nothing counts as saved before an answer said so.
import { fill, h, later } from "../common/dom.js";
import { line } from "../common/line.js";
import { createBook } from "./book.js";
import { inOrder } from "./codings.js";
import { createCodework } from "./codework.js";
import { createDetails } from "./details.js";
import { createFind } from "./find.js";
import { createKeys, createMouse } from "./hands.js";
import { createHead } from "./head.js";
import { createMemos } from "./memos.js";
import { createMoves } from "./moves.js";
import { createTally, helpPanel, personCard } from "./sides.js";
import { createSuggestions } from "./suggest.js";
import { createText } from "./text.js";

const HUES = 6;

/** @typedef {{get(name: string): any, set(name: string, value: any): void, save_changes(): void,
 *   on(name: string, call: Function): void, off(name: string, call: Function): void,
 *   send(message: object): void}} Model */

/** One interview on the screen. @param {Model} model @param {HTMLElement} el @returns {() => void} to take it away */
function mount(model, el) {
  const words = model.get("words");
  const head = model.get("head");
  const text = model.get("text");
  let book = model.get("book");
  /** @type {Map<string, import("./book.js").Code>} */
  let codeById = new Map();
  let hues = new Map();
  const names = {
    me: head.coder,
    /** @param {string} code */
    label: (code) => codeById.get(code)?.label ?? code,
    /** @param {string} code */
    hue: (code) => hues.get(code) ?? 0,
  };
  /** @type {Set<number>} */
  let read = new Set();
  /** @type {any} */
  let person = {};
  let temporary = 0;
  let used = 0;

  // The screen, as its parts see it.
  /** @type {any} */
  const s = { words, head, text, model, names, inOrder, book: () => book, person: () => person, read: () => read };
  s.page = createText(text, model.get("blocks"), words, names);
  s.moves = createMoves(text, s.page);
  s.focusText = () => s.page.panel.focus({ preventScroll: true });
  const box = h("div", { class: "wbc-card" });
  s.card = { root: box, show: (/** @type {Node|null} */ node) => box.replaceChildren(...(node ? [node] : [])) };

  const trouble = h("p", { class: "wbc-trouble", role: "alert", hidden: true });
  const spoken = h("p", { class: "wbc-spoken", role: "status" });
  const who = personCard(person, words);

  // ---- answers
  /** @param {string} sentence */
  s.complain = (sentence) => {
    trouble.textContent = sentence;
    trouble.hidden = !sentence;
  };
  /** @param {string} sentence */
  s.say = (sentence) => { spoken.textContent = sentence; };
  const counted = later(() => tally.count(), 60);

  /** @param {any} given */
  function load(given) {
    book = { title: "", version: 0, codes: [], ...given }; // there is none where the text or the codebook is refused
    codeById = new Map(book.codes.map((/** @type {any} */ c) => [c.id, c]));
    hues = new Map(book.codes.map((/** @type {any} */ c, /** @type {number} */ n) => [c.id, n % HUES]));
    s.codes.load(book);
  }

  /** What the store acknowledged comes on the screen. @param {any} answer @param {string} [waited] the id it had here */
  s.acknowledge = (answer, waited) => {
    const [first, second] = answer.added ?? [];
    const settled = waited && first && !second && !answer.removed?.length && s.page.settle(waited, first);
    if (!settled) {
      if (waited) s.page.drop(waited);
      for (const id of answer.removed ?? []) s.page.drop(id);
      for (const row of answer.added ?? []) s.page.add(row);
    }
    if (answer.book) {
      load(answer.book);
      for (const c of [...s.page.codings.values()]) s.page.add([c.id, c.start, c.end, c.code, c.coder, c.created, c.memo, c.origin, c.version]);
    }
    header.acknowledged(answer);
    if (!settled) s.page.paint();
    counted();
  };

  /** @param {any} answer */
  function all(answer) {
    for (const id of [...s.page.codings.keys()]) s.page.drop(id);
    for (const row of answer.rows.sort((/** @type {any} */ a, /** @type {any} */ b) => a[1] - b[1] || b[2] - a[2])) s.page.add(row);
    read = new Set(answer.read);
    s.acknowledge(answer);
    header.showOthers(Boolean(answer.others));
    if (answer.why) s.complain(answer.why);
    if (s.details.open) s.details.show(s.page.codings.get(s.details.open.id) ?? null);
  }

  /** Sends a change; a refusal is shown, and what had been drawn for it goes.
   *  @param {any} message @param {((answer: any) => void)|null} [done] @param {string} [waited] */
  s.change = (message, done, waited) => {
    s.complain("");
    const keep = ["code", "retract", "revise"].includes(message.op);
    s.wire.ask(message, (/** @type {any} */ answer) => {
      if (answer.kind === "refused") {
        if (waited) s.page.drop(waited);
        if (answer.titles) header.titles(...answer.titles);
        s.page.paint();
        counted();
        return s.complain(answer.why);
      }
      s.acknowledge(answer, waited);
      done?.(answer);
    }, { keep });
  };

  // ---- gestures
  /** @param {string} code */
  s.put = (code) => {
    if (!s.page.selection) {
      s.work.define(code);
      return s.say(words.select_first);
    }
    const [start, end] = s.page.selection;
    const id = `~${++temporary}`;
    s.page.add([id, start, end, code, names.me, "", "", "human", book.version], true);
    s.change({ op: "code", start, end, codes: [code] }, () => s.say(fill(words.coded, { code: names.label(code) })), id);
    s.page.paint();
    s.codes.touch(code);
  };

  /** @param {"undo"|"redo"} which */
  s.step = (which) => s.change({ op: which }, (answer) => {
    s.say(answer.said || (which === "undo" ? words.undone : words.redone));
    if (s.details.open && !s.page.codings.has(s.details.open.id)) s.details.show(null);
  });

  s.opened = () => s.details.open;
  s.close = () => s.details.close();
  /** @param {[number, number]} span */
  s.copied = ([start, end]) => `« ${text.slice(start, end)} » (${head.source}, ${s.page.over(start, end)[0]?.el.querySelector(".wbc-where")?.textContent ?? ""})`;

  /** Another interview of the study. @param {string} source @param {[number, number]} [span] */
  s.visit = (source, span) => {
    if (!source || source === head.source) return;
    s.wire.ask({ op: "visit", source, span }, (/** @type {any} */ answer) => {
      if (answer.kind === "refused") s.complain(answer.why);
    });
  };
  /** What stands beside the work: other interviews, the team's progress, who speaks. @param {string} op @param {object} more */
  s.beside = (op, more) => s.wire.ask({ op, ...more }, (/** @type {any} */ answer) => {
    if (answer.kind === "refused") return s.complain(answer.why);
    person = answer.person;
    who.show(person);
    tally.team(answer);
    header.beside(answer);
  }, { quiet: true, patience: 10_000 });

  // ---- switches
  s.showOthers = () => s.wire.ask({ op: "others", on: !header.others }, (/** @type {any} */ answer) => {
    if (answer.kind === "refused") return s.complain(answer.why);
    all(answer);
  });
  /** @param {boolean} on */
  function showHelp(on) {
    help.hidden = !on;
    help.style.top = `${header.root.offsetTop + header.root.offsetHeight}px`;
    header.showHelp(on);
    (on ? help.querySelector("button") : s.page.panel)?.focus({ preventScroll: true });
  }

  s.looked = later(() => {
    const news = s.page.finished().map((/** @type {any} */ b) => b.turn).filter((/** @type {number} */ n) => !read.has(n));
    if (news.length) {
      for (const n of news) read.add(n);
      s.wire.mention({ op: "read", turns: news });
      counted();
    }
    s.suggestions.looking(s.page.inView()?.turn ?? -1);
  }, 250);

  s.wire = line(model, (waiting, silent) => {
    header.waiting(waiting, silent);
    root.classList.toggle("wbc-silent", silent);
    if (silent) s.complain(waiting ? words.kernel : words.kernel_gone);
    else if ([words.kernel, words.kernel_gone].includes(trouble.textContent ?? "")) s.complain("");
  }, { key: `${head.study}/${head.source}/${head.coder}`, used: () => document.hasFocus() && performance.now() - used < 60_000 });

  // ---- parts
  s.codes = createBook(words, {
    use: (code, stay) => { s.put(code); if (!stay) s.focusText(); }, back: s.focusText,
    define: (code) => s.work.define(code), create: () => s.work.create(),
  });
  s.details = createDetails(s);
  s.work = createCodework(s);
  s.memos = createMemos(s);
  s.find = createFind(s);
  s.suggestions = createSuggestions(s);
  const tally = createTally(s);
  const header = createHead(s, { step: (which) => s.step(which), help: () => showHelp(Boolean(help.hidden)) });
  const current = () => s.details.open?.code ?? s.codes.active ?? s.page.at(s.page.selection?.[0] ?? -1)[0]?.code ?? "";
  const onCode = (/** @type {string} */ act) => () => (current() ? s.work[act](current()) : s.complain(words.code_first));
  /** @type {Record<string, () => void>} */
  const acts = {
    p: () => s.moves.widen("sentence"), t: () => s.moves.widen("turn"), c: () => s.codes.filter.focus(), v: () => s.work.create(),
    d: onCode("define"), h: onCode("history"), "Shift+h": () => s.work.history(), n: () => s.details.jump(1), b: () => s.details.jump(-1),
    u: () => s.moves.uncoded(1, mine) || s.say(words.all_coded), "Shift+u": () => s.moves.uncoded(-1, mine) || s.say(words.all_coded),
    j: () => header.neighbour(1), k: () => header.neighbour(-1), f: () => s.find.open(), "/": () => s.find.open(),
    g: () => s.find.go(1), "Shift+g": () => s.find.go(-1), m: () => s.details.memo(), "Shift+m": () => s.memos.open(), l: () => s.details.limits(),
    a: () => s.suggestions.decide(0, true), "Shift+a": () => s.suggestions.decide(0, true, true), r: () => s.suggestions.decide(0, false),
    s: () => s.suggestions.stretch(), "Shift+s": () => header.flip("suggest"), o: () => s.showOthers(), x: () => tally.reach("review"), "Shift+x": () => tally.reach("declare"), "?": () => showHelp(true),
    delete: () => s.details.retract(), undo: () => s.step("undo"), redo: () => s.step("redo"),
  };
  const mine = (/** @type {any} */ c) => c.coder === names.me;
  const help = helpPanel(model.get("legend"), acts, words, () => showHelp(false));

  const root = h(
    "div",
    { class: "wbc", "data-testid": "coder", role: "group", "aria-label": words.coder, lang: head.lang },
    header.root, trouble, help, s.find.root,
    h(
      "div", { class: "wbc-columns" },
      h("div", { class: "wbc-side" }, who.root, ...tally.root),
      h("div", { class: "wbc-main" }, s.page.panel, s.suggestions.root),
      h("div", { class: "wbc-right" }, s.codes.root, box),
    ),
    spoken,
  );
  root.addEventListener("keydown", (e) => { if (e.key === "Escape" && !help.hidden) showHelp(false); });
  for (const kind of ["keydown", "pointerdown", "focusin"]) root.addEventListener(kind, () => { used = performance.now(); }, true);
  const letGo = [createKeys(s, root, acts), createMouse(s)];

  // ---- life
  /** @param {any} answer */
  const heard = (answer) => {
    if (s.wire.heard(answer) || s.suggestions.heard(answer)) return;
    if (answer.kind === "changed") s.acknowledge(answer); // another view of the same screen
  };
  model.on("msg:custom", heard);
  model.on("change:suggest", header.switched);
  model.on("change:shortcuts", header.switched);
  load(book);
  el.append(root);
  s.suggestions.draw();
  if (model.get("trouble")) s.complain(model.get("trouble")); // the text or the codebook cannot be worked on
  else s.wire.ask({ op: "open" }, (/** @type {any} */ answer) => {
    if (answer.kind === "refused") return s.complain(answer.why);
    all(answer);
    s.codes.forget();
    for (const c of [...s.page.codings.values()].filter(mine).sort((a, b) => (a.created < b.created ? -1 : 1))) s.codes.touch(c.code);
    s.codes.fillKeys();
    for (const message of s.wire.orphans) s.change(message); // what an earlier kernel did not hear
    if (head.span) s.page.select(head.span, "start");
    s.looked();
    root.dataset.ready = "true";
    setTimeout(() => s.beside("beside", {}), 150);
  });

  return () => {
    s.looked.stop();
    counted.stop();
    s.wire.stop();
    s.page.stop();
    for (const go of letGo) go();
    root.remove();
    for (const [name, call] of /** @type {[string, Function][]} */ ([["msg:custom", heard], ["change:suggest", header.switched], ["change:shortcuts", header.switched]]))
      model.off(name, call);
  };
}

/** @param {{model: Model, el: HTMLElement}} given */
function render({ model, el }) {
  let unmount = mount(model, el);
  const again = () => {
    unmount();
    unmount = mount(model, el);
  };
  model.on("change:head", again); // another interview: its text and blocks came with it
  return () => {
    model.off("change:head", again);
    unmount();
  };
}

export default { render };
