// Calls the service. No cookie, no key: the service knows the page by its origin.

/** Longest wait for a sign of life from the service, in milliseconds. */
const PATIENCE = 30_000;

/** Later ones overrule earlier ones. */
const SHEETS = ["colours", "frame", "reply"];

/** What went wrong: "lost" (no connection), "busy" (come back later), "refused" (asking again does not help). */
export class Failure extends Error {
  constructor(kind, status, seconds) {
    super(`${kind} ${status ?? ""}`);
    this.kind = kind;
    this.status = status;
    this.seconds = seconds;
  }
}

export class Api {
  #home;

  /** Answers that do not change while the page is open. */
  #kept = new Map();

  constructor(home) {
    this.#home = home;
  }

  /** Sends a question; onText gets the pieces of the answer as they come. Returns the whole reply. */
  async ask(question, onText, signal) {
    const response = await this.#send("api/v1/chat", {
      method: "POST",
      headers: { Accept: "text/event-stream", "Content-Type": "application/json" },
      body: JSON.stringify(question),
      signal,
    });
    try {
      for await (const { event, data } of events(response.body, PATIENCE)) {
        if (event === "delta") {
          onText(JSON.parse(data).text);
        } else if (event === "done") {
          return JSON.parse(data);
        }
      }
    } catch (failure) {
      throw signal?.aborted ? failure : new Failure("lost");
    }
    throw new Failure("lost");
  }

  /** What was said so far, and the last event of it. */
  history(conversationId) {
    return this.#get(`api/v1/conversations/${encodeURIComponent(conversationId)}`);
  }

  async forget(conversationId) {
    await this.#send(`api/v1/conversations/${encodeURIComponent(conversationId)}`, { method: "DELETE" });
  }

  async rate(messageId, rating, comment) {
    await this.#send(`api/v1/messages/${encodeURIComponent(messageId)}/feedback`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(comment ? { rating, comment } : { rating }),
    });
  }

  /** Asks for a person (POST), how things stand (GET), or not to wait any longer (DELETE). */
  async handover(method, conversationId) {
    const address = `api/v1/conversations/${encodeURIComponent(conversationId)}/handover`;
    const response = await this.#send(address, { method, headers: { Accept: "application/json" } });
    return response.status === 204 ? null : response.json();
  }

  /** Leaves a message and a number to call. */
  async leave(conversationId, left) {
    await this.#send(`api/v1/conversations/${encodeURIComponent(conversationId)}/callback`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(left),
    });
  }

  /** Completions of what is being typed; hot questions for an empty text. */
  async suggestions(text, signal) {
    return (await this.#get(`api/v1/suggestions?q=${encodeURIComponent(text)}`, signal)).suggestions;
  }

  site() {
    return this.#keep("site", () => this.#get("api/v1/site"));
  }

  words(language) {
    return this.#keep(language, () => this.#get(`widget/words/${language}.json`));
  }

  /** The style sheets, as one. */
  look() {
    return this.#keep("look", async () => {
      const sheets = await Promise.all(SHEETS.map((name) => this.#send(`widget/${name}.css`)));
      return (await Promise.all(sheets.map((sheet) => sheet.text()))).join("\n");
    });
  }

  /** Begins to fetch what the chat needs first. */
  warmUp(language) {
    this.look();
    this.words(language);
    this.site();
  }

  #keep(name, fetched) {
    if (!this.#kept.has(name)) {
      const answer = fetched();
      this.#kept.set(name, answer);
      answer.catch(() => this.#kept.delete(name));
    }
    return this.#kept.get(name);
  }

  /** What the service says without being asked, from the event after lastEventId on. Ends when the connection does. */
  async *news(conversationId, lastEventId, signal) {
    const headers = { Accept: "text/event-stream" };
    if (lastEventId) {
      headers["Last-Event-ID"] = lastEventId;
    }
    const address = `api/v1/conversations/${encodeURIComponent(conversationId)}/events`;
    const response = await this.#send(address, { headers, signal });
    yield* events(response.body);
  }

  async #get(address, signal) {
    const response = await this.#send(address, { headers: { Accept: "application/json" }, signal });
    return response.json();
  }

  async #send(address, request) {
    let response;
    try {
      response = await fetch(new URL(address, this.#home), { credentials: "omit", ...request });
    } catch (failure) {
      throw request?.signal?.aborted ? failure : new Failure("lost");
    }
    if (!response.ok) {
      const busy = response.status === 429 || response.status >= 502;
      throw new Failure(busy ? "busy" : "refused", response.status, Number(response.headers.get("Retry-After")) || 2);
    }
    return response;
  }
}

/**
 * The events of a stream (WHATWG HTML, server-sent events).
 *
 * @param patience how many milliseconds a stream may stay silent; without end where there is none
 */
export async function* events(stream, patience) {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  let event = {};
  try {
    for (;;) {
      const { value, done } = await inTime(reader.read(), patience);
      if (done) {
        return;
      }
      const lines = (rest + decoder.decode(value, { stream: true })).split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop();
      for (const line of lines) {
        const [, field, text] = /^([^:]*)(?:: ?(.*))?$/s.exec(line);
        if (line === "") {
          if (event.data !== undefined) {
            yield event;
          }
          event = { id: event.id };
        } else if (field === "data") {
          event.data = event.data === undefined ? (text ?? "") : `${event.data}\n${text ?? ""}`;
        } else if (field === "event" || field === "id") {
          event[field] = text ?? "";
        }
      }
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

function inTime(promise, patience) {
  if (!patience) {
    return promise;
  }
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Failure("lost")), patience);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** Fails where the signal ends it. */
export function pause(milliseconds, signal) {
  return new Promise((done, stopped) => {
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener(
      "abort",
      () => {
        clearTimeout(timer);
        stopped(signal.reason);
      },
      { once: true },
    );
  });
}
