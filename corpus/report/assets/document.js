// Words that the model links are highlighted together, in all languages: each
// word with links has a number in its row (data-w) and the numbers of its
// partners (data-to). Works under the mouse, by touch and by the keyboard.
function linkWords(root) {
  let lit = [];
  const clear = () => { for (const w of lit) w.classList.remove("hot", "on"); lit = []; };
  const light = (word) => {
    clear();
    const row = word.closest(".row");
    const wanted = new Set(word.dataset.to.split(" "));
    word.classList.add("on");
    lit.push(word);
    for (const other of row.querySelectorAll(".w")) {
      if (wanted.has(other.dataset.w)) { other.classList.add("hot"); lit.push(other); }
    }
  };
  root.addEventListener("pointerover", (e) => {
    const word = e.target.closest && e.target.closest(".w");
    if (word) light(word); else if (lit.length) clear();
  });
  root.addEventListener("pointerleave", clear);
  root.addEventListener("click", (e) => { const word = e.target.closest(".w"); if (word) light(word); });
}
for (const root of document.querySelectorAll(".beads")) linkWords(root);

// Long sentences are folded; a click or Enter on the button unfolds them.
document.addEventListener("click", (e) => {
  const button = e.target.closest && e.target.closest("[data-unfold]");
  if (!button) return;
  const unit = button.closest(".long");
  unit.classList.remove("long");
  button.remove();
});

// j and k go to the next and the previous doubtful row, / to the search.
document.addEventListener("keydown", (e) => {
  if (e.ctrlKey || e.metaKey || e.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(e.target.tagName)) return;
  if (e.key !== "j" && e.key !== "k") return;
  const rows = [...document.querySelectorAll(".row.doubt")];
  if (!rows.length) return;
  const here = rows.indexOf(document.activeElement.closest(".row"));
  const next = rows[e.key === "j" ? Math.min(rows.length - 1, here + 1) : Math.max(0, here < 0 ? 0 : here - 1)];
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "center" });
  e.preventDefault();
});
