// The review page: a queue of documents and places, and a document with its rows.
// All text goes into the page as text, never as HTML.
"use strict";
const names = { zh: "中文", en: "English", ru: "Русский" };
const $ = (id) => document.getElementById(id);

// make builds an element: make("p", {class: "muted", text: "…"}, children…).
function make(tag, attributes = {}, ...children) {
  const e = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "text") e.textContent = value;
    else if (name.startsWith("on")) e.addEventListener(name.slice(2), value);
    else e.setAttribute(name, value === true ? "" : value);
  }
  e.append(...children.filter((c) => c !== null && c !== undefined));
  return e;
}

// say tells something to the eye and to a screen reader.
let silence = 0;
function say(text, bad) {
  clearTimeout(silence);
  $("say").replaceChildren(make("div", { class: bad ? "bad" : "", text }));
  silence = setTimeout(() => $("say").replaceChildren(), bad ? 9000 : 4500);
}

// ask asks the program; an error has the status of the answer.
async function ask(path, body) {
  let answer;
  try {
    answer = await fetch(path, body === undefined ? {} : {
      method: "POST", headers: { "Content-Type": "application/json", "X-Tritext": "review" }, body: JSON.stringify(body),
    });
  } catch {
    throw Object.assign(new Error("tritext does not answer: has it ended? What was saved is in the journal."), { status: 0 });
  }
  const value = await answer.json().catch(() => ({ error: `answer ${answer.status}` }));
  if (!answer.ok) throw Object.assign(new Error(value.error), { status: answer.status });
  return value;
}

const state = {
  about: null,
  view: null, // the document as the program gave it
  here: { row: 0, lang: "", unit: 0 },
  busy: false,
};
const percent = (p) => (p > 0.995 && p < 1 ? "> 99 %" : `${Math.round(100 * p)} %`);
const level = (p) => (p < 0.5 ? "low" : p < 0.8 ? "mid" : "high");

// ---- the queue ----

async function showQueue() {
  const q = await ask("api/queue");
  state.view = null;
  state.about = await ask("api/about");
  tools();
  document.title = "tritext review";
  const groups = q.documents.reduce((n, d) => n + d.groups, 0);
  const checked = q.documents.reduce((n, d) => n + d.checked, 0);
  const documents = make("table", {},
    make("caption", { text: "Expected wrong: the sum of what the calibrated confidences leave open, of groups that nobody has checked." }),
    make("thead", {}, make("tr", {}, ...[["Document", ""], ["Expected wrong", "n"], ["Flagged", "n"], ["Checked", "n"]].map(([text, c]) => make("th", { text, class: c, scope: "col" })))),
    make("tbody", {}, ...q.documents.map((d) => {
      const meter = make("span", { class: "meter", role: "img", "aria-label": `${percent(d.checked / d.groups)} checked` }, make("i"));
      meter.firstChild.style.width = `${100 * d.checked / d.groups}%`;
      return make("tr", {},
        make("td", {}, make("a", { href: `#/doc/${encodeURIComponent(d.id)}`, text: d.id }), make("div", { class: "muted", dir: "auto", text: d.title || d.languages.join(" ") })),
        make("td", { class: "n", text: `${d.doubt > 0 && d.doubt < 0.05 ? "< 0.1" : d.doubt.toFixed(1)} of ${d.groups}` }),
        make("td", { class: "n", text: d.flagged || "–" }),
        make("td", { class: "n" }, `${d.checked} / ${d.groups}`, meter));
    })));
  const places = make("table", {},
    make("caption", { text: "Neighbouring groups below a confidence of 80 %, or with a flag; the most probable faults first." }),
    make("thead", {}, make("tr", {}, ...[["Place", ""], ["Groups", "n"], ["Lowest", "n"]].map(([text, c]) => make("th", { text, class: c, scope: "col" })))),
    make("tbody", {}, ...q.places.slice(0, 100).map((p) => make("tr", {},
      make("td", {}, make("a", { href: `#/doc/${encodeURIComponent(p.doc)}/${encodeURIComponent(p.unit)}`, dir: "auto", text: p.text || p.unit }),
        make("div", { class: "muted" }, p.doc + " ", ...(p.flags || []).map((f) => make("span", { class: "tag warn", text: f })))),
      make("td", { class: "n", text: p.groups }),
      make("td", { class: "n" }, make("span", { class: `p ${level(p.confidence)}`, text: percent(p.confidence) }))))));
  $("main").replaceChildren(
    make("div", { class: "title" }, make("h1", { text: "What to look at first" }), make("span", { class: "muted", text: `${checked} of ${groups} groups checked in ${q.documents.length} documents` })),
    make("div", { class: "queue" },
      make("section", {}, make("h2", { text: "Documents" }), q.documents.length ? make("div", { class: "scroll" }, documents) : make("p", { text: "No document is there in two languages." })),
      make("section", {}, make("h2", { text: "Places" }), q.places.length ? make("div", { class: "scroll" }, places) : make("p", { text: "No place of low confidence is left." }))));
}

// ---- a document ----

async function showDocument(id, unit, view) {
  const v = await ask(`api/document?doc=${encodeURIComponent(id)}&view=${encodeURIComponent(view || "")}`);
  state.about = await ask("api/about");
  state.here = { row: 0, lang: v.languages[0], unit: 0 };
  take(v);
  document.title = `${v.id} – tritext review`;
  let row = unit ? v.rows.findIndex((r) => Object.values(r.units).some((list) => list.some((u) => u.id === unit))) : v.rows.findIndex((r) => !r.checked && doubtful(r));
  if (row < 0) row = 0;
  focus(row);
}

const doubtful = (r) => r.confidence < 0.8 || (r.flags && r.flags.length > 0);
const keyOf = (r) => state.view.languages.map((l) => (r.units[l] || []).map((u) => u.id).join(",")).join("|");

// take puts a view into the page. Rows that stay as they were keep their elements.
function take(v) {
  const same = state.view && state.view.id === v.id && state.view.view === v.view;
  const old = new Map();
  if (same) for (const e of document.querySelectorAll(".row")) old.set(e.dataset.key, e);
  state.view = v;
  const edited = new Set(v.edited || []), changed = new Set(v.changed || []);
  let list = same ? document.querySelector(".rows") : null;
  if (!list) {
    frame(v);
    list = document.querySelector(".rows");
  }
  const heads = make("div", { class: "heads", "aria-hidden": "true" }, make("span"), ...v.languages.map((l) => make("span", { class: l, text: names[l] || l })));
  const children = [heads];
  v.rows.forEach((r, i) => {
    if (r.section) children.push(make("div", { class: "section", text: r.section }));
    const print = JSON.stringify([r.checked, r.wrong, r.comment, r.flags, r.confidence, r.editor]);
    const key = keyOf(r);
    let e = old.get(key);
    if (!e || e.dataset.print !== print) {
      e = rowElement(r);
      e.dataset.key = key;
      e.dataset.print = print;
    }
    e.dataset.row = i;
    e.setAttribute("aria-label", `row ${i + 1}${r.checked ? ", checked" : ""}`);
    e.querySelector(".number").textContent = i + 1;
    e.classList.toggle("new", edited.has(i));
    e.classList.toggle("moved", changed.has(i));
    children.push(e);
  });
  list.classList.toggle("many", v.rows.length > 300);
  list.style.setProperty("--columns", v.languages.length);
  list.replaceChildren(...children);
  $("count").textContent = `${v.checked} of ${v.rows.length} rows checked`;
  tools();
}

// frame is what of a document stands around its rows.
function frame(v) {
  const views = make("div", { class: "views", role: "group", "aria-label": "Languages" }, ...v.views.map((name) =>
    make("button", { type: "button", "data-view": name, "aria-pressed": String(name === v.view), text: name.split("-").join(" · "), onclick: () => switchView(name) })));
  $("main").replaceChildren(
    make("div", { class: "title" },
      make("h1", { dir: "auto", text: v.id }),
      make("span", { class: "muted", dir: "auto", text: [v.title, ...(v.symbols || [])].filter((x, i, a) => x && x !== v.id && a.indexOf(x) === i).join(" · ") }),
      v.original ? make("span", { class: "tag", text: `original: ${v.original}` }) : null,
      v.views.length > 1 ? views : null,
      make("span", { class: "muted", id: "count" })),
    ...v.problems.slice(0, 3).map((p) => make("p", { class: "muted", text: `⚠ ${p}` })),
    make("div", { class: "doc" },
      make("div", { class: "rows", role: "group", "aria-label": "Rows of what belongs together" }),
      make("aside", { class: "side panel", "aria-label": "The row and its context" })));
}

function rowElement(r) {
  const v = state.view;
  const filled = v.languages.filter((l) => r.units[l]);
  const info = make("div", { class: "info" },
    make("span", {}, make("span", { class: "number" }), ` · ${r.type}`),
    r.checked ? make("span", { class: "p high", text: "✓ checked" }) : make("span", { class: `p ${level(r.confidence)}`, title: "confidence", text: percent(r.confidence) }),
    r.wrong ? make("span", { class: "tag bad", text: "wrong translation" }) : null,
    ...(r.flags || []).filter((f) => f !== "wrong-translation").map((f) => make("span", { class: "tag warn", text: f })),
    r.comment ? make("span", { class: "tag", title: r.comment, text: "✎ note" }) : null);
  const cells = v.languages.map((l) => {
    const units = r.units[l] || [];
    const cell = make("div", { class: `cell${units.length ? "" : " bare"}`, role: "group", "aria-label": names[l] || l });
    units.forEach((u, i) => cell.append(make("div", {
      class: `unit ${u.kind}${u.text.length > 900 ? " long" : ""}`, lang: l, dir: "auto", tabindex: -1, "data-lang": l, "data-unit": i, text: u.text,
    })));
    if (!units.length) cell.append(make("div", { class: "unit none", tabindex: -1, "data-lang": l, "data-unit": 0, text: "–", "aria-label": `no ${names[l] || l}` }));
    return cell;
  });
  const mood = r.checked ? "checked" : level(r.confidence);
  return make("div", { class: `row ${mood}${filled.length < 2 ? " alone" : ""}${r.wrong ? " wrong" : ""}`, role: "group" }, info, ...cells);
}

// ---- where the reader is ----

const rowAt = (i) => document.querySelector(`.row[data-row="${i}"]`);

function focus(row, lang, unit = 0) {
  const v = state.view;
  if (!v || !v.rows.length) return;
  row = Math.max(0, Math.min(v.rows.length - 1, row));
  lang = lang || state.here.lang;
  if (!v.languages.includes(lang)) lang = v.languages[0];
  const n = (v.rows[row].units[lang] || []).length;
  unit = Math.max(0, Math.min(n - 1, unit));
  state.here = { row, lang, unit };
  const e = rowAt(row).querySelector(`[data-lang="${lang}"][data-unit="${unit}"]`);
  for (const other of document.querySelectorAll('.unit[tabindex="0"]')) other.tabIndex = -1;
  for (const other of document.querySelectorAll(".row.here")) other.classList.remove("here");
  rowAt(row).classList.add("here");
  e.tabIndex = 0;
  e.focus({ preventScroll: true });
  rowAt(row).scrollIntoView({ block: "nearest" });
  side();
}

document.addEventListener("click", (event) => {
  const unit = event.target.closest(".unit");
  if (unit) focus(Number(unit.closest(".row").dataset.row), unit.dataset.lang, Number(unit.dataset.unit));
});
document.addEventListener("focusin", (event) => { // by Tab, or by a screen reader
  const unit = event.target.closest(".unit");
  if (!unit) return;
  const row = Number(unit.closest(".row").dataset.row);
  if (row !== state.here.row || unit.dataset.lang !== state.here.lang || Number(unit.dataset.unit) !== state.here.unit) focus(row, unit.dataset.lang, Number(unit.dataset.unit));
});

function step(by) {
  const { row, lang, unit } = state.here;
  const n = (state.view.rows[row].units[lang] || []).length;
  if (by > 0) return unit + 1 < n ? focus(row, lang, unit + 1) : focus(row + 1, lang, 0);
  if (unit > 0) return focus(row, lang, unit - 1);
  if (row > 0) focus(row - 1, lang, 1e6);
}

function across(by) {
  const v = state.view, at = v.languages.indexOf(state.here.lang) + by;
  if (at >= 0 && at < v.languages.length) focus(state.here.row, v.languages[at], state.here.unit);
}

// next goes to the next doubtful row that nobody has checked.
function next(by) {
  const rows = state.view.rows;
  for (let i = state.here.row + by; i >= 0 && i < rows.length; i += by) {
    if (!rows[i].checked && doubtful(rows[i])) return focus(i);
  }
  say(by > 0 ? "No doubtful row is left below." : "No doubtful row is left above.");
}

async function switchView(name) {
  const r = state.view.rows[state.here.row];
  const first = r && Object.values(r.units)[0][0].id;
  await attempt(() => showDocument(state.view.id, first, name));
}

// ---- the fourth column ----

let asked = 0;
function side() {
  const v = state.view, r = v.rows[state.here.row], panel = document.querySelector(".side");
  const can = !state.about.readOnly;
  const cells = (r.units[state.here.lang] || []).length;
  const button = (name, label, key, off, wide) => make("button", {
    type: "button", "data-act": name, class: wide ? "wide" : "", disabled: !can || off, title: actionTitle(name), onclick: () => act(name),
  }, label, make("kbd", { text: key }));
  const last = state.here.row === v.rows.length - 1;
  const several = Object.keys(r.units).length > 1;
  const acts = make("div", { class: "acts" },
    r.checked ? button("reopen", "Take check back", "r", false, true) : button("accept", "Accept", "a", false, true),
    button("merge", "Merge with next", "m", last), button("split", "Split here", "s", !cells || state.here.unit === 0),
    button("up", "Move up", "[", !cells || state.here.row === 0), button("down", "Move down", "]", !cells || last),
    button("null", "No partner", "x", !cells), button("apart", "All apart", "⇧X", !several),
    button("wrong", r.wrong ? "Not wrong" : "Wrong translation", "w", !several, true));
  const area = make("textarea", { id: "comment", "aria-label": "Comment on this row", maxlength: 10000, placeholder: "Comment (c)", disabled: !can, dir: "auto" });
  area.value = r.comment || "";
  area.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key === "Escape" || (event.key === "Enter" && (event.ctrlKey || event.metaKey))) { event.preventDefault(); saveComment(area).then(() => focus(state.here.row, state.here.lang, state.here.unit)); }
  });
  const save = make("button", { type: "button", id: "comment-save", disabled: !can, onclick: () => saveComment(area) }, "Save comment");
  const beads = make("table", {},
    make("thead", {}, make("tr", {}, ...["Bead", "Sizes", "Confidence"].map((text) => make("th", { text, scope: "col" })))),
    make("tbody", {}, ...r.beads.map((b) => make("tr", {}, make("td", { text: b.pair }), make("td", { text: b.type }), make("td", { text: `${b.confidence.toFixed(3)} ${b.method === "tritext" ? "" : b.method}` })))));
  const parts = make("details", {}, make("summary", { text: "Score of each bead (nats)" }), ...r.beads.map((b) => make("p", { class: "muted", text: `${b.pair} ${b.score.toFixed(2)}: ${(b.components || []).map((c) => `${c.Name} ${c.Value.toFixed(2)}`).join(", ")}` })));
  const context = make("div", { class: "context" });
  panel.replaceChildren(
    make("div", { class: "first" },
      make("h2", { text: `Row ${state.here.row + 1}` }), acts,
      make("h3", { text: "Comment" }), area, save,
      r.checked ? make("p", { class: "muted", text: `checked by ${r.editor}${r.edited ? `, ${r.edited.slice(0, 16).replace("T", " ")} UTC` : ""}` }) : null,
      make("h3", { text: "Beads" }), beads, parts),
    context);
  const units = Object.values(r.units).flat().map((u) => u.id), turn = ++asked;
  clearTimeout(side.timer);
  side.timer = setTimeout(async () => {
    try {
      const all = await ask(`api/context?doc=${encodeURIComponent(v.id)}&units=${encodeURIComponent(units.join(","))}`);
      if (turn !== asked) return;
      context.replaceChildren(make("h3", { text: "In the source" }), ...all.flatMap((c) => [
        make("h3", { class: c.lang, text: names[c.lang] || c.lang }),
        make("p", { class: "muted", dir: "auto", text: [c.path, c.page ? `page ${c.page}` : "", c.section, c.original ? `original: ${c.original}` : "", c.masthead].filter(Boolean).join(" · ") }),
        make("div", { class: "raw", lang: c.lang, dir: "auto", tabindex: 0, role: "region", "aria-label": `source text, ${names[c.lang] || c.lang}` }, ...c.around.map((u) => make(u.here ? "mark" : "span", { text: u.raw.trimEnd() }))),
      ]));
    } catch (e) { if (turn === asked) context.replaceChildren(make("p", { class: "muted", text: e.message })); }
  }, 60);
}

const actionTitle = (name) => ((state.about.actions || []).find((a) => a.name === name) || {}).title || "";

// ---- actions ----

// attempt runs something one at a time and tells what went wrong.
async function attempt(what) {
  if (state.busy) return;
  state.busy = true;
  try { await what(); } catch (e) { say(e.message, true); } finally { state.busy = false; }
}

async function edit(action, more = {}) {
  const v = state.view;
  try {
    return await ask("api/edit", { doc: v.id, view: v.view, version: v.version, action, ...state.here, ...more });
  } catch (e) {
    if (e.status !== 409) throw e;
    const now = await ask(`api/document?doc=${encodeURIComponent(v.id)}&view=${v.view}`);
    take(now);
    focus(state.here.row);
    throw new Error("This document was changed in another window. It is shown as it is now; do your step again if it is still wanted.");
  }
}

const past = { accept: "Accepted", reopen: "Check taken back", merge: "Merged", split: "Split", up: "Moved up", down: "Moved down", null: "Marked: no partner", apart: "Taken apart", wrong: "Marked", undo: "Undone", redo: "Done again", comment: "Comment saved" };

function act(action) {
  return attempt(async () => {
    if (!state.view || !state.view.rows.length) return;
    const from = { ...state.here }, at = (state.view.rows[from.row].units[from.lang] || [])[from.unit];
    const v = await edit(action);
    state.about.pending++;
    take(v);
    let row = from.row, unit = from.unit;
    if (action === "accept") row++;
    else if (action === "split") { row++; unit = 0; }
    else if (action === "undo" || action === "redo") row = v.edited && v.edited.length ? v.edited[0] : row;
    else if (action === "up" || action === "down") { // the sentence stays under the hand
      const now = v.rows.findIndex((r) => (r.units[from.lang] || []).some((u) => u.id === at.id));
      if (now >= 0) { row = now; unit = v.rows[now].units[from.lang].findIndex((u) => u.id === at.id); }
    }
    focus(row, from.lang, unit);
    const n = (v.changed || []).length;
    say(`${past[action]}, saved.${n ? ` ${n} other ${n === 1 ? "row was" : "rows were"} realigned.` : ""}`);
  });
}

function saveComment(area) {
  return attempt(async () => {
    const row = state.view.rows[state.here.row];
    if (area.value.trim() === (row.comment || "")) return;
    const v = await edit("comment", { comment: area.value });
    state.about.pending++;
    take(v);
    side();
    say("Comment saved.");
  });
}

$("undo").addEventListener("click", () => act("undo"));
$("redo").addEventListener("click", () => act("redo"));
$("apply").addEventListener("click", () => attempt(async () => {
  say("Writing into the corpus …");
  const { applied } = await ask("api/apply", {});
  say(`${applied} ${applied === 1 ? "step" : "steps"} written into the corpus.`);
  await route();
}));
$("help-open").addEventListener("click", help);

// tools brings the buttons on top to what can be done.
function tools() {
  const a = state.about, v = state.view;
  $("undo").disabled = !v || !v.canUndo || !!a.readOnly;
  $("redo").disabled = !v || !v.canRedo || !!a.readOnly;
  $("apply").disabled = !a.pending || !!a.readOnly;
  $("apply").textContent = a.pending ? `Write ${a.pending} ${a.pending === 1 ? "step" : "steps"} into corpus` : "Corpus is up to date";
  $("about").textContent = `${a.corpus} · ${a.audit ? "judged by " + a.editor : a.readOnly ? "read only: " + a.readOnly : "reviewed by " + a.editor}`;
  for (const id of ["undo", "redo", "apply", "home"]) $(id).hidden = a.audit;
  document.documentElement.style.setProperty("--top", `${document.querySelector(".bar").offsetHeight}px`);
}

// ---- keys ----

const keys = {
  ArrowDown: () => step(1), ArrowUp: () => step(-1), ArrowLeft: () => across(-1), ArrowRight: () => across(1),
  j: () => focus(state.here.row + 1), k: () => focus(state.here.row - 1), n: () => next(1), p: () => next(-1),
  Home: () => focus(0), End: () => focus(1e9),
  a: () => act("accept"), Enter: () => act("accept"), r: () => act("reopen"), m: () => act("merge"), s: () => act("split"),
  "[": () => act("up"), "]": () => act("down"), x: () => act("null"), X: () => act("apart"), w: () => act("wrong"),
  z: () => act("undo"), y: () => act("redo"), c: () => $("comment").focus(),
  v: () => { const v = state.view; if (v.views.length > 1) switchView(v.views[(v.views.indexOf(v.view) + 1) % v.views.length]); },
  g: () => { location.hash = "#/"; },
};
const otherKeys = [
  ["↑ ↓", "The sentence above or below"], ["← →", "The other language"], ["j k", "The next or previous row"],
  ["n p", "The next or previous doubtful row that is not checked"], ["Home End", "The first or last row"],
  ["c", "Comment on the row (Esc or Ctrl+Enter saves)"], ["z Ctrl+Z", "Undo"], ["y Ctrl+Shift+Z", "Redo"],
  ["v", "Other languages: all, or two of them"], ["g", "All documents"], ["?", "These keys"],
];

document.addEventListener("keydown", (event) => {
  if ($("help").open || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
  if (window.auditKeys && window.auditKeys(event)) { event.preventDefault(); return; }
  if (event.key === "?") { event.preventDefault(); help(); return; }
  if (!state.view) return;
  let key = event.key;
  if (event.ctrlKey || event.metaKey) {
    if (key.toLowerCase() !== "z" && key !== "y") return;
    key = key === "y" || event.shiftKey ? "y" : "z";
  } else if (event.altKey) {
    key = { ArrowUp: "[", ArrowDown: "]" }[key];
  } else if (key.length === 1 && key.toLowerCase() !== "x") {
    key = key.toLowerCase();
  }
  if (key === "Enter" && !event.target.closest(".unit")) return; // a button keeps its Enter
  if (!key || !keys[key]) return;
  if (state.about.audit) return;
  event.preventDefault();
  keys[key]();
});

function help() {
  const rows = state.about.audit ? window.auditHelp : [...state.about.actions.map((a) => [a.keys, a.title]), ...otherKeys];
  document.querySelector("#help .keys").replaceChildren(...rows.flatMap(([k, title]) => [
    make("div", {}, ...k.split(" ").flatMap((x, i) => [i ? " " : "", make("kbd", { text: x })])), make("div", { text: title })]));
  $("help").showModal();
}

// ---- where to ----

async function route() {
  const [, page, id, unit] = location.hash.split("/").map((x) => { try { return decodeURIComponent(x); } catch { return ""; } });
  if (!state.about) state.about = await ask("api/about");
  if (state.about.audit) return window.showAudit();
  if (page === "doc" && id) return showDocument(id, unit, state.view && state.view.id === id ? state.view.view : "");
  return showQueue();
}
addEventListener("hashchange", () => attempt(route));
addEventListener("resize", () => { if (state.about) tools(); });
addEventListener("DOMContentLoaded", () => attempt(route));
