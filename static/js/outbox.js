// What was typed and has not arrived: kept on the device until the server has it, sent one after the other.
const RETRY = 5000;

// crypto.randomUUID is missing on pages without https.
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

// Where nothing can be stored, as in a private window, what was typed lives as long as the page.
export function store(place) {
  const memory = new Map();
  const named = (name) => `${place}/${name}`;
  return {
    get(name) {
      try {
        return JSON.parse(localStorage.getItem(named(name)));
      } catch {
        return memory.get(name) ?? null;
      }
    },
    set(name, value) {
      memory.set(name, value);
      try {
        localStorage.setItem(named(name), JSON.stringify(value));
      } catch {
        // It stays in memory.
      }
    },
    remove(name) {
      memory.delete(name);
      try {
        localStorage.removeItem(named(name));
      } catch {
        // It was in memory only.
      }
    },
    names() {
      const found = new Set(memory.keys());
      try {
        for (const name of Object.keys(localStorage)) if (name.startsWith(`${place}/`)) found.add(name.slice(place.length + 1));
      } catch {
        // Only memory.
      }
      return [...found];
    },
  };
}

// deliver(entry) answers {saved: …}, {refused: words} or null when the line did not get through. One row of the
// store for each entry: two tabs do not take away each other's.
export function outbox({ kept, deliver, show }) {
  let timer = 0;
  let isSending = false;
  const name = (entry) => `entry/${entry.values.key}`;

  function entries() {
    const found = kept.names().filter((one) => one.startsWith("entry/")).map((one) => kept.get(one));
    return found.filter(Boolean).sort((one, other) => one.at - other.at);
  }

  async function flush() {
    clearTimeout(timer);
    if (isSending) return;
    isSending = true;
    let isLost = false;
    for (const entry of entries()) {
      if (isLost || entry.refused) continue;
      const answer = await deliver(entry);
      if (answer === null) isLost = true;
      else if (answer.refused) kept.set(name(entry), { ...entry, refused: answer.refused });
      else kept.remove(name(entry));
      show(entry, answer);
    }
    isSending = false;
    if (entries().some((entry) => !entry.refused)) timer = setTimeout(flush, isLost ? RETRY : 0);
  }

  function add(entry) {
    kept.set(name(entry), { ...entry, at: Date.now() });
    show(entry, null);
    flush();
  }

  function take(entry) {
    kept.remove(name(entry));
    show(entry, null);
  }

  window.addEventListener("online", flush);
  window.addEventListener("beforeunload", (event) => {
    if (entries().length) event.preventDefault();
  });
  return { add, take, flush, entries };
}
