// The line to the kernel: gestures go, answers come, and what was not answered is sent again.

const SILENCE = 2000; // ms without an answer after which the kernel is said not to answer
const AGAIN = 4000; // ms after which what was not answered is sent again
const PULSE = 3000; // ms of silence after which one asks whether somebody is there, while the screen is in use

/** Gestures that a screen sent and that nobody answered, by what the screen shows: the next screen of it sends them.
 *  @type {Map<string, Map<string, object>>} */
const left = ((/** @type {any} */ (globalThis)).wbLeft ??= new Map());

/** Sends gestures, matches answers with them, sends again what was not answered: Python answers each id once.
 *  @param {{send(message: object): void, on?: Function, off?: Function}} model
 *  @param {(waiting: number, silent: boolean) => void} onwait
 *  @param {{key?: string, used?: () => boolean}} [more] the name of what is worked on; whether somebody works on it */
export function line(model, onwait, more = {}) {
  const name = Math.random().toString(36).slice(2, 8);
  /** @type {Map<string, {message: object|null, answered: Function, since: number, put: number, quiet: boolean,
   *   patience: number}>} */
  const waiting = new Map();
  const kept = more.key ? (left.get(more.key) ?? new Map()) : new Map();
  const orphans = [...kept.values()];
  kept.clear();
  if (more.key) left.set(more.key, kept);
  let n = 0;
  let cut = false; // the page was told that its kernel is gone
  let pulse = performance.now();
  const tell = () => {
    const all = [...waiting.values()];
    const late = all.some((w) => performance.now() - w.since > w.patience);
    onwait(all.filter((w) => !w.quiet).length, cut || late);
  };
  /** @param {object} message */
  const post = (message) => {
    try {
      model.send(message);
    } catch {
      cut = true; // a closed channel: the gesture stays in `waiting` and is sent again
    }
  };
  /** `quiet` is a question that saves nothing, `keep` a gesture that the next screen may send, `once` what is neither
   *  kept nor sent again (a passphrase), `patience` in ms.
   *  @param {object} message @param {Function} answered
   *  @param {{quiet?: boolean, keep?: boolean, once?: boolean, patience?: number}} [how] */
  function ask(message, answered, { quiet = false, keep = false, once = false, patience = SILENCE } = {}) {
    const id = `${name}-${++n}`;
    const full = { ...message, id };
    const now = performance.now();
    waiting.set(id, { message: once ? null : full, answered, since: now, put: now, quiet, patience });
    if (keep) kept.set(id, message);
    post(full);
    tell();
    return id;
  }
  const again = setInterval(() => {
    const now = performance.now();
    for (const w of waiting.values()) {
      if (!w.message || now - w.put <= Math.max(AGAIN, w.patience)) continue;
      w.put = now;
      post(w.message);
    }
    if (!waiting.size && now - pulse > PULSE && more.used?.()) {
      pulse = now;
      ask({ op: "ping" }, () => {}, { quiet: true });
    } else if (waiting.size) tell();
  }, 500);
  /** @param {unknown} _model @param {boolean} live */
  const lost = (_model, live) => {
    cut = live === false;
    tell();
  };
  model.on?.("comm_live_update", lost);
  return {
    ask,
    orphans,
    /** A question whose answer may never come and holds nothing up. @param {object} message */
    mention: (message) => post(message),
    /** @param {any} answer @returns {boolean} whether it answers something asked here */
    heard(answer) {
      cut = false;
      pulse = performance.now(); // somebody is there: no need to ask
      const asked = waiting.get(answer.re);
      if (!asked) return false;
      waiting.delete(answer.re);
      kept.delete(answer.re);
      asked.answered(answer);
      tell();
      return true;
    },
    stop() {
      clearInterval(again);
      model.off?.("comm_live_update", lost);
    },
  };
}
