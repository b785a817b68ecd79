// The workshop's screen. State: who is in, which finding is on screen, what is being answered, what is saved.
// Text is only ever set as text; every word comes from the `words` trait; nothing is fetched but this page's own
// address, to learn whether the server is there again. An answer stays on the device until it was acknowledged.

const POSITIONS = ["agree", "nuance", "disagree", "not_about_me", "no_answer"];
const SAYS = ["as_is", "changed", "not_here", "never"];
const AGAIN = 2500; // milliseconds after which an unacknowledged answer is sent again
const SILENCE = 2; // sendings without an answer after which the connection is said to be lost
const SVG = "http://www.w3.org/2000/svg";

/** An element with its class, text and children. @returns {HTMLElement} */
export function el(name, { cls = "", text = "", on = {}, ...attributes } = {}, children = []) {
  const node = document.createElement(name);
  if (cls) node.className = cls;
  if (text) node.textContent = text;
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  for (const [event, act] of Object.entries(on)) node.addEventListener(event, act);
  node.append(...children);
  return node;
}

export function fill(sentence, facts) {
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => (name in facts ? String(facts[name]) : whole));
}

/** A fresh identity; on a plain http address of the local network the browser has no randomUUID. */
function identity() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = [...bytes].map((b) => b.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5"); // as the kernel writes it back
}

/** A picture of our own, hidden from screen readers: the word beside it says it. */
function picture(path) {
  const svg = document.createElementNS(SVG, "svg");
  for (const [name, value] of Object.entries({ viewBox: "0 0 48 48", "aria-hidden": "true", focusable: "false" })) svg.setAttribute(name, value);
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

/** A drawing of the release, which was found inert when the release was built; read as XML, so nothing in it runs. */
function drawing(text) {
  const root = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  return root.nodeName === "svg" && !root.querySelector("script, foreignObject") ? document.importNode(root, true) : el("span");
}

/** What survives a reload or a closed tab, as far as the browser lets us keep anything. */
function kept(store, key) {
  return {
    read: () => { try { return JSON.parse(globalThis[store].getItem(key) ?? "null"); } catch { return null; } },
    write: (value) => { try { globalThis[store].setItem(key, JSON.stringify(value)); } catch { /* private mode: kept in memory alone */ } },
  };
}

function render({ model, el: root }) {
  const words = model.get("words");
  const session = model.get("session");
  const gated = model.get("gated");
  const findings = () => model.get("findings");
  const screen = identity();
  const who = { group: false, voice: "household", reviewer: "", writer: "" };
  const memory = kept("sessionStorage", `atelier:${session || location.pathname}`);
  const unsent = kept("localStorage", `atelier:${session || location.pathname}:unsent`);
  const before = memory.read() ?? {};
  const me = { code: before.code ?? codeOfAddress(), in: !gated, facilitator: false, own: [] };
  const answers = new Map(Object.entries(before.answers ?? {})); // finding id -> {position, words, writer, state, answer, former}
  const choices = new Map(); // "quote/audience" -> {say, words, state, answer}
  const waiting = new Map(Object.entries(unsent.read() ?? {})); // answer id -> {message, sent, times}
  let place = before.place ?? -1; // a number of finding, "mine", or before them
  let own = 0;
  let votes = null;
  let calling = 0;
  let gone = false; // whether our kernel was found to be no more

  const stage = el("div", { cls: "ws-stage" });
  const status = el("p", { cls: "ws-status", role: "status" });
  root.classList.add("ws-root");
  root.setAttribute("lang", model.get("lang"));
  root.append(el("h1", { cls: "ws-title", text: model.get("title") }), stage, status);

  const draft = (id) => answers.get(id) ?? answers.set(id, { position: "", words: "", writer: "self", state: "draft" }).get(id);
  const button = (text, act, cls = "ws-plain", more = {}) => el("button", { type: "button", cls, text, on: { click: act }, ...more });
  const keep = () => memory.write({ code: me.code, place, answers: Object.fromEntries(answers) });

  function codeOfAddress() {
    const found = decodeURIComponent(location.hash.slice(1));
    if (!gated || !/^[A-Za-z0-9-]{8,12}$/.test(found)) return "";
    history.replaceState(null, "", location.pathname + location.search); // nobody after them finds the code there
    return found;
  }

  function go(where) {
    hush();
    status.textContent = "";
    place = where;
    votes = null;
    keep();
    draw();
  }

  function draw() {
    const several = findings();
    let shown;
    if (!me.in) shown = gate();
    else if (place === "mine") shown = mine();
    else if (place < 0) shown = gated ? welcome() : start();
    else shown = place < several.length ? finding(several[place]) : finish();
    stage.replaceChildren(...shown);
    const head = stage.querySelector("h2");
    if (head) {
      head.setAttribute("tabindex", "-1");
      head.focus({ preventScroll: true });
      root.scrollIntoView({ block: "start" });
    }
  }

  // ---- coming in ---------------------------------------------------------------------------------------------------
  function gate() {
    if (me.asking) return [el("h2", { text: words.entering })]; // the card's square already said the code
    const input = el("input", { id: `code-${screen}`, type: "text", maxlength: "12", autocomplete: "off", autocapitalize: "characters", spellcheck: "false",
      value: me.code, "aria-describedby": `help-${screen}`, "data-testid": "workshop-code", cls: "ws-code", on: { input: (e) => { me.code = e.target.value; } } });
    return [el("form", { cls: "ws-gate", on: { submit: (e) => { e.preventDefault(); enter(); } } }, [
      el("h2", { text: words.start }),
      el("p", { cls: "ws-lead", text: words.intro }),
      el("label", { for: `code-${screen}`, cls: "ws-label", text: words.your_code }), input,
      el("p", { id: `help-${screen}`, cls: "ws-help", text: words.code_help }),
      el("div", { cls: "ws-nav" }, [el("button", { type: "submit", cls: "ws-main", text: words.enter, "data-testid": "workshop-enter" })]),
    ])];
  }

  function enter() {
    status.textContent = words.entering;
    tell({ op: "enter", code: me.code });
    clearTimeout(calling);
    calling = setTimeout(() => { status.textContent = words.waiting; me.asking = false; recover(); }, 8000);
  }

  function welcome() {
    const first = me.facilitator ? [words.facilitator, words.facilitator_intro] : [words.welcome, words.intro];
    const mineButton = me.own.length ? [button(fill(words.mine, { n: me.own.length }), () => go("mine"), "ws-plain", { "data-testid": "own-words" })] : [];
    return [el("h2", { text: first[0] }), el("p", { cls: "ws-lead", text: first[1] }),
      el("div", { cls: "ws-nav" }, [button(words.begin, () => go(0), "ws-main"), ...mineButton]),
      el("div", { cls: "ws-nav ws-moves" }, [button(words.someone_else, leave)])];
  }

  function leave() {
    memory.write({});
    location.reload();
  }

  function start() {
    const one = (group, text) =>
      el("label", { cls: "ws-option" }, [
        el("input", { type: "radio", name: `who-${screen}`, ...(who.group === group ? { checked: "" } : {}), on: { change: () => { who.group = group; } } }),
        el("span", { text }),
      ]);
    const side = el("select", { id: `side-${screen}`, on: { change: (e) => { who.voice = e.target.value; } } },
      Object.entries(words.sides).map(([value, text]) => el("option", { value, text, ...(who.voice === value ? { selected: "" } : {}) })));
    const field = (name, text) => [
      el("label", { for: `${name}-${screen}`, cls: "ws-label", text }),
      el("input", { id: `${name}-${screen}`, type: "text", maxlength: "40", autocomplete: "off", value: who[name], on: { input: (e) => { who[name] = e.target.value; } } }),
    ];
    return [
      el("h2", { text: words.start }),
      el("p", { cls: "ws-lead", text: words.intro }),
      el("fieldset", { cls: "ws-who" }, [el("legend", { text: words.who }), one(false, words.person), one(true, words.group)]),
      el("label", { for: `side-${screen}`, cls: "ws-label", text: words.side }), side,
      ...field("reviewer", words.code), ...field("writer", words.writer),
      el("div", { cls: "ws-nav" }, [button(words.begin, () => go(0), "ws-main")]),
    ];
  }

  // ---- one finding -------------------------------------------------------------------------------------------------
  function finding(one) {
    const answer = draft(one.id);
    const top = el("div", { cls: "ws-top" }, [
      el("p", { cls: "ws-place", text: fill(words.place, { n: place + 1, of: findings().length }) }),
      ...listen(words.listen, () => [one.plain, one.chart?.caption, ...one.quotes.map((q) => q.text)], one.id),
    ]);
    const terms = Object.entries(one.glossary ?? {});
    // what the group discusses stands alone and large; what it rests on opens when somebody asks for it
    const folded = [
      ...(terms.length ? [fold("ws-glossary", fill(words.glossary, { n: terms.length }), [el("dl", {}, terms.flatMap(([word, meaning]) => [el("dt", { text: word }), el("dd", { text: meaning })]))])] : []),
      fold("ws-statement", words.statement, [el("p", { text: one.statement })]),
      ...(one.quotes.length ? [fold("ws-said", fill(words.said, { n: one.quotes.length }), one.quotes.map((q) =>
        el("blockquote", {}, [el("p", { text: `«\u00a0${q.text}\u00a0»` }), el("p", { cls: "ws-from", text: q.attribution })])))] : []),
      ...((one.changed ?? []).length ? [fold("ws-changed", words.changed, [el("ul", {}, one.changed.map((said) => el("li", { text: said })))])] : []),
    ];
    const told = el("div", { cls: "ws-told" }, [
      el("h2", { cls: "ws-plainly", text: one.plain, "data-testid": "finding-plain" }),
      ...(one.label ? [el("p", { cls: "ws-kind", text: one.label })] : []),
      ...(one.chart ? [el("figure", { cls: "ws-chart" }, [drawing(one.chart.svg), el("figcaption", { text: one.chart.caption })])] : []),
      ...folded,
    ]);
    const asked = answer.state === "draft" ? asking(one, answer) : settled(one, answer);
    const answered = el("div", { cls: "ws-answer" }, [...asked, moves(answer), ...(me.facilitator ? [room(one)] : [])]);
    return [top, el("div", { cls: "ws-pair" }, [told, answered])];
  }

  function fold(cls, name, inside) {
    return el("details", { cls }, [el("summary", { text: name }), ...inside]);
  }

  function asking(one, answer) {
    const count = el("p", { cls: "ws-count", role: "status" });
    const area = el("textarea", { id: `own-${screen}`, rows: "2", "data-testid": "own-answer", on: { input: (e) => { answer.words = e.target.value; keep(); judge(); } } });
    area.value = answer.words;
    const ready = button(words.read_back, () => { answer.state = "check"; hush(); keep(); draw(); }, "ws-main", { "data-testid": "read-back" });
    const judge = () => {
      const long = answer.words.length > model.get("longest") || new TextEncoder().encode(answer.words).length > 55_000;
      count.textContent = long ? fill(words.too_long, { n: answer.words.length, most: model.get("longest") }) : "";
      ready.disabled = !answer.position || long;
    };
    judge();
    const several = POSITIONS.map((position) => {
      const choice = button("", (e) => {
        answer.position = position;
        for (const other of e.currentTarget.parentElement.children) other.setAttribute("aria-pressed", String(other === e.currentTarget));
        keep();
        judge();
      }, `ws-position ws-${position}`, { "aria-pressed": String(answer.position === position), "data-testid": `position-${position}` });
      choice.append(picture(model.get("pictures")[position] ?? ""), el("span", { text: words.positions[position] }));
      return choice;
    });
    return [
      el("h3", { id: `ask-${screen}`, text: me.facilitator ? words.ask_group : words.ask }),
      el("div", { cls: "ws-positions", role: "group", "aria-labelledby": `ask-${screen}` }, several),
      el("label", { for: `own-${screen}`, cls: "ws-label", text: me.facilitator ? words.own_group : words.own }), area, count,
      ...(gated && !me.facilitator ? [writers(answer)] : []),
      el("div", { cls: "ws-nav" }, [ready]),
    ];
  }

  function writers(answer) {
    const list = el("select", { id: `writer-${screen}`, on: { change: (e) => { answer.writer = e.target.value; keep(); } } },
      Object.entries(words.writers).map(([value, text]) => el("option", { value, text, ...(answer.writer === value ? { selected: "" } : {}) })));
    return el("div", { cls: "ws-writer" }, [el("label", { for: `writer-${screen}`, text: words.who_writes }), list]);
  }

  function settled(one, answer) {
    const mine = answer.words.trim();
    const done = answer.state === "saved" || answer.state === "late";
    const head = { saved: `✓ ${words.saved}`, late: words.late }[answer.state] ?? words.check;
    const box = el("div", { cls: `ws-check ws-state-${answer.state}`, "data-testid": `answer-${answer.state}` }, [
      el("h3", { text: head }),
      el("p", { cls: "ws-mine", text: words.positions[answer.position] }),
      el("p", { cls: "ws-words", text: mine ? `«\u00a0${mine}\u00a0»` : words.no_words }),
      ...(answer.state === "late" ? [el("p", { text: words.late_why })] : []),
      ...(answer.former ? [el("p", { cls: "ws-former", text: `${words.before} ${words.positions[answer.former.position]}${answer.former.words ? `, «\u00a0${answer.former.words}\u00a0»` : ""}` })] : []),
    ]);
    if (done) {
      box.append(button(words.again, () => {
        Object.assign(answer, { state: "draft", answer: "", former: { position: answer.position, words: mine } });
        keep();
        draw();
      }, "ws-plain", { "data-testid": "change-mind" }));
    } else {
      const save = button(answer.state === "saving" ? words.saving : words.confirm, () => send(one, answer), "ws-main", { "data-testid": "confirm" });
      save.disabled = answer.state === "saving";
      const change = button(words.change, () => { answer.state = "draft"; keep(); draw(); });
      change.disabled = save.disabled;
      box.append(el("div", { cls: "ws-nav" }, [save, change, ...listen(words.listen_mine, () => [words.positions[answer.position], mine], "mine")]));
    }
    return [box];
  }

  function moves(answer) {
    const last = place === findings().length - 1;
    const back = button(`← ${words.previous}`, () => go(place - 1));
    const on = button(`${last ? words.end : words.next} →`, () => go(place + 1), ["saved", "late"].includes(answer.state) ? "ws-main" : "ws-plain", { "data-testid": "next" });
    return el("div", { cls: "ws-nav ws-moves" }, [back, on]);
  }

  function room(one) {
    const ask = (everybody) => tell({ op: "tally", code: me.code, finding: one.id, everybody });
    const lines = votes?.finding === one.id ? (votes.open
      ? [el("ul", { cls: "ws-votes" }, votes.lines.map((line) => el("li", {}, [picture(model.get("pictures")[line.position] ?? ""), el("span", { text: `${words.positions[line.position]}\u00a0: ${line.said}` })])))]
      : [el("p", { text: votes.why }), button(words.votes_force, () => ask(true))]) : [];
    return el("section", { cls: "ws-room", "data-testid": "votes" }, [el("h3", { text: words.votes }), button(words.votes_show, () => ask(false)), ...lines]);
  }

  function finish() {
    return [el("h2", { text: words.end }), el("p", { cls: "ws-lead", text: words.end_text }),
      el("div", { cls: "ws-nav" }, me.own.length ? [button(fill(words.mine, { n: me.own.length }), () => go("mine"), "ws-main")] : []),
      el("div", { cls: "ws-nav ws-moves" }, [button(`← ${words.previous}`, () => go(findings().length - 1)), ...(gated ? [button(words.someone_else, leave)] : [])])];
  }

  // ---- own words, own rights ---------------------------------------------------------------------------------------
  function mine() {
    const quote = me.own[own];
    const step = (by) => () => { own += by; draw(); };
    const readers = Object.entries(quote.meant).map(([audience, meant]) => reader(quote, audience, meant));
    const turn = [...(own > 0 ? [button(`← ${words.previous}`, step(-1))] : []), ...(own < me.own.length - 1 ? [button(`${words.next} →`, step(1))] : []), button(words.mine_back, () => go(-1))];
    return [
      el("p", { cls: "ws-place", text: fill(words.mine_place, { n: own + 1, of: me.own.length }) }),
      el("h2", { text: words.mine_title }),
      ...(own === 0 ? [el("p", { cls: "ws-lead", text: words.mine_intro })] : []),
      el("blockquote", { cls: "ws-quote", "data-testid": "own-quote" }, [el("p", { text: `«\u00a0${quote.text}\u00a0»` })]),
      el("div", { cls: "ws-readers" }, readers),
      el("div", { cls: "ws-nav ws-moves" }, turn),
    ];
  }

  function reader(quote, audience, meant) {
    const key = `${quote.id}/${audience}`;
    const choice = choices.get(key) ?? choices.set(key, { say: quote.said?.[audience] || "", words: meant.words || "", state: "draft" }).get(key);
    const said = el("p", { cls: "ws-count", role: "status", text: choice.state === "saved" ? `✓ ${words.saved}` : choice.state === "saving" ? words.saving : choice.state === "late" ? words.late_why : "" });
    const area = el("textarea", { id: `new-${screen}-${key}`, rows: "2", on: { input: (e) => { choice.words = e.target.value; } } });
    area.value = choice.words;
    const instead = el("div", { cls: "ws-instead", ...(choice.say === "changed" ? {} : { hidden: "" }) }, [el("label", { for: `new-${screen}-${key}`, cls: "ws-label", text: words.new_words }), area]);
    const options = SAYS.map((say) => el("label", { cls: "ws-option" }, [
      el("input", { type: "radio", name: `say-${screen}-${key}`, value: say, ...(choice.say === say ? { checked: "" } : {}), on: { change: () => {
        choice.say = say; choice.state = "draft"; instead.hidden = say !== "changed"; said.textContent = "";
      } } }), el("span", { text: words.says[say] })]));
    const where = meant.went.length ? fill(words.went, { where: meant.went.join(", ") }) : words.not_went;
    return el("fieldset", { cls: "ws-reader", "data-testid": `reader-${audience}` }, [
      el("legend", { text: `${words.mine_for}\u00a0: ${words.readers[audience]}` }),
      el("p", { cls: "ws-from", text: meant.allowed ? where : words.not_allowed }), ...options, instead,
      button(words.save_choice, () => choose(quote, audience, choice, said), "ws-main", { "data-testid": `save-${audience}` }), said,
    ]);
  }

  function choose(quote, audience, choice, said) {
    if (!choice.say) { said.textContent = words.choose; return; }
    choice.answer = identity();
    choice.state = "saving";
    said.textContent = words.saving;
    post({ op: "quote", confirmed: true, code: me.code, quote: quote.id, audience, say: choice.say, words: choice.say === "changed" ? choice.words : "", answer: choice.answer });
  }

  // ---- sending, and sending again ----------------------------------------------------------------------------------
  function send(one, answer) {
    answer.state = "saving";
    answer.answer = answer.answer || identity(); // sent again after a silence, it is still the same answer
    status.textContent = words.saving;
    keep();
    draw();
    const said = { op: "answer", confirmed: true, finding: one.id, shown: one.shown ?? "", position: answer.position, words: answer.words, answer: answer.answer, screen };
    post(gated ? { ...said, code: me.code, writer: answer.writer } : { ...said, ...who });
  }

  function post(message) {
    waiting.set(message.answer, { message, sent: Date.now(), times: 1 });
    unsent.write(Object.fromEntries(waiting));
    tell(message);
  }

  /** To the kernel, if there is one: a channel that was closed throws, and is no reason to forget the answer. */
  function tell(message) {
    try {
      model.send(message);
    } catch {
      gone = true;
    }
  }

  function urge() {
    if (gone) {
      status.textContent = words.waiting;
      recover();
      return;
    }
    const now = Date.now();
    const late = [...waiting.values()].filter((one) => now - one.sent >= AGAIN);
    if (!late.length || !me.in) return;
    for (const one of late) {
      Object.assign(one, { sent: now, times: one.times + 1 });
      tell(one.message);
    }
    if (late.some((one) => one.times > SILENCE)) {
      status.textContent = `${words.waiting} ${fill(words.pending, { n: waiting.size })}`;
      recover();
    }
  }

  /** The server is there and the kernel is not: only a new page has a new kernel. What waits, waits on the device. */
  async function recover() {
    if (!document.body.dataset.voila) return; // in a notebook the evaluator restarts it
    try {
      const script = document.querySelector("script[src]"); // of the page itself: it costs the server nothing
      await fetch(script?.src ?? location.href, { method: "HEAD", cache: "no-store" });
    } catch {
      return; // no network yet
    }
    const last = kept("sessionStorage", "atelier:reloaded");
    if (Date.now() - (last.read() ?? 0) < 8000) return;
    last.write(Date.now());
    keep();
    location.reload();
  }

  function heard(message) {
    if (message.kind === "welcome") {
      clearTimeout(calling);
      Object.assign(me, { in: true, asking: false, facilitator: message.facilitator, own: message.own });
      status.textContent = waiting.size ? words.back : "";
      for (const one of waiting.values()) tell(one.message);
      keep();
      return draw();
    }
    if (message.kind === "shut") {
      clearTimeout(calling);
      Object.assign(me, { in: false, asking: false });
      keep();
      draw();
      status.textContent = message.why;
      return undefined;
    }
    if (message.kind === "tally") {
      votes = message;
      return draw();
    }
    return acknowledged(message);
  }

  function acknowledged(message) {
    const posted = waiting.get(message.answer)?.message;
    waiting.delete(message.answer);
    unsent.write(Object.fromEntries(waiting));
    const kind = message.kind === "refused" ? "check" : message.kind;
    const found = [...answers.values(), ...choices.values()].find((a) => a.answer && a.answer === message.answer);
    if (found) found.state = found.say ? (kind === "check" ? "draft" : kind) : kind;
    else if (posted?.op === "answer" && message.kind === "refused" && !draft(posted.finding).words) {
      Object.assign(draft(posted.finding), { position: posted.position, words: posted.words }); // its words are shown again
    }
    keep();
    // who is writing about another finding is not interrupted
    if (place === "mine" || (found && found === answers.get(findings()[place]?.id))) draw();
    status.textContent = message.kind === "refused" ? fill(words.refused, { why: message.why }) : message.kind === "late" ? words.late_why : words.saved;
  }

  function listen(text, said) {
    if (!globalThis.speechSynthesis) return [];
    return [button(text, (e) => read(said(), e.currentTarget, text), "ws-plain ws-listen")];
  }

  function read(parts, control, text) {
    if (speechSynthesis.speaking) return hush();
    const speech = new SpeechSynthesisUtterance(parts.filter(Boolean).join(". "));
    speech.lang = model.get("lang") === "fr" ? "fr-FR" : "en-GB";
    speech.rate = 0.9;
    speech.onend = speech.onerror = () => { control.textContent = text; };
    control.textContent = words.quiet;
    speechSynthesis.speak(speech);
    return undefined;
  }

  function hush() {
    globalThis.speechSynthesis?.cancel();
  }

  // Lab listens to single keys; they belong to this screen while it has the focus.
  const ours = (event) => { if (!event.ctrlKey && !event.metaKey && !event.altKey) event.stopPropagation(); };
  const online = () => { for (const one of waiting.values()) one.sent = 0; urge(); };
  root.addEventListener("keydown", ours);
  globalThis.addEventListener("online", online);
  model.on("msg:custom", heard);
  const beat = setInterval(urge, 500);
  me.asking = gated && Boolean(me.code);
  draw();
  if (me.asking) enter();
  else if (!gated) for (const one of waiting.values()) one.sent = 0;
  return () => {
    hush();
    clearTimeout(calling);
    if (document.body.dataset.voila) gone = true; // the screen stays, its kernel does not: a new page is asked for
    else clearInterval(beat);
    model.off("msg:custom", heard);
    globalThis.removeEventListener("online", online);
    root.removeEventListener("keydown", ours);
  };
}

export default { render };
