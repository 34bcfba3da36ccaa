// The editor of a finding, or of the case summary: keeps its text every few seconds and puts marks
// where the caret is. Without it a button keeps the text.

const PAUSE = 4000; // milliseconds between the last stroke of a key and keeping the text
const form = document.querySelector("form[data-keep]");

if (form) {
  const told = document.getElementById("kept");
  const unresolved = document.getElementById("unresolved");
  let text = form.elements.rationale ?? form.querySelector("textarea");
  let waiting = 0;
  let changed = false;
  let stopped = false;
  let sending = null;

  const keep = () => {
    sending = send().finally(() => { sending = null; });
  };

  const send = async () => {
    waiting = 0;
    changed = false;
    const body = new URLSearchParams(new FormData(form));
    try {
      const answer = await fetch(form.dataset.keep, {
        method: "POST", body, headers: { Accept: "application/json" },
      });
      const kept = await answer.json();
      if (answer.ok) {
        form.elements.version.value = kept.version;
        tell(kept.kept);
        list(kept.unresolved);
      } else {
        stopped = true;
        tell(kept.refused, true);
      }
    } catch {
      changed = true;
      tell("Not kept: the server does not answer. It is tried again.", true);
      waiting = setTimeout(keep, 3 * PAUSE);
    }
  };

  const tell = (words, wrong = false) => {
    told.textContent = words;
    told.className = wrong ? "error" : "quiet";
  };

  const list = (marks) => {
    unresolved.replaceChildren();
    if (!marks.length) return;
    const box = document.createElement("div");
    box.className = "notice fault";
    const head = document.createElement("p");
    head.textContent = unresolved.dataset.says;
    const rows = document.createElement("ul");
    for (const words of marks) rows.append(Object.assign(document.createElement("li"), { textContent: words }));
    box.append(head, rows);
    unresolved.append(box);
  };

  const touched = () => {
    changed = true;
    if (stopped) return;
    clearTimeout(waiting);
    waiting = setTimeout(keep, PAUSE);
  };

  const insert = (mark) => {
    const before = text.value.slice(0, text.selectionStart);
    const gap = before && !/\s$/.test(before) ? " " : "";
    text.setRangeText(gap + mark, text.selectionStart, text.selectionEnd, "end");
    text.focus();
    touched();
  };

  const button = (mark, name) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "second cite";
    made.textContent = "Cite";
    made.setAttribute("aria-label", `Cite ${name} in ${form.dataset.into}`);
    made.addEventListener("click", () => insert(mark));
    return made;
  };

  for (const code of form.querySelectorAll("[data-insert]")) {
    code.closest(".choice").append(button(code.dataset.insert, code.dataset.insert));
  }
  for (const fact of document.querySelectorAll("[data-mark]")) {
    fact.append(button(fact.dataset.mark, `page ${fact.dataset.mark}`));
  }
  const mind = document.getElementById("changed");
  const askWhy = () => {
    if (mind) mind.hidden = [undefined, "", mind.dataset.first].includes(form.elements.decision.value);
  };
  askWhy();
  form.addEventListener("input", askWhy);
  form.addEventListener("input", touched);
  form.addEventListener("focusin", ({ target }) => { if (form.id === "summary-form" && target.name === "text") text = target; });
  form.addEventListener("submit", (submitted) => {
    stopped = true;
    changed = false;
    clearTimeout(waiting);
    if (sending) { // the text that is on its way has its version first
      submitted.preventDefault();
      sending.then(() => form.requestSubmit(submitted.submitter));
    }
  });
  window.addEventListener("beforeunload", (leaving) => { if (changed) leaving.preventDefault(); });
}
