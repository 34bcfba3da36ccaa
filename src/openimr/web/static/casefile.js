/* The viewer of a case file without loading its page anew: links, forms and keys change the part
   that is shown, and the address with it. Without this file the same links and forms work. */

const KEYS = { j: "j", k: "k", n: "n", p: "p", "+": "+", "=": "+", "-": "-" };
const SWITCH = "openimr.casefile.keys";
let asking = null;

const viewer = () => document.getElementById("casefile");

function plain(event) {
  return !event.defaultPrevented && !event.button && !event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey;
}

/* Ask for a part and put it in place; when that fails, go where the link leads. What was found
   stays beside the pages until the documents are asked for again. */
async function show(part, href, options = {}, keep = true, hits = null) {
  asking?.abort();
  asking = new AbortController();
  const before = viewer();
  before.setAttribute("aria-busy", "true");
  try {
    const headers = { "X-OpenIMR-Viewer": before.dataset.here || "-" };
    const answer = await fetch(part, { ...options, headers, signal: asking.signal, credentials: "same-origin" });
    const text = await answer.text();
    const made = new DOMParser().parseFromString(text, "text/html").getElementById("casefile");
    if (!answer.ok || answer.redirected || !made) throw new Error("not a part");
    const rolled = before.querySelector(".casefile-index")?.scrollTop ?? 0;
    if (hits) made.querySelector(".casefile-index")?.replaceWith(hits);
    replace(before, made, rolled);
    if (keep) history.pushState({ part }, "", href);
    return true;
  } catch (error) {
    if (error.name === "AbortError") return false;
    if (options.method) return options.form.submit();
    location.assign(href);
    return false;
  }
}

/* What was open, rolled or in focus stays so. */
function replace(before, made, rolled) {
  for (const details of before.querySelectorAll("details[class]")) {
    const same = made.querySelector(`details.${details.classList[0]}`);
    if (same) same.open = details.open;
  }
  const held = before.contains(document.activeElement) ? document.activeElement : null;
  const again = held?.id || held?.dataset.key;
  before.replaceWith(document.adoptNode(made));
  begin();
  const index = made.querySelector(".casefile-index");
  if (index) index.scrollTop = rolled;
  made.querySelector(".casefile-list [aria-current]")?.scrollIntoView({ block: "nearest" });
  made.querySelector(".mark")?.scrollIntoView({ block: "center", inline: "nearest" });
  if (!held) return;
  const target = held.id ? document.getElementById(held.id) : made.querySelector(`[data-key="${again}"]`);
  (target ?? document.getElementById("casefile-title"))?.focus({ preventScroll: true });
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-passage]");
  if (!link || !viewer() || !plain(event)) return;
  event.preventDefault();
  const outside = !viewer().contains(link);
  const among = link.closest(".casefile-index") && !link.closest(".casefile-hits");
  const hits = among ? null : viewer().querySelector(".casefile-hits")?.closest(".casefile-index");
  show(link.dataset.passage, link.href, {}, true, hits).then((shown) => {
    if (shown && (outside || link.closest(".casefile-hits"))) document.getElementById("casefile-title")?.focus({ preventScroll: outside });
    if (shown) tell();
  });
});

document.addEventListener("submit", (event) => {
  const form = event.target.closest("#casefile form");
  if (!form) return;
  event.preventDefault();
  const fields = new URLSearchParams(new FormData(form));
  if (form.method === "post") {
    show(form.action, "", { method: "POST", body: fields, form }, false).then((shown) => shown && document.getElementById("casefile-found")?.focus());
  } else {
    for (const [name, value] of [...fields]) if (!value) fields.delete(name);
    show(`${form.dataset.passage}?${fields}`, `${form.getAttribute("action")}?${fields}`).then((shown) => shown && tell());
  }
});

/* Say the page's name to those who hear. */
function tell() {
  const said = document.getElementById("casefile-said");
  if (said) said.textContent = document.querySelector(".casefile-where")?.textContent ?? "";
}

function typing(target) {
  return target.isContentEditable || /^(input|select|textarea)$/i.test(target.tagName);
}

document.addEventListener("keydown", (event) => {
  const key = KEYS[event.key];
  if (!key || !viewer() || event.ctrlKey || event.altKey || event.metaKey || typing(event.target)) return;
  if (localStorage.getItem(SWITCH) === "off") return;
  const link = viewer().querySelector(`a[data-key="${CSS.escape(key)}"]`);
  if (!link) return;
  event.preventDefault();
  link.click();
});

window.addEventListener("popstate", (event) => {
  if (event.state?.part && viewer()) show(event.state.part, location.href, {}, false);
});

/* The switch of the keys is shown where keys work. */
function begin() {
  const box = document.getElementById("casefile-keys-on");
  if (!box) return;
  box.closest("[hidden]")?.removeAttribute("hidden");
  box.checked = localStorage.getItem(SWITCH) !== "off";
  box.addEventListener("change", () => localStorage.setItem(SWITCH, box.checked ? "on" : "off"));
}

if (viewer()) {
  begin();
  history.replaceState({ part: viewer().dataset.part }, "");
  const asked = new URLSearchParams(location.search).has("at"); // else the page begins at its head
  if (asked) document.querySelector("#casefile .mark")?.scrollIntoView({ block: "center", inline: "nearest" });
}
