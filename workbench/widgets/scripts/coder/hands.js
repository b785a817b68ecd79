// Keyboard and mouse on the text. Keys act only while the text has the focus; letters and digits can be switched off.
import { fill } from "../common/dom.js";
import { keepKeys } from "../common/keys.js";

/** @type {Record<string, "word"|"sentence"|"turn">} */
const UNIT = { ArrowLeft: "word", ArrowRight: "word", ArrowUp: "sentence", ArrowDown: "sentence", PageUp: "turn", PageDown: "turn" };

/** @param {any} s the screen @param {HTMLElement} root @param {Record<string, () => void>} acts by the letter of their key
 *  @returns {() => void} to let go of the page */
export function createKeys(s, root, acts) {
  const { page, moves, words } = s;

  /** @param {KeyboardEvent} e @returns {boolean} whether the key was ours */
  function textKey(e) {
    const unit = UNIT[e.key];
    const forward = e.key === "ArrowRight" || e.key === "ArrowDown" || e.key === "PageDown" ? 1 : -1;
    if (e.ctrlKey || e.metaKey) {
      if (e.key.toLowerCase() === "z") s.step(e.shiftKey ? "redo" : "undo");
      else if (e.key.toLowerCase() === "y") s.step("redo");
      else return false;
      return true;
    }
    if (e.altKey) {
      if (!e.shiftKey || !unit || unit === "turn") return false;
      moves.nudge(unit === "word" ? "start" : "end", forward);
      return true;
    }
    if (unit) {
      if (e.shiftKey) moves.extend(unit, forward);
      else moves.go(unit, forward);
    } else if (e.key === "Home" || e.key === "End") moves.edge(e.key === "End");
    else if (e.key === "Enter" && !e.shiftKey) s.codes.filter.focus();
    else if (e.key === "Escape") {
      page.select(null);
      s.details.show(null);
    } else if (e.key === "Delete" || e.key === "Backspace") {
      if (!s.details.open) return false;
      s.details.retract();
    } else return s.model.get("shortcuts") && signKey(e);
    if (page.selection && unit) s.say(fill(words.selected, { words: s.text.slice(...page.selection).slice(0, 200) }));
    s.looked();
    return true;
  }

  /** Letters and digits. On a French keyboard the digits need Shift: the key's place counts too. @param {KeyboardEvent} e */
  function signKey(e) {
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(e.code)?.[1] ?? (/^[1-9]$/.test(e.key) ? e.key : null);
    if (digit && e.key !== "?") {
      const code = s.codes.byKey(Number(digit));
      if (!code) return false;
      if (page.selection) s.put(code);
      else s.complain(words.select_first);
      return true;
    }
    const letter = e.key === "?" || e.key === "/" ? e.key : `${e.shiftKey ? "Shift+" : ""}${e.key.toLowerCase()}`;
    acts[letter]?.();
    return Boolean(acts[letter]);
  }

  page.panel.addEventListener("keydown", (/** @type {KeyboardEvent} */ e) => {
    if (e.target === page.panel && textKey(e)) {
      e.preventDefault();
      e.stopPropagation();
    }
  });
  return keepKeys(root, (e) => {
    if (e.altKey) return e.target === page.panel && e.shiftKey && e.key in UNIT;
    return e.target === page.panel ? /^[zy]$/i.test(e.key) : e.key === "Enter";
  });
}

/** @param {any} s the screen @returns {() => void} to let go of the page */
export function createMouse(s) {
  const { page, moves } = s;
  let pressed = false;
  page.panel.addEventListener("mousedown", (/** @type {MouseEvent} */ e) => {
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
    s.focusText();
    if (native.isCollapsed || end === null) {
      page.select(null);
      s.details.show(page.at(start)[0] ?? null);
    } else {
      moves.mark(start, end);
      if (page.selection) native.removeAllRanges();
    }
    s.looked();
  };
  document.addEventListener("mouseup", released);
  page.panel.addEventListener("click", (/** @type {MouseEvent} */ e) => {
    const label = /** @type {HTMLElement|null} */ (/** @type {Element} */ (e.target).closest(".wbc-label"));
    const c = label && page.codings.get(label.dataset.codingId ?? "");
    if (!c) return;
    page.select([c.start, c.end], "start");
    s.details.show(c);
    s.focusText();
  });
  page.panel.addEventListener("copy", (/** @type {ClipboardEvent} */ e) => {
    if (!page.selection) return;
    e.clipboardData?.setData("text/plain", s.copied(page.selection));
    e.preventDefault();
  });
  page.panel.addEventListener("scroll", s.looked, { passive: true });
  return () => document.removeEventListener("mouseup", released);
}
