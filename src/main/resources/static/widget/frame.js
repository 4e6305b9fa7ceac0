// What is seen of the chat around its turns: a window over a page or a page of its own, and the greeting in it.

import { Composer } from "./composer.js";
import { call, el, icon, iconButton, plain, tongue } from "./dom.js";
import { menu } from "./menu.js";
import { TurnView } from "./turns.js";

/** Most questions that the greeting offers, and most districts that it names. */
const QUESTIONS = 4;
const DISTRICTS = 12;

export const narrow = matchMedia("(max-width: 34em), (max-height: 34em)");

/** Whether there is a mouse and so, most likely, a keyboard that covers nothing of the screen. */
const hasMouse = () => matchMedia("(pointer: fine)").matches;

export class Frame {
  #host;
  #ui;
  #views = new Map();
  #element;
  #log;
  #list = el("ol", { class: "turns" });
  #welcome = el("div", { class: "welcome" });
  #announcer = el("p", { class: "unseen", role: "status" });

  /** @param ui what the chat knows and does, for its parts: see Chat */
  constructor(host, ui) {
    const { say } = ui;
    this.#host = host;
    this.#ui = { ...ui, announce: (text) => this.announce(text) };
    this.composer = new Composer(this.#ui);
    const { button, panel } = menu(this.#ui);
    this.#log = el(
      "div",
      { class: "log", role: "region", "aria-label": say("web.ask.turns"), tabindex: host.isPage ? null : "0" },
      this.#welcome,
      this.#list,
    );
    const bar = el(
      "div",
      { class: "bar" },
      !host.isPage && el("h2", { class: "title", id: "title" }, host.name),
      button,
      !host.isPage && iconButton("close", say("web.close"), () => host.hide()),
    );
    this.#element = host.isPage
      ? el("div", { class: "frame page" })
      : el("dialog", {
          class: "frame panel",
          "aria-labelledby": "title",
          tabindex: "-1",
          title: "",
          cancel: (event) => this.#escape(event),
          keydown: (event) => event.key === "Escape" && this.#escape(event),
        });
    this.#element.append(bar, panel, this.#log, this.composer.element, this.#announcer);
    this.#element.lang = ui.language;
    this.resize(ui.size);
    host.shadowRoot.append(this.#element);
  }

  get isOpen() {
    return this.#host.isPage || this.#element.open;
  }

  /** @param takeFocus false where nobody asked for it; a window over all of the page takes it in any case */
  open(takeFocus) {
    if (narrow.matches) {
      this.#element.showModal();
    } else if (takeFocus) {
      this.#element.show();
    } else {
      this.#element.open = true;
    }
    this.fitKeyboard();
    if (!takeFocus && !narrow.matches) {
      return;
    }
    if (hasMouse()) {
      this.composer.focus();
    } else {
      this.#element.focus({ preventScroll: true });
    }
  }

  close() {
    this.#element.close();
  }

  remove() {
    this.composer.stop();
    this.#element.remove();
  }

  #escape(event) {
    event.preventDefault();
    this.#host.hide();
  }

  /** Has a screen reader say it, once. */
  announce(text) {
    this.#announcer.textContent = plain(text);
  }

  resize(size) {
    this.#element.style.setProperty("--size", size);
  }

  /** Shows these turns and no others, the last one in sight; the greeting where there are none. */
  show(turns) {
    this.#views.clear();
    this.#list.replaceChildren();
    turns.forEach((turn) => this.#append(turn));
    this.#greet();
    if (turns.length > 0) {
      this.reveal(turns[turns.length - 1]);
    }
  }

  add(turn) {
    this.#append(turn);
    this.#greet();
    this.reveal(turn);
  }

  drop(turn) {
    this.#views.get(turn)?.element.remove();
    this.#views.delete(turn);
  }

  update(turn) {
    this.#views.get(turn)?.update();
  }

  stream(turn, text) {
    this.#views.get(turn)?.stream(text);
  }

  /** Where the next words are typed, or, where that would bring up a keyboard over the answer, the turn. */
  focus(turn) {
    if (hasMouse()) {
      this.composer.focus();
    } else {
      this.#views.get(turn).element.focus({ preventScroll: true });
    }
  }

  /** Scrolls only what scrolls: the page of its own, or the part of the window with the turns. */
  reveal(turn) {
    const element = this.#views.get(turn)?.element;
    if (element && this.#host.isPage) {
      element.scrollIntoView({ block: "start" });
    } else if (element) {
      this.#log.scrollTop += element.getBoundingClientRect().top - this.#log.getBoundingClientRect().top - 12;
    }
  }

  /** Goes on where the plain form was: with what was typed into it, and the focus. */
  takeOver(form) {
    if (form) {
      this.composer.draft = form.value;
      if (document.activeElement === form || hasMouse()) {
        this.composer.focus();
      }
    }
    this.#host.shadowRoot.querySelector("slot")?.remove();
    this.#host.replaceChildren();
  }

  /** A keyboard on the screen covers the lower part of a window that does not know of it. */
  fitKeyboard() {
    const view = window.visualViewport;
    if (!this.#host.isPage && narrow.matches && view && view.scale === 1) {
      this.#element.style.setProperty("--height", `${view.height}px`);
      this.#element.style.setProperty("--top", `${view.offsetTop}px`);
    }
  }

  /** Opens all passages, to be printed. Returns what closes those again that were closed. */
  unfold() {
    const closed = [...this.#list.querySelectorAll("details:not([open])")];
    closed.forEach((each) => (each.open = true));
    return () => closed.forEach((each) => (each.open = false));
  }

  #append(turn) {
    const view = new TurnView(turn, this.#ui);
    this.#views.set(turn, view);
    this.#list.append(view.element);
  }

  #greet() {
    const { say, ask, hot, districts, hotline, isPage } = this.#ui;
    const begun = this.#views.size > 0;
    this.#log.classList.toggle("begun", begun);
    if (begun) {
      this.#welcome.replaceChildren(...(isPage ? [el("h1", { class: "unseen" }, say("web.ask.turns"))] : []));
      return;
    }
    const off = this.#ui.off();
    if (off) {
      const told = [
        el(isPage ? "h1" : "h3", {}, say("web.reply.switched-off")),
        el("p", {}, say(off.assistant === "OFF" ? "web.off.all" : "web.off.staff-only")),
        off.reason && el("p", { lang: tongue(off.reason) }, say("web.off.reason", off.reason)),
        hotline &&
          el("p", {}, call(hotline.number, { class: "button" }, icon("phone"), say("web.ask.call", hotline.words, hotline.number))),
      ];
      this.#welcome.replaceChildren(...told.filter(Boolean));
      return;
    }
    const parts = [
      el(isPage ? "h1" : "h3", {}, this.#host.getAttribute("greeting") || say("web.ask.heading")),
      el("p", {}, say("web.ask.promise")),
      hot.length > 0 &&
        el(
          "div",
          { class: "examples", role: "group", "aria-label": say("web.ask.examples") },
          el("p", { class: "caption", "aria-hidden": "true" }, say("web.ask.examples")),
          hot
            .slice(0, QUESTIONS)
            .map((text) =>
              el("button", { type: "button", class: "suggestion", lang: tongue(text), click: () => ask(text) }, text),
            ),
        ),
      districts.length > 0 &&
        el(
          "p",
          { class: "covered" },
          el("span", {}, say("web.ask.districts")),
          districts
            .slice(0, DISTRICTS)
            .map((district) => el("span", { class: "tag", lang: tongue(district) }, district)),
        ),
      hotline && !isPage && el("p", { class: "note" }, say("web.ask.note", hotline.words, hotline.number)),
    ];
    this.#welcome.replaceChildren(...parts.filter(Boolean));
  }
}
