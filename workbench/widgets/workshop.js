// The workshop's screen. State: which finding is on screen, what is being answered, what is saved.
// Text is only ever set as text; every word comes from the `words` trait; nothing is fetched.

const POSITIONS = ["agree", "nuance", "disagree", "not_about_me", "no_answer"];
const PATIENCE = 8000; // milliseconds after which an unacknowledged answer is said to be lost

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

function identity() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((b) => b.toString(16).padStart(2, "0")).join("");
}

function render({ model, el: root }) {
  const words = model.get("words");
  const findings = model.get("findings");
  const screen = identity();
  const who = { group: false, voice: "household", reviewer: "", writer: "" };
  const answers = new Map(); // finding id -> {position, words, state: "draft" | "check" | "saving" | "saved", answer}
  let place = -1;
  let timer = 0;

  const stage = el("div", { cls: "ws-stage" });
  const status = el("p", { cls: "ws-status", role: "status" });
  root.classList.add("ws-root");
  root.setAttribute("lang", model.get("lang"));
  root.append(el("h1", { cls: "ws-title", text: model.get("title") }), stage, status);

  const draft = (id) => answers.get(id) ?? answers.set(id, { position: "", words: "", state: "draft" }).get(id);
  const button = (text, act, cls = "ws-plain", more = {}) => el("button", { type: "button", cls, text, on: { click: act }, ...more });

  function go(where) {
    hush();
    status.textContent = "";
    place = where;
    draw();
  }

  function draw() {
    const shown = place < 0 ? start() : place < findings.length ? finding(findings[place]) : finish();
    stage.replaceChildren(...shown);
    const head = stage.querySelector("h2");
    if (head) {
      head.setAttribute("tabindex", "-1");
      head.focus({ preventScroll: false });
    }
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

  function finding(one) {
    const answer = draft(one.id);
    const top = el("div", { cls: "ws-top" }, [
      el("p", { cls: "ws-place", text: fill(words.place, { n: place + 1, of: findings.length }) }),
      ...(globalThis.speechSynthesis ? [button(words.listen, (e) => read(one, e.target), "ws-plain ws-listen")] : []),
    ]);
    // what the group discusses stands alone and large; what it rests on opens when somebody asks for it
    const said = one.quotes.length
      ? [fold("ws-said", fill(words.said, { n: one.quotes.length }), one.quotes.map((q) =>
          el("blockquote", {}, [el("p", { text: `«\u00a0${q.text}\u00a0»` }), el("p", { cls: "ws-from", text: q.attribution })])))]
      : [];
    const told = el("div", { cls: "ws-told" }, [el("h2", { cls: "ws-plainly", text: one.plain }),
      fold("ws-statement", words.statement, [el("p", { text: one.statement })]), ...said]);
    const answered = el("div", { cls: "ws-answer" }, [...(answer.state === "draft" ? asking(one, answer) : settled(one, answer)), moves(answer)]);
    return [top, el("div", { cls: "ws-pair" }, [told, answered])];
  }

  function fold(cls, name, inside) {
    return el("details", { cls }, [el("summary", { text: name }), ...inside]);
  }

  function asking(one, answer) {
    const area = el("textarea", { id: `own-${screen}`, rows: "2", maxlength: "4000", on: { input: (e) => { answer.words = e.target.value; } } });
    area.value = answer.words;
    const ready = button(words.read_back, () => { answer.state = "check"; hush(); draw(); }, "ws-main");
    ready.disabled = !answer.position;
    const choices = POSITIONS.map((position) => button(words.positions[position], (e) => {
      answer.position = position;
      for (const other of e.target.parentElement.children) other.setAttribute("aria-pressed", String(other === e.target));
      ready.disabled = false;
    }, `ws-position ws-${position}`, { "aria-pressed": String(answer.position === position) }));
    return [
      el("h3", { id: `ask-${screen}`, text: words.ask }),
      el("div", { cls: "ws-positions", role: "group", "aria-labelledby": `ask-${screen}` }, choices),
      el("label", { for: `own-${screen}`, cls: "ws-label", text: words.own }), area,
      el("div", { cls: "ws-nav" }, [ready]),
    ];
  }

  function settled(one, answer) {
    const mine = answer.words.trim();
    const box = el("div", { cls: `ws-check ws-state-${answer.state}` }, [
      el("h3", { text: answer.state === "saved" ? `✓ ${words.saved}` : words.check }),
      el("p", { cls: "ws-mine", text: words.positions[answer.position] }),
      el("p", { text: mine ? `«\u00a0${mine}\u00a0»` : words.no_words }),
    ]);
    if (answer.state === "saved") {
      box.append(button(words.again, () => { answer.state = "draft"; answer.answer = ""; draw(); }));
    } else {
      const save = button(answer.state === "saving" ? words.saving : words.confirm, () => send(one, answer), "ws-main");
      save.disabled = answer.state === "saving";
      const change = button(words.change, () => { answer.state = "draft"; draw(); });
      change.disabled = save.disabled;
      box.append(el("div", { cls: "ws-nav" }, [save, change]));
    }
    return [box];
  }

  function moves(answer) {
    const last = place === findings.length - 1;
    const back = button(`← ${words.previous}`, () => go(place - 1));
    const on = button(`${last ? words.end : words.next} →`, () => go(place + 1), answer.state === "saved" ? "ws-main" : "ws-plain");
    return el("div", { cls: "ws-nav ws-moves" }, [back, on]);
  }

  function finish() {
    return [el("h2", { text: words.end }), el("p", { cls: "ws-lead", text: words.end_text }),
      el("div", { cls: "ws-nav ws-moves" }, [button(`← ${words.previous}`, () => go(findings.length - 1))])];
  }

  function send(one, answer) {
    answer.state = "saving";
    answer.answer = answer.answer || identity(); // sent again after a silence, it is still the same answer
    status.textContent = words.saving;
    draw();
    model.send({ op: "answer", confirmed: true, finding: one.id, position: answer.position, words: answer.words, answer: answer.answer, screen, ...who });
    clearTimeout(timer);
    timer = setTimeout(() => fail(answer, words.lost), PATIENCE);
  }

  function fail(answer, why) {
    clearTimeout(timer);
    answer.state = "check";
    draw();
    status.textContent = why;
  }

  function heard(message) {
    const found = [...answers.values()].find((a) => a.answer && a.answer === message.answer && a.state === "saving");
    if (!found) return;
    if (message.kind !== "saved") return fail(found, message.why);
    clearTimeout(timer);
    found.state = "saved";
    draw();
    status.textContent = words.saved;
  }

  function read(one, control) {
    if (speechSynthesis.speaking) return hush();
    const speech = new SpeechSynthesisUtterance([one.plain, ...one.quotes.map((q) => q.text)].join(". "));
    speech.lang = model.get("lang") === "fr" ? "fr-FR" : "en-GB";
    speech.rate = 0.9;
    speech.onend = speech.onerror = () => { control.textContent = words.listen; };
    control.textContent = words.quiet;
    speechSynthesis.speak(speech);
  }

  function hush() {
    globalThis.speechSynthesis?.cancel();
  }

  // Lab listens to single keys; they belong to this screen while it has the focus.
  const keep = (event) => { if (!event.ctrlKey && !event.metaKey && !event.altKey) event.stopPropagation(); };
  root.addEventListener("keydown", keep);
  model.on("msg:custom", heard);
  draw();
  return () => {
    hush();
    clearTimeout(timer);
    model.off("msg:custom", heard);
    root.removeEventListener("keydown", keep);
  };
}

export default { render };
