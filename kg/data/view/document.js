"use strict";
// The document page: sentences and notes light up together, types can be switched off, the language changes.
(() => {
const notes = [...document.querySelectorAll(".notes")];
const pieces = new Map();
document.querySelectorAll(".s").forEach((node) => { const id = node.dataset.s; pieces.set(id, [...(pieces.get(id) || []), node]); });
const pairs = new Map(notes.map((note) => [note.dataset.for, note]));
function light(id, on) {
  for (const node of [...(pieces.get(id) || []), pairs.get(id)]) if (node) node.classList.toggle("on", on);
}
for (const [id, nodes] of pieces) for (const node of nodes) {
  node.addEventListener("mouseenter", () => light(id, true));
  node.addEventListener("mouseleave", () => light(id, false));
}
for (const note of notes) {
  note.addEventListener("mouseenter", () => light(note.dataset.for, true));
  note.addEventListener("mouseleave", () => light(note.dataset.for, false));
}
// A fragment may name a sentence, or any span inside one.
function follow() {
  document.querySelectorAll(".target").forEach((node) => node.classList.remove("target"));
  const [, start] = location.hash.match(/^#char=(\d+),\d+$/) || [];
  if (start === undefined) return;
  for (const [id, nodes] of pieces) {
    const [from, to] = id.slice(5).split(",").map(Number);
    if (from <= Number(start) && Number(start) < to) {
      nodes.forEach((node) => node.classList.add("target"));
      nodes[0].scrollIntoView({ block: "center" });
    }
  }
}
window.addEventListener("hashchange", follow);
document.querySelectorAll(".legend button").forEach((button) => button.addEventListener("click", () => {
  const on = button.getAttribute("aria-pressed") !== "true";
  button.setAttribute("aria-pressed", String(on));
  document.querySelectorAll(".m.t-" + button.dataset.type).forEach((node) => node.classList.toggle("off", !on));
}));
// The language is kept from page to page where the browser allows it.
const language = document.getElementById("language");
function remembered() { try { return localStorage.getItem("language"); } catch { return null; } }
function remember(value) { try { localStorage.setItem("language", value); } catch { /* not kept, then */ } }
function speak(english) {
  document.documentElement.lang = english ? "en" : "zh-CN";
  language.textContent = english ? "中文" : "English";
}
language.addEventListener("click", () => {
  const english = document.documentElement.lang !== "en";
  remember(english ? "en" : "zh");
  speak(english);
});
speak(remembered() === "en");
follow();
document.documentElement.dataset.ready = "true";
})();
