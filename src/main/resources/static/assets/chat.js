// Asks without leaving the page. The server renders every turn; this only fetches the page and moves its new turns over.

const STORED = "wenzheng.conversation";
const form = document.getElementById("ask");
let asking = null;

if (form) {
  form.addEventListener("submit", ask);
  form.elements.message.addEventListener("keydown", sendOnEnter);
  document.getElementById("turns").addEventListener("click", rate);
  document.getElementById("forget").addEventListener("submit", () => sessionStorage.removeItem(STORED));
  showRatings();
  resume();
  // On a touch screen the keyboard would cover the page.
  if (matchMedia("(pointer: fine)").matches) {
    form.elements.message.focus({ preventScroll: true });
  }
}

/** Brings the conversation back when the reader returns from an article. */
async function resume() {
  const conversationId = form.elements.conversationId.value || sessionStorage.getItem(STORED);
  if (!conversationId || document.querySelector("#turns > li")) {
    return;
  }
  const page = await post({ conversationId }).catch(() => null);
  if (page && page.ok) {
    take(page.content);
  }
}

async function ask(event) {
  event.preventDefault();
  const fields = Object.fromEntries(new FormData(form, event.submitter));
  const words = (fields.suggested || fields.message).trim();
  if (!words || asking) {
    return;
  }
  asking = new AbortController();
  say("");
  const pending = pendingTurn(words);
  form.elements.message.value = "";
  form.setAttribute("aria-busy", "true");
  try {
    const page = await post(fields);
    if (page.ok) {
      take(page.content, pending);
    } else {
      giveBack(pending, words, page.content.querySelector("[role=alert]")?.textContent.trim());
    }
  } catch {
    giveBack(pending, words, form.dataset.offline);
  } finally {
    form.removeAttribute("aria-busy");
    asking = null;
    form.elements.message.focus({ preventScroll: true });
  }
}

async function post(fields) {
  const response = await fetch(form.action, {
    method: "POST",
    headers: { Accept: "text/html" },
    body: new URLSearchParams(fields),
    signal: asking?.signal,
  });
  const content = new DOMParser().parseFromString(await response.text(), "text/html");
  return { ok: response.ok, content };
}

/** Takes over the turns that are not shown yet, and what the next question needs. */
function take(content, pending) {
  const turns = document.getElementById("turns");
  pending?.remove();
  const shown = new Set([...turns.querySelectorAll("[data-message]")].map((reply) => reply.dataset.message));
  const fresh = [...content.querySelectorAll("#turns > li")].filter(
    (turn) => !shown.has(turn.querySelector("[data-message]").dataset.message),
  );
  document.getElementById("latest")?.removeAttribute("id");
  turns.append(...fresh);
  document.getElementById("welcome")?.remove();
  for (const name of ["conversationId", "clientMessageId"]) {
    form.elements[name].value = content.querySelector(`#ask [name=${name}]`).value;
  }
  const forget = document.getElementById("forget");
  forget.hidden = turns.children.length === 0;
  forget.elements.conversationId.value = form.elements.conversationId.value;
  sessionStorage.setItem(STORED, form.elements.conversationId.value);
  showRatings();
  fresh.at(-1)?.scrollIntoView({ block: "start" });
}

function pendingTurn(words) {
  const turn = document.createElement("li");
  turn.className = "turn pending";
  const utterance = document.createElement("p");
  utterance.className = "utterance";
  utterance.textContent = words;
  const wait = document.createElement("p");
  wait.className = "wait";
  wait.textContent = form.dataset.pending;
  turn.append(utterance, wait);
  document.getElementById("turns").append(turn);
  turn.scrollIntoView({ block: "end" });
  return turn;
}

function giveBack(pending, words, problem) {
  pending.remove();
  form.elements.message.value = words;
  say(problem || form.dataset.offline);
}

function say(problem) {
  document.getElementById("problem").textContent = problem;
}

function sendOnEnter(event) {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    form.requestSubmit();
  }
}

function showRatings() {
  document.querySelectorAll(".answered .rating[hidden]").forEach((rating) => (rating.hidden = false));
}

async function rate(event) {
  const rating = event.target.dataset.rating;
  if (!rating) {
    return;
  }
  const place = event.target.closest(".rating");
  const id = event.target.closest("[data-message]").dataset.message;
  const response = await fetch(`/api/v1/messages/${encodeURIComponent(id)}/feedback`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ rating }),
  }).catch(() => null);
  if (response?.ok) {
    place.textContent = place.dataset.thanks;
  }
}
