// Changing the codebook while reading: each change is a form, sent to the study, which answers with the new version.
import { fill } from "../common/dom.js";
import { definitionOf, formOf, historyOf } from "./boxes.js";

/** @param {any} s the screen: words, head, page, names, card, change, complain, say, focusText */
export function createCodework(s) {
  const { words } = s;
  const close = () => {
    s.card.show(null);
    s.focusText();
  };
  const why = { name: "why", label: words.why };
  /** @param {(c: import("./book.js").Code) => boolean} fits @returns {[string, string][]} */
  const listed = (fits) => s.book().codes.filter(fits).map((/** @type {any} */ c) => [c.id, c.label]);
  const groups = () => [["", words.top_level], ...listed((c) => !c.codable)];

  /** @param {string} title @param {any[]} fields @param {string} op @param {object} more @param {string} [note] */
  function ask(title, fields, op, more, note) {
    const send = (/** @type {any} */ values) =>
      s.change({ op, ...more, ...values }, (/** @type {any} */ answer) => {
        close();
        s.say(answer.said ?? "");
      });
    s.card.show(formOf(title, fields, words.do_it, send, words, close, note));
    s.card.root.querySelector(".wbc-field, input")?.focus({ preventScroll: true });
  }

  /** @param {string} id */
  const code = (id) => s.book().codes.find((/** @type {any} */ c) => c.id === id);

  const acts = {
    create() {
      const span = s.page.selection;
      const said = span ? s.text.slice(...span).replace(/\s+/g, " ").trim() : "";
      const label = said.length > 60 ? said.slice(0, 60).replace(/\s\S*$/, "") : said;
      ask(span ? words.in_vivo : words.new_code, [
        { name: "label", label: words.label, value: label, needed: true },
        { name: "group", label: words.inside, kind: "select", options: groups() },
        { name: "definition", label: words.definition, kind: "area" },
      ], "new_code", span ? { start: span[0], end: span[1] } : {}, span ? fill(words.selected, { words: said.slice(0, 120) }) : "");
    },
    /** @param {string} id */
    rename: (id) => ask(`${words.rename} · ${s.names.label(id)}`,
      [{ name: "label", label: words.label, value: s.names.label(id), needed: true }, why], "rename_code", { code: id }),
    /** @param {string} id */
    edit(id) {
      const c = code(id);
      ask(`${words.edit} · ${c.label}`, [
        { name: "definition", label: words.definition, kind: "area", value: c.definition },
        { name: "include", label: words.include_lines, kind: "area", value: c.include.join("\n") },
        { name: "exclude", label: words.exclude_lines, kind: "area", value: c.exclude.join("\n") },
        { name: "example", label: words.example, kind: "area", value: c.example },
      ], "edit_code", { code: id });
    },
    /** @param {string} id */
    move: (id) => ask(`${words.move} · ${s.names.label(id)}`,
      [{ name: "group", label: words.inside, kind: "select", options: groups(), value: code(id).group ?? "" }, why], "move_code", { code: id }),
    /** @param {string} id */
    merge: (id) => ask(`${words.merge} · ${s.names.label(id)}`, [
      { name: "into", label: words.into, kind: "select", needed: true, options: [["", "—"], ...listed((c) => c.codable && c.offered && c.id !== id)] },
      why,
    ], "merge_codes", { code: id }, words.merge_note),
    /** @param {string} id */
    split(id) {
      const mine = [...s.page.codings.values()].filter((c) => c.code === id && !c.pending);
      ask(`${words.split} · ${s.names.label(id)}`, [
        { name: "label", label: words.part_label, needed: true },
        { name: "codings", label: words.part_codings, kind: "checks", options: mine.map((c) => [c.id, s.text.slice(c.start, Math.min(c.end, c.start + 90))]) },
        why,
      ], "split_code", { code: id }, words.split_note);
    },
    /** @param {string} id */
    retire: (id) => ask(`${words.retire} · ${s.names.label(id)}`, [why], "retire_code", { code: id }, words.retire_note),
    /** @param {string} id */
    reinstate: (id) => s.change({ op: "reinstate_code", code: id }, (/** @type {any} */ answer) => {
      close();
      s.say(answer.said ?? "");
    }),
    /** @param {string} [id] of one code, or of the whole codebook */
    history(id) {
      s.wire.ask({ op: "history", code: id ?? null }, (/** @type {any} */ answer) => {
        if (answer.kind === "refused") return s.complain(answer.why);
        const title = id ? s.names.label(id) : s.book().title;
        s.card.show(historyOf(title, answer.rows, words, s.head.lang, close));
        s.card.root.querySelector("button")?.focus({ preventScroll: true });
      }, { quiet: true });
    },
  };

  return {
    ...acts,
    /** @param {string|null} id */
    define(id) {
      const c = id && code(id);
      if (!c) return;
      s.close();
      const on = (/** @type {Function} */ act) => () => act(id);
      const live = [
        [words.memo, () => s.memos.open("code", id)], [words.rename, on(acts.rename)], [words.edit, on(acts.edit)],
        [words.move, on(acts.move)], [words.merge, on(acts.merge)], [words.split, on(acts.split)],
        [words.retire, on(acts.retire)], [words.history, on(acts.history)],
      ];
      const gone = [[words.reinstate, on(acts.reinstate)], [words.history, on(acts.history)]];
      s.card.show(definitionOf(c, words, close, c.offered ? live : gone, s.names.label));
    },
  };
}
