// What the staff's pages do beyond htmx: they say when nobody is logged in any more, and keep what is being written.

const shown = (id, is = true) => {
  document.getElementById(id).hidden = !is;
};

document.addEventListener("htmx:responseError", ({ detail }) => {
  shown(detail.xhr.status === 401 ? "lost" : "broken");
});
document.addEventListener("htmx:sendError", () => shown("broken"));
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.successful) {
    shown("broken", false);
  }
});

// A field marked data-keep is still there after a restart, a new login or a wrong turn, in this tab alone.
const keep = (field) => `${document.body.dataset.me} ${location.pathname} ${field.dataset.keep}`;

const restore = (root) => {
  for (const field of root.querySelectorAll("[data-keep]")) {
    const kept = sessionStorage.getItem(keep(field));
    if (kept !== null && field.value === field.defaultValue) {
      field.value = kept;
    }
  }
};

document.addEventListener("input", ({ target }) => {
  if (target.dataset.keep) {
    sessionStorage.setItem(keep(target), target.value);
  }
});
document.addEventListener("submit", ({ target }) => {
  for (const field of target.querySelectorAll("[data-keep]")) {
    sessionStorage.removeItem(keep(field));
  }
});
document.addEventListener("htmx:load", ({ detail }) => restore(detail.elt));
restore(document);
