// The workshop's screen. State: who is in, which finding is on screen, what is being answered, what is saved.
// Text is only ever set as text; every word comes from the `words` trait; nothing is fetched but this page's own
// address, to learn whether the server is there again.

import { fill, h } from "../common/dom.js";
import { keepKeys } from "../common/keys.js";
import { createAnswering } from "./answering.js";
import { codeOfAddress, createEntrance } from "./entrance.js";
import { createFinding } from "./finding.js";
import { kept } from "./keeping.js";
import { createMine } from "./mine.js";
import { createSending } from "./sending.js";
import { identity } from "./tools.js";
import { createVoice } from "./voice.js";

/** @param {{model: any, el: HTMLElement}} given */
function render({ model, el: root }) {
  const words = model.get("words");
  const session = model.get("session");
  const gated = model.get("gated");
  const name = `atelier:${session || location.pathname}`;
  const memory = kept("sessionStorage", name);
  const before = memory.read() ?? {};
  const me = { code: before.code ?? codeOfAddress(gated), in: !gated, facilitator: false, own: [], asking: false };
  const status = h("p", { class: "ws-status", role: "status" });
  const stage = h("div", { class: "ws-stage" });

  // The screen, as its parts see it.
  /** @type {any} */
  const s = {
    model, words, gated, me, status, memory,
    findings: () => model.get("findings"),
    pictures: model.get("pictures"),
    screen: identity(),
    who: { group: false, voice: "household", reviewer: "", writer: "" },
    answers: new Map(Object.entries(before.answers ?? {})), // finding -> {position, words, writer, state, answer, former}
    choices: new Map(), // "quote/audience" -> {say, words, state, answer}
    place: before.place ?? -1, // a number of finding, "mine", or before them
    votes: null,
  };
  /** @param {string} id */
  s.draft = (id) => s.answers.get(id) ?? s.answers.set(id, { position: "", words: "", writer: "self", state: "draft" }).get(id);
  s.keep = () => memory.write({ code: me.code, place: s.place, answers: Object.fromEntries(s.answers) });

  /** @param {number|"mine"} where */
  s.go = (where) => {
    s.voice.hush();
    status.textContent = "";
    s.place = where;
    s.votes = null;
    s.keep();
    s.draw();
  };

  s.draw = () => {
    stage.replaceChildren(...shown());
    const head = stage.querySelector("h2");
    if (head) {
      head.setAttribute("tabindex", "-1");
      head.focus({ preventScroll: true });
      root.scrollIntoView({ block: "start" });
    }
  };
  /** Only the answer: the finding, its chart and the place that one looks at stay. @param {any} one @param {any} answer */
  s.redraw = (one, answer) => {
    const box = stage.querySelector(".ws-answer");
    if (!box) return s.draw();
    const held = box.contains(document.activeElement) || document.activeElement === document.body;
    box.replaceChildren(...answering(one, answer));
    const head = box.querySelector("h3");
    head?.setAttribute("tabindex", "-1");
    if (held) head?.focus({ preventScroll: true });
    return undefined;
  };
  function shown() {
    const several = s.findings();
    if (!me.in) return entrance.gate();
    if (s.place === "mine") return mine();
    if (s.place < 0) return gated ? entrance.welcome() : entrance.start();
    return s.place < several.length ? finding(several[s.place]) : entrance.finish();
  }

  // ---- parts
  s.voice = createVoice(s);
  const sending = createSending(s, name);
  Object.assign(s, { send: sending.send, post: sending.post, tell: sending.tell, recover: sending.recover }, createAnswering(s));
  const entrance = createEntrance(s);
  const { finding, answering } = createFinding(s);
  const mine = createMine(s);

  // ---- what the kernel says
  /** @param {any} message */
  function heard(message) {
    if (message.kind === "welcome") {
      entrance.arrived();
      Object.assign(me, { in: true, asking: false, facilitator: message.facilitator, own: message.own });
      status.textContent = sending.size ? words.back : "";
      sending.repeat();
      s.keep();
      return s.draw();
    }
    if (message.kind === "shut") {
      entrance.arrived();
      Object.assign(me, { in: false, asking: false });
      s.keep();
      s.draw();
      status.textContent = message.why;
      return undefined;
    }
    if (message.kind === "tally") {
      s.votes = message;
      return s.draw();
    }
    return acknowledged(message);
  }

  /** @param {any} message */
  function acknowledged(message) {
    const posted = sending.acknowledged(message.answer);
    const kind = message.kind === "refused" ? "check" : message.kind;
    const found = [...s.answers.values(), ...s.choices.values()].find((a) => a.answer && a.answer === message.answer);
    if (found) found.state = found.say && kind === "check" ? "draft" : kind;
    else if (posted?.op === "answer" && message.kind === "refused" && !s.draft(posted.finding).words) {
      Object.assign(s.draft(posted.finding), { position: posted.position, words: posted.words }); // its words are shown again
    }
    s.keep();
    // who is writing about another finding is not interrupted
    const here = s.findings()[s.place];
    if (s.place === "mine") s.draw();
    else if (here && found === s.answers.get(here.id)) s.redraw(here, found);
    status.textContent = { refused: fill(words.refused, { why: message.why }), late: words.late_why }[
      /** @type {"refused"|"late"} */ (message.kind)] ?? words.saved;
  }

  // ---- life
  root.classList.add("ws-root");
  root.setAttribute("lang", model.get("lang"));
  root.append(h("h1", { class: "ws-title" }, model.get("title")), stage, status);
  const letGo = keepKeys(root);
  globalThis.addEventListener("online", sending.online);
  model.on("msg:custom", heard);
  me.asking = gated && Boolean(me.code);
  s.draw();
  if (me.asking) entrance.enter();
  else if (!gated) sending.due();
  return () => {
    s.voice.hush();
    entrance.arrived();
    sending.stop();
    model.off("msg:custom", heard);
    globalThis.removeEventListener("online", sending.online);
    letGo();
  };
}

export default { render };
