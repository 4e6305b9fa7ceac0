// Uploading articles, each file a request of its own with its progress; and the keys of the pages that tend them.

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing
      || event.target.closest?.("input, textarea, select")) {
    return;
  }
  const meant = document.querySelector(`main [data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!meant || meant.closest("fieldset:disabled")) {
    return;
  }
  event.preventDefault();
  if (meant.matches("input")) {
    meant.focus();
  } else {
    meant.click();
  }
});

const form = document.getElementById("upload");

const token = () => JSON.parse(document.body.getAttribute("hx-headers") ?? "{}");

const line = (file) => {
  const item = document.createElement("li");
  const name = document.createElement("strong");
  name.textContent = file.name;
  const bar = document.createElement("progress");
  bar.max = file.size || 1;
  bar.value = 0;
  bar.setAttribute("aria-label", file.name);
  const told = document.createElement("span");
  item.append(name, bar, told);
  document.getElementById("uploads").append(item);
  const end = (words, wrong) => {
    bar.remove();
    told.textContent = words;
    told.className = wrong ? "problem" : "";
  };
  return { bar, told, end };
};

const send = (file, { bar, told }) => new Promise((resolve) => {
  const address = new URL(form.action);
  address.searchParams.set("name", file.name);
  if (form.dataset.replaces) {
    address.searchParams.set("replaces", form.dataset.replaces);
  }
  const request = new XMLHttpRequest();
  request.open("POST", address);
  request.setRequestHeader("Content-Type", "application/octet-stream");
  request.setRequestHeader("Accept", "text/html");
  for (const [name, value] of Object.entries(token())) {
    request.setRequestHeader(name, value);
  }
  request.upload.addEventListener("progress", ({ loaded }) => {
    bar.value = loaded;
  });
  request.upload.addEventListener("load", () => {
    bar.removeAttribute("value");
    told.textContent = form.dataset.read;
  });
  request.addEventListener("loadend", () => resolve(request));
  request.send(file);
});

const problem = (request) => {
  if ([401, 403].includes(request.status)) {
    return form.dataset.lost;
  }
  if (request.status === 413) {
    return form.dataset.tooLarge;
  }
  return new DOMParser().parseFromString(request.responseText, "text/html").querySelector(".problem")?.textContent
      ?? form.dataset.failed;
};

const pause = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

const uploadAll = async (files) => {
  let last = null;
  for (const file of [...files].slice(0, Number(form.dataset.mostFiles))) {
    const shown = line(file);
    if (file.size > Number(form.dataset.most)) {
      shown.end(form.dataset.tooLarge, true);
      continue;
    }
    let request = await send(file, shown);
    while (request.status === 429) {
      await pause(Number(request.getResponseHeader("Retry-After")) || 1);
      request = await send(file, shown);
    }
    if (request.status === 201) {
      shown.end(form.dataset.done, false);
      last = request.getResponseHeader("Location");
    } else {
      shown.end(problem(request), true);
    }
    window.htmx.trigger(document.body, "uploaded");
  }
  if (last && form.dataset.replaces) {
    location.assign(last);
  }
};

if (form) {
  const field = form.querySelector("input[type=file]");
  field.addEventListener("change", async () => {
    await uploadAll(field.files);
    field.value = "";
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  for (const kind of ["dragover", "dragleave", "drop"]) {
    document.addEventListener(kind, (event) => {
      if ([...event.dataTransfer.types].includes("Files")) {
        event.preventDefault();
        form.classList.toggle("over", kind === "dragover");
      }
    });
  }
  document.addEventListener("drop", (event) => uploadAll(event.dataTransfer.files));
}

// A set of questions from a file: a line each, or of a chat set the last of each question's turns.
document.addEventListener("change", async ({ target }) => {
  if (!target.dataset.into || !target.files.length) {
    return;
  }
  const questions = (await target.files[0].text()).split(/\r?\n/).map((text) => {
    try {
      const { turns, text: words } = JSON.parse(text);
      return turns?.at(-1) ?? words ?? "";
    } catch {
      return text;
    }
  });
  const field = document.getElementById(target.dataset.into);
  field.value = questions.filter((question) => question.trim()).join("\n").slice(0, field.maxLength);
  const choice = document.getElementById(target.dataset.choose);
  choice.value = "written";
  for (const filled of [field, choice]) {
    filled.dispatchEvent(new Event("input", { bubbles: true }));
  }
});
