"use strict";
(() => {
  const pages = JSON.parse(document.getElementById("pages").textContent);
  const byId = (id) => document.getElementById(id);
  const [statements, viewer, stage, passage, hits, picker] =
    ["statements", "viewer", "stage", "passage", "hits", "document"].map(byId);
  const figures = [...document.querySelectorAll("figure")];
  const narrow = window.matchMedia("(max-width: 860px)");
  const header = document.querySelector(".top");
  let current = 0;
  let zoom = 1;
  let opener = null;

  document.documentElement.classList.add("scripted");

  function markOf(words, start, end) {
    // One rectangle for the words of each line: neighbours whose heights overlap belong together.
    const boxes = [];
    for (const [from, to, left, top, right, bottom] of words) {
      if (to <= start || from >= end) continue;
      const last = boxes[boxes.length - 1];
      const shared = last ? Math.min(last[3], bottom) - Math.max(last[1], top) : 0;
      const near = last && left > last[0] && left - last[2] < 1200;
      if (near && shared > 0.4 * Math.min(last[3] - last[1], bottom - top)) {
        last[1] = Math.min(last[1], top);
        last[2] = Math.max(last[2], right);
        last[3] = Math.max(last[3], bottom);
      } else {
        boxes.push([left, top, right, bottom]);
      }
    }
    return boxes;
  }

  function draw(at, spans) {
    document.querySelectorAll("figure svg").forEach((svg) => svg.replaceChildren());
    const svg = figures[at].querySelector("svg");
    const marks = spans.flatMap(([start, end]) => markOf(pages[at].words, start, end));
    for (const [left, top, right, bottom] of marks) {
      const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      const [x, y] = [left - 15, top - 12];
      for (const [name, value] of Object.entries({ x, y, width: right - left + 30, height: bottom - top + 24 }))
        rect.setAttribute(name, value);
      svg.append(rect);
    }
    return svg.querySelector("rect");
  }

  function writeText(at, spans) {
    const { text } = pages[at];
    const parts = [];
    let last = 0;
    for (const [start, end] of [...spans].sort((one, other) => one[0] - other[0])) {
      if (start < last) continue;
      const mark = document.createElement("mark");
      mark.textContent = text.slice(start, end);
      parts.push(text.slice(last, start), mark);
      last = end;
    }
    byId("text").replaceChildren(...parts, text.slice(last));
  }

  function show(at, spans = [], say = "") {
    if (!pages.length) return;
    current = Math.max(0, Math.min(pages.length - 1, at));
    figures.forEach((figure, n) => { figure.hidden = n !== current; });
    byId("where").textContent = `${current + 1} of ${pages.length}`;
    byId("previous").disabled = current === 0;
    byId("next").disabled = current === pages.length - 1;
    const home = pages[current].document;
    if (home !== null) picker.selectedIndex = home;
    const first = draw(current, spans);
    writeText(current, spans);
    passage.replaceChildren(...sayWhat(say, spans));
    stage.setAttribute("aria-label", `Page image: ${pages[current].label}`);
    bringIn(first);
  }

  function bringIn(rect) {
    // Scrolls the stage alone: scrollIntoView would move the whole window as well.
    if (!rect) {
      stage.scrollTo(0, 0);
      return;
    }
    const [inner, outer] = [rect.getBoundingClientRect(), stage.getBoundingClientRect()];
    stage.scrollBy(
      inner.left + inner.width / 2 - outer.left - outer.width / 2,
      inner.top + inner.height / 2 - outer.top - outer.height / 2,
    );
  }

  function sayWhat(say, spans) {
    const place = document.createElement("strong");
    place.textContent = pages[current].label;
    if (!spans.length) return say ? [place, " ", say] : [place];
    const quotes = spans.flatMap((span) => {
      const quote = document.createElement("q");
      quote.textContent = pages[current].text.slice(...span).replace(/\s+/g, " ");
      return [" ", quote];
    });
    return [place, ":", ...quotes, " ", say];
  }

  function spansOf(button) {
    return (button.dataset.spans ?? "").split(",").filter(Boolean).map((span) => span.split("-").map(Number));
  }

  function open(button) {
    document.querySelectorAll(".now").forEach((one) => { one.classList.remove("now"); one.removeAttribute("aria-current"); });
    button.classList.add("now");
    button.setAttribute("aria-current", "true");
    opener = button;
    hits.hidden = true;
    enter();
    show(Number(button.dataset.page), spansOf(button));
    if (narrow.matches) setZoom(button.dataset.spans ? 2 : 1);
  }

  function enter() {
    if (!narrow.matches) return;
    document.documentElement.classList.add("viewing");
    [statements, header].forEach((part) => { part.inert = true; });
    byId("close").focus();
  }

  function leave() {
    document.documentElement.classList.remove("viewing");
    [statements, header].forEach((part) => { part.inert = false; });
    (opener ?? statements).focus();
  }

  function setZoom(value) {
    zoom = Math.max(0.5, Math.min(4, value));
    stage.style.setProperty("--zoom", zoom);
    bringIn(figures[current]?.querySelector("rect"));
  }

  function search(asked) {
    const pattern = asked.trim().split(/\s+/).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("\\s+");
    const found = pattern ? pages.flatMap((page, at) => within(page, at, new RegExp(pattern, "giu"))) : [];
    hits.replaceChildren(...found.slice(0, 60).map(hit));
    hits.hidden = !found.length;
    const more = found.length > 60 ? " (the first 60 are listed)" : "";
    if (found.length) show(found[0].at, [found[0].span], `Passages found: ${found.length}${more}.`);
    else passage.textContent = pattern ? "Not found on any page." : "";
  }

  function within(page, at, pattern) {
    if (figures[at].classList.contains("veiled")) return [];
    return [...page.text.matchAll(pattern)].map((match) => ({ at, span: [match.index, match.index + match[0].length] }));
  }

  function hit({ at, span: [start, end] }) {
    const { text, label } = pages[at];
    const button = document.createElement("button");
    const place = document.createElement("span");
    const mark = document.createElement("mark");
    button.type = "button";
    place.textContent = label;
    mark.textContent = text.slice(start, end);
    button.append(place, ` …${text.slice(Math.max(0, start - 40), start)}`, mark, `${text.slice(end, end + 40)}…`);
    button.addEventListener("click", () => show(at, [[start, end]]));
    const line = document.createElement("li");
    line.append(button);
    return line;
  }

  function step(from, by) {
    const all = [...statements.querySelectorAll(".says, summary")].filter((one) => one.checkVisibility());
    const next = all[all.indexOf(from) + by];
    if (next) next.focus();
  }

  function onStatementKey(event) {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by && event.target.matches(".says, summary")) {
      event.preventDefault();
      step(event.target, by);
    } else if (event.key === "ArrowRight" && event.target.matches(".says, .ref")) {
      event.preventDefault();
      open(event.target);
      if (!narrow.matches) stage.focus();
    }
  }

  function onStageKey(event) {
    const does = {
      ArrowRight: () => show(current + 1), ArrowLeft: () => show(current - 1),
      PageDown: () => show(current + 1), PageUp: () => show(current - 1),
      Home: () => show(0), End: () => show(pages.length - 1),
      "+": () => setZoom(zoom * 1.25), "=": () => setZoom(zoom * 1.25), "-": () => setZoom(zoom / 1.25), 0: () => setZoom(1),
    }[event.key];
    if (!does || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    does();
  }

  statements.addEventListener("click", (event) => {
    const button = event.target.closest("[data-page]");
    if (!button) return;
    event.preventDefault();
    open(button);
  });
  statements.addEventListener("keydown", onStatementKey);
  stage.addEventListener("keydown", onStageKey);
  viewer.addEventListener("keydown", (event) => { if (event.key === "Escape" && event.target.id !== "words") leave(); });
  byId("close").addEventListener("click", leave);
  byId("previous").addEventListener("click", () => show(current - 1));
  byId("next").addEventListener("click", () => show(current + 1));
  byId("smaller").addEventListener("click", () => setZoom(zoom / 1.25));
  byId("larger").addEventListener("click", () => setZoom(zoom * 1.25));
  byId("fit").addEventListener("click", () => setZoom(1));
  picker.addEventListener("change", () => { if (picker.value) show(Number(picker.value)); });
  byId("search").addEventListener("submit", (event) => { event.preventDefault(); search(byId("words").value); });
  byId("words").addEventListener("keydown", (event) => { if (event.key === "Escape") { event.target.value = ""; search(""); leave(); } });
  document.querySelectorAll(".veil button").forEach((button) => {
    button.addEventListener("click", () => { button.parentElement.hidden = true; stage.focus(); });
  });
  window.addEventListener("beforeprint", () => document.querySelectorAll("main details").forEach((one) => { one.open = true; }));
  const fitColumns = () => document.documentElement.style.setProperty("--top", `${header.offsetHeight}px`);
  window.addEventListener("resize", fitColumns);
  fitColumns();
  show(0);
})();
