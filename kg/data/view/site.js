"use strict";
// The pages of the site: the language, kept from page to page where the browser allows it, and a filter over a table.
(() => {
const button = document.getElementById("language");
function remembered() { try { return localStorage.getItem("language"); } catch { return null; } }
function remember(value) { try { localStorage.setItem("language", value); } catch { /* not kept, then */ } }
function speak(english) {
  document.documentElement.lang = english ? "en" : "zh-CN";
  button.textContent = english ? "中文" : "English";
  document.querySelectorAll("input[data-zh]").forEach((input) => { input.placeholder = english ? input.dataset.en : input.dataset.zh; });
}
button.addEventListener("click", () => {
  const english = document.documentElement.lang !== "en";
  remember(english ? "en" : "zh");
  speak(english);
});
speak(remembered() === "en");
document.querySelectorAll("input.filter").forEach((input) => {
  const rows = [...document.querySelectorAll("#" + input.dataset.table + " tbody tr")];
  const texts = rows.map((row) => row.textContent.toLowerCase());
  input.addEventListener("input", () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    rows.forEach((row, i) => { row.hidden = !words.every((word) => texts[i].includes(word)); });
  });
});
document.documentElement.dataset.ready = "true";
})();
