// The chat: what was said so far, asking, and going on after a reload or a lost connection.

import { Failure, pause } from "./api.js";
import { el } from "./dom.js";
import { Frame, narrow } from "./frame.js";
import { Memory, newId } from "./memory.js";
import { News } from "./news.js";
import { Person } from "./person.js";
import { Turn } from "./turns.js";
import { Speech } from "./voice.js";

/** How long to wait before a question is sent again by itself, in milliseconds. */
const WAITS = [400, 1200];

/** First and longest wait, in milliseconds, before a question is sent again that could not be sent so. */
const LATER = [2000, 60_000];

/** Longest time that a busy service may ask to wait for, in seconds. */
const LONGEST = 20;

/** How long the chat that is ready waits for questions to offer, in milliseconds. */
const OFFER = 400;

const NO_SITE = { hotline: null, voiceInput: false, examples: [], districts: [], messageLimit: 1000, assistant: "ON" };

export class Chat {
  #host;
  #api;
  #words = {};
  #language = null;
  #site = NO_SITE;
  #hot = [];
  #memory = new Memory();
  #news;
  #speech = new Speech();
  #person = new Person({
    say: (...words) => this.#say(...words),
    language: () => this.#language,
    conversation: () => this.#memory.conversation.conversationId,
    notice: (...children) => this.#frame.composer.notice(...children),
    reason: (failure) => reason(failure),
    api: { handover: (...asked) => this.#api.handover(...asked), leave: (...left) => this.#api.leave(...left) },
  });
  #turns = [];
  #frame = null;
  #asking = null;
  #delivered = null;
  #historyFailed = false;
  #gone = new AbortController();

  /** Fetches what the chat needs, draws it into the element, and brings back what was said before. */
  static async begin(host, api) {
    const chat = new Chat(host, api);
    const offered = api.suggestions("").catch(() => []);
    const [look, site] = await Promise.all([
      api.look(),
      api.site().catch(() => NO_SITE),
      chat.#loadWords(),
      chat.#recall(),
    ]);
    const hot = await Promise.race([offered, pause(OFFER, chat.#gone.signal).then(() => [])]);
    chat.#site = { ...NO_SITE, ...site };
    chat.#hot = hot.length > 0 ? hot : chat.#site.examples;
    const style = new CSSStyleSheet();
    style.replaceSync(look);
    // After the launcher's, before the colours that the page chose.
    const [first, ...chosen] = host.shadowRoot.adoptedStyleSheets;
    host.shadowRoot.adoptedStyleSheets = [first, style, ...chosen];
    const form = host.querySelector("textarea");
    chat.#draw();
    chat.#frame.takeOver(form);
    chat.#listen();
    chat.#resume();
    return chat;
  }

  constructor(host, api) {
    this.#host = host;
    this.#api = api;
    this.#news = new News(
      api,
      this.#memory,
      (reply, signal) => this.#hear(reply, signal),
      (event, data) => this.#happen(event, data),
    );
  }

  open(takeFocus) {
    if (!this.#frame.isOpen) {
      this.#frame.open(takeFocus);
      this.#frame.reveal(this.#turns.at(-1));
      this.#news.follow();
    }
  }

  /** Returns whether it was open. */
  close() {
    const was = this.#frame.isOpen;
    this.#frame.close();
    this.#speech.stop();
    this.#news.stop();
    return was;
  }

  /** Ends all that goes on, when the element leaves the page. */
  stop() {
    this.#gone.abort();
    this.#asking?.abort();
    this.#news.stop();
    this.#speech.stop();
    this.#memory.close();
    this.#frame.remove();
  }

  /** Draws all anew, in the state that it is in, after an attribute of the element or the language changed. */
  async relabel() {
    await this.#loadWords();
    const before = this.#frame;
    const { draft } = before.composer;
    const wasOpen = before.isOpen;
    this.#speech.stop();
    before.remove();
    this.#draw();
    this.#frame.composer.draft = draft;
    if (wasOpen) {
      this.open(false);
    }
  }

  /** Returns whether the question is on its way; it is not while another one is. */
  ask(message) {
    if (this.#asking) {
      return false;
    }
    const turn = new Turn(message, newId());
    this.#add(turn);
    this.#host.tell("question");
    this.#deliver(turn);
    this.#frame.focus(turn);
    return true;
  }

  async #loadWords() {
    this.#language = this.#memory.preferences.language ?? this.#host.language;
    this.#words = await this.#api.words(this.#language);
  }

  /** The words of a key, with {0}, {1}… filled in. */
  #say = (key, ...values) => {
    const text = this.#words[key] ?? key;
    return values.length === 0
      ? text
      : text.replaceAll("''", "'").replace(/\{(\d)\}/g, (_, at) => String(values[at] ?? ""));
  };

  #draw() {
    this.#frame = new Frame(this.#host, {
      say: this.#say,
      home: this.#host.home,
      isPage: this.#host.isPage,
      language: this.#language,
      size: this.#memory.preferences.size ?? 1,
      hot: this.#hot,
      districts: this.#site.districts,
      hotline: this.#site.hotline,
      limit: this.#site.messageLimit,
      voiceInput: this.#site.voiceInput,
      speech: this.#speech,
      ask: (text) => this.ask(text),
      again: (turn) => this.#again(turn),
      complete: (text, signal) => this.#api.suggestions(text, signal),
      rate: (...rating) => this.#rate(...rating),
      prefer: (choice) => this.#prefer(choice),
      startOver: () => this.#startOver(),
      forget: () => this.#forget(),
      person: () => this.#person.ask(),
      off: () => (this.#site.assistant === "ON" ? null : this.#site),
    });
    this.#frame.show(this.#turns);
  }

  #add(turn) {
    this.#turns.push(turn);
    this.#frame.add(turn);
  }

  #deliver(turn) {
    this.#delivered = this.#insist(turn);
  }

  /** Sends a question until it is answered; what fails for want of a connection is sent again by itself. */
  async #insist(turn) {
    const asking = new AbortController();
    const { signal } = asking;
    this.#asking = asking;
    this.#frame.composer.busy(true);
    this.#frame.announce(this.#say("web.ask.pending"));
    turn.failure = null;
    this.#memory.remember({ pending: { message: turn.message, clientMessageId: turn.clientMessageId } });
    try {
      const reply = await this.#answer(turn, signal);
      if (signal.aborted) {
        return;
      }
      turn.reply = reply;
      this.#settle(turn);
    } catch (failure) {
      if (signal.aborted) {
        return;
      }
      turn.failure = reason(failure);
      this.#frame.announce(this.#say(turn.failure));
      this.#host.tell("error", { reason: failure.kind ?? "lost" });
      if (failure.kind === "lost") {
        this.#later(turn);
      }
    } finally {
      if (this.#asking === asking) {
        this.#asking = null;
        this.#frame.composer.busy(false);
      }
    }
    this.#frame.update(turn);
    this.#frame.reveal(turn);
  }

  /** A service that is started anew answers again without the browser having been offline. */
  #later(turn) {
    turn.wait = Math.min(turn.wait ? 2 * turn.wait : LATER[0], LATER[1]);
    pause(turn.wait, this.#gone.signal).then(
      () => navigator.onLine && this.#reconnect(turn),
      () => {},
    );
  }

  async #answer(turn, signal) {
    for (let attempt = 0; ; attempt++) {
      try {
        const question = { message: turn.message, clientMessageId: turn.clientMessageId };
        const { conversationId } = this.#memory.conversation;
        this.#frame.update(turn);
        return await this.#api.ask(
          conversationId ? { ...question, conversationId } : question,
          (text) => this.#frame.stream(turn, text),
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
    if (!["SWITCHED_OFF", "HANDED_OVER"].includes(reply.status)) {
      this.#site = { ...this.#site, assistant: "ON" };
    }
    // It may have been heard of as news, while the answer itself did not come through.
    const heard = this.#turns.find((each) => each !== turn && each.reply?.messageId === reply.messageId);
    if (heard) {
      this.#turns = this.#turns.filter((each) => each !== heard);
      this.#frame.drop(heard);
    }
    if (reply.conversationId !== this.#memory.conversation.conversationId) {
      this.#person.leave();
      this.#memory.remember({ conversationId: reply.conversationId, lastEventId: null });
    }
    this.#memory.remember({ pending: null });
    const sources = reply.citations.length;
    const told = sources > 0 ? [reply.text, this.#say("web.reply.sources-count", sources)] : [reply.text];
    this.#frame.announce(told.join(" "));
    this.#host.tell("answer", { messageId: reply.messageId, status: reply.status });
    this.#follow();
  }

  #again(turn) {
    if (!this.#asking) {
      this.#deliver(turn);
      this.#frame.composer.focus();
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
      this.#frame.composer.notice(el("p", {}, this.#say("web.ask.no-history")));
    }
    if (pending) {
      const turn = new Turn(pending.message, pending.clientMessageId);
      this.#add(turn);
      this.#deliver(turn);
    }
    this.#person.resume();
    this.#follow();
  }

  /** Listens for what the service says by itself, as long as somebody is looking or waits for a person. */
  #follow() {
    if (!this.#frame.isOpen || (document.hidden && !this.#person.isExpected)) {
      this.#news.stop();
    } else {
      this.#news.follow();
    }
  }

  #happen(event, data) {
    if (event === "handover") {
      this.#person.happened(data);
    } else if (event === "place") {
      this.#person.waits(data);
    } else if (event === "typing") {
      this.#person.typing();
    }
  }

  /** Shows a reply that did not come as the answer to a question asked here. */
  async #hear(reply, signal) {
    await this.#delivered;
    if (signal.aborted) {
      return;
    }
    if (reply.staff) {
      this.#person.wrote();
    }
    if (!this.#turns.some((turn) => turn.reply?.messageId === reply.messageId)) {
      this.#add(new Turn(null, null, reply));
      this.#frame.announce(reply.text);
    }
  }

  /** Returns whether the service took it. */
  async #rate(messageId, rating, comment) {
    try {
      await this.#api.rate(messageId, rating, comment);
      this.#host.tell("feedback", { messageId, rating });
      return true;
    } catch (failure) {
      this.#frame.composer.notice(el("p", {}, this.#say(reason(failure))));
      return false;
    }
  }

  async #prefer(choice) {
    this.#memory.prefer(choice);
    if (choice.size) {
      this.#frame.resize(choice.size);
    } else {
      await this.relabel();
      this.#frame.composer.focus();
    }
  }

  #startOver() {
    this.#asking?.abort();
    this.#asking = null;
    this.#news.stop();
    this.#speech.stop();
    this.#person.leave();
    this.#memory.start();
    this.#turns = [];
    this.#frame.show([]);
    this.#frame.composer.clear();
  }

  async #forget() {
    const { conversationId } = this.#memory.conversation;
    try {
      if (conversationId) {
        await this.#api.forget(conversationId);
      }
      this.#startOver();
      this.#frame.announce(this.#say("web.menu.forgotten"));
    } catch (failure) {
      this.#frame.composer.notice(el("p", {}, this.#say(reason(failure))));
    }
  }

  #listen() {
    const { signal } = this.#gone;
    const on = (target, event, act) => target?.addEventListener(event, act, { signal });
    on(window, "online", () => this.#reconnect());
    on(document, "visibilitychange", () => this.#follow());
    on(window.visualViewport, "resize", () => this.#frame.fitKeyboard());
    // A window over all of the page is another kind of dialog.
    on(narrow, "change", () => !this.#host.isPage && this.#frame.isOpen && this.relabel());
    if (this.#host.isPage) {
      let fold = () => {};
      on(window, "beforeprint", () => (fold = this.#frame.unfold()));
      on(window, "afterprint", () => fold());
    }
  }

  /** Sends what failed last, unless it is another question than this one. */
  #reconnect(turn) {
    const last = this.#turns.at(-1);
    if (last?.failure && !this.#asking && (!turn || turn === last)) {
      this.#deliver(last);
    }
    this.#follow();
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
function reason(failure) {
  if (failure.kind === "busy") {
    return failure.status === 429 ? "web.error.too-many" : "web.error.busy";
  }
  if (failure.kind === "refused") {
    return failure.status >= 500 ? "web.error.other" : "web.error.refused";
  }
  return "web.ask.offline";
}
