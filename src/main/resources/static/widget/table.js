// Several districts or years beside each other: a table, and above it bars where all of them have a number of one unit.

import { el, tongue } from "./dom.js";

/**
 * @param facts of the reply, two or more
 * @param words makes what a fact says, with what answers standing out and its sources
 */
export function factsTable(facts, words, say) {
  return el(
    "div",
    { class: "facts" },
    isComparable(facts) && chart(facts, say),
    el(
      "table",
      {},
      el("caption", { class: "unseen" }, say("web.reply.table")),
      el(
        "thead",
        { class: "unseen" },
        el(
          "tr",
          {},
          el("th", { scope: "col" }, say("web.reply.table.of")),
          el("th", { scope: "col" }, say("web.reply.table.says")),
        ),
      ),
      el(
        "tbody",
        {},
        facts.map((fact) =>
          el(
            "tr",
            {},
            el("th", { scope: "row" }, tags(fact, say)),
            el("td", { class: "words", lang: tongue(fact.text) }, words(fact)),
          ),
        ),
      ),
    ),
  );
}

/** District and vintage, as labels. */
export function tags(fact, say) {
  return el(
    "span",
    { class: "tags" },
    fact.district && el("span", { class: "tag", lang: tongue(fact.district) }, fact.district),
    el("span", { class: "tag year" }, fact.year ? say("web.document.year", fact.year) : say("web.reply.undated")),
  );
}

function isComparable(facts) {
  return facts.every((fact) => fact.value > 0 && fact.unit === facts[0].unit);
}

/** The table holds the same, so who does not see the bars is not told of them. */
function chart(facts, say) {
  const most = Math.max(...facts.map((fact) => fact.value));
  const years = new Set(facts.map((fact) => fact.year)).size > 1;
  return el(
    "div",
    { class: "chart", "aria-hidden": "true" },
    facts.map((fact) => {
      const fill = el("span", { class: "fill" });
      fill.style.width = `${Math.max(1, (100 * fact.value) / most)}%`;
      const year = years && fact.year ? ` ${say("web.document.year", fact.year)}` : "";
      return el(
        "div",
        { class: "row" },
        el("span", { class: "of" }, `${fact.district ?? ""}${year}`),
        el("span", { class: "track" }, fill),
        el("span", { class: "much" }, `${fact.value.toLocaleString("en")}${fact.unit}`),
      );
    }),
  );
}
