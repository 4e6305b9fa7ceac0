// What the question may become, while it is typed: a list that arrow keys reach from the field.

import { el, tongue } from "./dom.js";

/** How long typing rests before completions are fetched, in milliseconds. */
const REST = 160;

/** Most characters that are worth completing: a longer question is said already. */
const LONGEST = 60;

export class Completions {
  #field;
  #fetch;
  #take;
  #say;
  #timer;
  #stale = new AbortController();
  #at = -1;

  /**
   * @param fetch text and signal to a promise of completions
   * @param take what to do with the one that was chosen
   */
  constructor(field, fetch, take, say) {
    this.#field = field;
    this.#fetch = fetch;
    this.#take = take;
    this.#say = say;
    this.list = el("ul", {
      class: "completions",
      id: "completions",
      role: "listbox",
      "aria-label": say("web.ask.completions"),
      hidden: true,
    });
    this.told = el("span", { class: "unseen", role: "status" });
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", "completions");
    field.setAttribute("aria-haspopup", "listbox");
    field.addEventListener("input", (event) => !event.isComposing && this.#later());
    field.addEventListener("compositionend", () => this.#later());
    field.addEventListener("blur", () => this.hide());
  }

  get isOpen() {
    return !this.list.hidden;
  }

  /** Whether the key was for the list. */
  press(event) {
    if (!this.isOpen) {
      return false;
    }
    const count = this.list.children.length;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      this.#select(
        ((this.#at < 0 && event.key === "ArrowUp" ? 0 : this.#at) + (event.key === "ArrowDown" ? 1 : count - 1)) %
          count,
      );
    } else if (event.key === "Escape") {
      this.hide();
    } else if (event.key === "Enter" && this.#at >= 0) {
      this.#choose(this.list.children[this.#at].textContent);
    } else {
      return false;
    }
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  hide() {
    clearTimeout(this.#timer);
    this.#stale.abort();
    this.list.hidden = true;
    this.list.replaceChildren();
    this.told.textContent = "";
    this.#at = -1;
    this.#field.removeAttribute("aria-activedescendant");
  }

  #later() {
    clearTimeout(this.#timer);
    this.#stale.abort();
    const text = this.#field.value.trim();
    if (!text || text.length > LONGEST) {
      this.hide();
      return;
    }
    this.#timer = setTimeout(() => this.#show(text), REST);
  }

  async #show(text) {
    this.#stale = new AbortController();
    const { signal } = this.#stale;
    const found = await this.#fetch(text, signal).catch(() => []);
    if (signal.aborted) {
      return;
    }
    const fresh = found.filter((each) => each !== text);
    if (fresh.length === 0) {
      this.hide();
      return;
    }
    this.#at = -1;
    this.#field.removeAttribute("aria-activedescendant");
    this.list.replaceChildren(
      ...fresh.map((each, i) =>
        el(
          "li",
          {
            id: `completion-${i}`,
            role: "option",
            lang: tongue(each),
            "aria-selected": "false",
            // Before the field loses the focus and the list its content.
            pointerdown: (event) => event.preventDefault(),
            click: () => this.#choose(each),
          },
          each,
        ),
      ),
    );
    this.list.hidden = false;
    this.told.textContent = this.#say("web.ask.completions-found", fresh.length);
  }

  #select(at) {
    this.#at = at;
    [...this.list.children].forEach((option, i) => option.setAttribute("aria-selected", i === at));
    this.#field.setAttribute("aria-activedescendant", `completion-${at}`);
    this.list.children[at].scrollIntoView({ block: "nearest" });
  }

  #choose(text) {
    this.hide();
    this.#take(text);
  }
}
