"use strict";
// The graph page. Data comes from the script element #data; every text goes into the page as a text node, never as markup.
(() => {
const D = JSON.parse(document.getElementById("data").textContent);
const [KEY, NAME, GROUP, LABEL, SIZE, ALSO, SCOPE, DOCS, MEASURES, PLACES] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
const PHYSICS_LIMIT = 300, NEAR_LIMIT = 150, ROWS = 12;
const FACE = getComputedStyle(document.documentElement).getPropertyValue("--sans");
const L = D.labels, $ = (id) => document.getElementById(id);
// The language is kept from page to page where the browser allows it.
function remembered() { try { return localStorage.getItem("language") === "en" ? 1 : 0; } catch { return 0; } }
function remember() { try { localStorage.setItem("language", lang ? "en" : "zh"); } catch { /* not kept, then */ } }
let lang = remembered(); // 0 Chinese, 1 English: the column of a label

const word = (key) => L.ui[key][lang];
const label = (kind, key) => (L[kind][key] || [key, key])[lang];
const inverse = (key) => (L.predicate[key] || [])[3 + lang] || key;
const colour = (kind, key) => (L[kind][key] || [])[2] || "#888";
const byKey = new Map(D.entities.map((entity, number) => [entity[KEY], number]));

// Facts around each entity, and the pairs that become lines.
const around = D.entities.map(() => []);
D.facts.forEach((fact, number) => { around[fact[0]].push(number); if (fact[2] !== fact[0]) around[fact[2]].push(number); });
const linked = (number) => new Set(around[number].map((f) => D.facts[f][0] === number ? D.facts[f][2] : D.facts[f][0]));
const bySentence = new Map();
D.facts.forEach((fact) => fact[3].forEach((proof) => { bySentence.set(proof[0], [...(bySentence.get(proof[0]) || []), fact]); }));
function sharingSentence(number) {
  const found = new Set();
  for (const f of around[number]) for (const proof of D.facts[f][3]) for (const fact of bySentence.get(proof[0])) { found.add(fact[0]); found.add(fact[2]); }
  return found;
}
const isAnchor = (number) => D.entities[number][GROUP] === "Jurisdiction";

function el(tag, className, ...children) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}
function button(className, onclick, ...children) {
  const node = el("button", className, ...children);
  node.type = "button"; node.addEventListener("click", onclick);
  return node;
}
function dot(group) { const node = el("span", "dot"); node.style.background = colour("type", group); return node; }
function badge(kind, key) { const node = el("span", "badge", label(kind, key)); node.style.color = colour(kind, key); return node; }
function marked(text, names) {
  const wanted = [...new Set(names.filter(Boolean))].sort((a, b) => b.length - a.length).map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  if (!wanted.length) return [text];
  return text.split(new RegExp("(" + wanted.join("|") + ")", "u")).map((piece, i) => (i % 2 ? el("mark", "", piece) : piece));
}
const namesOf = (number) => [D.entities[number][NAME], ...D.entities[number][ALSO]];

function sentenceLink(number, names) {
  const [docNumber, start, end, text] = D.sentences[number];
  const doc = D.documents[docNumber];
  const node = el(doc && doc[4] ? "a" : "div", "quote", ...marked(text, names), " ");
  if (doc) node.append(el("span", "soft", "— " + doc[0]));
  if (doc && doc[4]) node.href = doc[4] + "#char=" + start + "," + end;
  return node;
}

// What is shown: filters, and a scene.
const off = { type: new Set(), status: new Set() };
let showUnlinked = false, onlyShared = false, scene = null, selected = -1;
const nodes = new vis.DataSet(), edges = new vis.DataSet();
const groups = Object.fromEntries(Object.keys(L.type).map((key) => {
  const c = colour("type", key), anchor = key === "Jurisdiction";
  return [key, {
    color: { background: c, border: anchor ? "#ffffff" : c, highlight: { background: c, border: "#20262c" }, hover: { background: c, border: "#20262c" } },
    borderWidth: anchor ? 3 : 1, font: { size: anchor ? 34 : 15, color: anchor ? "#20262c" : "#343c44", face: FACE, strokeWidth: 4, strokeColor: "#fbfaf6", vadjust: anchor ? -2 : -3},
  }];
}));
const quiet = "rgba(110,122,132,0.26)", strong = "rgba(60,72,82,0.55)";
const options = {
  autoResize: true, groups, physics: false,
  layout: { improvedLayout: false, randomSeed: 7 },
  nodes: { shape: "dot", scaling: { label: { drawThreshold: 6.5, maxVisible: 24 } }, labelHighlightBold: false, chosen: true },
  edges: { smooth: false, width: 1, hoverWidth: 0.6, selectionWidth: 1, color: { color: quiet, hover: strong, highlight: strong }, arrows: { to: { enabled: true, scaleFactor: 0.4 } },
    font: { size: 12, color: "#66717a", face: FACE, strokeWidth: 4, strokeColor: "#fbfaf6", align: "middle" } },
  interaction: { hover: true, tooltipDelay: 60, hideEdgesOnDrag: D.entities.length > 600, hideEdgesOnZoom: D.entities.length > 600, multiselect: false, selectConnectedEdges: true },
};
const network = new vis.Network($("network"), { nodes, edges }, options);

const statusesOf = (fact) => fact[3].map((proof) => proof[1]);
const passes = (fact) => !off.status.size || statusesOf(fact).some((status) => !off.status.has(status));
function factsBetween(from, to) { return around[from].map((f) => D.facts[f]).filter((fact) => fact[0] === from && fact[2] === to); }
function makeNode(number, point, look = {}) {
  const entity = D.entities[number];
  return { id: number, label: entity[LABEL], group: entity[GROUP], size: entity[SIZE], shape: "dot", ...point, ...look };
}
function makeEdge(from, to) {
  const planned = factsBetween(from, to).every((fact) => statusesOf(fact).every((status) => status === "planned"));
  return { id: from + "-" + to, from, to, dashes: planned, arrows: "to" };
}
function pairsAmong(numbers) {
  const inside = new Set(numbers), pairs = new Map();
  for (const number of inside) for (const f of around[number]) {
    const [from, , to] = D.facts[f];
    if (from !== to && inside.has(from) && inside.has(to)) pairs.set(from + "-" + to, [from, to]);
  }
  return [...pairs.values()];
}

function show(next) {
  scene = next; selected = -1;
  stopPhysics();
  nodes.clear(); edges.clear();
  nodes.add(next.nodes.map((node) => ({ ...node })));
  edges.add(next.edges.map((edge) => ({ ...edge })));
  applyFilters();
  const small = nodes.length <= PHYSICS_LIMIT && !next.still;
  $("physics-tool").hidden = !small;
  $("physics").checked = Boolean(next.physics && small);
  if ($("physics").checked) startPhysics();
  fit(false);
  drawTabs(); drawCrumb(); drawLegend(); drawPanel();
}
function fit(animation) { network.fit({ animation, maxZoomLevel: 1.25, nodes: nodes.get({ filter: (node) => !node.hidden }).map((node) => node.id) }); }
function startPhysics() {
  network.setOptions({ physics: { enabled: true, solver: "forceAtlas2Based", maxVelocity: 60, minVelocity: 1.2,
    forceAtlas2Based: { gravitationalConstant: -130, springLength: 135, springConstant: 0.05, damping: 0.6, avoidOverlap: 0.5, centralGravity: 0.012 },
    stabilization: { enabled: true, iterations: 260, fit: true } } });
  network.stabilize(260);
}
function stopPhysics() { network.setOptions({ physics: false }); }
network.on("stabilizationIterationsDone", () => { stopPhysics(); fit(false); });

function applyFilters() {
  const alive = new Set(), edgeUpdates = [], nodeUpdates = [];
  const typeOk = (id) => typeof id !== "number" || !off.type.has(D.entities[id][GROUP]);
  edges.forEach((edge) => {
    const visible = typeOk(edge.from) && typeOk(edge.to) && (edge.loose || factsBetween(edge.from, edge.to).some(passes));
    if (visible) { alive.add(edge.from); alive.add(edge.to); }
    if (Boolean(edge.hidden) === visible) edgeUpdates.push({ id: edge.id, hidden: !visible });
  });
  nodes.forEach((node) => {
    if (typeof node.id !== "number") return;
    const entity = D.entities[node.id];
    const bare = !scene.still && !alive.has(node.id) && (around[node.id].length > 0 ? off.status.size > 0 : !showUnlinked && !entity[MEASURES].length);
    const visible = node.id === selected || (typeOk(node.id) && (isAnchor(node.id) || (!bare && (!onlyShared || entity[PLACES] > 1))));
    if (Boolean(node.hidden) === visible) nodeUpdates.push({ id: node.id, hidden: !visible });
  });
  nodes.update(nodeUpdates); edges.update(edgeUpdates);
}

// Scenes: those made beforehand, and the surroundings of one entity.
const prepared = (name) => ({ name, title: "", ...D.scenes[name], still: name !== "all" });
function openAround(number) {
  if (D.server && number !== D.focus) { location.assign("/graph?entity=" + encodeURIComponent(D.entities[number][KEY])); return; }
  const cluster = D.clusters[number];
  if (isAnchor(number) && cluster) {
    const numbers = [number, ...cluster.map((row) => row[0])];
    const placed = [makeNode(number, { x: 0, y: 0 }), ...cluster.map(([n, x, y]) => makeNode(n, { x, y }))];
    show({ name: "around", centre: number, nodes: placed, edges: pairsAmong(numbers).map(([a, b]) => makeEdge(a, b)) });
  } else {
    const near = [...linked(number)].sort((a, b) => isAnchor(b) - isAnchor(a) || around[b].length - around[a].length || a - b).slice(0, NEAR_LIMIT);
    const second = new Set();
    for (const n of near) if (!isAnchor(n)) for (const m of linked(n)) if (m !== number && !near.includes(m)) second.add(m);
    for (const n of sharingSentence(number)) if (n !== number && !near.includes(n)) second.add(n);
    const numbers = [number, ...near, ...[...second].slice(0, Math.max(0, NEAR_LIMIT - near.length))];
    const ring = (n, i) => i === 0 ? { x: 0, y: 0 } : { x: Math.round(Math.cos(i * 2.399963) * 60 * Math.sqrt(i + 2)), y: Math.round(Math.sin(i * 2.399963) * 60 * Math.sqrt(i + 2)) };
    show({ name: "around", centre: number, physics: true, missing: linked(number).size - near.length,
      nodes: numbers.map((n, i) => makeNode(n, ring(n, i), i === 0 ? { font: { size: 24 }, size: 22 } : isAnchor(n) ? { font: { size: 18 }, size: 15 } : {})), edges: pairsAmong(numbers).map(([a, b]) => makeEdge(a, b)) });
  }
  select(number, false);
}
const first = Object.keys(D.scenes)[0];

function lineColour(number) { const c = colour("type", D.entities[number][GROUP]); return { color: c, highlight: c, hover: c, opacity: 0.6 }; }
function revealLinks(number) {
  edges.remove(edges.get({ filter: (edge) => edge.loose }).map((edge) => edge.id));
  if (!scene.still || number < 0) return;
  const home = new Set(D.entities[number][DOCS].map((d) => D.documents[d][1]));
  const known = new Set(nodes.getIds());
  const targets = new Set([...linked(number)].filter((n) => known.has(n)));
  if (!isAnchor(number)) for (const place of home) if (known.has(place) && place !== number) targets.add(place);
  else for (const id of known) if (typeof id === "number" && id !== number && D.entities[id][DOCS].some((d) => D.documents[d][1] === number)) targets.add(id);
  edges.add([...targets].map((n) => ({ id: "loose-" + n, from: number, to: n, loose: true, arrows: { to: { enabled: false } }, color: lineColour(isAnchor(number) ? n : number) })));
}
function select(number, move = true) {
  if (number < 0) { selected = -1; network.unselectAll(); revealLinks(-1); nameEdges(-1); applyFilters(); drawPanel(); return; }
  if (!nodes.get(number)) { openAround(number); return; }
  selected = number;
  applyFilters(); revealLinks(number); nameEdges(number);
  network.selectNodes([number]);
  if (move && !scene.still) network.focus(number, { scale: Math.max(network.getScale(), 0.75), animation: { duration: 350, easingFunction: "easeInOutQuad" } });
  drawPanel();
}
// Come near, a place keeps about its size on the screen, so that it does not bury its neighbours.
function tameAnchors() {
  const scale = network.getScale();
  const tall = scene.nodes.filter((node) => typeof node.id === "number" && isAnchor(node.id) && node.font && nodes.get(node.id));
  nodes.update(tall.map(({ id, size, font }) => ({ id, size: Math.min(size, 26 / scale), font: { ...font, size: Math.min(font.size, 30 / scale) } })));
}
["zoom", "animationFinished"].forEach((name) => network.on(name, tameAnchors));
function nameEdges(number) {
  const named = edges.get({ filter: (edge) => edge.label !== undefined && edge.label !== " " }).map((edge) => ({ id: edge.id, label: " " }));
  const close = number < 0 || scene.still ? [] : edges.get({ filter: (edge) => !edge.loose && (edge.from === number || edge.to === number) });
  const labels = close.length > 24 ? [] : close.map((edge) => ({ id: edge.id, label: factsBetween(edge.from, edge.to).map((fact) => label("predicate", fact[1])).join("、") }));
  edges.update([...named, ...labels]);
}

network.on("click", ({ nodes: [id], edges: [edgeId] }) => {
  hideHover();
  if (typeof id === "number") select(id, false);
  else if (id === undefined && edgeId !== undefined && edges.get(edgeId)) select(edges.get(edgeId).from, false);
  else if (id === undefined) select(-1);
});
network.on("doubleClick", ({ nodes: [id] }) => { if (typeof id === "number") openAround(id); });

// Hover card.
function hideHover() { $("hover").hidden = true; }
function showHover(event, ...children) {
  const card = $("hover"), stage = card.parentElement.getBoundingClientRect();
  card.replaceChildren(...children); card.hidden = false;
  const x = event.clientX - stage.left, y = event.clientY - stage.top;
  card.style.left = Math.max(8, Math.min(x + 18, stage.width - card.offsetWidth - 8)) + "px";
  card.style.top = Math.max(8, y + 18 + card.offsetHeight > stage.height ? y - card.offsetHeight - 14 : y + 18) + "px";
}
network.on("hoverNode", ({ node, event }) => {
  if (typeof node !== "number") return;
  const facts = around[node].map((f) => D.facts[f]).filter(passes);
  const rows = facts.slice(0, isAnchor(node) ? 2 : 3).map((fact) => factRow(fact, node, { named: true }));
  if (!rows.length) rows.push(...D.entities[node][MEASURES].slice(0, 2).map((m) => el("div", "fact", el("div", "head", badge("measure", m[3]), m[0] + " " + m[1]), sentenceLink(m[4], [m[1]]))));
  const more = facts.length - rows.length;
  showHover(event, kindLine(node), el("h2", "", D.entities[node][NAME]), ...rows, more > 0 ? el("div", "soft", "+ " + more + " " + word("facts")) : "");
});
network.on("hoverEdge", ({ edge, event }) => {
  const line = edges.get(edge);
  if (!line || line.loose) return;
  const rows = factsBetween(line.from, line.to).filter(passes).slice(0, 3).map((fact) => factRow(fact, fact[0], { whole: true }));
  if (rows.length) showHover(event, ...rows);
});
["blurNode", "blurEdge", "dragStart", "zoom"].forEach((name) => network.on(name, hideHover));
network.on("hoverNode", () => { $("network").style.cursor = "pointer"; });
network.on("blurNode", () => { $("network").style.cursor = ""; });

// Panel.
function kindLine(number) {
  const entity = D.entities[number], group = entity[GROUP];
  return el("div", "kind", dot(group), label("type", group));
}
function factRow(fact, from, { whole = false, named = false } = {}) {
  const out = fact[0] === from, other = out ? fact[2] : fact[0];
  const head = el("div", "head");
  if (whole) head.append(el("b", "", D.entities[fact[0]][NAME]), " ", el("span", "soft", label("predicate", fact[1])), " ", el("b", "", D.entities[fact[2]][NAME]));
  else head.append(named ? el("span", "soft", out ? label("predicate", fact[1]) : inverse(fact[1])) : "", dot(D.entities[other][GROUP]), button("", () => select(other), D.entities[other][NAME]));
  const proofs = fact[3].filter((proof) => !off.status.has(proof[1]));
  const badges = [...new Set(proofs.map((proof) => proof[1]))].map((status) => badge("status", status));
  const periods = [...new Set(proofs.map((proof) => proof[2]).filter(Boolean))];
  head.append(...badges, el("span", "soft", periods.slice(0, 3).join(" · ")));
  return el("div", "fact", head, ...proofs.slice(0, 4).map((proof) => sentenceLink(proof[0], [...namesOf(other), ...namesOf(from)])));
}
function group(title, rows, limit) {
  const box = el("div", "", ...rows.slice(0, limit).map((make) => make()));
  const parts = [el("h3", "", title, el("span", "soft", String(rows.length))), box];
  if (rows.length > limit) {
    const more = button("more", () => { box.append(...rows.slice(limit).map((make) => make())); more.remove(); }, word("more") + " (" + rows.length + ")");
    parts.push(more);
  }
  return parts;
}
function measureRow(measure) {
  const [indicator, value, period, status, sentence] = measure;
  const [doc, start, end, text] = D.sentences[sentence];
  const cell = el(D.documents[doc] && D.documents[doc][4] ? "a" : "span", "", value);
  cell.title = text;
  if (cell.tagName === "A") cell.href = D.documents[doc][4] + "#char=" + start + "," + end;
  return el("tr", "", el("td", "", indicator), el("td", "", cell), el("td", "soft", period), el("td", "", badge("measure", status)));
}
function drawPanel() { $("panel").replaceChildren(...(selected < 0 ? overviewPanel() : entityPanel(selected))); $("panel").scrollTop = 0; }
function entityPanel(number) {
  const entity = D.entities[number], lines = el("div", "lines");
  if (entity[ALSO].length) lines.append(el("div", "", word("also") + " " + entity[ALSO].join("、")));
  if (entity[SCOPE] >= 0 && entity[SCOPE] !== number) lines.append(el("div", "", word("scope") + " ", button("", () => select(entity[SCOPE]), D.entities[entity[SCOPE]][NAME])));
  lines.append(el("div", "", word("in_documents") + " " + entity[DOCS].slice(0, 6).map((d) => D.documents[d][0]).join("、") + (entity[DOCS].length > 6 ? " … (" + entity[DOCS].length + ")" : "")));
  const actions = el("div", "actions", button("plain", () => openAround(number), word("open")), button("plain", () => select(-1), word("close")));
  if (D.server) { const page = el("a", "", word("page")); page.href = "/id/" + entity[KEY].split("/").map(encodeURIComponent).join("/"); actions.prepend(page); }
  const parts = [kindLine(number), el("h2", "", entity[NAME]), lines, actions];
  if (isAnchor(number)) parts.push(el("div", "list", ...ownDocuments(number)));
  const facts = around[number].map((f) => D.facts[f]).filter(passes);
  for (const predicate of Object.keys(L.predicate)) for (const out of [true, false]) {
    const rows = facts.filter((fact) => fact[1] === predicate && (fact[0] === number) === out).map((fact) => () => factRow(fact, number));
    if (rows.length) parts.push(...group(out ? label("predicate", predicate) : inverse(predicate), rows, ROWS));
  }
  if (entity[MEASURES].length) {
    const [heading, box, more] = group(word("measures"), entity[MEASURES].map((m) => () => measureRow(m)), ROWS);
    const table = el("table", "numbers"); table.append(box); box.replaceWith(...box.childNodes);
    const body = el("tbody", "", ...table.childNodes); table.replaceChildren(body);
    if (more) more.addEventListener("click", () => body.append(...entity[MEASURES].slice(ROWS).map(measureRow)));
    parts.push(heading, table, more || "");
  }
  if (!facts.length && !entity[MEASURES].length) parts.push(el("p", "soft", word("no_facts")));
  return parts;
}
function documentRow(doc) {
  const node = el(doc[4] ? "a" : "div", "", doc[0], el("span", "soft", doc[2]));
  if (doc[4]) node.href = doc[4];
  return node;
}
const ownDocuments = (number) => D.documents.filter((doc) => doc[1] === number).map(documentRow);
function overviewPanel() {
  const figure = (value, key) => el("div", "", el("b", "", String(value)), el("span", "", word(key)));
  const measures = D.entities.reduce((sum, entity) => sum + entity[MEASURES].length, 0);
  const parts = [el("h2", "", $("title-text").textContent), el("div", "figures", figure(D.documents.length, "documents"), figure(D.entities.length, "entities"), figure(D.facts.length, "facts"), figure(measures, "measures")), el("p", "soft", word("hint"))];
  const shared = D.entities.map((entity, n) => n).filter((n) => D.entities[n][PLACES] > 1 && around[n].length).sort((a, b) => D.entities[b][PLACES] - D.entities[a][PLACES] || around[b].length - around[a].length || a - b);
  const row = (n) => () => button("", () => select(n), dot(D.entities[n][GROUP]), D.entities[n][NAME], el("span", "soft", D.entities[n][PLACES] + " " + word("places")));
  const listed = (title, rows) => { const made = group(title, rows, ROWS); made[1].className = "list"; return made; };
  if (D.documents.length) parts.push(...listed(word("documents"), D.documents.map((doc) => () => documentRow(doc))));
  if (shared.length) parts.push(...listed(word("shared_by"), shared.map(row)));
  return parts;
}

// Bar, legend, crumb.
function toggle(set, key) { if (set.has(key)) set.delete(key); else set.add(key); applyFilters(); drawLegend(); drawStatuses(); drawPanel(); }
function drawLegend() {
  const counts = {};
  D.entities.forEach((entity, n) => { if (around[n].length || entity[MEASURES].length || showUnlinked || scene.still) counts[entity[GROUP]] = (counts[entity[GROUP]] || 0) + 1; });
  const rows = Object.keys(L.type).filter((key) => counts[key]).map((key) => {
    const node = button("", () => toggle(off.type, key), dot(key), label("type", key), el("span", "soft", String(counts[key])));
    node.dataset.type = key; node.setAttribute("aria-pressed", String(!off.type.has(key)));
    return node;
  });
  const check = (key, value, set) => {
    const box = el("input", ""); box.type = "checkbox"; box.checked = value; box.id = key;
    box.addEventListener("change", () => { set(box.checked); applyFilters(); drawLegend(); });
    return el("label", "", box, word(key));
  };
  const extras = scene && scene.still ? [] : [el("hr"), check("shared", onlyShared, (v) => { onlyShared = v; }), check("unlinked", showUnlinked, (v) => { showUnlinked = v; })];
  $("legend").replaceChildren(...rows, ...extras);
}
function drawStatuses() {
  $("statuses").replaceChildren(...Object.keys(L.status).map((key) => {
    const stroke = el("span", "stroke " + key); stroke.style.color = colour("status", key);
    const node = button("", () => toggle(off.status, key), stroke, label("status", key));
    node.dataset.status = key; node.setAttribute("aria-pressed", String(!off.status.has(key)));
    return node;
  }));
}
function drawTabs() {
  const names = Object.keys(D.scenes);
  const tabs = names.length > 1 ? names.map((name) => [name, word(name === "types" ? "by_type" : "by_place")]) : [];
  $("scenes").replaceChildren(...tabs.map(([name, text]) => {
    const node = button("", () => show(prepared(name)), text);
    node.dataset.scene = name; node.setAttribute("aria-pressed", String(scene.name === name));
    return node;
  }));
}
function drawCrumb() {
  $("crumb").hidden = scene.name !== "around";
  if (scene.name !== "around") return;
  const missing = scene.missing > 0 ? el("span", "soft", scene.missing + " " + word("not_shown")) : "";
  $("crumb").replaceChildren(button("plain", () => show(prepared(first)), "← " + word("overview")), el("span", "soft", word("neighbourhood")), el("b", "", D.entities[scene.centre][NAME]), missing);
}

// Search.
function findMatches(text) {
  const wanted = text.trim().toLowerCase(), found = [];
  if (!wanted) return found;
  D.entities.forEach((entity, number) => {
    let best = 9;
    for (const name of [entity[NAME], ...entity[ALSO]]) {
      const at = name.toLowerCase().indexOf(wanted);
      if (at >= 0) best = Math.min(best, name.length === wanted.length ? 0 : at === 0 ? 1 : 2);
    }
    if (best < 9) found.push([best, -around[number].length, number]);
  });
  return found.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]).slice(0, 20).map((row) => row[2]);
}
function drawMatches() {
  const text = $("search").value.trim(), box = $("matches");
  box.hidden = !text; $("search").setAttribute("aria-expanded", String(Boolean(text)));
  if (!text) return;
  const rows = findMatches(text).map((number) => button("", () => pick(number), dot(D.entities[number][GROUP]), el("span", "", ...marked(D.entities[number][NAME], [text])), el("span", "soft", label("type", D.entities[number][GROUP]))));
  const sentences = [];
  for (let n = 0; n < D.sentences.length && sentences.length < 8; n += 1) if (D.sentences[n][3].includes(text)) sentences.push(n);
  const lines = sentences.map((n) => sentenceLink(n, [text]));
  if (lines.length) rows.push(el("h3", "", word("sentences")), ...lines);
  if (D.server) { const all = el("a", "all", word("everywhere") + " “" + text + "”"); all.href = "/search?q=" + encodeURIComponent(text); rows.push(all); }
  box.replaceChildren(...(rows.length ? rows : [el("div", "soft", word("no_match"))]));
}
function pick(number) { $("search").value = ""; $("matches").hidden = true; $("search").blur(); select(number); }
$("search").addEventListener("input", drawMatches);
$("search").addEventListener("keydown", (event) => {
  const found = findMatches($("search").value);
  if (event.key === "Enter" && !event.isComposing && found.length) pick(found[0]);
  if (event.key === "Escape") { $("search").value = ""; drawMatches(); }
});
document.addEventListener("click", (event) => { if (!event.target.closest(".search")) $("matches").hidden = true; });

function drawAll() {
  document.documentElement.lang = lang ? "en" : "zh-CN";
  $("language").textContent = lang ? "中文" : "English";
  $("search").placeholder = word("search");
  document.querySelectorAll("[data-word]").forEach((node) => { node.textContent = word(node.dataset.word); });
  nodes.update(nodes.get({ filter: (node) => typeof node.id === "string" }).map((node) => ({ id: node.id, label: label("type", node.group) + "  " + node.label.match(/\d+$/)[0] })));
  drawStatuses(); drawLegend(); drawTabs(); drawCrumb(); drawPanel(); nameEdges(selected);
}
$("language").addEventListener("click", () => { lang = 1 - lang; remember(); drawAll(); });
$("fit").addEventListener("click", () => fit(true));
$("physics").addEventListener("change", () => { if ($("physics").checked) startPhysics(); else { stopPhysics(); show({ ...scene, physics: false }); } });

function follow() {
  const [, key] = decodeURIComponent(location.hash).match(/^#entity=(.*)$/) || [];
  if (key !== undefined && byKey.has(key)) select(byKey.get(key));
}
window.addEventListener("hashchange", follow);
show(prepared(first));
drawAll();
if (D.focus >= 0) select(D.focus, !D.server);
follow();
document.documentElement.dataset.ready = "true";
window.kgPage = { network, nodes, edges, select, openAround };
})();
