// The only script of a page. It shows one approved part or another, and unfolds what is folded for the paper.
"use strict";
for (const filter of document.querySelectorAll(".wb-filter")) {
  const list = filter.querySelector("select");
  const parts = [...filter.querySelectorAll(".wb-choice")];
  const said = filter.querySelector(".wb-chosen");
  const choose = () => {
    for (const [n, part] of parts.entries()) { part.hidden = n !== list.selectedIndex; }
  };
  list.addEventListener("change", () => { choose(); said.textContent = list.options[list.selectedIndex].text; });
  list.closest("p").hidden = false;
  choose(); // a browser that goes back keeps what was chosen
}
// a printed page is read whole: what is folded on the screen is opened for the paper, then folded again
window.addEventListener("beforeprint", () => {
  for (const folded of document.querySelectorAll("details:not([open])")) { folded.open = true; folded.dataset.folded = ""; }
  for (const part of document.querySelectorAll(".wb-choice[hidden]")) { part.hidden = false; part.dataset.chosen = "no"; }
});
window.addEventListener("afterprint", () => {
  for (const opened of document.querySelectorAll("details[data-folded]")) { opened.open = false; delete opened.dataset.folded; }
  for (const part of document.querySelectorAll(".wb-choice[data-chosen]")) { part.hidden = true; delete part.dataset.chosen; }
});
