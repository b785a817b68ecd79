// What is typed in a screen stays in it. JupyterLab listens to keys at the page's root as they rise, which a screen can
// stop; Notebook 7 as they go down, before any screen hears of them: there, the one thing that is honoured is a mark on
// the focused element itself. It is put for that key alone, so that Ctrl+S and its like still save.

const MARK = "data-lm-suppress-shortcuts";

/** @param {HTMLElement} root @param {(e: KeyboardEvent) => boolean} [also] keys with Ctrl or Alt that are the screen's
 *  @returns {() => void} to let go of the page */
export function keepKeys(root, also = () => false) {
  const ours = (/** @type {KeyboardEvent} */ e) => (!e.ctrlKey && !e.metaKey && !e.altKey) || also(e);
  const early = (/** @type {KeyboardEvent} */ e) => {
    const on = /** @type {Element} */ (e.target);
    if (!root.contains(on) || !ours(e)) return;
    on.setAttribute(MARK, "true");
    setTimeout(() => on.removeAttribute(MARK), 0);
  };
  const rising = (/** @type {KeyboardEvent} */ e) => { if (ours(e)) e.stopPropagation(); };
  addEventListener("keydown", early, true);
  root.addEventListener("keydown", rising);
  return () => {
    removeEventListener("keydown", early, true);
    root.removeEventListener("keydown", rising);
  };
}
