// What is seldom needed: letter size, language, whom to call, begin anew, forget.

import { call, el, icon, iconButton } from "./dom.js";

export const SIZES = [0.9, 1, 1.2, 1.45];

const LANGUAGES = { "zh-Hans": "简体中文", "zh-Hant": "繁體中文", en: "English" };

/** @param ui what it needs of the chat: say, hotline, language, size, prefer, startOver, forget, person */
export function menu(ui) {
  const { say } = ui;
  const button = iconButton("more", say("web.menu"), () => toggle(panel.hidden), {
    "aria-expanded": "false",
    "aria-controls": "menu",
  });
  const end = el("div", { class: "choices" }, ...plain());
  const panel = el(
    "div",
    { class: "menu", id: "menu", hidden: true, keydown: (event) => leave(event) },
    group(
      "web.menu.size",
      SIZES,
      (size, i) => say(`web.menu.size.${i}`),
      ui.size,
      (size) => ui.prefer({ size }),
    ),
    group(
      "web.menu.language",
      Object.keys(LANGUAGES),
      (language) => LANGUAGES[language],
      ui.language,
      (language) => ui.prefer({ language }),
    ),
    ui.hotline &&
      el(
        "p",
        { class: "whom" },
        call(ui.hotline.number, { class: "button" }, icon("phone"), say("web.ask.call", ui.hotline.words, ui.hotline.number)),
      ),
    end,
  );

  function toggle(open) {
    panel.hidden = !open;
    button.setAttribute("aria-expanded", open);
    end.replaceChildren(...plain());
    if (open) {
      panel.querySelector("button").focus();
    }
  }

  function leave(event) {
    if (event.key === "Escape") {
      event.stopPropagation();
      event.preventDefault();
      toggle(false);
      button.focus();
    }
  }

  function done(act) {
    toggle(false);
    act();
  }

  function plain() {
    return [
      el("button", { type: "button", class: "button", click: () => done(ui.person) }, say("web.person.ask")),
      el(
        "button",
        { type: "button", class: "button", click: () => done(ui.startOver) },
        icon("again"),
        say("web.menu.start-over"),
      ),
      el("button", { type: "button", class: "button", click: confirm }, say("web.ask.forget")),
    ];
  }

  /** Forgetting cannot be undone, so it is asked for twice. */
  function confirm() {
    const yes = el(
      "button",
      { type: "button", class: "button alert", click: () => done(ui.forget) },
      say("web.menu.forget-yes"),
    );
    end.replaceChildren(
      el("p", {}, say("web.menu.forget-sure")),
      yes,
      el("button", { type: "button", class: "button", click: () => toggle(false) }, say("web.menu.forget-no")),
    );
    yes.focus();
  }

  /** A row of buttons of which one is pressed. */
  function group(key, values, name, current, choose) {
    const buttons = values.map((value, i) =>
      el(
        "button",
        {
          type: "button",
          class: "choice",
          lang: LANGUAGES[value] ? value : null,
          "aria-pressed": value === current,
          click: () => {
            buttons.forEach((each, at) => each.setAttribute("aria-pressed", at === i));
            choose(value);
          },
        },
        name(value, i),
      ),
    );
    return el(
      "div",
      { class: "choices", role: "group", "aria-label": say(key) },
      el("span", { "aria-hidden": "true" }, say(key)),
      buttons,
    );
  }

  return { button, panel };
}
