// A question and its reply as they come: sent, streaming, answered, or failed and to be sent again.

import { el, icon, tongue } from "./dom.js";
import { replyView } from "./reply.js";

/**
 * @property message what was asked, null where the service speaks by itself
 * @property clientMessageId names the question, so that sending it again does not ask twice
 * @property reply null while there is none
 * @property failure what kept it from being answered, null where nothing did
 * @property wait how long it waited last to be sent again by itself, in milliseconds
 */
export class Turn {
  constructor(message, clientMessageId, reply = null) {
    this.message = message;
    this.clientMessageId = clientMessageId;
    this.reply = reply;
    this.failure = null;
    this.wait = 0;
  }
}

/** Shows a turn and its changes. */
export class TurnView {
  #turn;
  #ui;
  #below = el("div", { class: "below" });
  #streamed = null;

  /** @param ui as for a reply, with ask and again */
  constructor(turn, ui) {
    this.#turn = turn;
    this.#ui = ui;
    const heading = ui.isPage ? "h2" : "h3";
    this.element = el(
      "li",
      { class: "turn", tabindex: "-1" },
      turn.message !== null &&
        el(heading, { class: "utterance" }, el("span", { class: "unseen" }, ui.say("web.ask.said")), turn.message),
      this.#below,
    );
    this.update();
  }

  /** Adds a piece of the answer. It is read to nobody: who listens is told the whole answer at the end. */
  stream(text) {
    if (!this.#streamed) {
      this.#streamed = el("p", { class: "line" });
      this.#below.replaceChildren(el("div", { class: "reply streaming", "aria-hidden": "true" }, this.#streamed));
    }
    this.#streamed.append(text);
  }

  update() {
    this.#streamed = null;
    const { reply, failure } = this.#turn;
    if (reply) {
      this.#below.replaceChildren(replyView(reply, this.#ui), ...this.#suggestions(reply.suggestions));
    } else if (failure) {
      this.#below.replaceChildren(
        el(
          "div",
          { class: "failed" },
          el("p", {}, this.#ui.say(failure)),
          el(
            "button",
            { type: "button", class: "button", click: () => this.#ui.again(this.#turn) },
            icon("again"),
            this.#ui.say("web.ask.again"),
          ),
        ),
      );
    } else {
      this.#below.replaceChildren(
        el(
          "p",
          { class: "wait" },
          el("span", { class: "dots", "aria-hidden": "true" }, el("i"), el("i"), el("i")),
          this.#ui.say("web.ask.pending"),
        ),
      );
    }
  }

  #suggestions(texts) {
    return texts.length === 0
      ? []
      : [
          el(
            "div",
            { class: "suggestions", role: "group", "aria-label": this.#ui.say("web.ask.more") },
            texts.map((text) =>
              el(
                "button",
                { type: "button", class: "suggestion", lang: tongue(text), click: () => this.#ui.ask(text) },
                text,
              ),
            ),
          ),
        ];
  }
}
