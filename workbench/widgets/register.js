// The screen of the consent register: a table of people by uses, the history of one answer, a form for the next one.
// Nothing of it is a trait: it comes as the answer to "open". Text enters the page through textContent only, nothing is
// fetched, and no rule is decided here.

/** @typedef {{person: string, use: string, state: string, said: string,
 *   history: [string, string, string, boolean, string, string][]}} Cell
 *  @typedef {{get(name: string): any, on(name: string, call: Function): void, off(name: string, call: Function): void,
 *   send(message: object): void}} Model */

const SILENCE = 5000; // ms without an answer after which the kernel is said not to answer

/** @param {string} sentence @param {Record<string, string|number>} facts */
export const fill = (sentence, facts) => sentence.replace(/\{(\w+)\}/g, (all, key) => String(facts[key] ?? all));

/** The cell beside one in the table, by an arrow key; undefined at the edge.
 *  @param {number} at @param {number} wide @param {number} all @param {string} key */
export function beside(at, wide, all, key) {
  const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -wide, ArrowDown: wide }[key];
  if (step === undefined) return undefined;
  const next = at + step;
  const sameRow = Math.floor(next / wide) === Math.floor(at / wide);
  return next < 0 || next >= all || (Math.abs(step) === 1 && !sameRow) ? undefined : next;
}

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

/** @param {string} name @param {HTMLElement} field */
const named = (name, field) => h("label", { class: "wbr-field" }, h("span", {}, name), field);

/** @param {{model: Model, el: HTMLElement}} given */
function render({ model, el }) {
  const words = model.get("words");
  const uid = `wbr-${Math.random().toString(36).slice(2, 8)}`;
  const count = h("span", { class: "wbr-count", "data-testid": "register-count" });
  const trouble = h("p", { class: "wbr-trouble", role: "alert", hidden: true });
  const waiting = h("p", { class: "wbr-waiting" }, words.looking);
  const spoken = h("p", { class: "wbr-spoken", role: "status" });
  const show = /** @type {HTMLSelectElement} */ (h("select", { class: "wbr-input", onchange: () => draw() },
    h("option", { value: "all" }, words.everybody), h("option", { value: "silent" }, words.silent)));
  const filter = named(words.filter, show);
  const scroll = h("div", { class: "wbr-scroll" });
  const side = h("div", { class: "wbr-side", "data-testid": "register-side" });
  const stage = h("div", { class: "wbr-stage", hidden: true }, scroll, side);
  const root = h("div", { class: "wbr", "data-testid": "register", role: "group", "aria-label": words.screen, lang: model.get("lang") },
    h("div", { class: "wbr-head" }, h("div", { class: "wbr-line" }, h("h2", { class: "wbr-title" }, words.screen), count, filter),
      h("p", { class: "wbr-quiet" }, words.rule)),
    trouble, waiting, stage, spoken);

  /** @type {any} */
  let all = null;
  /** @type {Map<string, Cell>} */
  let cells = new Map();
  /** @type {{person: string, use: string}|null} */
  let open = null;
  let n = 0;
  /** @type {Map<string, Function>} */
  const asked = new Map();
  const keyOf = (/** @type {{person: string, use: string}} */ c) => `${c.person}\n${c.use}`;
  const useName = (/** @type {string} */ use) => all.uses.find((/** @type {string[]} */ u) => u[0] === use)?.[1] ?? use;

  /** @param {string} sentence */
  function complain(sentence) {
    trouble.textContent = sentence;
    trouble.hidden = !sentence;
  }

  /** @param {object} message @param {(answer: any) => void} done */
  function ask(message, done) {
    const id = `${uid}-${++n}`;
    const late = setTimeout(() => complain(words.kernel), SILENCE);
    asked.set(id, (/** @type {any} */ answer) => {
      clearTimeout(late);
      complain(answer.kind === "refused" ? answer.why : "");
      if (answer.kind === "refused") return;
      take(answer);
      done(answer);
    });
    model.send({ ...message, id });
  }

  /** @param {any} answer */
  function take(answer) {
    all = answer;
    cells = new Map(answer.cells.map((/** @type {Cell} */ c) => [keyOf(c), c]));
    waiting.hidden = true;
    stage.hidden = false;
    const states = answer.cells.map((/** @type {Cell} */ c) => c.state);
    const times = (/** @type {string} */ state) => states.filter((/** @type {string} */ s) => s === state).length;
    count.textContent = fill(words.left, { yes: times("yes"), no: times("no"), silent: times("silence") });
    draw();
    drawSide();
    root.dataset.ready = "true";
  }

  // ---- the table
  function draw() {
    if (!all) return;
    const shown = all.people.filter((/** @type {string[]} */ [id]) => show.value === "all" || all.uses.some((/** @type {string[]} */ [use]) => cells.get(`${id}\n${use}`)?.state === "silence"));
    const focused = document.activeElement instanceof HTMLElement && scroll.contains(document.activeElement) ? document.activeElement.dataset.cell : null;
    const first = open ? keyOf(open) : shown.length ? `${shown[0][0]}\n${all.uses[0][0]}` : "";
    const rows = shown.map((/** @type {string[]} */ [id, job, territory, voice]) => h("tr", {},
      h("th", { scope: "row" }, id, h("small", {}, [job || words[voice] || voice, territory].filter(Boolean).join(" · "))),
      ...all.uses.map((/** @type {string[]} */ [use]) => {
        const cell = cells.get(`${id}\n${use}`);
        if (!cell) return h("td", {}, "");
        const on = open !== null && keyOf(open) === keyOf(cell);
        return h("td", {}, h("button", {
          type: "button", class: `wbr-cell wbr-${cell.state}`, "data-cell": keyOf(cell), "data-testid": `consent-${id}-${use}`,
          tabindex: keyOf(cell) === first ? 0 : -1, "aria-pressed": String(on),
          "aria-label": fill(words.cell, { person: id, use: useName(use), said: cell.said }), onclick: () => choose(cell),
        }, cell.said, cell.history.length && cell.state !== "withdrawn" ? h("small", {}, day(cell.history[0][1])) : null));
      })));
    scroll.replaceChildren(h("table", { class: "wbr-table" },
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, words.person),
        ...all.uses.map((/** @type {string[]} */ [, name, circle, who]) => h("th", { scope: "col" }, name, h("small", {}, `${circle} : ${who}`))))),
      h("tbody", {}, ...rows)));
    if (focused) buttonOf(focused)?.focus({ preventScroll: true });
  }

  const buttonOf = (/** @type {string} */ key) => /** @type {HTMLElement|undefined} */ (
    [...scroll.querySelectorAll("[data-cell]")].find((b) => /** @type {HTMLElement} */ (b).dataset.cell === key));
  const day = (/** @type {string} */ iso) => (model.get("lang") === "fr" ? iso.split("-").reverse().join("/") : iso);

  scroll.addEventListener("keydown", (e) => {
    const buttons = /** @type {HTMLElement[]} */ ([...scroll.querySelectorAll("[data-cell]")]);
    const at = buttons.indexOf(/** @type {HTMLElement} */ (e.target));
    if (at < 0) return;
    // a row may lack a use: the column is kept by its place in the table, not by counting buttons
    const td = /** @type {HTMLTableCellElement} */ (buttons[at].closest("td"));
    const table = [...scroll.querySelectorAll("tbody tr")].map((tr) => [...tr.querySelectorAll("td")]);
    const row = table.findIndex((tds) => tds.includes(td));
    let place = row * all.uses.length + table[row].indexOf(td);
    for (;;) {
      const next = beside(place, all.uses.length, table.length * all.uses.length, e.key);
      if (next === undefined) return;
      place = next;
      const found = /** @type {HTMLElement|null} */ (table[Math.floor(place / all.uses.length)][place % all.uses.length].querySelector("[data-cell]"));
      if (!found) continue;
      for (const b of buttons) b.tabIndex = -1;
      found.tabIndex = 0;
      found.focus();
      e.preventDefault();
      return;
    }
  });

  // ---- one answer
  /** @param {Cell} cell */
  function choose(cell) {
    open = { person: cell.person, use: cell.use };
    complain("");
    draw();
    drawSide();
    spoken.textContent = fill(words.cell, { person: cell.person, use: useName(cell.use), said: cell.said });
  }

  /** @param {Cell["history"][number]} one */
  function told([answer, on, who, readBack, how, representative]) {
    const said = { [words.value_yes]: words.yes, [words.value_no]: words.no, [words.value_silence]: words.silence }[answer] ?? answer;
    const parts = [fill(words.answered, { answer: said, date: day(on), who }),
      readBack ? (how ? fill(words.read_how, { how }) : words.read) : words.not_read];
    if (representative) parts.push(fill(words.through, { who: representative }));
    return h("li", {}, parts.join(" ; "));
  }

  function drawSide() {
    const cell = open && cells.get(keyOf(open));
    if (!cell) return side.replaceChildren(h("p", { class: "wbr-quiet" }, words.choose));
    const gone = cell.state === "withdrawn";
    side.replaceChildren(
      h("h3", { class: "wbr-sub" }, `${cell.person} – ${useName(cell.use)}`),
      h("p", {}, cell.said),
      gone ? h("p", { class: "wbr-quiet" }, fill(words.withdrawal, { person: cell.person })) : "",
      h("div", {}, h("h4", { class: "wbr-sub" }, words.history),
        cell.history.length ? h("ul", { class: "wbr-history", "data-testid": "history" }, ...cell.history.map(told)) : h("p", { class: "wbr-quiet" }, words.no_history)),
      form(cell),
      gone ? "" : h("p", { class: "wbr-quiet" }, fill(words.withdraw, { person: cell.person })));
  }

  /** @param {Cell} cell */
  function form(cell) {
    const choices = /** @type {[string, string][]} */ ([["yes", words.value_yes], ["no", words.value_no], ["silence", words.value_silence]]);
    const answers = choices.map(([key, value]) => /** @type {HTMLInputElement} */ (h("input", { type: "radio", name: `${uid}-answer`, value, id: `${uid}-${key}` })));
    const field = (/** @type {string} */ type, /** @type {string} */ value) =>
      /** @type {HTMLInputElement} */ (h("input", { type, value, class: "wbr-input", maxlength: all.longest, autocomplete: "off" }));
    const date = field("date", all.today);
    date.max = all.today;
    const who = field("text", all.by);
    const how = field("text", "");
    const representative = field("text", "");
    const read = /** @type {HTMLInputElement} */ (h("input", { type: "checkbox", onchange: () => { more.hidden = !read.checked; } }));
    const more = named(words.how, how);
    more.hidden = true;
    return h("form", {
      "data-testid": "register-form",
      onsubmit: (/** @type {Event} */ e) => {
        e.preventDefault();
        ask({
          op: "record", person: cell.person, use: cell.use, answer: answers.find((a) => a.checked)?.value ?? "", date: date.value,
          recorded_by: who.value, read_back: read.checked, how: read.checked ? how.value : "", representative: representative.value,
        }, () => {
          const now = cells.get(keyOf(cell));
          spoken.textContent = fill(words.saved, { person: cell.person, use: useName(cell.use), said: now?.said ?? "" });
          buttonOf(keyOf(cell))?.focus({ preventScroll: true });
        });
      },
    },
    h("h4", { class: "wbr-sub" }, words.new),
    h("fieldset", { class: "wbr-choices" }, h("legend", {}, words.answer),
      ...choices.map(([key], i) => h("label", {}, answers[i], ` ${words[key]}`))),
    named(words.date, date), named(words.recorded_by, who),
    h("label", { class: "wbr-check" }, read, h("span", {}, words.read_back)), more,
    named(words.representative, representative),
    h("button", { type: "submit", class: "wbr-main" }, words.save));
  }

  // The notebook's own one-key commands must not see what is typed here; Ctrl+S and its like still pass.
  root.addEventListener("keydown", (e) => {
    if (!e.ctrlKey && !e.metaKey && !e.altKey) e.stopPropagation();
  });
  const heard = (/** @type {any} */ answer) => {
    const done = asked.get(answer.re);
    asked.delete(answer.re);
    done?.(answer);
  };
  model.on("msg:custom", heard);
  el.append(root);
  ask({ op: "open" }, () => {});
  return () => model.off("msg:custom", heard);
}

export default { render };
