"use strict";
(() => {
  const form = document.getElementById("filter");
  if (!form) return;
  const field = (id) => document.getElementById(id);
  const text = field("text"), rule = field("rule"), severity = field("severity"), fix = field("fix");
  // Read once: asking five thousand elements for their text at every key would be felt.
  const findings = [...document.querySelectorAll("article")].map((element) => ({
    element,
    file: element.parentElement,
    words: (element.parentElement.firstElementChild.textContent + element.textContent).toLowerCase(),
    link: null,
    code: element.dataset.code,
    severity: element.dataset.severity,
    fix: element.dataset.fix,
  }));
  const byId = new Map(findings.map((one) => [one.element.id, one]));
  for (const link of document.querySelectorAll(".places a")) {
    byId.get(link.hash.slice(1)).link = link.parentElement;
  }
  const files = [...document.querySelectorAll("details.file")];
  const rules = [...document.querySelectorAll("details.rule")];

  function hide(element, hidden) {
    if (element.hidden !== hidden) element.hidden = hidden;
  }

  function apply() {
    const words = text.value.toLowerCase().split(/\s+/).filter(Boolean);
    const inFile = new Map(), ofRule = new Map();
    let count = 0;
    for (const one of findings) {
      const wanted = (!rule.value || one.code === rule.value)
        && (!severity.value || one.severity === severity.value)
        && (!fix.value || one.fix === fix.value)
        && words.every((word) => one.words.includes(word));
      hide(one.element, !wanted);
      if (one.link) hide(one.link, !wanted);
      if (wanted) {
        count += 1;
        inFile.set(one.file, (inFile.get(one.file) || 0) + 1);
        ofRule.set(one.code, (ofRule.get(one.code) || 0) + 1);
      }
    }
    for (const file of files) tally(file, inFile.get(file) || 0);
    for (const one of rules) tally(one, ofRule.get(one.id) || 0);
    field("shown").textContent = count === findings.length
      ? "" : count + " of " + findings.length + " shown";
    hide(field("none"), count > 0);
  }

  function tally(details, count) {
    hide(details, count === 0);
    details.querySelector(".count").textContent = count;
  }

  let waiting = 0;
  function soon() {
    clearTimeout(waiting);
    waiting = setTimeout(apply, 60);
  }

  function clear() {
    form.reset();
    apply();
  }

  function move(step) {
    const shown = findings.filter((one) => !one.element.hidden);
    const here = shown.findIndex((one) => one.element.contains(document.activeElement));
    const next = shown[here < 0 ? (step > 0 ? 0 : shown.length - 1) : here + step];
    if (!next) return;
    next.file.open = true;
    next.element.focus();
    next.element.scrollIntoView({block: "start"});
  }

  // What a link leads to is shown, whatever is folded or filtered.
  function reveal() {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    if (target.hidden || target.closest("[hidden]")) clear();
    const around = target.closest("details");
    if (around) around.open = true;
    target.scrollIntoView();
  }

  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input, select, textarea");
    if (event.key === "Escape") { clear(); event.target.blur(); return; }
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/") { event.preventDefault(); text.focus(); }
    if (event.key === "j") move(1);
    if (event.key === "k") move(-1);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));
  form.addEventListener("input", soon);
  addEventListener("hashchange", reveal);
  form.hidden = false;
  document.querySelector(".keys").hidden = false;
  reveal();
})();
