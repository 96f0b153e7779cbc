// Looks how far the work is, without moving the page or the focus. Without this file the button does the same.
const LOOK_AGAIN = 3000;

async function look() {
  const panel = document.querySelector("[data-look-again]");
  if (!panel) return;
  if (document.hidden) return void setTimeout(look, LOOK_AGAIN);
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const ours = panel.querySelector("[role=status]");
    const theirs = page.querySelector("[data-look-again] [role=status]");
    // It has ended: the whole page is another one.
    if (!theirs) return void location.reload();
    if (ours.innerHTML !== theirs.innerHTML) ours.replaceChildren(...theirs.childNodes);
  } catch {
    // The network is away for a moment; the next look may find it again.
  }
  setTimeout(look, LOOK_AGAIN);
}

setTimeout(look, LOOK_AGAIN);
