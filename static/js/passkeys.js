// Joins the forms marked data-passkey with allauth's own script. Without script there are the other ways to sign in.
const KINDS = { login: "loginForm", add: "addForm", authenticate: "authenticateForm" };

function join(form) {
  const kind = form.dataset.passkey;
  const button = form.querySelector("[data-passkey-button]");
  const ids = { credential: form.querySelector("input[name=credential]").id, data: "passkey-options" };
  ids[kind] = button.id;
  const alone = form.querySelector("input[name=passwordless]");
  if (alone) ids.passwordless = alone.id;
  if (!window.PublicKeyCredential) return;
  window.allauth.webauthn.forms[KINDS[kind]]({ ids });
  form.hidden = false;
  for (const part of document.querySelectorAll("[data-passkey-part]")) part.hidden = false;
  for (const part of document.querySelectorAll("[data-passkey-missing]")) part.hidden = true;
}

// The browser's own words are for programmers; the page says what a person can do.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  for (const place of document.querySelectorAll("[data-passkey-error]")) {
    place.hidden = false;
    place.focus();
  }
});

document.addEventListener("DOMContentLoaded", () => {
  for (const form of document.querySelectorAll("form[data-passkey]")) join(form);
});
