"use strict";
// The SPARQL editor: YASGUI over this server's endpoint, with the named questions beside it and our own terms to complete.
(async () => {
const box = document.querySelector(".editor"), base = box.dataset.base, examples = document.getElementById("examples");
const [questions, terms] = await Promise.all(["/api/questions", "/api/terms"].map(async (address) => (await fetch(address)).json()));
const wanted = new URLSearchParams(location.search);

// Completion from the ontology and the prefixes of this graph; nothing is looked up elsewhere.
const completers = Yasgui.Yasqe.Autocompleters;
completers.prefixes.get = Object.entries(terms.prefixes).map(([name, iri]) => name + ": <" + iri + ">").sort();
completers.class.get = terms.classes; completers.property.get = terms.properties;

const first = wanted.get("query") || (questions.find((question) => question.name === "programs_shared") || questions[0]).sparql;
const yasgui = new Yasgui(document.getElementById("yasgui"), {
  requestConfig: { endpoint: "/sparql", method: "POST" },
  endpointCatalogueOptions: { getData: () => [] },
  copyEndpointOnNewTab: true,
  populateFromUrl: false,
  autoAddOnInit: false,
  persistenceId: "policykg",
  yasqe: { value: first, showQueryButton: true, resizeable: true, createShareableLink: null, persistenceId: null },
  yasr: { persistenceId: null },
});
function open(query, name) {
  const current = yasgui.getTab(), started = Object.keys(yasgui._tabs).length;
  if (started && current && current.getYasqe().getValue() === query) return;
  yasgui.addTab(true, { name, yasqe: { value: query }, yasr: { settings: { pluginsConfig: { table: { compact: true, isEllipsed: true } } } } });
}
if (wanted.get("query") || !Object.keys(yasgui._tabs).length) open(first, "Query");
// An address of this graph opens here and not where its name lives.
document.getElementById("yasgui").addEventListener("click", (event) => {
  const link = event.target.closest("a.iri");
  if (!link || !link.href) return;
  const iri = decodeURI(link.href), start = decodeURI(base);
  if (iri.startsWith(start)) { event.preventDefault(); window.open("/" + link.href.slice(new URL(base).href.length), "_blank", "noopener"); }
}, true);

function speak() {
  const english = document.documentElement.lang === "en";
  filter.placeholder = english ? "Filter…" : "筛选…";
  for (const [question, button] of rows) button.textContent = english ? question.en : question.zh;
}
const filter = document.createElement("input");
filter.type = "search"; filter.className = "filter-examples";
const rows = questions.map((question) => {
  const button = document.createElement("button");
  button.type = "button"; button.dataset.name = question.name; button.title = question.name;
  button.addEventListener("click", () => open(question.sparql, question.name));
  return [question, button];
});
filter.addEventListener("input", () => {
  const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const [q, button] of rows) button.hidden = !words.every((word) => (q.zh + q.en + q.name).toLowerCase().includes(word));
});
examples.append(filter, ...rows.map((row) => row[1]));
new MutationObserver(speak).observe(document.documentElement, { attributeFilter: ["lang"] });
speak();
document.documentElement.dataset.editor = "ready";
window.kgEditor = yasgui;
})();
