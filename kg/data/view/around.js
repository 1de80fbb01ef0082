"use strict";
// The graph of the server: asks for what stands around one entity, then lets graph.js draw it.
(async () => {
const key = document.querySelector("meta[name=entity]").content;
const bar = document.querySelector(".bar"), home = document.createElement("a");
home.className = "brand"; home.href = "/"; home.textContent = "政策知识图谱";
bar.prepend(home, document.getElementById("menu").content.cloneNode(true));
bar.classList.add("with-menu");
const panel = document.getElementById("panel");
function tell(text) { const line = document.createElement("p"); line.className = "soft"; line.textContent = text; panel.replaceChildren(line); }
tell("…");
const answer = await fetch("/api/neighbourhood?entity=" + encodeURIComponent(key), { headers: { Accept: "application/json" } });
const data = await answer.json();
if (!answer.ok) { tell(data.error); document.documentElement.dataset.ready = "true"; return; }
document.getElementById("title-text").textContent = data.entities[data.focus][1];
document.getElementById("data").textContent = JSON.stringify(data);
if (data.missing > 0) {
  const note = document.createElement("span");
  note.id = "missing"; note.textContent = "+ " + data.missing;
  note.title = data.labels.ui.not_shown.slice(0, 2).join(" · ");
  document.querySelector(".tools").prepend(note);
}
const script = document.createElement("script");
script.src = "/static/graph.js";
document.body.append(script);
})();
