// Codings laid over blocks of text: pure functions, no page.
import { itemAt } from "../common/dom.js";

/** @typedef {[id: string, start: number, end: number, code: string, coder: string, created: string, memo: string,
 *   origin: string, version: number]} Row a coding as Python sends it
 *  @typedef {{id: string, start: number, end: number, code: string, coder: string, created: string, memo: string,
 *   origin: string, version: number, lane: number, pending: boolean}} Coding
 *  @typedef {[turn: number|null, start: number, end: number, speaker: string, asks: boolean, where: string]} BlockRow
 *  @typedef {{n: number, turn: number|null, start: number, end: number, asks: boolean, el: HTMLElement,
 *   p: HTMLElement, margin: HTMLElement, codings: Set<Coding>, words?: [number, number][],
 *   sentences?: [number, number][]}} Block */

export const LANES = 4; // patterns of underline; beyond, they come round again

/** @param {Row} row @param {number} lane @param {boolean} pending @returns {Coding} */
export function codingOf([id, start, end, code, coder, created, memo, origin, version], lane, pending) {
  return { id, start, end, code, coder, created, memo, origin, version, lane, pending };
}

/** The lowest lane that no overlapping coding occupies.
 *  @param {{start: number, end: number}} span @param {Iterable<Coding>} near */
export function freeLane(span, near) {
  const taken = new Set();
  for (const c of near) if (c.start < span.end && span.start < c.end) taken.add(c.lane);
  let lane = 0;
  while (taken.has(lane)) lane++;
  return lane;
}

/** The stretches of [start, end) between any two boundaries, each with the codings that cover it, by lane.
 *  @param {number} start @param {number} end @param {Coding[]} codings
 *  @returns {{start: number, end: number, codings: Coding[]}[]} */
export function stretches(start, end, codings) {
  const cuts = new Set([start, end]);
  for (const c of codings) for (const at of [c.start, c.end]) if (at > start && at < end) cuts.add(at);
  const at = [...cuts].sort((a, b) => a - b);
  const byLane = [...codings].sort((a, b) => a.lane - b.lane);
  return at.slice(0, -1).map((from, n) => ({
    start: from,
    end: at[n + 1],
    codings: byLane.filter((c) => c.start < at[n + 1] && c.end > from),
  }));
}

/** The blocks that [start, end) touches. @param {Block[]} blocks @param {number} start @param {number} end */
export function blocksOver(blocks, start, end) {
  const found = [];
  if (!blocks.length) return found;
  for (let n = itemAt(blocks, start).n; n < blocks.length && blocks[n].start < end; n++)
    if (blocks[n].end > start) found.push(blocks[n]);
  return found;
}

/** In the order of the text, the longer first of two that begin together. @param {Coding} a @param {Coding} b */
export const inOrder = (a, b) => a.start - b.start || b.end - a.end || (a.id < b.id ? -1 : 1);
