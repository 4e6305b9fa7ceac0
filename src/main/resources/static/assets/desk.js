// What the staff's pages do beyond htmx: they say when nobody is logged in any more, and keep what is being written.

const shown = (id, is = true) => {
  document.getElementById(id).hidden = !is;
};

// Who logs in again comes back to where they were.
document.querySelector("#lost a").search = new URLSearchParams({ next: location.pathname + location.search });

document.addEventListener("htmx:responseError", ({ detail }) => {
  shown([401, 403].includes(detail.xhr.status) ? "lost" : "broken");
});
document.addEventListener("htmx:sendError", () => shown("broken"));
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.successful) {
    shown("broken", false);
  }
});

// A field marked data-keep is still there after a restart, a new login or a wrong turn, in this tab alone.
const keep = (field) => `${document.body.dataset.me} ${location.pathname} ${field.dataset.keep}`;

const initial = (field) =>
  field.defaultValue ?? ([...field.options].find((option) => option.defaultSelected) ?? field.options[0])?.value;

const restore = (root) => {
  for (const field of root.querySelectorAll("[data-keep]")) {
    const kept = sessionStorage.getItem(keep(field));
    if (kept !== null && field.value === initial(field)) {
      field.value = kept;
    }
  }
};

document.addEventListener("input", ({ target }) => {
  if (target.dataset.keep) {
    sessionStorage.setItem(keep(target), target.value);
  }
});
const forget = (root) => {
  for (const field of root.querySelectorAll("[data-keep]")) {
    sessionStorage.removeItem(keep(field));
  }
};
const refused = () => document.querySelector("#username, #problem") !== null;

// What a form held is forgotten when it was taken, which alone leads on to another page. An answer of any other kind
// leaves it there to be come back to, whatever page is opened next.
const SENT = "sent";
const sent = JSON.parse(sessionStorage.getItem(SENT) ?? "[]");
sessionStorage.removeItem(SENT);
const [arrival] = performance.getEntriesByType("navigation");
if (arrival?.redirectCount > 0 && !refused()) {
  sent.forEach((each) => sessionStorage.removeItem(each));
}
// What was searched for is there for who comes back to it, and not for who goes to the list anew.
if (arrival?.type === "navigate") {
  document.querySelectorAll("[data-kept=back]").forEach(forget);
}
document.addEventListener("submit", ({ target }) => {
  if (target.method === "post" && !("kept" in target.dataset)) {
    sessionStorage.setItem(SENT, JSON.stringify([...target.querySelectorAll("[data-keep]")].map(keep)));
  }
});
// A form marked data-kept stays on its page. What was typed while it was on its way is not forgotten with it.
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  // Not detail.elt: a form that is no longer there is told of by what is in its place.
  const form = detail.requestConfig.elt;
  const { kept } = form.dataset;
  if (kept === undefined || kept === "back" || !detail.successful || refused()) {
    return;
  }
  for (const field of form.querySelectorAll("[data-keep]")) {
    if (field.value === detail.requestConfig.formData.get(field.name)) {
      sessionStorage.removeItem(keep(field));
      if (kept === "emptied") {
        field.value = "";
      }
    }
  }
});
// What was kept, or typed before the scripts were there, counts as typed now: an order goes on with its draft.
document.addEventListener("htmx:load", ({ detail }) => {
  restore(detail.elt);
  for (const field of detail.elt.querySelectorAll("input, textarea, select")) {
    if (field.value !== initial(field)) {
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
});
restore(document);

// The answer to a caller. Its keys work while it has the focus, which it gets when it comes.

const copy = async (words) => {
  try {
    await navigator.clipboard.writeText(words);
  } catch {
    // Without HTTPS there is no clipboard but the old way.
    const field = document.body.appendChild(document.createElement("textarea"));
    const focused = document.activeElement;
    field.value = words;
    field.select();
    document.execCommand("copy");
    field.remove();
    focused.focus();
  }
};

const panel = () => document.querySelector("#answer .panel");

const copyWords = async (how) => {
  const words = panel().querySelector(`template[data-words="${how}"]`).content.textContent.trim();
  await copy(words);
  const told = document.getElementById("copied");
  told.textContent = `${told.dataset.done}${words}`;
  window.htmx.ajax("POST", "/desk/used", { swap: "none", values: { id: panel().dataset.lookUp, how } });
};

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-copy], [data-focus]");
  if (button?.dataset.copy) {
    copyWords(button.dataset.copy);
  } else if (button) {
    const field = document.getElementById(button.dataset.focus);
    field.focus();
    field.select();
  }
});

document.addEventListener("keydown", (event) => {
  if (!event.target.closest?.(".panel") || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) {
    return;
  }
  const button = panel().querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (button && !event.target.closest("input, textarea, select")) {
    event.preventDefault();
    button.click();
  }
});

// Up and down lead from the box through the passages and back.
document.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const field = document.getElementById("q");
  if (!step || !field || event.isComposing || !event.target.closest("#q, .passage, .panel")) {
    return;
  }
  const stops = [field, ...document.querySelectorAll("#answer .passage, #results .passage")];
  const at = Math.max(0, stops.indexOf(event.target));
  event.preventDefault();
  stops[Math.min(stops.length - 1, Math.max(0, at + step))].focus();
});

// What is still on its way from typing, or settles only when the answer is there, must not take the answer's place.
let asked = null;
document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  if (detail.elt.id === "ask") {
    asked = document.getElementById("q").value;
  }
});
document.addEventListener("input", ({ target }) => {
  if (target.closest("#ask")) {
    asked = null;
  }
});
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.target.id === "results" && asked !== null) {
    detail.shouldSwap = false;
  } else if (detail.target.id === "source") {
    // Another one is chosen.
    forget(detail.target);
  }
});

// Only then are the answer's own forms bound: a key pressed before would leave the page.
document.addEventListener("htmx:afterSettle", ({ detail }) => {
  if (detail.target.id === "answer") {
    document.getElementById("results").replaceChildren();
    panel()?.focus({ preventScroll: true });
  } else if (detail.target.id === "results" && asked === null) {
    document.getElementById("answer").replaceChildren();
  } else if (detail.target.id === "source") {
    for (const field of detail.target.querySelectorAll("[data-keep]")) {
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    document.getElementById("words").focus();
  } else if (detail.target.id === "article") {
    detail.target.scrollTop = 0;
    const here = document.getElementById("here");
    detail.target.scrollTop = here ? here.offsetTop - detail.target.offsetTop - 60 : 0;
    // On a narrow screen it stands below all passages, out of sight.
    if (detail.requestConfig.triggeringEvent?.type === "click") {
      detail.target.scrollIntoView({ block: "nearest" });
    }
  }
});

// A page that is left alone asks no more by itself after a while, and says so of what it is moved to ask all the same: a
// session is to end when nobody works any longer.

const LOOK = 30_000;
const AT_WORK = 10 * 60_000;
let worked = Date.now();
const isAtWork = () => Date.now() - worked < AT_WORK;
for (const sign of ["keydown", "pointerdown"]) {
  addEventListener(sign, () => (worked = Date.now()), { capture: true, passive: true });
}
document.addEventListener("htmx:configRequest", ({ detail }) => {
  if (!isAtWork()) {
    detail.headers["Desk-Unattended"] = "true";
  }
});

// How many citizens wait, in the menu and the window's title.
const inQueue = document.getElementById("in-queue");

if (inQueue) {
  const tell = () => {
    const waiting = inQueue.querySelector(".tag")?.textContent;
    const title = document.title.replace(/^\(\d+\) /, "");
    document.title = waiting ? `(${waiting}) ${title}` : title;
  };
  const look = () => document.hidden || window.htmx.trigger(document.body, "look");
  setInterval(() => isAtWork() && look(), LOOK);
  document.addEventListener("visibilitychange", look);
  // The same again is not to be read aloud again.
  inQueue.addEventListener("htmx:beforeSwap", (event) => {
    const come = document.createElement("template");
    come.innerHTML = event.detail.serverResponse;
    event.detail.shouldSwap &&= come.content.textContent.trim() !== inQueue.textContent.trim();
  });
  // Whatever comes from the server may bring a title of its own.
  document.addEventListener("htmx:afterSettle", tell);
  tell();
}

// Conversations that a person was asked for. The server only says that something is new; what it is, is asked for.

if (document.querySelector("[data-live]")) {
  const events = new EventSource("/desk/events");
  events.addEventListener("news", () => window.htmx.trigger(document.body, "news"));
  events.addEventListener("error", () => shown("lost", events.readyState === EventSource.CLOSED));
  addEventListener("pagehide", () => events.close());
}

const transcript = document.getElementById("transcript");
const citizenLines = () => transcript?.querySelectorAll(".citizen").length;
let heard = citizenLines();
const toTheEnd = () => transcript?.scrollTo(0, transcript.scrollHeight);
toTheEnd();

document.addEventListener("htmx:afterSwap", ({ detail }) => {
  if (detail.target === transcript) {
    toTheEnd();
    const before = heard;
    heard = citizenLines();
    if (heard > before) {
      window.htmx.trigger(document.body, "said");
    }
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches("[data-send]")) {
    event.preventDefault();
    event.target.form.requestSubmit();
  }
});

document.addEventListener("click", ({ target }) => {
  const put = target.closest("[data-put]");
  if (put) {
    const field = document.getElementById(put.dataset.put);
    const words = document.getElementById("proposed-words").textContent;
    field.value = field.value ? `${field.value}\n${words}` : words;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  }
});
