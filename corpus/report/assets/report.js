const report = JSON.parse(document.getElementById("data").textContent);
const svg = (name, attributes) => {
  const e = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [k, v] of Object.entries(attributes)) e.setAttribute(k, v);
  return e;
};
const element = (name, className, text) => {
  const e = document.createElement(name);
  if (className) e.className = className;
  if (text !== undefined) e.textContent = text;
  return e;
};
const isolated = (text) => element("bdi", "", text);

// The list of documents: sorted, searched, shown a hundred at a time.
(() => {
  const table = document.getElementById("list");
  const body = table.tBodies[0];
  const more = document.getElementById("more");
  const found = document.getElementById("found");
  const search = document.getElementById("search");
  const alarmed = document.getElementById("alarmed");
  const step = 100;
  const documents = report.documents.map((d, rank) => ({ ...d, alarms: d.alarms || [], rank }));
  for (const d of documents) {
    d.haystack = [d.id, d.title, (d.symbols || []).join(" "), d.type, d.year, d.languages.join(" "), ...d.alarms.map((a) => a.kind + " " + a.what)].join(" ").toLowerCase();
  }
  let list = documents, shown = step, key = "", up = true;

  const spark = (d) => {
    const n = d.spark.length;
    const s = svg("svg", { viewBox: "0 0 128 20", class: "spark", role: "img", preserveAspectRatio: "none",
      "aria-label": n ? "confidence along the document: lowest " + Math.min(...d.spark) / 10 + ", highest " + Math.max(...d.spark) / 10 : "no groups" });
    for (let i = 0; i < n; i++) {
      const v = Number(d.spark[i]), h = 2 + v * 2;
      s.append(svg("rect", { x: i * 128 / n, y: 20 - h, width: Math.max(1, 128 / n - 1), height: h, fill: v < 5 ? "var(--bad)" : v < 8 ? "var(--null)" : "var(--accent)" }));
    }
    return s;
  };
  const row = (d) => {
    const tr = element("tr", "doc");
    const cell = (content, number) => { const td = element("td", number ? "n" : ""); td.append(content); tr.append(td); return td; };
    const name = d.page ? element("a", "id") : element("span", "id");
    if (d.page) name.href = d.page;
    name.append(isolated(d.id));
    const first = cell(name);
    const about = [d.type, d.year || "", d.languages.join(" ")].filter(Boolean).join(" · ");
    const line = element("div", "muted", about);
    if (d.title) { line.append(" · ", isolated(d.title)); }
    first.append(line);
    let alarmRow;
    if (d.alarms.length) {
      const ul = element("ul", "alarms");
      for (const a of d.alarms) {
        const li = element("li");
        const place = d.page ? element("a", "", a.from + "–" + a.to) : element("span", "", a.from + "–" + a.to);
        if (d.page) place.href = d.page + "#" + a.from;
        li.append(element("span", "tag bad", a.kind), " ", place, ": ", isolated(a.what));
        ul.append(li);
      }
      alarmRow = element("tr", "below");
      const td = element("td");
      td.colSpan = 8;
      td.append(ul);
      alarmRow.append(td);
      tr.classList.add("above");
    }
    cell(spark(d));
    cell(d.groups.toLocaleString("en"), true);
    cell(d.groups ? d.mean_confidence.toFixed(3) : "–", true);
    cell(d.expected_wrong.toFixed(1), true);
    cell((100 * d.null).toFixed(1) + " %", true);
    cell(d.flags.toLocaleString("en"), true);
    cell(d.problems.toLocaleString("en"), true);
    return alarmRow ? [tr, alarmRow] : [tr];
  };
  const show = () => {
    body.replaceChildren(...list.slice(0, shown).flatMap(row));
    more.hidden = list.length <= shown;
    more.textContent = "Show " + Math.min(step, list.length - shown) + " more";
    found.textContent = list.length === documents.length ? list.length + " documents" : list.length + " of " + documents.length + " documents";
  };
  const filter = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    list = documents.filter((d) => (!alarmed.checked || d.alarms.length) && words.every((w) => d.haystack.includes(w)));
    if (key) {
      list.sort((a, b) => (typeof a[key] === "string" ? a[key].localeCompare(b[key], "en", { numeric: true }) : a[key] - b[key]) * (up ? 1 : -1) || a.rank - b.rank);
    }
    shown = step;
    show();
  };
  for (const button of table.querySelectorAll("[data-sort]")) {
    button.addEventListener("click", () => {
      const first = button.dataset.sort === "id" || button.dataset.sort === "mean_confidence"; // ascending first
      up = key === button.dataset.sort ? !up : first;
      key = button.dataset.sort;
      for (const th of table.querySelectorAll("th[aria-sort]")) th.setAttribute("aria-sort", "none");
      button.closest("th").setAttribute("aria-sort", up ? "ascending" : "descending");
      filter();
    });
  }
  search.addEventListener("input", filter);
  alarmed.addEventListener("change", filter);
  more.addEventListener("click", () => { shown += step; show(); });
  document.addEventListener("keydown", (e) => {
    if (e.key === "/" && !/^(INPUT|TEXTAREA|SELECT)$/.test(e.target.tagName)) { search.focus(); e.preventDefault(); }
  });
  filter();
})();

// Outliers of the lengths are read in a dialog.
(() => {
  const dialog = document.getElementById("reader");
  const open = (circle) => {
    const o = report.pairs[circle.dataset.pair].length_ratio.outliers[circle.dataset.outlier];
    dialog.querySelector("h3").replaceChildren(isolated(o.id), " – " + o.a + " and " + o.b + " characters");
    dialog.querySelector(".sides").replaceChildren(...o.texts.map((t, i) => {
      const side = element("div", "text");
      side.lang = report.columns[i];
      side.append(t ? isolated(t) : element("span", "muted", "–"));
      return side;
    }));
    dialog.showModal();
  };
  for (const circle of document.querySelectorAll(".outlier")) {
    circle.addEventListener("click", () => open(circle));
    circle.addEventListener("keydown", (e) => { if (e.key === "Enter" || e.key === " ") { open(circle); e.preventDefault(); } });
  }
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (e) => { if (e.target === dialog) dialog.close(); });
})();

// A link to a check opens it.
const openTarget = () => {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target && target.tagName === "DETAILS") target.open = true;
};
addEventListener("hashchange", openTarget);
openTarget();
// On paper, what is folded is printed open.
addEventListener("beforeprint", () => { for (const d of document.querySelectorAll("details")) d.open = true; });
