// A reply: its facts with their labels, what else it says, where it stands, and what can be done with it.

import { call, el, icon, iconButton, link, plain, tongue } from "./dom.js";
import { factsTable, tags } from "./table.js";

const KINDS = {
  CLARIFICATION: "web.reply.clarification",
  NO_ANSWER: "web.reply.no-answer",
  REFUSED: "web.reply.refused",
  HANDED_OVER: "web.reply.handed-over",
  SWITCHED_OFF: "web.reply.switched-off",
};

const RATINGS = { up: "web.reply.up", down: "web.reply.down" };

/** Longest answer that is printed large as a whole, in characters. */
const SHORT = 40;

/** Longest figure that is kept on one line, in characters. */
const FIGURE = 12;

/** @param ui what it needs of the chat: say, home, hotline, person, rate, announce, speech, isPage */
export function replyView(reply, ui) {
  const answered = reply.status === "ANSWERED";
  const sources = reply.citations.map((citation) => sourceView(citation, ui));
  const cite = (id) =>
    el(
      "button",
      {
        type: "button",
        class: "cite",
        "aria-label": ui.say("web.reply.source", id),
        click: () => show(sources[id - 1]),
      },
      String(id),
    );
  const words = (fact) => {
    const parts = emphasised(fact, reply.citations);
    const end = [...parts.pop()];
    const last = end.pop() ?? "";
    const [first, ...more] = fact.citations.map(cite);
    // The number of the source stays on the line of the character before it.
    return [...parts, end.join(""), el("span", { class: "together" }, last, first), more];
  };
  return el(
    "article",
    { class: answered ? "reply answered" : "reply" },
    kind(reply, ui),
    lines(reply, words, ui),
    sources.length > 0 &&
      el(
        "div",
        { class: "sources", role: "group", "aria-label": ui.say("web.reply.sources") },
        el("p", { class: "caption", "aria-hidden": "true" }, ui.say("web.reply.sources")),
        sources,
      ),
    ["NO_ANSWER", "REFUSED", "SWITCHED_OFF"].includes(reply.status) &&
      ui.hotline &&
      el(
        "p",
        { class: "whom" },
        reply.status === "SWITCHED_OFF" &&
          el("button", { type: "button", class: "button", click: ui.person }, ui.say("web.person.ask")),
        call(ui.hotline.number, { class: "button" }, icon("phone"), ui.say("web.ask.call", ui.hotline.words, ui.hotline.number)),
      ),
    actions(reply, ui),
  );
}

/** Who of the staff wrote it, or what kind of reply it is. */
function kind({ staff, status }, ui) {
  const words = staff === undefined ? KINDS[status] && ui.say(KINDS[status]) : staff || ui.say("web.reply.staff");
  return words && el("p", { class: "kind" }, words);
}

/** The lines of the text in their order; those that are facts as facts, several facts together as a table. */
function lines(reply, words, ui) {
  const facts = [...(reply.facts ?? [])];
  const table = facts.length > 1 && factsTable(facts, words, ui.say);
  const shown = [];
  for (const line of reply.text.split("\n").filter((each) => each.trim())) {
    const fact = facts.find((each) => line.endsWith(each.text));
    if (!fact) {
      shown.push(el("p", { class: "line", lang: tongue(line) }, line));
    } else if (!table) {
      const short = fact.text.length <= SHORT ? "fact short" : "fact";
      shown.push(
        el(
          "div",
          { class: short },
          tags(fact, ui.say),
          el("p", { class: "words", lang: tongue(fact.text) }, words(fact)),
        ),
      );
    } else if (!shown.includes(table)) {
      shown.push(table);
    }
  }
  return shown;
}

/** What a fact says, the part that answers marked as such: its figure, or the words of each quote that answer alone. */
function emphasised(fact, citations) {
  const parts = [];
  let at = 0;
  for (const { quote, answer } of fact.citations.map((id) => citations[id - 1])) {
    const marked = fact.figure ?? answer;
    const from = fact.text.indexOf(quote, at);
    const inner = from < 0 || !marked || marked === quote ? -1 : quote.lastIndexOf(marked);
    if (inner >= 0) {
      parts.push(
        fact.text.slice(at, from + inner),
        el("strong", { class: marked.length <= FIGURE && "figure" }, marked),
      );
      at = from + inner + marked.length;
    }
  }
  return [...parts, fact.text.slice(at)];
}

/** A citation that opens the passage in place, the quote in it highlighted. */
function sourceView(citation, ui) {
  const { passage, quote } = citation;
  const at = passage.indexOf(quote);
  const [page, number] = citation.url.split("#p");
  const address = `${page}?p=${number}&quote=${encodeURIComponent(quote)}#p${number}`;
  return el(
    "details",
    {},
    el(
      "summary",
      {},
      el("span", { class: "number" }, String(citation.id)),
      el("span", { class: "title", lang: tongue(citation.title) }, citation.title),
    ),
    el(
      "div",
      { class: "passage" },
      citation.section && el("p", { class: "section", lang: tongue(citation.section) }, citation.section),
      at < 0
        ? el("blockquote", { lang: tongue(passage) }, passage)
        : el(
            "blockquote",
            { lang: tongue(passage) },
            passage.slice(0, at),
            el("mark", {}, quote),
            passage.slice(at + quote.length),
          ),
      el(
        "p",
        { class: "read" },
        link(
          address.replace(/^\//, ""),
          ui.home,
          ui.isPage ? {} : { target: "_blank", rel: "noopener" },
          ui.say(ui.isPage ? "web.reply.read" : "web.reply.read-new"),
        ),
      ),
    ),
  );
}

function show(source) {
  source.open = true;
  const summary = source.querySelector("summary");
  summary.focus({ preventScroll: true });
  summary.scrollIntoView({ block: "nearest" });
}

function actions(reply, ui) {
  const rated = el("span", { class: "rated" });
  const thumbs = Object.keys(RATINGS).map((rating) =>
    iconButton(rating, ui.say(RATINGS[rating]), () => rate(rating), { "data-rating": rating, "aria-pressed": "false" }),
  );
  const reason = reasonForm(ui, async (comment) => {
    if (await ui.rate(reply.messageId, "down", comment)) {
      reason.hidden = true;
      thank();
      thumbs[1].focus();
    }
  });

  async function rate(rating) {
    if (!(await ui.rate(reply.messageId, rating))) {
      return;
    }
    thumbs.forEach((thumb) => thumb.setAttribute("aria-pressed", thumb.dataset.rating === rating));
    reason.hidden = rating === "up";
    if (rating === "down") {
      rated.textContent = "";
      reason.querySelector("textarea").focus();
    } else {
      thank();
    }
  }

  function thank() {
    rated.textContent = ui.say("web.reply.thanks");
    ui.announce(rated.textContent);
  }

  return [
    el(
      "div",
      { class: "actions", role: "group", "aria-label": ui.say("web.reply.actions") },
      iconButton("copy", ui.say("web.reply.copy"), async () => {
        await copy(asText(reply, ui));
        rated.textContent = ui.say("web.reply.copied");
        ui.announce(rated.textContent);
      }),
      ui.speech.reads && readAloud(reply, ui),
      !["SMALL_TALK", "HANDED_OVER", "SWITCHED_OFF"].includes(reply.status) && thumbs,
      rated,
    ),
    reason,
  ];
}

function readAloud(reply, ui) {
  const button = iconButton("sound", ui.say("web.reply.read-aloud"), () => {
    ui.speech.toggle(plain(reply.text), (reading) => {
      const name = ui.say(reading ? "web.reply.stop-reading" : "web.reply.read-aloud");
      button.replaceChildren(icon(reading ? "stop" : "sound"));
      button.setAttribute("aria-label", name);
      button.title = name;
    });
  });
  return button;
}

function reasonForm(ui, send) {
  const words = el("textarea", {
    rows: "2",
    maxlength: "500",
    "aria-label": ui.say("web.reply.reason"),
    placeholder: ui.say("web.reply.reason"),
  });
  return el(
    "form",
    {
      class: "reason",
      hidden: true,
      submit: (event) => {
        event.preventDefault();
        send(words.value.trim());
      },
    },
    words,
    el("button", { class: "button", type: "submit" }, ui.say("web.reply.reason-send")),
  );
}

/** The reply as it is copied: its words, then its sources with their addresses. */
export function asText(reply, ui) {
  const sources = reply.citations.map(
    ({ id, title, url }) => `[${id}] ${title} ${new URL(url.replace(/^\//, ""), ui.home)}`,
  );
  return plain([reply.text, ...sources].join("\n"));
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // A page served plainly over HTTP has no clipboard but this.
    const area = el("textarea", {});
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
}
