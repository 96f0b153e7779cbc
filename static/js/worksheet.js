// Saves cells while one types. Without this file the Save button does the same.
const form = document.querySelector("form[data-autosave]");
const status = form.querySelector(".save-state");
const progress = form.querySelector("[data-progress]");
const WAIT = 400;
const RETRY = 5000;
const changed = new Set();
// Shown in their cells but not stored, until the person changes them or saves knowingly.
const refused = new Set();
let timer = 0;
let isSending = false;

const cellNamed = (name) => document.getElementById(`cell-${name}`);

function say(cell, text) {
  cell.querySelector("[data-message]").textContent = text;
  cell.classList.toggle("cell-marked", Boolean(text));
}

function touch(cell) {
  changed.add(cell.dataset.cell);
  refused.delete(cell.dataset.cell);
  const low = cell.querySelector(":is([value='1'], [value='2']):checked");
  if (low) cell.querySelector("details").open = true;
  schedule(WAIT);
}

function schedule(wait) {
  clearTimeout(timer);
  timer = setTimeout(send, wait);
}

function collect(names) {
  const all = new FormData(form);
  const data = new FormData();
  data.set("csrfmiddlewaretoken", all.get("csrfmiddlewaretoken"));
  for (const name of names) {
    for (const part of ["rating", "note", "seen"]) data.set(`${part}-${name}`, all.get(`${part}-${name}`) ?? "");
  }
  return data;
}

async function send() {
  if (isSending || !changed.size) return;
  const names = [...changed];
  changed.clear();
  isSending = true;
  try {
    const response = await fetch(form.dataset.autosave, { method: "POST", body: collect(names) });
    // A sign-in page or an error page: the cells stay unsaved and the Save button leads on.
    if (!response.headers.get("Content-Type")?.includes("json")) throw new Error(response.status);
    show(await response.json(), names, response.ok);
  } catch {
    for (const name of names) changed.add(name);
    status.textContent = form.dataset.unsaved;
    schedule(RETRY);
  } finally {
    isSending = false;
    if (changed.size && status.textContent !== form.dataset.unsaved) schedule(WAIT);
  }
}

function show(answer, names, isSaved) {
  for (const [name, seen] of Object.entries(answer.seen ?? {})) form.elements[`seen-${name}`].value = seen;
  if (isSaved) {
    for (const name of names) say(cellNamed(name), "");
    status.textContent = answer.saved;
    progress.textContent = answer.progress;
    return;
  }
  const wrong = { ...answer.errors };
  for (const [name, text] of Object.entries(answer.conflicts ?? {})) {
    wrong[name] = `${form.dataset.elsewhere} ${text}. ${form.dataset.overrule}`;
  }
  for (const [name, text] of Object.entries(wrong)) {
    if (!name) continue;
    refused.add(name);
    say(cellNamed(name), text);
  }
  status.textContent = wrong[""] ?? form.dataset.refused;
  // The others of this batch were not at fault.
  for (const name of names) if (!(name in wrong) && !("" in wrong)) changed.add(name);
}

function choose(fieldset, value) {
  const radio = [...fieldset.querySelectorAll("[type=radio]")].find((input) => input.value === value);
  radio.focus();
  if (radio.checked) return;
  radio.checked = true;
  touch(fieldset);
}

function goToNext(fieldset) {
  const rows = [...form.querySelectorAll(`td[data-candidate="${fieldset.closest("td").dataset.candidate}"]`)];
  const next = rows[rows.indexOf(fieldset.closest("td")) + 1];
  if (next) (next.querySelector(":checked") ?? next.querySelector("input[type=radio]")).focus();
}

form.addEventListener("input", (event) => {
  const cell = event.target.closest("[data-cell]");
  if (cell) touch(cell);
});

form.addEventListener("keydown", (event) => {
  if (event.target.type !== "radio" || event.ctrlKey || event.metaKey || event.altKey) return;
  const fieldset = event.target.closest("[data-cell]");
  if (/^[0-5]$/.test(event.key)) choose(fieldset, event.key === "0" ? "unknown" : event.key);
  else if (event.key === "Enter") goToNext(fieldset);
  else return;
  event.preventDefault();
});

form.addEventListener("submit", () => {
  clearTimeout(timer);
  changed.clear();
  refused.clear();
});

document.querySelector(".worksheet-tabs").addEventListener("click", (event) => {
  const tab = event.target.closest("[data-show]");
  if (!tab) return;
  event.preventDefault();
  for (const other of tab.parentElement.children) other.toggleAttribute("aria-current", false);
  tab.setAttribute("aria-current", "true");
  for (const cell of form.querySelectorAll("td[data-candidate]")) {
    cell.classList.toggle("worksheet-other", cell.dataset.candidate !== tab.dataset.show);
  }
  form.action = `?candidate=${tab.dataset.show}`;
  history.replaceState(null, "", tab.href);
});

window.addEventListener("beforeunload", (event) => {
  if (changed.size || refused.size || isSending) event.preventDefault();
});
