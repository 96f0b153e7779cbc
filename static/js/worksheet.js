// Saves cells while one types. Without this file the Save button does the same.
import { autosave } from "./autosave.js";

const form = document.querySelector("form[data-autosave]");
const progress = form.querySelector("[data-progress]");

const cellNamed = (name) => document.getElementById(`cell-${name}`);

function say(cell, text) {
  cell.querySelector("[data-message]").textContent = text;
  cell.classList.toggle("cell-marked", Boolean(text));
}

function touch(cell) {
  const low = cell.querySelector(":is([value='1'], [value='2']):checked");
  if (low) cell.querySelector("details").open = true;
  saving.touch(cell.dataset.cell);
}

function collect(names, all) {
  const data = new FormData();
  data.set("csrfmiddlewaretoken", all.get("csrfmiddlewaretoken"));
  for (const name of names) {
    for (const part of ["rating", "note", "seen"]) data.set(`${part}-${name}`, all.get(`${part}-${name}`) ?? "");
  }
  return data;
}

function show(answer, names, isSaved) {
  for (const [name, seen] of Object.entries(answer.seen ?? {})) form.elements[`seen-${name}`].value = seen;
  if (isSaved) {
    for (const name of names) say(cellNamed(name), "");
    progress.textContent = answer.progress;
    return {};
  }
  const wrong = { ...answer.errors };
  for (const [name, text] of Object.entries(answer.conflicts ?? {})) {
    wrong[name] = `${form.dataset.elsewhere} ${text}. ${form.dataset.overrule}`;
  }
  for (const [name, text] of Object.entries(wrong)) if (name) say(cellNamed(name), text);
  return wrong;
}

const saving = autosave({ form, status: form.querySelector(".save-state"), collect, show });

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
