// The page of an audit: one group of the sample after the other, to be judged.
"use strict";
(() => {
  let audit = null, at = 0;

  window.auditHelp = [
    ["1 r", "Right: the sentences translate each other, all of them and nothing else"],
    ["0 w", "Wrong: something does not belong here, or something is missing"],
    ["u", "Take the verdict back"], ["→ j", "The next group"], ["← k", "The group before"], ["n", "The next group that is not judged"], ["?", "These keys"],
  ];

  window.showAudit = async () => {
    audit = await ask("api/audit");
    document.title = "tritext audit";
    tools();
    open();
    draw();
  };

  // open goes to the next group without a verdict.
  function open() {
    for (let i = 0; i < audit.items.length; i++) {
      const n = (at + i) % audit.items.length;
      if (!audit.verdicts[audit.items[n].id]) { at = n; return; }
    }
  }

  function judge(verdict) {
    attempt(async () => {
      const page = await ask("api/judge", { id: audit.items[at].id, verdict, comment: $("comment").value });
      audit = page;
      say(verdict ? `${verdict === "right" ? "Right" : "Wrong"}, saved.` : "Verdict taken back.");
      if (verdict) open();
      draw();
    });
  }

  function go(by) { at = Math.max(0, Math.min(audit.items.length - 1, at + by)); draw(); }

  function draw() {
    const it = audit.items[at], j = audit.verdicts[it.id] || {}, e = audit.estimate;
    const verdict = (name, label, key, c) => make("button", { type: "button", class: c, "data-verdict": name, "aria-pressed": String(j.verdict === name), onclick: () => judge(name) }, label + " ", make("kbd", { text: key }));
    const area = make("textarea", { id: "comment", "aria-label": "Comment on this group", maxlength: 10000, placeholder: "Comment, kept with the verdict", dir: "auto" });
    area.value = j.comment || "";
    const texts = make("div", { class: "texts" }, ...["zh", "en", "ru"].filter((l) => it.texts[l]).map((l) => make("div", { class: `text ${l}`, lang: l, dir: "auto", text: it.texts[l] })));
    const p = (x) => `${(100 * x).toFixed(1)} %`;
    const context = make("details", { class: "context" }, make("summary", { text: "In the source" }));
    context.addEventListener("toggle", async () => {
      if (context.children.length > 1) return;
      try {
        const all = await ask(`api/context?doc=${encodeURIComponent(it.doc)}&units=${encodeURIComponent(it.units.join(","))}`);
        context.append(...all.flatMap((c) => [make("h3", { class: c.lang, text: names[c.lang] || c.lang }),
          make("div", { class: "raw", lang: c.lang, dir: "auto" }, ...c.around.map((u) => make(u.here ? "mark" : "span", { text: u.raw.trimEnd() })))]));
      } catch (error) { say(error.message, true); }
    });
    $("main").replaceChildren(make("div", { class: "judge" },
      make("div", { class: "title" }, make("h1", { text: "Do these translate each other?" }),
        make("span", { class: "muted", text: `group ${at + 1} of ${audit.items.length} · ${it.id}` })),
      make("p", { class: "muted", text: "Right: all of these sentences and nothing else translate each other. Wrong: something does not belong here, or a part is missing." }),
      texts,
      make("div", { class: "buttons" }, verdict("right", "Right", "1", "good"), verdict("wrong", "Wrong", "0", "bad"),
        make("button", { type: "button", disabled: !j.verdict, onclick: () => judge("") }, "Take back ", make("kbd", { text: "u" })),
        make("button", { type: "button", "aria-label": "Group before", disabled: at === 0, onclick: () => go(-1) }, "←"),
        make("button", { type: "button", "aria-label": "Next group", disabled: at === audit.items.length - 1, onclick: () => go(1) }, "→")),
      make("div", { class: "side-note" }, area), context,
      make("div", { class: "dots", role: "group", "aria-label": "Groups of the sample" }, ...audit.items.map((x, i) => make("button", {
        type: "button", tabindex: -1, class: (audit.verdicts[x.id] || {}).verdict || "", "aria-current": i === at ? "true" : null,
        "aria-label": `group ${i + 1}, ${(audit.verdicts[x.id] || {}).verdict || "not judged"}`, onclick: () => { at = i; draw(); },
      }))),
      make("div", { class: "panel estimate" }, make("h2", { text: "Precision of the corpus" }),
        e.judged ? make("p", {}, make("strong", { text: p(e.precision) }), `, with a confidence of 95 % between ${p(e.low)} and ${p(e.high)}`) : make("p", { text: "Nothing is judged yet." }),
        make("p", { class: "muted", text: `${e.correct} of ${e.judged} judged groups are right; ${audit.items.length - e.judged} are left. The corpus has ${audit.groups} groups of two or more languages; seed ${audit.seed}.` }))));
    const first = document.querySelector("[data-verdict]");
    if (first) first.focus({ preventScroll: true });
  }

  window.auditKeys = (event) => {
    if (!audit || event.ctrlKey || event.metaKey || event.altKey) return false;
    switch (event.key) {
      case "1": case "r": judge("right"); return true;
      case "0": case "w": judge("wrong"); return true;
      case "u": judge(""); return true;
      case "ArrowRight": case "j": go(1); return true;
      case "ArrowLeft": case "k": go(-1); return true;
      case "n": open(); draw(); return true;
    }
    return false;
  };
})();
