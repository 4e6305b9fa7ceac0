// Builds elements. Whatever stands in a text becomes text: nothing here reads markup.

/** Characters that turn the direction of the words after them, or hide among them. */
const DIRECTIONS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/**
 * @param attributes a function listens to the event of its name; false, null and undefined leave an attribute out, but for aria-*
 * @param children elements, texts, or nothing; lists are flattened
 */
export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") {
      element.addEventListener(key, value);
    } else if (key.startsWith("aria-") && value !== null) {
      element.setAttribute(key, value);
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(key, value === true ? "" : value);
    }
  }
  element.append(
    ...children
      .flat()
      .filter((child) => child !== null && child !== undefined && child !== false)
      .map(node),
  );
  return element;
}

function node(child) {
  return child instanceof Node ? child : document.createTextNode(plain(child));
}

/** The language of what articles say, in an interface of another; null where it is not theirs. */
export function tongue(text) {
  return /[\u4e00-\u9fff]/.test(text) ? "zh-Hans" : null;
}

export function plain(text) {
  return String(text).replace(DIRECTIONS, "");
}

/** A link to a page of the service, or a number to call; anything else is no link. */
export function link(address, home, attributes, ...children) {
  const url = new URL(address, home);
  const safe = url.origin === home.origin && /^https?:$/.test(url.protocol);
  return safe ? el("a", { href: url.href, ...attributes }, ...children) : el("span", {}, ...children);
}

export function call(number, attributes, ...children) {
  return /^\+?[0-9 -]{2,20}$/.test(number)
    ? el("a", { href: `tel:${number.replace(/[ -]/g, "")}`, ...attributes }, ...children)
    : el("span", attributes, ...children);
}

const ICONS = {
  send: "M4 11.5 20 4l-5 16-3.5-6.5L4 11.5zm7.5 2L20 4",
  close: "M6 6l12 12M18 6 6 18",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  up: "M7 11v9H4v-9zm0 0 4-8a2.5 2.5 0 0 1 2.5 2.5V9H19a1.5 1.5 0 0 1 1.5 1.8l-1.3 7A2 2 0 0 1 17.2 20H7",
  down: "M17 13V4h3v9zm0 0-4 8a2.5 2.5 0 0 1-2.5-2.5V15H5a1.5 1.5 0 0 1-1.5-1.8l1.3-7A2 2 0 0 1 6.8 4H17",
  sound: "M4 9.5v5h3.5L12 19V5L7.5 9.5zM15.5 9a4 4 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11",
  stop: "M7 7h10v10H7z",
  voice: "M12 3a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3zM5.5 11a6.5 6.5 0 0 0 13 0M12 17.5V21",
  phone: "M6 3h3.5l1.5 5-2.3 1.5a12 12 0 0 0 5.8 5.8L16 13l5 1.5V18a3 3 0 0 1-3 3A15 15 0 0 1 3 6a3 3 0 0 1 3-3z",
  again: "M20 11a8 8 0 1 0-2.3 6.3M20 5v6h-6",
};

/** A drawing beside words, or in a button that names itself. */
export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  const path = document.createElementNS(space, "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", `icon icon-${name}`);
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/** A button that is only a drawing, with its name for all who do not see it. */
export function iconButton(name, label, press, attributes = {}) {
  return el(
    "button",
    { type: "button", class: "tool", "aria-label": label, title: label, click: press, ...attributes },
    icon(name),
  );
}
