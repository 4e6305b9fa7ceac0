// The chat: what was said so far, asking, and going on after a reload or a lost connection.

import { Api, Failure } from "./api.js";
import { Composer } from "./composer.js";
import { el, iconButton } from "./dom.js";
import { Memory, newId } from "./memory.js";
import { menu } from "./menu.js";
import { Turn, TurnView } from "./turns.js";
import { Speech } from "./voice.js";

/** How long to wait before a question is sent again by itself, in milliseconds. */
const WAITS = [400, 1200];

/** Longest time that a busy service may ask to wait for, in seconds. */
const LONGEST = 20;

/** First and longest wait before the stream of news is opened again, in milliseconds. */
const NEWS = [1000, 60_000];

const NO_SITE = { hotline: null, voiceInput: false, examples: [], districts: [], messageLimit: 1000 };

export class Chat {
  #host;
  #api;
  #words = {};
  #site = NO_SITE;
  #hot = [];
  #memory = new Memory();
  #speech = new Speech();
  #turns = [];
  #views = new Map();
  #asking = null;
  #delivered = null;
  #following = null;
  #parts = {};
  #isOpen = false;
  #historyFailed = false;
  #languageOfWords = null;
  #narrow = matchMedia("(max-width: 34em), (max-height: 34em)");
  #gone = new AbortController();

  /** Fetches what the chat needs, draws it into the element, and brings back what was said before. */
  static async begin(host) {
    const chat = new Chat(host);
    const api = chat.#api;
    const [look, site, hot] = await Promise.all([
      api.look(),
      api.site().catch(() => NO_SITE),
      api.suggestions("").catch(() => []),
      chat.#loadWords(),
      chat.#recall(),
    ]);
    chat.#site = { ...NO_SITE, ...site };
    chat.#hot = hot.length > 0 ? hot : chat.#site.examples;
    const style = new CSSStyleSheet();
    style.replaceSync(look);
    // After the launcher's, before the colours that the page chose.
    const [first, ...chosen] = host.shadowRoot.adoptedStyleSheets;
    host.shadowRoot.adoptedStyleSheets = [first, style, ...chosen];
    const plain = host.querySelector("textarea");
    chat.#draw();
    chat.#takeOver(plain);
    chat.#listen();
    chat.#resume();
    return chat;
  }

  constructor(host) {
    this.#host = host;
    this.#api = new Api(host.home);
  }

  open() {
    if (this.#isOpen || this.#host.isPage) {
      return;
    }
    this.#isOpen = true;
    const { frame, composer } = this.#parts;
    if (this.#narrow.matches) {
      frame.showModal();
    } else {
      frame.show();
    }
    this.#fitKeyboard();
    if (matchMedia("(pointer: fine)").matches) {
      composer.focus();
    } else {
      frame.focus({ preventScroll: true });
    }
    this.#scrollToEnd();
    this.#follow();
  }

  /** Returns whether it was open. */
  close() {
    const was = this.#isOpen;
    this.#isOpen = false;
    this.#parts.frame.close?.();
    this.#speech.stop();
    this.#following?.abort();
    return was;
  }

  /** Ends all that goes on, when the element leaves the page. */
  stop() {
    this.#gone.abort();
    this.#asking?.abort();
    this.#following?.abort();
    this.#parts.composer.stop();
    this.#speech.stop();
    this.#memory.close();
    this.#parts.frame.remove();
  }

  /** After an attribute of the element changed. */
  async relabel() {
    if (this.#languageOfWords !== this.#language) {
      await this.#loadWords();
    }
    this.#redraw();
  }

  /** Returns whether the question is on its way; it is not while another one is. */
  ask(message) {
    if (this.#asking) {
      return false;
    }
    const turn = new Turn(message, newId());
    this.#add(turn);
    this.#host.tell("question");
    this.#delivered = this.#deliver(turn);
    if (matchMedia("(pointer: fine)").matches) {
      this.#parts.composer.focus();
    } else {
      this.#views.get(turn).element.focus({ preventScroll: true });
    }
    return true;
  }

  get #language() {
    return this.#memory.preferences.language ?? this.#host.language;
  }

  async #loadWords() {
    const language = this.#language;
    this.#words = await this.#api.words(language);
    this.#languageOfWords = language;
  }

  /** The words of a key, with {0}, {1}… filled in. */
  #say = (key, ...values) => {
    const text = this.#words[key] ?? key;
    return values.length === 0
      ? text
      : text.replaceAll("''", "'").replace(/\{(\d)\}/g, (_, at) => String(values[at] ?? ""));
  };

  #draw() {
    const host = this.#host;
    const say = this.#say;
    const announcer = el("p", { class: "unseen", role: "status" });
    const ui = {
      say,
      home: host.home,
      isPage: host.isPage,
      hotline: this.#site.hotline,
      language: this.#languageOfWords,
      size: this.#memory.preferences.size ?? 1,
      limit: this.#site.messageLimit,
      voiceInput: this.#site.voiceInput,
      speech: this.#speech,
      announce: (text) => (announcer.textContent = text),
      ask: (text) => this.ask(text),
      send: (text) => this.ask(text),
      again: (turn) => this.#again(turn),
      complete: (text, signal) => this.#api.suggestions(text, signal),
      rate: (...rating) => this.#rate(...rating),
      prefer: (choice) => this.#prefer(choice),
      startOver: () => this.#startOver(),
      forget: () => this.#forget(),
    };
    const composer = new Composer(ui);
    const { button, panel } = menu(ui);
    const turns = el("ol", { class: "turns" });
    const welcome = el("div", { class: "welcome" });
    const log = el("div", { class: "log", role: "region", "aria-label": say("web.ask.turns"), tabindex: host.isPage ? null : "0" }, welcome, turns);
    const title = el(host.isPage ? "p" : "h2", { class: "title", id: "title" }, host.isPage ? "" : host.name);
    const bar = el("div", { class: "bar" }, title, button, !host.isPage && iconButton("close", say("web.close"), () => host.hide()));
    const frame = host.isPage
      ? el("div", { class: "frame page" }, bar, panel, log, composer.element, announcer)
      : el(
          "dialog",
          { class: "frame panel", "aria-labelledby": "title", tabindex: "-1", title: "", cancel: (event) => this.#escape(event), keydown: (event) => event.key === "Escape" && this.#escape(event) },
          bar, panel, log, composer.element, announcer,
        );
    frame.lang = this.#languageOfWords;
    frame.style.setProperty("--size", ui.size);
    this.#parts = { frame, log, turns, welcome, composer, announcer, title, ui };
    host.shadowRoot.append(frame);
    this.#views.clear();
    this.#turns.forEach((turn) => this.#show(turn));
    this.#welcome();
  }

  /** Goes on where the plain form was: with what was typed into it, and the focus. */
  #takeOver(plain) {
    if (plain) {
      this.#parts.composer.draft = plain.value;
      if (document.activeElement === plain || matchMedia("(pointer: fine)").matches) {
        this.#parts.composer.focus();
      }
    }
    this.#host.shadowRoot.querySelector("slot")?.remove();
    this.#host.replaceChildren();
  }

  #escape(event) {
    event.preventDefault();
    this.#host.hide();
  }

  /** Draws all anew in other words, in the state that it is in. */
  #redraw() {
    const { frame, composer } = this.#parts;
    const { draft } = composer;
    const wasOpen = this.#isOpen;
    composer.stop();
    this.#speech.stop();
    this.#isOpen = false;
    frame.remove();
    this.#draw();
    this.#parts.composer.draft = draft;
    if (wasOpen) {
      this.open();
    }
  }

  #welcome() {
    const { welcome, ui, log } = this.#parts;
    const say = this.#say;
    const heading = this.#host.isPage ? "h1" : "h3";
    const begun = this.#turns.length > 0;
    log.classList.toggle("begun", begun);
    if (begun) {
      welcome.replaceChildren(...(this.#host.isPage ? [el("h1", { class: "unseen" }, say("web.ask.turns"))] : []));
      return;
    }
    welcome.replaceChildren(
      el(heading, {}, this.#host.getAttribute("greeting") || say("web.ask.heading")),
      el("p", {}, say("web.ask.promise")),
      this.#hot.length === 0
        ? ""
        : el(
            "div",
            { class: "examples", role: "group", "aria-label": say("web.ask.examples") },
            el("p", { class: "caption", "aria-hidden": "true" }, say("web.ask.examples")),
            this.#hot.map((text) => el("button", { type: "button", class: "suggestion", click: () => ui.ask(text) }, text)),
          ),
      this.#site.districts.length === 0
        ? ""
        : el(
            "p",
            { class: "covered" },
            el("span", {}, say("web.ask.districts")),
            this.#site.districts.slice(0, 12).map((district) => el("span", { class: "tag" }, district)),
          ),
      this.#site.hotline && !this.#host.isPage ? el("p", { class: "note" }, say("web.ask.note", this.#site.hotline.words)) : "",
    );
  }

  #add(turn) {
    this.#turns.push(turn);
    this.#show(turn);
    this.#welcome();
    this.#reveal(turn);
  }

  #show(turn) {
    const view = new TurnView(turn, this.#parts.ui);
    this.#views.set(turn, view);
    this.#parts.turns.append(view.element);
  }

  /** Sends a question until it is answered; what fails for want of a connection is sent again by itself. */
  async #deliver(turn) {
    const asking = new AbortController();
    const { signal } = asking;
    this.#asking = asking;
    this.#parts.composer.element.setAttribute("aria-busy", "true");
    this.#parts.ui.announce(this.#say("web.ask.pending"));
    turn.failure = null;
    this.#memory.remember({ pending: { message: turn.message, clientMessageId: turn.clientMessageId } });
    try {
      turn.reply = await this.#insist(turn, signal);
      this.#settle(turn);
    } catch (failure) {
      if (signal.aborted) {
        return;
      }
      turn.failure = failed(failure);
      this.#parts.ui.announce(this.#say(turn.failure));
      this.#host.tell("error", { reason: failure.kind ?? "lost" });
    } finally {
      if (this.#asking === asking) {
        this.#asking = null;
        this.#parts.composer.element.removeAttribute("aria-busy");
      }
    }
    this.#views.get(turn)?.update();
    this.#reveal(turn);
  }

  async #insist(turn, signal) {
    for (let attempt = 0; ; attempt++) {
      try {
        const question = { message: turn.message, clientMessageId: turn.clientMessageId };
        const { conversationId } = this.#memory.conversation;
        this.#views.get(turn).update();
        return await this.#api.ask(
          conversationId ? { ...question, conversationId } : question,
          (text) => this.#views.get(turn).stream(text),
          signal,
        );
      } catch (failure) {
        const waits = failure.kind === "lost" ? WAITS[attempt] : failure.seconds * 1000;
        const hopeless = !(failure instanceof Failure) || failure.kind === "refused" || attempt >= WAITS.length;
        if (signal.aborted || hopeless || !navigator.onLine || waits > LONGEST * 1000) {
          throw failure;
        }
        await pause(waits, signal);
      }
    }
  }

  #settle(turn) {
    const { reply } = turn;
    this.#memory.remember({ conversationId: reply.conversationId, pending: null });
    const twin = this.#turns.find((each) => each !== turn && each.reply?.messageId === reply.messageId);
    if (twin) {
      this.#drop(twin);
    }
    const sources = reply.citations.length === 0 ? "" : ` ${this.#say("web.reply.sources-count", reply.citations.length)}`;
    this.#parts.ui.announce(reply.text + sources);
    this.#host.tell("answer", { messageId: reply.messageId, status: reply.status });
    this.#follow();
  }

  #drop(turn) {
    this.#turns = this.#turns.filter((each) => each !== turn);
    this.#views.get(turn)?.element.remove();
    this.#views.delete(turn);
  }

  #again(turn) {
    if (!this.#asking) {
      this.#delivered = this.#deliver(turn);
      this.#parts.composer.focus();
    }
  }

  /** Brings back what was said before the page was loaded anew. */
  async #recall() {
    const given = this.#host.getAttribute("conversation");
    if (given) {
      this.#memory.remember({ conversationId: given });
    }
    const { conversationId, pending } = this.#memory.conversation;
    const history = conversationId ? this.#api.history(conversationId).catch((failure) => failure) : { messages: [] };
    await this.#memory.claim();
    if (this.#memory.conversation.conversationId !== conversationId) {
      return;
    }
    const found = await history;
    if (found instanceof Error) {
      this.#historyFailed = found.status !== 404;
      this.#memory.remember({ conversationId: this.#historyFailed ? conversationId : null });
    } else {
      this.#turns = pairs(found.messages, pending);
      this.#memory.remember({ lastEventId: found.lastEventId });
    }
  }

  /** Sends what was still on its way. */
  #resume() {
    const { pending } = this.#memory.conversation;
    if (this.#historyFailed) {
      this.#parts.composer.notice(el("p", {}, this.#say("web.ask.no-history")));
    }
    if (pending) {
      const turn = new Turn(pending.message, pending.clientMessageId);
      this.#add(turn);
      this.#delivered = this.#deliver(turn);
    }
    this.#scrollToEnd();
    this.#follow();
  }

  #redrawTurns() {
    this.#parts.turns.replaceChildren();
    this.#views.clear();
    this.#turns.forEach((turn) => this.#show(turn));
    this.#welcome();
    this.#scrollToEnd();
  }

  /** Listens for what the service says by itself, as long as somebody is looking. */
  async #follow() {
    const { conversationId } = this.#memory.conversation;
    const seen = this.#isOpen || this.#host.isPage;
    if (!conversationId || !seen || document.hidden || (this.#following && !this.#following.signal.aborted)) {
      return;
    }
    this.#following = new AbortController();
    const { signal } = this.#following;
    for (let wait = NEWS[0]; !signal.aborted; wait = Math.min(2 * wait, NEWS[1])) {
      try {
        for await (const { id, event, data } of this.#api.news(conversationId, this.#memory.conversation.lastEventId, signal)) {
          wait = NEWS[0];
          if (event === "end") {
            this.#memory.remember({ conversationId: null, lastEventId: null });
            return;
          }
          if (event === "reply") {
            await this.#delivered;
            this.#hear(JSON.parse(data));
          }
          this.#memory.remember({ lastEventId: id });
        }
      } catch (failure) {
        if (failure.kind === "refused") {
          return;
        }
      }
      await pause(wait, signal).catch(() => {});
    }
  }

  /** Shows a reply that did not come as the answer to a question asked here. */
  #hear(reply) {
    if (!this.#turns.some((turn) => turn.reply?.messageId === reply.messageId)) {
      this.#add(new Turn(null, null, reply));
      this.#parts.ui.announce(reply.text);
    }
  }

  async #rate(messageId, rating, comment) {
    try {
      await this.#api.rate(messageId, rating, comment);
      this.#host.tell("feedback", { messageId, rating });
    } catch (failure) {
      this.#parts.ui.announce(this.#say(failed(failure)));
      throw failure;
    }
  }

  async #prefer(choice) {
    this.#memory.prefer(choice);
    if (choice.size) {
      this.#parts.frame.style.setProperty("--size", choice.size);
    } else {
      await this.relabel();
      this.#parts.composer.focus();
    }
  }

  #startOver() {
    this.#asking?.abort();
    this.#asking = null;
    this.#following?.abort();
    this.#speech.stop();
    this.#memory.start();
    this.#turns = [];
    this.#parts.composer.draft = "";
    this.#parts.composer.notice();
    this.#redrawTurns();
    this.#parts.composer.focus();
  }

  async #forget() {
    const { conversationId } = this.#memory.conversation;
    try {
      if (conversationId) {
        await this.#api.forget(conversationId);
      }
      this.#startOver();
      this.#parts.ui.announce(this.#say("web.menu.forgotten"));
    } catch (failure) {
      this.#parts.composer.notice(el("p", {}, this.#say(failed(failure))));
    }
  }

  #listen() {
    const { signal } = this.#gone;
    window.addEventListener("online", () => this.#reconnect(), { signal });
    document.addEventListener("visibilitychange", () => (document.hidden ? this.#following?.abort() : this.#follow()), { signal });
    window.visualViewport?.addEventListener("resize", () => this.#fitKeyboard(), { signal });
    this.#narrow.addEventListener("change", () => this.#isOpen && this.#redraw(), { signal });
    if (this.#host.isPage) {
      const details = () => this.#parts.frame.querySelectorAll("details");
      let closed = [];
      window.addEventListener("beforeprint", () => {
        closed = [...details()].filter((each) => !each.open);
        closed.forEach((each) => (each.open = true));
      }, { signal });
      window.addEventListener("afterprint", () => closed.forEach((each) => (each.open = false)), { signal });
    }
  }

  #reconnect() {
    const last = this.#turns.at(-1);
    if (last?.failure && !this.#asking) {
      this.#delivered = this.#deliver(last);
    }
    this.#follow();
  }

  /** A keyboard on the screen covers the lower part of a window that does not know of it. */
  #fitKeyboard() {
    const { frame } = this.#parts;
    const view = window.visualViewport;
    if (this.#isOpen && this.#narrow.matches && view && view.scale === 1) {
      frame.style.setProperty("--height", `${view.height}px`);
      frame.style.setProperty("--top", `${view.offsetTop}px`);
    }
  }

  /** Scrolls only what scrolls: the page of its own, or the part of the window with the turns. */
  #reveal(turn) {
    const { log } = this.#parts;
    const element = this.#views.get(turn)?.element;
    if (!element) {
      return;
    }
    if (this.#host.isPage) {
      element.scrollIntoView({ block: "start" });
    } else {
      log.scrollTop += element.getBoundingClientRect().top - log.getBoundingClientRect().top - 12;
    }
  }

  #scrollToEnd() {
    const last = this.#turns.at(-1);
    if (last) {
      this.#reveal(last);
    }
  }
}

/** Questions and replies of a history as turns; without the one that is to be sent again. */
function pairs(messages, pending) {
  const turns = [];
  for (const message of messages) {
    if (message.role === "user") {
      turns.push(new Turn(message.text, null));
    } else if (turns.length > 0 && !turns.at(-1).reply) {
      turns.at(-1).reply = { facts: [], citations: [], suggestions: [], ...message };
    } else {
      turns.push(new Turn(null, null, { facts: [], citations: [], suggestions: [], ...message }));
    }
  }
  return turns.filter((turn, i) => turn.reply && !(i === turns.length - 1 && turn.message === pending?.message));
}

/** The words that say why a question was not answered. */
function failed(failure) {
  if (failure.kind === "busy") {
    return failure.status === 429 ? "web.error.too-many" : "web.error.busy";
  }
  return failure.kind === "refused" ? "web.error.refused" : "web.ask.offline";
}

function pause(milliseconds, signal) {
  return new Promise((done, stopped) => {
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      stopped(signal.reason);
    }, { once: true });
  });
}
