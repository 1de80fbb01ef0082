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
// A chart as a bitmap for slides: its title and key, which the page hides, are shown in it.
const STYLE = "text{font-family:'Noto Sans CJK SC','Microsoft YaHei','PingFang SC',sans-serif;font-size:12.5px;fill:#20262c}.title{font-size:17px;font-weight:600}.soft{fill:#66717a;font-size:11.5px}.inside{fill:#fff;font-size:11px}";
function pack(svg) {
  const copy = svg.cloneNode(true), { width, height } = svg.viewBox.baseVal;
  const wide = Math.max(width, 420) + 40, high = height + 84;
  copy.setAttribute("viewBox", "-20 -64 " + wide + " " + high); copy.setAttribute("width", 3 * wide); copy.setAttribute("height", 3 * high);
  copy.querySelector(".head").removeAttribute("display");
  const style = document.createElementNS(copy.namespaceURI, "style");
  style.textContent = STYLE; copy.prepend(style);
  return [copy, 3 * wide, 3 * high];
}
function savePng(svg, name) {
  const [copy, width, height] = pack(svg), image = new Image();
  image.onload = () => {
    const canvas = document.createElement("canvas"), link = document.createElement("a");
    canvas.width = width; canvas.height = height;
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#ffffff"; pen.fillRect(0, 0, width, height); pen.drawImage(image, 0, 0, width, height);
    link.href = canvas.toDataURL("image/png"); link.download = name + ".png"; link.click();
  };
  image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(new XMLSerializer().serializeToString(copy));
}
document.querySelectorAll("button[data-png]").forEach((node) => node.addEventListener("click", () => savePng(node.closest("figure").querySelector("svg"), node.dataset.png)));
document.documentElement.dataset.ready = "true";
})();
