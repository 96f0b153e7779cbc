// Sends what changed 400 ms after the last keystroke, one request at a time, and tells of it in one line.
const WAIT = 400;
const RETRY = 5000;

// After signing in again elsewhere the page's own token is of no use: ask for the page once more and take its token.
export async function renewToken(form) {
  const page = await fetch(location.href, { headers: { Accept: "text/html" } });
  const fresh = new DOMParser().parseFromString(await page.text(), "text/html");
  const token = fresh.querySelector("form[data-autosave] [name=csrfmiddlewaretoken]");
  if (!token) return false;
  form.elements.csrfmiddlewaretoken.value = token.value;
  return true;
}

// collect(names, all): the fields of these parts as FormData; show(answer, names, isSaved): marks the parts and
// returns what is wrong by name ("" is the whole form). Words come from the form's data attributes.
export function autosave({ form, status, collect, show }) {
  const changed = new Set();
  // Shown in their places but not stored, until the person changes them or saves knowingly.
  const refused = new Set();
  let timer = 0;
  let isSending = false;

  function schedule(wait) {
    clearTimeout(timer);
    timer = setTimeout(send, wait);
  }

  function touch(name) {
    changed.add(name);
    refused.delete(name);
    schedule(WAIT);
  }

  function settle(answer, names, isSaved) {
    const wrong = show(answer, names, isSaved) ?? {};
    for (const name of Object.keys(wrong)) if (name) refused.add(name);
    status.textContent = isSaved ? answer.saved : wrong[""] || form.dataset.refused;
    if (isSaved) return;
    // The others of this batch were not at fault.
    for (const name of names) if (!(name in wrong) && !("" in wrong) && !(name in (answer.versions ?? {}))) changed.add(name);
  }

  async function lost(names, isAnswered) {
    for (const name of names) changed.add(name);
    const isSignedIn = !isAnswered || (await renewToken(form).catch(() => true));
    status.textContent = (!isSignedIn && form.dataset.signedOut) || form.dataset.unsaved;
    schedule(RETRY);
  }

  async function send() {
    if (isSending || !changed.size) return;
    const names = [...changed];
    changed.clear();
    isSending = true;
    let isWaiting = false;
    try {
      const response = await fetch(form.dataset.autosave, { method: "POST", body: collect(names, new FormData(form)) });
      // A sign-in page or an error page is no answer: what was typed stays unsaved.
      if (response.headers.get("Content-Type")?.includes("json")) settle(await response.json(), names, response.ok);
      else {
        isWaiting = true;
        await lost(names, true);
      }
    } catch {
      await lost(names, false);
      isWaiting = true;
    } finally {
      isSending = false;
      if (changed.size && !isWaiting) schedule(WAIT);
    }
  }

  form.addEventListener("submit", () => {
    clearTimeout(timer);
    changed.clear();
    refused.clear();
  });

  window.addEventListener("beforeunload", (event) => {
    if (changed.size || refused.size || isSending) event.preventDefault();
  });

  return { touch };
}
