// The table of documents is sorted by any column; errors are shown by kind.
const table = document.getElementById("list");
const number = (cell) => { const v = parseFloat(cell.textContent.replace(/[,+]/g, "").replace("−", "-")); return Number.isNaN(v) ? cell.textContent : v; };
for (const th of table.querySelectorAll("th[aria-sort]")) {
  th.querySelector("button").addEventListener("click", () => {
    const column = th.cellIndex, up = th.getAttribute("aria-sort") !== "ascending";
    for (const other of table.querySelectorAll("th[aria-sort]")) other.setAttribute("aria-sort", "none");
    th.setAttribute("aria-sort", up ? "ascending" : "descending");
    const rows = [...table.tBodies[0].rows];
    rows.sort((a, b) => {
      const x = column ? number(a.cells[column]) : a.cells[0].textContent, y = column ? number(b.cells[column]) : b.cells[0].textContent;
      return (typeof x === "number" && typeof y === "number" ? x - y : String(x).localeCompare(String(y), "en", { numeric: true })) * (up ? 1 : -1);
    });
    table.tBodies[0].replaceChildren(...rows);
  });
}
const kind = document.getElementById("kind"), found = document.getElementById("found");
const filter = () => {
  let n = 0;
  for (const e of document.querySelectorAll(".error")) {
    e.hidden = kind.value !== "" && e.dataset.kind !== kind.value;
    if (!e.hidden) n++;
  }
  found.textContent = n + (n === 1 ? " place" : " places");
};
kind.addEventListener("change", filter);
filter();
