// A person instead of the assistant: asked for, waited for, there and gone; and a message for when nobody is there.

import { el } from "./dom.js";

/** How long somebody counts as typing who was, in milliseconds. */
const TYPING = 6000;

const DAYS = ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"];

/** Hours as they are set, with the names of days that people of the language read. */
function inWords(hours, language) {
  const names = new Intl.DateTimeFormat(language, { weekday: "short", timeZone: "UTC" });
  // 1 January 2024 was a Monday.
  const name = (day) => names.format(Date.UTC(2024, 0, DAYS.indexOf(day.toUpperCase()) + 1));
  return hours.replace(/[a-z]{3}/gi, name).replaceAll("-", "–");
}

const DONE = { WITHDRAWN: null, HANDED_BACK: "web.person.back", CLOSED: "web.person.closed" };

export class Person {
  #ui;
  #staff = null;
  #stopTyping = 0;
  #waiting = false;

  /** The words that tell the place in the queue. */
  #place = null;

  /** @param ui what it needs of the chat: api, say, language, conversation, notice, reason */
  constructor(ui) {
    this.#ui = ui;
  }

  /** Whether somebody is waited for or there, so that news is expected. */
  get isExpected() {
    return this.#waiting || this.#staff !== null;
  }

  /** Another conversation begins, in which nobody was asked for: what still comes of this one is not shown in it. */
  leave() {
    clearTimeout(this.#stopTyping);
    if (this.isExpected) {
      this.#tell(null);
    }
    this.#waiting = false;
    this.#staff = null;
    this.#place = null;
  }

  /** Asks for a person, in the conversation that goes on. */
  async ask() {
    const id = this.#ui.conversation();
    if (!id) {
      this.#tell(this.#ui.say("web.person.first"));
      return;
    }
    await this.#try(
      () => this.#ui.api.handover("POST", id),
      (standing) => this.#show(standing),
    );
  }

  /** Says again how things stand, after the page was loaded anew. */
  async resume() {
    const id = this.#ui.conversation();
    if (id) {
      await this.#ui.api.handover("GET", id).then(
        (standing) => this.#goesOn(id) && this.#show(standing),
        () => {},
      );
    }
  }

  /** @param change what the service told, with the staff's name */
  happened({ change, staff }) {
    if (change === "TAKEN") {
      this.#waiting = false;
      this.#staff = staff;
      this.#tell(this.#ui.say("web.person.taken", staff));
    } else if (change in DONE) {
      this.#waiting = false;
      this.#staff = null;
      this.#tell(DONE[change] && this.#ui.say(DONE[change], staff));
    }
  }

  /** @param place in the queue, from 1; what has the focus keeps it when that changes */
  waits({ place }) {
    const words = this.#ui.say("web.person.waiting", place);
    if (this.#place?.isConnected) {
      this.#place.textContent = words;
      return;
    }
    this.#waiting = true;
    this.#place = el("p", {}, words);
    this.#ui.notice(
      this.#place,
      el("button", { type: "button", class: "button", click: () => this.#withdraw() }, this.#ui.say("web.person.withdraw")),
    );
  }

  typing() {
    if (this.#staff) {
      clearTimeout(this.#stopTyping);
      this.#tell(this.#ui.say("web.person.typing", this.#staff));
      this.#stopTyping = setTimeout(() => this.#there(), TYPING);
    }
  }

  /** Somebody wrote: what they are doing is done. */
  wrote() {
    clearTimeout(this.#stopTyping);
    this.#there();
  }

  #there() {
    if (this.#staff) {
      this.#tell(this.#ui.say("web.person.taken", this.#staff));
    }
  }

  #show({ state, place, staff, hours }) {
    if (state === "WAITING") {
      this.waits({ place });
    } else if (state === "TAKEN") {
      this.happened({ change: "TAKEN", staff });
    } else if (state === "CLOSED") {
      this.#offerMessage(hours);
    }
  }

  async #withdraw() {
    await this.#try(
      () => this.#ui.api.handover("DELETE", this.#ui.conversation()),
      () => {
        this.#waiting = false;
        this.#tell(null);
      },
    );
  }

  #offerMessage(hours) {
    const { say } = this.#ui;
    const words = el("textarea", { rows: "2", maxlength: "1000", "aria-label": say("web.person.message") });
    const phone = el("input", { type: "tel", maxlength: "26", autocomplete: "tel", "aria-label": say("web.person.phone") });
    const consent = el("input", { type: "checkbox" });
    words.placeholder = say("web.person.message");
    phone.placeholder = say("web.person.phone");
    const problem = el("p", { class: "problem", role: "alert" });
    const leave = async () => {
      const id = this.#ui.conversation();
      try {
        await this.#ui.api.leave(id, {
          message: words.value,
          phone: phone.value,
          consent: consent.checked,
        });
        if (this.#goesOn(id)) {
          this.#tell(say("web.person.left"));
        }
      } catch (failure) {
        // What was written stays there.
        problem.textContent = say(failure.status === 400 ? "web.person.incomplete" : this.#ui.reason(failure));
      }
    };
    this.#tell(
      hours ? say("web.person.nobody", inWords(hours, this.#ui.language())) : say("web.person.nobody-now"),
      words,
      phone,
      el("label", {}, consent, say("web.person.consent")),
      el("button", { type: "button", class: "button", click: leave }, say("web.person.leave")),
      problem,
    );
  }

  /** Does what takes time, and then what follows from it, unless another conversation began meanwhile. */
  async #try(act, then) {
    const id = this.#ui.conversation();
    try {
      const told = await act();
      if (this.#goesOn(id)) {
        then(told);
      }
    } catch (failure) {
      if (this.#goesOn(id)) {
        this.#tell(this.#ui.say(this.#ui.reason(failure)));
      }
    }
  }

  #goesOn(id) {
    return this.#ui.conversation() === id;
  }

  /** @param words nothing for none */
  #tell(words, ...more) {
    this.#ui.notice(...(words ? [el("p", {}, words), ...more] : []));
  }
}
