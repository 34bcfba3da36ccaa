// Papers sent in parts: several at once, dropped or chosen, with progress, pause, and going on
// after a lost connection or a reload. Without this file a plain form sends one file.
const PART = 2_000_000, HASHED = 250_000_000, PATIENCE = [1000, 3000, 8000, 15000];

const wait = (ms) => new Promise((done) => setTimeout(done, ms));
const inWords = (n) => (n < 1e6 ? `${Math.ceil(n / 1000)} kB` : `${(n / 1e6).toFixed(1)} MB`);
const made = (tag, text = "", kind = "") => Object.assign(document.createElement(tag), { textContent: text, className: kind });

async function sha256(file) {
  if (!crypto.subtle || file.size > HASHED) return "";
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
  return [...digest].map((one) => one.toString(16).padStart(2, "0")).join("");
}

class No extends Error {}

class Place {
  constructor(section) {
    this.section = section;
    this.at = section.dataset.at;
    this.form = section.querySelector("form.drop");
    this.token = this.form.querySelector("[name=csrfmiddlewaretoken]").value;
    this.list = section.querySelector(".sent");
    this.status = section.querySelector("[role=status]");
    this.waiting = Promise.resolve();
    this.open = 0;
  }

  async ask(path, body, headers = {}) {
    const answer = await fetch(this.at + path, { method: "POST", body, headers: { "X-CSRFToken": this.token, ...headers } });
    if (answer.status >= 500 || answer.status === 429) throw new Error("later");
    const told = await answer.json().catch(() => ({ refused: "This could not be sent.", remedy: "Load the page again." }));
    if (!answer.ok) throw new No(`${told.refused} ${told.remedy}`);
    return told;
  }

  // The connection may fail: what arrived is kept, so the same step is simply tried again.
  async steadily(row, step) {
    for (let tries = 0; ; tries++) {
      await row.going();
      try {
        return await step();
      } catch (fault) {
        if (fault instanceof No) throw fault;
        if (tries >= PATIENCE.length) { row.pause("The connection is lost. What arrived is kept."); tries = -1; continue; }
        row.says(navigator.onLine ? "No answer; trying again." : "No connection; waiting.");
        await wait(PATIENCE[tries]);
      }
    }
  }

  async send(file, row) {
    if (file.type && file.type !== "application/pdf") throw new No("Only PDFs can be sent. Save or scan it as a PDF, then choose that.");
    row.says("Reading the file.");
    const known = await sha256(file);
    let there = known ? null : await this.before(file);
    there ??= await this.steadily(row, () => this.ask("begin", new URLSearchParams({ name: file.name, size: file.size, sha256: known })));
    row.id = there.id;
    while (there.missing.length) {
      const [start, end] = there.missing[0];
      const upTo = Math.min(end, start + PART);
      const left = there.missing.reduce((sum, [from, to]) => sum + to - from, 0);
      row.moved(file.size - left, file.size);
      there = await this.steadily(row, () => this.ask(`${row.id}/part`, file.slice(start, upTo), { "Upload-Offset": start, "Content-Type": "application/octet-stream" }));
    }
    row.moved(file.size, file.size);
    row.done(await this.steadily(row, () => this.ask(`${row.id}/finish`, "")));
  }

  async before(file) {
    const told = await (await fetch(this.at)).json();
    return (told.uploads ?? []).find((one) => one.name === file.name && one.size === file.size);
  }

  add(files) {
    for (const file of files) {
      const row = new Row(this, file);
      this.open++;
      this.waiting = this.waiting.then(() => this.send(file, row)).catch((fault) => row.failed(fault instanceof No ? fault.message : "This file could not be read. Choose it again.")).finally(() => this.closed());
    }
  }

  closed() {
    this.open--;
    if (!this.open && "anew" in this.section.dataset && !this.section.querySelector(".sent .error")) location.reload();
  }
}

class Row {
  constructor(place, file) {
    this.place = place;
    this.name = file.name;
    for (const old of place.list.children) if (old.dataset.name === file.name || (old.querySelector("strong")?.textContent === file.name && !old.querySelector(".done"))) old.remove();
    this.line = made("li");
    this.line.dataset.name = file.name;
    this.text = made("span", "", "paper");
    this.text.append(made("strong", file.name), " ");
    this.tag = made("span", "waiting", "tag plain");
    this.words = made("span");
    this.bar = made("progress");
    this.bar.setAttribute("aria-label", `Sending ${file.name}`);
    this.bar.max = 1;
    this.bar.value = 0;
    this.text.append(this.tag, " ", this.words, this.bar);
    this.button = made("button", "Pause", "second");
    this.button.type = "button";
    this.button.append(made("span", ` ${file.name}`, "unseen"));
    this.button.addEventListener("click", () => (this.paused ? this.goOn() : this.pause("Paused. What arrived is kept.")));
    this.line.append(this.text, this.button);
    place.list.append(this.line);
  }

  says(words) { this.words.textContent = words; }

  state(name, kind) { this.tag.textContent = name; this.tag.className = `tag ${kind}`; }

  label(words) { this.button.firstChild.textContent = words; }

  moved(done, all) {
    this.state("sending", "");
    this.bar.value = done / all;
    this.says(`${inWords(done)} of ${inWords(all)}`);
  }

  pause(words) {
    this.paused ??= Promise.withResolvers ? Promise.withResolvers() : (() => { let resolve; const promise = new Promise((done) => (resolve = done)); return { promise, resolve }; })();
    this.state("paused", "soon");
    this.says(words);
    this.label("Go on");
    this.place.status.textContent = `${this.name}: ${words}`;
  }

  goOn() {
    const paused = this.paused;
    this.paused = undefined;
    this.label("Pause");
    this.state("sending", "");
    paused.resolve();
  }

  async going() { while (this.paused) await this.paused.promise; }

  done(told) {
    this.bar.remove();
    this.state("arrived", "done");
    this.words.textContent = `${told.pages} ${told.pages === 1 ? "page" : "pages"}, ${told.in_words}, ${told.at}. `;
    this.words.append(made("span", "SHA-256 ", "quiet"), made("span", told.sha256, "digest"));
    this.remove(async () => { await fetch(`${this.place.at}${told.id}/remove`, { method: "POST", headers: { "X-CSRFToken": this.place.token } }); });
    this.place.status.textContent = `${this.name} arrived: ${told.pages} pages.`;
  }

  failed(words) {
    this.bar.remove();
    this.state("not sent", "refused");
    this.words.className = "error";
    this.says(words);
    this.remove(async () => {});
    this.place.status.textContent = `${this.name} was not sent. ${words}`;
  }

  remove(first) {
    const button = this.button.cloneNode(true);
    button.firstChild.textContent = "Remove";
    button.addEventListener("click", async () => { await first(); this.line.remove(); this.place.section.querySelector("input[type=file]").focus(); });
    this.button.replaceWith(button);
    this.button = button;
  }
}

for (const section of document.querySelectorAll(".uploads[data-at]")) {
  const place = new Place(section);
  const input = place.form.querySelector("input[type=file]");
  const label = place.form.querySelector("label");
  label.firstChild.textContent = "Choose PDFs, or drop them here";
  input.multiple = true;
  place.form.querySelector(".plain").remove();
  place.form.addEventListener("submit", (event) => event.preventDefault());
  input.addEventListener("change", () => { place.add([...input.files]); input.value = ""; });
  place.form.addEventListener("dragover", (event) => { event.preventDefault(); place.form.classList.add("over"); });
  place.form.addEventListener("dragleave", () => place.form.classList.remove("over"));
  place.form.addEventListener("drop", (event) => { event.preventDefault(); place.form.classList.remove("over"); place.add([...event.dataTransfer.files]); });
  addEventListener("beforeunload", (event) => { if (place.open && !("anew" in section.dataset)) event.preventDefault(); });
}
