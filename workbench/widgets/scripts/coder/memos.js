// Memos on an excerpt, a code, the interview, the household: one box, which says on what it is.
import { fill, h } from "../common/dom.js";
import { boxHead, button, instant, row } from "./boxes.js";

/** @param {any} s the screen */
export function createMemos(s) {
  const { words } = s;

  /** What a memo can be on, from here. @returns {[on: string, target: string, label: string][]} */
  function targets() {
    const here = s.opened()?.code ?? s.codes.active;
    const [start, end] = s.page.selection ?? [0, 0];
    return [
      end ? ["excerpt", `${start}-${end}`, fill(words.memo_excerpt, { words: s.text.slice(start, Math.min(end, start + 60)) })] : null,
      here ? ["code", here, fill(words.memo_code, { code: s.names.label(here) })] : null,
      ["interview", "", fill(words.memo_interview, { source: s.head.source })],
      s.person()?.id ? ["household", s.person().id, fill(words.memo_household, { person: s.person().id })] : null,
    ].filter((t) => t !== null);
  }

  /** @param {string} [on] @param {string} [target] */
  function open(on, target) {
    const list = targets();
    if (on === "code" && target && !list.some((t) => t[0] === on && t[1] === target))
      list.unshift(["code", target, fill(words.memo_code, { code: s.names.label(target) })]);
    const chosen = list.find((t) => t[0] === on && (!target || t[1] === target)) ?? list[0];
    s.close();
    const field = /** @type {HTMLTextAreaElement} */ (h("textarea", { class: "wbc-memo", rows: 4, "aria-label": words.memo, onkeydown: key }));
    const about = h("p", { class: "wbc-quiet" });
    const which = /** @type {HTMLSelectElement} */ (h("select", { class: "wbc-field", "aria-label": words.memo_on, onchange: () => load() },
      ...list.map(([, , label], n) => h("option", { value: n, selected: list[n] === chosen }, label))));
    let version = 0;
    let memo = "";
    let kept = "";
    /** @param {KeyboardEvent} e */
    function key(e) {
      if (e.key !== "Escape" && !(e.key === "Enter" && (e.ctrlKey || e.metaKey))) return;
      e.preventDefault();
      e.stopPropagation();
      save(() => close());
    }
    const at = () => list[Number(which.value)];
    function load() {
      const [kind, what] = at();
      s.wire.ask({ op: "memos", on: kind, target: what }, (/** @type {any} */ answer) => {
        if (answer.kind === "refused") return s.complain(answer.why);
        const last = answer.memos[answer.memos.length - 1];
        ({ id: memo, version, text: kept } = last ?? { id: "", version: 0, text: "" });
        field.value = kept;
        about.textContent = last ? fill(words.by, { coder: last.who, when: instant(last.at, s.head.lang) }) : words.memo_none;
      }, { quiet: true });
    }
    /** @param {Function} [then] */
    function save(then) {
      const [kind, what] = at();
      if (field.value.trim() === kept) return then?.();
      s.change({ op: "memo_save", on: kind, target: what, memo, version, text: field.value.trim() }, () => {
        s.say(words.memo_saved);
        if (then) then();
        else load();
      });
    }
    function close() {
      s.card.show(null);
      s.focusText();
    }
    s.card.show(h("section", { class: "wbc-memos", "aria-label": words.memos }, boxHead(words.memos, words, close),
      which, field, about, row(button(words.memo_save, () => save()))));
    load();
    field.focus({ preventScroll: true });
  }
  return { open };
}
