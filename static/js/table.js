// A meeting at the table: lines and minutes are sent as they are typed, and wait here while there is no connection.
// Without this file the buttons do the same, a page at a time.
import { autosave, renewToken } from "./autosave.js";
import { newKey, outbox, store } from "./outbox.js";

const page = document.querySelector("[data-table]");
const status = page.querySelector("[data-status]");
const minutes = page.querySelector("form[data-autosave]");
const kept = store(`table/${page.dataset.place}`);

const entryForm = (kind) => page.querySelector(`form[data-entry="${kind}"]`);

function filled(template, entry) {
  const line = page.querySelector(`template[${template}]`).content.firstElementChild.cloneNode(true);
  line.querySelector("[data-text]").textContent = entry.text;
  line.querySelector("[data-detail]").textContent = entry.detail ?? "";
  return line;
}

async function deliver(entry) {
  const data = new FormData();
  for (const [name, value] of Object.entries(entry.values)) data.set(name, value);
  data.set("csrfmiddlewaretoken", minutes.elements.csrfmiddlewaretoken.value);
  try {
    const response = await fetch(page.dataset.url, { method: "POST", body: data });
    if (response.headers.get("Content-Type")?.includes("json")) return await response.json();
    // A sign-in page or an error page is no answer: the entry waits.
    const isSignedIn = await renewToken(minutes);
    status.textContent = isSignedIn ? page.dataset.waiting : page.dataset.signedOut;
  } catch {
    status.textContent = page.dataset.waiting;
  }
  return null;
}

function unsentLine(entry) {
  const line = filled("data-unsent-line", entry);
  line.querySelector("[data-why]").textContent = entry.refused ?? page.dataset.waiting;
  const edit = line.querySelector("[data-edit]");
  edit.hidden = !entry.refused;
  edit.addEventListener("click", () => takeBack(entry));
  return line;
}

function showUnsent() {
  for (const list of page.querySelectorAll("[data-unsent]")) {
    const own = box.entries().filter((entry) => entry.values.do === list.dataset.unsent);
    list.replaceChildren(...own.map(unsentLine));
    list.hidden = !own.length;
  }
  for (const entry of box.entries()) if (entry.values.do === "close") showClosing(entry, entry.refused ?? page.dataset.waiting);
}

const closeButton = (entry) => page.querySelector(`#carried form[action*="/${entry.values.pk}/close/"]`);

function showClosing(entry, words) {
  const form = closeButton(entry);
  if (!form) return;
  form.querySelector("button").disabled = true;
  const line = form.closest("li");
  const note = line.querySelector("[data-why]") ?? line.querySelector(".actions-what").appendChild(document.createElement("p"));
  note.dataset.why = "";
  note.textContent = words;
}

function showSaved(entry, answer) {
  status.textContent = answer.saved;
  if (entry.values.do === "close") {
    const form = closeButton(entry);
    if (!form) return;
    form.closest("li").querySelector("[data-why]")?.remove();
    form.closest(".actions-do").replaceChildren(page.querySelector("template[data-done]").content.cloneNode(true));
    return;
  }
  const list = page.querySelector(`[data-list="${entry.values.do}"]`);
  list.append(filled("data-saved-line", { text: answer.text, detail: answer.detail }));
  list.hidden = false;
}

function show(entry, answer) {
  if (answer?.saved) showSaved(entry, answer);
  else if (answer?.refused) status.textContent = answer.refused;
  showUnsent();
}

// Back into the form, to be changed; it gets a key of its own when it is sent again.
function takeBack(entry) {
  const form = entryForm(entry.values.do);
  for (const [name, value] of Object.entries(entry.values)) if (name !== "key" && form.elements[name]) form.elements[name].value = value;
  box.take(entry);
  form.querySelector("input:not([type=hidden])").focus();
}

const box = outbox({ kept, deliver, show });

function detailOf(form) {
  const { who, due_on: day } = form.elements;
  return who ? `${who.selectedOptions[0].text} · ${day.value}` : "";
}

function submitEntry(event) {
  const form = event.target;
  event.preventDefault();
  const values = Object.fromEntries(new FormData(form));
  delete values.csrfmiddlewaretoken;
  box.add({ values, text: values.text ?? values.what, detail: detailOf(form) });
  const first = form.querySelector("input:not([type=hidden])");
  first.value = "";
  form.elements.key.value = newKey();
  kept.remove(`draft/${values.do}`);
  first.focus();
}

function submitClosing(event) {
  const pk = event.target.getAttribute("action").match(/\/(\d+)\/close\//)?.[1];
  if (!pk) return;
  event.preventDefault();
  box.add({ values: { do: "close", pk, key: `close-${pk}` }, text: "", detail: "" });
}

for (const kind of ["decide", "act"]) {
  const form = entryForm(kind);
  const draft = kept.get(`draft/${kind}`);
  for (const [name, value] of Object.entries(draft ?? {})) if (form.elements[name] && !form.querySelector(".invalid-feedback")) form.elements[name].value = value;
  form.addEventListener("submit", submitEntry);
  form.addEventListener("input", () => {
    const values = Object.fromEntries(new FormData(form));
    for (const name of ["csrfmiddlewaretoken", "key", "do"]) delete values[name];
    kept.set(`draft/${kind}`, values);
  });
}
page.querySelector("#carried").addEventListener("submit", submitClosing);

// The minutes: one text, stored 400 ms after the last keystroke, and on the device until then.
const text = minutes.elements.text;
const seen = minutes.elements.seen;
const theirs = page.querySelector("[data-theirs]");
let sent = "";

function showTheirs(answer) {
  theirs.hidden = false;
  theirs.querySelector("[data-scripted]").hidden = false;
  theirs.querySelector("[data-theirs-text]").textContent = answer.theirs;
  theirs.dataset.seen = answer.seen;
}

const saving = autosave({
  form: minutes,
  status,
  collect(names, all) {
    sent = all.get("text");
    const data = new FormData();
    for (const name of ["csrfmiddlewaretoken", "text", "seen"]) data.set(name, all.get(name));
    return data;
  },
  show(answer, names, isSaved) {
    if (isSaved) {
      seen.value = answer.seen;
      if (text.value === sent) kept.remove("minutes");
      else kept.set("minutes", { text: text.value, seen: seen.value });
      return {};
    }
    if (answer.theirs === undefined) return answer.errors;
    showTheirs(answer);
    return { "": minutes.dataset.elsewhere };
  },
});

function typed() {
  kept.set("minutes", { text: text.value, seen: seen.value });
  // While two texts stand side by side, the person says which one stays.
  if (theirs.hidden) saving.touch("text");
}

text.addEventListener("input", typed);
minutes.addEventListener("submit", () => kept.remove("minutes"));
theirs.addEventListener("click", (event) => {
  const choice = event.target.dataset.keep;
  if (!choice) return;
  theirs.hidden = true;
  seen.value = theirs.dataset.seen;
  if (choice === "theirs") {
    text.value = theirs.querySelector("[data-theirs-text]").textContent;
    kept.remove("minutes");
  }
  typed();
});

const unsaved = kept.get("minutes");
if (unsaved && unsaved.text !== text.value && theirs.hidden) {
  const present = { theirs: text.value, seen: seen.value };
  text.value = unsaved.text;
  if (unsaved.seen === present.seen) typed();
  else showTheirs(present);
} else if (unsaved && theirs.hidden) kept.remove("minutes");
showUnsent();
box.flush();
