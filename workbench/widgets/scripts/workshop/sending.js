// Sending, and sending again: an answer stays on the device until the kernel acknowledged it, over a lost network, a
// closed tab, a restarted server. The line of the other screens forgets with its page; this one must not.

import { fill } from "../common/dom.js";
import { kept } from "./keeping.js";
import { identity } from "./tools.js";

const REPEAT = 2500; // milliseconds after which an unacknowledged answer is sent again
const QUIET = 120; // milliseconds for which a tap is its own answer
const LOST = 2; // sendings without an answer after which the connection is said to be lost
const RELOAD = 8000; // milliseconds between two new pages

/** @param {any} s the screen @param {string} name what is kept on the device is kept under it */
export function createSending(s, name) {
  const { words, status, model, me } = s;
  const unsent = kept("localStorage", `${name}:unsent`);
  /** @type {Map<string, {message: any, sent: number, times: number}>} by the answer's identity */
  const waiting = new Map(Object.entries(unsent.read() ?? {}));
  let gone = false; // whether our kernel was found to be no more

  /** The answer leaves first; what is drawn waits, and "saving" is only said where the acknowledgement does not come.
   *  @param {any} one @param {any} answer */
  function send(one, answer) {
    if (answer.state === "saving") return; // tapped twice
    answer.state = "saving";
    answer.answer = answer.answer || identity(); // sent again after a silence, it is still the same answer
    const said = {
      op: "answer", confirmed: true, finding: one.id, shown: one.shown ?? "", position: answer.position, words: answer.words,
      answer: answer.answer, screen: s.screen,
    };
    post(s.gated ? { ...said, code: me.code, writer: answer.writer } : { ...said, ...s.who });
    s.keep();
    setTimeout(() => {
      if (answer.state !== "saving") return;
      status.textContent = words.saving;
      if (s.findings()[s.place]?.id === one.id) s.redraw(one, answer);
    }, QUIET);
  }

  /** @param {any} message */
  function post(message) {
    waiting.set(message.answer, { message, sent: Date.now(), times: 1 });
    unsent.write(Object.fromEntries(waiting));
    tell(message);
  }

  /** To the kernel, if there is one: a channel that was closed throws, and is no reason to forget the answer.
   *  @param {object} message */
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
    const late = [...waiting.values()].filter((one) => now - one.sent >= REPEAT);
    if (!late.length || !me.in) return;
    for (const one of late) {
      Object.assign(one, { sent: now, times: one.times + 1 });
      tell(one.message);
    }
    if (late.some((one) => one.times > LOST)) {
      status.textContent = `${words.waiting} ${fill(words.pending, { n: waiting.size })}`;
      recover();
    }
  }

  /** The server is there and the kernel is not: only a new page has a new kernel. What waits, waits on the device. */
  async function recover() {
    if (!document.body.dataset.voila) return; // in a notebook the evaluator restarts it
    try {
      await fetch(location.href, { method: "HEAD", cache: "no-store" }); // starts nothing
    } catch {
      return; // no network yet
    }
    const last = kept("sessionStorage", "atelier:reloaded");
    if (Date.now() - (last.read() ?? 0) < RELOAD) return;
    last.write(Date.now());
    s.keep();
    location.reload();
  }

  const beat = setInterval(urge, 500);
  const due = () => { for (const one of waiting.values()) one.sent = 0; };
  return {
    send, post, tell, recover, due,
    get size() { return waiting.size; },
    /** Everything that waits, said again at once. */
    repeat: () => { for (const one of waiting.values()) tell(one.message); },
    /** The network is there again. */
    online: () => { due(); urge(); },
    /** An answer reached the kernel: it waits no more. @param {string} answer @returns {any} what had been sent */
    acknowledged(answer) {
      const posted = waiting.get(answer)?.message;
      waiting.delete(answer);
      unsent.write(Object.fromEntries(waiting));
      return posted;
    },
    stop() {
      if (document.body.dataset.voila) gone = true; // the screen stays, its kernel does not: a new page is asked for
      else clearInterval(beat);
    },
  };
}
