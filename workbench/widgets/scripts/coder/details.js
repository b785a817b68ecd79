// One coding, open: its words, who and when, its memo, and what can be done with it.
import { fill, h } from "../common/dom.js";
import { boxHead, button, instant, row } from "./boxes.js";

/** @param {any} s the screen */
export function createDetails(s) {
  const { words, page, names } = s;
  /** @type {import("./codings.js").Coding|null} */
  let open = null;

  /** @param {import("./codings.js").Coding|null} c */
  function show(c) {
    const typed = /** @type {HTMLTextAreaElement|null} */ (s.card.root.querySelector(".wbc-details textarea"));
    if (c && open?.id === c.id && typed && typed.value.trim() !== open.memo) return; // a memo being written stays
    open = c;
    page.choose(c?.id ?? "");
    s.card.show(c && boxOf(c));
  }

  /** @param {import("./codings.js").Coding} c */
  function boxOf(c) {
    const mine = c.coder === names.me;
    const memo = /** @type {HTMLTextAreaElement} */ (h("textarea", {
      class: "wbc-memo", rows: 2, "aria-label": words.memo, placeholder: words.memo, readonly: !mine, onkeydown: memoKey, onblur: save,
    }));
    memo.value = c.memo;
    /** @param {KeyboardEvent} e */
    function memoKey(e) {
      if (e.key !== "Escape" && !(e.key === "Enter" && (e.ctrlKey || e.metaKey))) return;
      e.preventDefault();
      e.stopPropagation();
      s.focusText(); // leaving the field saves it
    }
    function save() {
      if (!mine || memo.value.trim() === c.memo) return;
      revise(c, { memo: memo.value.trim() });
    }
    const origin = words[`origin_${c.origin}`];
    const start = page.over(c.start, c.end)[0];
    const quiet = [
      fill(words.by, { coder: c.coder, when: instant(c.created, s.head.lang) || words.saving }),
      origin && fill(origin, { coder: c.coder }), start?.el.querySelector(".wbc-where")?.textContent,
      fill(words.version, { n: c.version }),
    ];
    return h(
      "section", { class: "wbc-details", "aria-label": words.coding },
      boxHead(names.label(c.code), words, () => { show(null); s.focusText(); }),
      h("blockquote", {}, s.text.slice(c.start, Math.min(c.end, c.start + 160)) + (c.end - c.start > 160 ? "…" : "")),
      h("p", { class: "wbc-quiet" }, quiet.filter(Boolean).join(" · ")),
      memo,
      row(mine && button(words.memo_save, save), mine && button(words.retract, () => retract(c)),
        mine && button(words.limits, () => limits()), button(words.definition, () => s.work.define(c.code))),
    );
  }

  /** @param {import("./codings.js").Coding} c @param {object} what */
  const revise = (c, what) => s.change({ op: "revise", coding: c.id, ...what }, (/** @type {any} */ answer) => {
    if (open?.id !== c.id) return;
    open = null;
    show(page.codings.get(answer.added[0]?.[0]) ?? null);
  });

  /** The coding takes the limits of the passage selected. */
  function limits() {
    if (!open || !page.selection) return s.complain(words.limits_first);
    if (open.coder !== names.me) return s.complain(fill(words.only_yours, { coder: open.coder }));
    const [start, end] = page.selection;
    if (start === open.start && end === open.end) return s.say(words.limits_hint);
    revise(open, { start, end });
  }

  /** @param {import("./codings.js").Coding} c */
  function retract(c) {
    if (c.coder !== names.me) return s.complain(fill(words.only_yours, { coder: c.coder }));
    if (!c.pending) s.change({ op: "retract", coding: c.id }, () => { if (open?.id === c.id) show(null); });
  }

  return {
    show, limits,
    get open() { return open; },
    close: () => { open = null; page.choose(""); },
    retract: () => open && retract(open),
    memo: () => /** @type {HTMLElement|null} */ (s.card.root.querySelector("textarea"))?.focus(),
    /** To the next coding from here, of one code or of any. @param {number} way @param {string} [only] */
    jump(way, only) {
      const list = [...page.codings.values()].filter((c) => !only || c.code === only).sort(s.inOrder);
      if (!list.length) return;
      const here = open ? list.findIndex((c) => c.id === open?.id) : -1;
      const at = page.selection?.[0] ?? page.inView()?.start ?? 0;
      let n = here >= 0 ? here + way : way > 0 ? list.findIndex((c) => c.start >= at) : list.findLastIndex((c) => c.start < at);
      if (n < 0) n = way > 0 ? 0 : list.length - 1;
      const c = list[n % list.length];
      page.select([c.start, c.end], "start");
      show(c);
      s.looked();
    },
  };
}
