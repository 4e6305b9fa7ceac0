// What outlives a reload. The conversation belongs to its tab; how big the letters are and the language to the visitor.

const CONVERSATION = "wenzheng.conversation";
const PREFERENCES = "wenzheng.preferences";

/** How long a tab that was opened as a copy of another waits for that one to say so, in milliseconds. */
const CLAIM = 120;

/** Storage that a browser may refuse. */
function read(storage, key) {
  try {
    return JSON.parse(window[storage].getItem(key)) ?? {};
  } catch {
    return {};
  }
}

function write(storage, key, value) {
  try {
    window[storage].setItem(key, JSON.stringify(value));
  } catch {
    // Then it is kept while the page is open.
  }
}

export class Memory {
  #tab = read("sessionStorage", CONVERSATION);
  #channel = null;

  /** {conversationId, pending: {message, clientMessageId}, lastEventId} */
  get conversation() {
    return this.#tab;
  }

  remember(changes) {
    Object.assign(this.#tab, changes);
    write("sessionStorage", CONVERSATION, this.#tab);
  }

  start() {
    this.#tab = { tab: newId() };
    write("sessionStorage", CONVERSATION, this.#tab);
    this.#watch();
  }

  /**
   * A browser that opens a tab as a copy of another copies what it remembers: then two would go on in one conversation.
   * The copy is told so by the tab that still shows it, and begins anew.
   */
  async claim() {
    if (this.#tab.tab && "BroadcastChannel" in window) {
      const held = await new Promise((tell) => {
        const asking = new BroadcastChannel(this.#tab.tab);
        asking.onmessage = ({ data }) => data === "held" && tell(true);
        asking.postMessage("held?");
        setTimeout(() => {
          tell(false);
          asking.close();
        }, CLAIM);
      });
      if (held) {
        this.#tab = {};
      }
    }
    if (!this.#tab.tab) {
      this.start();
    } else {
      this.#watch();
    }
  }

  #watch() {
    this.close();
    if ("BroadcastChannel" in window) {
      this.#channel = new BroadcastChannel(this.#tab.tab);
      this.#channel.onmessage = ({ data }) => data === "held?" && this.#channel.postMessage("held");
    }
  }

  close() {
    this.#channel?.close();
    this.#channel = null;
  }

  get preferences() {
    return read("localStorage", PREFERENCES);
  }

  prefer(changes) {
    write("localStorage", PREFERENCES, { ...this.preferences, ...changes });
  }
}

/** A random UUID (version 4), where the page is served plainly over HTTP too and has no crypto.randomUUID. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const digits = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
