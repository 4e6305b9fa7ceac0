// Where a question is typed or spoken. Enter sends, but for the Enter that ends an input method's composition.

import { Completions } from "./completions.js";
import { el, icon, iconButton } from "./dom.js";
import { listen, listens } from "./voice.js";

export class Composer {
  #ui;
  #field;
  #notice;
  #completions;
  #stopListening = null;

  /** @param ui what it needs of the chat: say, language, limit, voiceInput, complete, ask */
  constructor(ui) {
    this.#ui = ui;
    this.#field = el("textarea", {
      id: "message",
      rows: "1",
      autocomplete: "off",
      enterkeyhint: "send",
      maxlength: ui.limit,
      placeholder: ui.say("web.ask.placeholder"),
      keydown: (event) => this.#press(event),
      input: () => this.#grow(),
    });
    this.#completions = new Completions(this.#field, ui.complete, (text) => this.#send(text), ui.say);
    this.#notice = el("div", { class: "notice", role: "status" });
    this.element = el(
      "form",
      {
        class: "ask",
        novalidate: true,
        submit: (event) => {
          event.preventDefault();
          this.#send(this.#field.value);
        },
      },
      this.#completions.list,
      this.#completions.told,
      this.#notice,
      el(
        "div",
        { class: "field" },
        el("label", { class: "unseen", for: "message" }, ui.say("web.ask.label")),
        this.#field,
        ui.voiceInput && listens && this.#voice(),
        // On a phone only the picture is there to be seen.
        el(
          "button",
          { class: "send", type: "submit", "aria-label": ui.say("web.ask.send") },
          el("span", {}, ui.say("web.ask.send")),
          icon("send"),
        ),
      ),
    );
  }

  get draft() {
    return this.#field.value;
  }

  set draft(text) {
    this.#field.value = text;
    this.#grow();
  }

  focus() {
    this.#field.focus({ preventScroll: true });
  }

  /** Says something beside the field, with what can be done about it; nothing takes it away. */
  notice(...children) {
    this.#notice.replaceChildren(...children);
  }

  busy(busy) {
    this.element.setAttribute("aria-busy", busy);
  }

  /** Ready for a first question again. */
  clear() {
    this.draft = "";
    this.busy(false);
    this.notice();
    this.focus();
  }

  stop() {
    this.#completions.hide();
    this.#stopListening?.();
  }

  #press(event) {
    // 229: Safari ends the composition before it tells of the key.
    const composing = event.isComposing || event.keyCode === 229;
    if (composing || this.#completions.press(event)) {
      return;
    }
    if (event.key === "Enter" && !event.shiftKey && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault();
      this.#send(this.#field.value);
    }
  }

  #send(text) {
    this.#completions.hide();
    this.#stopListening?.();
    if (text.trim() && this.#ui.ask(text.trim())) {
      this.draft = "";
    } else {
      this.focus();
    }
  }

  /** As high as its lines, for browsers whose fields do not grow by themselves. */
  #grow() {
    if (!CSS.supports("field-sizing", "content")) {
      this.#field.style.height = "auto";
      this.#field.style.height = `${this.#field.scrollHeight}px`;
    }
  }

  #voice() {
    const { say } = this.#ui;
    let allowed = false;
    const button = iconButton("voice", say("web.voice.start"), () => {
      if (this.#stopListening) {
        this.#stopListening();
      } else if (allowed) {
        start();
      } else {
        this.notice(
          el("p", {}, say("web.voice.notice")),
          el("button", { type: "button", class: "button", click: start }, say("web.voice.agree")),
          el("button", { type: "button", class: "quiet", click: () => this.notice() }, say("web.voice.refuse")),
        );
      }
    });
    const start = () => {
      allowed = true;
      this.notice(el("p", {}, say("web.voice.listening")));
      button.setAttribute("aria-pressed", "true");
      this.#stopListening = listen(
        this.#ui.language,
        (words) => (this.draft = words),
        () => {
          this.#stopListening = null;
          button.setAttribute("aria-pressed", "false");
          this.notice();
          this.focus();
        },
      );
    };
    return button;
  }
}
