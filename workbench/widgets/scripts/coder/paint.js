// How a block's codings are drawn: underlines in the words, brackets and labels in the margin. Never colour alone:
// each lane has its own pattern of line, each coding its label.
import { h } from "../common/dom.js";
import { rangeIn } from "../common/spans.js";
import { LANES, inOrder, stretches } from "./codings.js";

const LABEL = 20; // px, height of a label in the margin, as in the stylesheet

/** @typedef {{top: number, height: number, lane: number}} Spot in px, from the top of the block */

/** @param {string} text @param {{label(code: string): string, hue(code: string): number, me: string}} names */
export function painter(text, names) {
  let chosen = "";

  /** @param {import("./codings.js").Coding} c */
  const looks = (c) => `wbc-lane${c.lane % LANES} wbc-hue${names.hue(c.code)}`;

  /** @param {import("./codings.js").Coding} c */
  function labelOf(c) {
    const whose = c.coder === names.me ? "" : `${c.coder} · `;
    const label = whose + names.label(c.code);
    const state = (c.pending ? " wbc-pending" : "") + (whose ? " wbc-other" : "") + (c.id === chosen ? " wbc-chosen" : "");
    return h("button", {
      type: "button", tabindex: -1, title: label, "data-coding-id": c.id, "data-code": c.code,
      class: `wbc-label ${looks(c)}${state}`,
    }, label + (c.memo ? " ✎" : ""));
  }

  /** The words of a block, cut where codings begin and end; no more elements than that.
   *  @param {import("./codings.js").Block} b */
  function block(b) {
    const list = [...b.codings].sort(inOrder);
    b.p.replaceChildren(
      ...stretches(b.start, b.end, list).map((s) => {
        /** @type {Node} */
        let node = document.createTextNode(text.slice(s.start, s.end));
        for (const c of [...s.codings].reverse()) {
          const edges = `${c.start === s.start ? " wbc-first" : ""}${c.end === s.end ? " wbc-last" : ""}`;
          node = h("span", { class: `wbc-u ${looks(c)}${edges}` }, node);
        }
        return node;
      }),
    );
    b.margin.replaceChildren(...list.flatMap((c) => {
      const bracket = h("span", { class: `wbc-bracket ${looks(c)}`, "data-of": c.id });
      return c.start < b.start ? [bracket] : [bracket, labelOf(c)];
    }));
    b.margin.style.setProperty("--lanes", String(Math.min(LANES, 1 + Math.max(0, ...list.map((c) => c.lane)))));
  }

  /** Where brackets and labels of a block belong: read from the page, nothing written.
   *  @param {import("./codings.js").Block} b @returns {Map<string, Spot>} */
  function spots(b) {
    const top = b.el.getBoundingClientRect().top;
    return new Map([...b.codings].map((c) => {
      const box = rangeIn(b.p, b.start, Math.max(c.start, b.start), Math.min(c.end, b.end)).getBoundingClientRect();
      return [c.id, { top: box.top - top, height: box.height, lane: c.lane % LANES }];
    }));
  }

  /** Puts brackets and labels at the height of their words: first everything is read, then everything written, so
   *  that the page is laid out once; what was read before is not read again.
   *  @param {Iterable<import("./codings.js").Block>} blocks
   *  @param {Map<import("./codings.js").Block, Map<string, Spot>>} [known] */
  function place(blocks, known) {
    const found = [...blocks].filter((b) => b.codings.size).map((b) => ({ b, at: known?.get(b) ?? spots(b) }));
    for (const { b, at } of found) {
      let bottom = 0;
      for (const el of /** @type {Iterable<HTMLElement>} */ (b.margin.children)) {
        const spot = at.get(el.dataset.of ?? el.dataset.codingId ?? "");
        if (!spot) continue;
        if (el.dataset.of) {
          el.style.cssText = `top:${spot.top}px;height:${spot.height}px;--lane:${spot.lane}`;
        } else {
          const gap = Math.max(0, spot.top - bottom);
          el.style.marginTop = `${gap}px`;
          bottom += gap + LABEL;
        }
      }
    }
  }

  return {
    block,
    place,
    spots,
    /** The coding that stands out. @param {string} id @param {Element} panel */
    choose(id, panel) {
      chosen = id;
      for (const el of panel.querySelectorAll(".wbc-chosen")) el.classList.remove("wbc-chosen");
      if (id) panel.querySelector(`[data-coding-id="${CSS.escape(id)}"]`)?.classList.add("wbc-chosen");
    },
    /** What was waiting is acknowledged: its label takes the store's id, and nothing is drawn again.
     *  @param {import("./codings.js").Block[]} blocks @param {string} old @param {string} id */
    settle(blocks, old, id) {
      for (const b of blocks) {
        for (const el of /** @type {Iterable<HTMLElement>} */ (b.margin.children)) {
          if (el.dataset.of === old) el.dataset.of = id;
          if (el.dataset.codingId !== old) continue;
          el.dataset.codingId = id;
          el.classList.remove("wbc-pending");
        }
      }
    },
  };
}
