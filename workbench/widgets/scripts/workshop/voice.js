// Words read aloud, where the browser has a voice.

import { button } from "./tools.js";

/** @param {any} s the screen */
export function createVoice(s) {
  /** @param {(string|undefined)[]} parts @param {HTMLElement} control @param {string} text what the button says at rest */
  function read(parts, control, text) {
    if (speechSynthesis.speaking) return hush();
    const speech = new SpeechSynthesisUtterance(parts.filter(Boolean).join(". "));
    speech.lang = s.model.get("lang") === "fr" ? "fr-FR" : "en-GB";
    speech.rate = 0.9;
    speech.onend = speech.onerror = () => { control.textContent = text; };
    control.textContent = s.words.quiet;
    speechSynthesis.speak(speech);
    return undefined;
  }
  function hush() {
    globalThis.speechSynthesis?.cancel();
  }
  return {
    hush,
    /** The button that reads, null without a voice. @param {string} text @param {() => (string|undefined)[]} said */
    listen: (text, said) => globalThis.speechSynthesis
      ? button(text, (/** @type {any} */ e) => read(said(), e.currentTarget, text), { class: "ws-plain ws-listen" }) : null,
  };
}
