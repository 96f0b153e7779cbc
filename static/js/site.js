// Comfort only: every page works without this file. Loaded in the head, so that the theme is set before anything is painted.
const root = document.documentElement;
const prefersDark = window.matchMedia("(prefers-color-scheme: dark)");

function followSystemTheme() {
  if (root.dataset.theme === "auto") root.dataset.bsTheme = prefersDark.matches ? "dark" : "light";
}

function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (menu !== except) menu.open = false;
  }
}

followSystemTheme();
prefersDark.addEventListener("change", followSystemTheme);

document.addEventListener("click", (event) => {
  closeMenus(event.target.closest("details.menu"));
  if (event.target.closest("[data-print]")) window.print();
});

document.addEventListener("keydown", (event) => {
  const menu = document.querySelector("details.menu[open]");
  if (event.key !== "Escape" || !menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  // In a field the slash is a letter like any other.
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const field = document.querySelector("[data-search]");
  if (!field?.offsetParent) return;
  event.preventDefault();
  field.focus();
});

document.addEventListener("DOMContentLoaded", () => {
  for (const button of document.querySelectorAll("[data-print]")) button.hidden = false;
  for (const link of document.querySelectorAll(".site-nav [aria-current], .tabs [aria-current]")) {
    const list = link.closest("ul");
    // Not scrollIntoView: that would also move the page down to tabs below the fold.
    list.scrollLeft = link.offsetLeft - list.offsetLeft - (list.clientWidth - link.offsetWidth) / 2;
  }
  const summary = document.querySelector(".error-summary");
  if (summary) summary.focus();
});
