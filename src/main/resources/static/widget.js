// The chat on any page of an allowed site:
//   <script type="module" src="https://…/widget.js" data-title="…" data-color="#1f5fa8" …></script>
// gives a launcher; who wants it elsewhere on the page writes <wenzheng-chat title="…" …></wenzheng-chat> too. This
// file draws the launcher alone; what the chat itself needs is fetched when somebody is about to open it.

const HOME = new URL(".", import.meta.url);
const PARTS = [
  "dom",
  "memory",
  "reply",
  "table",
  "completions",
  "composer",
  "menu",
  "voice",
  "turns",
  "frame",
  "news",
  "person",
  "chat",
];
const NAMES = { "zh-Hans": "问政", "zh-Hant": "問政", en: "Wenzheng" };
const TITLES = ["title", "color", "position", "lang", "greeting", "open"];

// What the page around says of all its elements reaches into a shadow root by inheritance: letters of 100 px where a
// page reckons in rem, text that cannot be selected, right to left. So nothing is inherited, and nothing counts in rem.
const LOOK = `
:host { --accent: #1f5fa8; --on-accent: #fff; display: contents; }
:host(:not([page])) { font-size: medium !important; }
:host([hidden]) { display: none; }
.launcher { all: initial; direction: ltr; box-sizing: border-box; position: fixed;
  inset: auto max(16px, env(safe-area-inset-right)) max(16px, env(safe-area-inset-bottom)) auto;
  z-index: 2147483000; display: flex; align-items: center; gap: .5em; max-width: calc(100vw - 32px); min-height: 3.25em;
  padding: 0 1.25em 0 1em; border: 2px solid transparent; border-radius: 2em; background: var(--accent);
  color: var(--on-accent); box-shadow: 0 2px 6px rgb(0 0 0 / 20%), 0 8px 24px rgb(0 0 0 / 18%); cursor: pointer;
  font: 600 medium/1.3 "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", system-ui, sans-serif; }
.launcher[aria-expanded="true"] { visibility: hidden; }
.launcher span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; unicode-bidi: isolate; }
.launcher svg { flex: none; width: 1.6em; height: 1.6em; }
.launcher:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; }
.launcher[aria-busy="true"] svg { animation: breathe 1.2s ease-in-out infinite; }
:host([position="left"]) .launcher { right: auto; left: max(16px, env(safe-area-inset-left)); }
@keyframes breathe { 50% { opacity: .35; } }
@media (prefers-reduced-motion: reduce) { .launcher[aria-busy="true"] svg { animation: none; opacity: .6; } }
@media (prefers-contrast: more), (forced-colors: active) { .launcher { border-color: currentColor; } }
@media print { .launcher { display: none; } }`;

class WenzhengChat extends HTMLElement {
  static observedAttributes = TITLES;

  #api = null;
  #chat = null;
  #loading = null;
  #launcher = null;

  /** Opens the chat, as a press of the launcher does. */
  show() {
    this.toggleAttribute("open", true);
  }

  /** Closes the chat and gives the focus back to the launcher. */
  hide() {
    this.toggleAttribute("open", false);
  }

  /** Opens the chat and asks a question. */
  async ask(question) {
    this.show();
    const chat = await this.#load();
    chat.ask(String(question));
  }

  get home() {
    return HOME;
  }

  /** Whether it is a page of its own, not a window over one. */
  get isPage() {
    return this.hasAttribute("page");
  }

  /** The language of the interface: its own, else the page's, else the browser's. */
  get language() {
    const said = this.closest("[lang]")?.lang || navigator.language || "zh";
    if (/^zh[-_](hant|tw|hk|mo)/i.test(said)) {
      return "zh-Hant";
    }
    return /^zh/i.test(said) ? "zh-Hans" : "en";
  }

  get name() {
    return this.getAttribute("title") || NAMES[this.language];
  }

  connectedCallback() {
    if (!this.shadowRoot) {
      this.attachShadow({ mode: "open" });
      style(this.shadowRoot, LOOK);
      if (this.isPage) {
        // The plain form stays until the chat is ready.
        this.shadowRoot.append(document.createElement("slot"));
      }
    }
    this.#paint();
    if (this.isPage) {
      this.#load();
      return;
    }
    if (!this.#launcher) {
      this.#launcher = launcher();
      // Whoever points at it is about to press it.
      for (const sign of ["pointerenter", "touchstart", "focus"]) {
        this.#launcher.addEventListener(sign, () => this.#fetchParts(), { once: true, passive: true });
      }
      this.#launcher.addEventListener("click", () => this.show());
      this.shadowRoot.append(this.#launcher);
    }
    this.#label();
    if (this.hasAttribute("open")) {
      this.#open(false);
    }
  }

  disconnectedCallback() {
    this.#chat?.stop();
    this.#chat = null;
    this.#loading = null;
  }

  attributeChangedCallback(name, before, after) {
    if (!this.isConnected || !this.shadowRoot || before === after) {
      return;
    }
    if (name === "color") {
      this.#paint();
    } else if (name === "open" && !this.isPage) {
      after === null ? this.#close() : before === null && this.#open(true);
    } else {
      this.#label();
      this.#chat?.relabel();
    }
  }

  /** Tells the page around it: wenzheng-open, -close, -question, -answer, -feedback, -error. */
  tell(what, detail = {}) {
    this.dispatchEvent(new CustomEvent(`wenzheng-${what}`, { bubbles: true, composed: true, detail }));
  }

  #label() {
    if (this.#launcher) {
      this.#launcher.lang = this.language;
      this.#launcher.lastChild.textContent = this.name;
    }
  }

  /** @param takeFocus false where the page, and not its visitor, opens it */
  async #open(takeFocus) {
    this.#launcher.setAttribute("aria-busy", "true");
    try {
      const chat = await this.#load();
      if (this.hasAttribute("open")) {
        chat.open(takeFocus);
        this.#launcher.setAttribute("aria-expanded", "true");
        this.tell("open");
      }
    } catch (failure) {
      this.#api = null;
      this.#loading = null;
      this.toggleAttribute("open", false);
      this.tell("error", { reason: "not-loaded" });
      throw failure;
    } finally {
      this.#launcher?.removeAttribute("aria-busy");
    }
  }

  #close() {
    this.#launcher.setAttribute("aria-expanded", "false");
    if (this.#chat?.close()) {
      this.#launcher.focus({ preventScroll: true });
      this.tell("close");
    }
  }

  /** All modules at once, and what the first of them fetches meanwhile. */
  #fetchParts() {
    this.#api ??= part("api").then(({ Api }) => {
      const api = new Api(HOME);
      api.warmUp(this.language);
      return api;
    });
    return Promise.all([this.#api, ...PARTS.map(part)]);
  }

  #load() {
    this.#loading ??= this.#fetchParts().then(async (parts) => {
      const { Chat } = parts[parts.length - 1];
      const chat = await Chat.begin(this, parts[0]);
      if (this.isConnected) {
        this.#chat = chat;
      } else {
        chat.stop();
      }
      return chat;
    });
    return this.#loading;
  }

  #paint() {
    const colors = shades(this.getAttribute("color"));
    this.shadowRoot.adoptedStyleSheets = this.shadowRoot.adoptedStyleSheets.filter((sheet) => !sheet.isPaint);
    if (colors) {
      style(this.shadowRoot, colors).isPaint = true;
    }
  }
}

const part = (name) => import(new URL(`widget/${name}.js`, HOME));

/** A style sheet that a strict Content-Security-Policy of the page around allows. */
function style(root, text) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  return sheet;
}

function launcher() {
  const button = document.createElement("button");
  button.className = "launcher";
  button.type = "button";
  button.title = "";
  button.setAttribute("aria-haspopup", "dialog");
  button.setAttribute("aria-expanded", "false");
  const space = "http://www.w3.org/2000/svg";
  const icon = document.createElementNS(space, "svg");
  icon.setAttribute("viewBox", "0 0 24 24");
  icon.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(space, "path");
  path.setAttribute("fill", "currentColor");
  path.setAttribute(
    "d",
    "M5 3h14a3 3 0 0 1 3 3v9a3 3 0 0 1-3 3h-6l-6 4v-4H5a3 3 0 0 1-3-3V6a3 3 0 0 1 3-3zm2 5v2h10V8zm0 4v2h6v-2z",
  );
  icon.append(path);
  button.append(icon, document.createElement("span"));
  return button;
}

/**
 * The rules that make a colour the accent: as it is behind words, with black or white on it, and darkened or lightened
 * until it can be read where it is itself the colour of words (WCAG 2.2, contrast of 4.5 and more). None where it is no
 * opaque colour.
 */
function shades(color) {
  if (!color || !CSS.supports("color", color)) {
    return null;
  }
  const context = document.createElement("canvas").getContext("2d");
  context.fillStyle = color;
  if (!/^#[0-9a-f]{6}$/.test(context.fillStyle)) {
    return null;
  }
  const own = [1, 3, 5].map((at) => parseInt(context.fillStyle.slice(at, at + 2), 16));
  const rules = (ground, towards, share) => {
    const tint = mix(own, ground, share);
    let fill = own;
    let words = own;
    for (let more = 0; contrast(words, tint) < 4.6 && more <= 1; more += 0.04) {
      words = mix(own, towards, more);
    }
    for (let more = 0; contrast(fill, ground) < 3 && more <= 1; more += 0.04) {
      fill = mix(own, towards, more);
    }
    const on = contrast(fill, [255, 255, 255]) >= 4.5 ? [255, 255, 255] : [0, 0, 0];
    return `:host { --accent: ${rgb(fill)}; --on-accent: ${rgb(on)}; --accent-text: ${rgb(words)}; --tint: ${rgb(tint)}; }`;
  };
  return `${rules([255, 255, 255], [0, 0, 0], 0.88)}
@media screen and (prefers-color-scheme: dark) { ${rules([26, 33, 42], [255, 255, 255], 0.72)} }`;
}

const mix = (one, other, share) => one.map((part, i) => Math.round(part * (1 - share) + other[i] * share));
const rgb = (color) => `rgb(${color.join(" ")})`;

function contrast(one, other) {
  const light = [one, other].map((color) => {
    const [r, g, b] = color.map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
  });
  return Math.max(...light) / Math.min(...light);
}

if (!customElements.get("wenzheng-chat")) {
  customElements.define("wenzheng-chat", WenzhengChat);
  const script = [...document.querySelectorAll("script[src]")].find((each) => each.src === import.meta.url);
  if (!document.querySelector("wenzheng-chat")) {
    const chat = document.createElement("wenzheng-chat");
    for (const name of TITLES) {
      if (script?.dataset[name] !== undefined) {
        chat.setAttribute(name, script.dataset[name]);
      }
    }
    document.body.append(chat);
  }
}
