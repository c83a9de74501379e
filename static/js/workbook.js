// What htmx cannot say: that an entry was not saved because nobody answered. Saving itself is htmx's.
(() => {
  "use strict";
  const entries = document.getElementById("entries");
  if (!entries || !window.htmx) return;
  const TRY_AGAIN = 5000;
  const unsaved = new Map(); // fields -> "written", "sent" or "failed"
  const underWay = new Set(); // fields that are being saved

  for (const each of document.querySelectorAll("[data-without-scripts]")) {
    for (const button of each.querySelectorAll("button")) button.hidden = true;
  }
  for (const each of document.querySelectorAll("[data-with-scripts]")) each.hidden = false;

  const fieldsOf = (element) => element.closest(".entry-fields");
  const stateOf = (fields) => fields.querySelector(".entry-state");

  const refusal = (text) => {
    const line = document.createElement("p");
    line.className = "refused mb-0";
    line.textContent = text;
    return line;
  };

  const fail = (fields, text) => {
    unsaved.set(fields, "failed");
    stateOf(fields).replaceChildren(refusal(text));
  };

  const failFile = (element) => {
    const files = element.closest(".entry-files");
    if (!files) return;
    files.querySelector(".refused")?.remove();
    files.prepend(refusal(entries.dataset.file));
  };

  const failAndTryAgain = (fields, text) => {
    fail(fields, text);
    setTimeout(() => {
      if (unsaved.get(fields) === "failed") htmx.trigger(fields, "retry");
    }, TRY_AGAIN);
  };

  entries.addEventListener("input", (event) => {
    const fields = fieldsOf(event.target);
    if (!fields) return;
    unsaved.set(fields, "written");
    // "Saved" is no longer true; what somebody else wrote stays to be read.
    if (stateOf(fields).querySelector("[data-saved]")) stateOf(fields).replaceChildren();
  });

  entries.addEventListener("htmx:beforeRequest", (event) => {
    const fields = fieldsOf(event.detail.elt);
    if (!fields) return;
    unsaved.set(fields, "sent");
    underWay.add(fields);
  });

  // Whoever was signed out gets the sign-in page, which is no answer to what was written.
  entries.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, pathInfo, elt } = event.detail;
    if (new URL(xhr.responseURL).pathname === new URL(pathInfo.requestPath, location.href).pathname) return;
    event.detail.shouldSwap = false;
    const fields = fieldsOf(elt);
    if (fields) fail(fields, entries.dataset.outdated);
    else location.reload();
  });

  entries.addEventListener("htmx:afterRequest", (event) => {
    const fields = fieldsOf(event.target);
    underWay.delete(fields);
    if (!fields || !event.detail.successful || unsaved.get(fields) === "failed") return;
    if (event.detail.elt.matches("button")) {
      // The button is gone with what it answered.
      fields.tabIndex = -1;
      fields.focus();
    }
    const isSaved = stateOf(fields).querySelector("[data-saved]");
    if (unsaved.get(fields) === "written") {
      // More was written meanwhile, and will be saved in a moment.
      if (isSaved) stateOf(fields).replaceChildren();
    } else if (isSaved) unsaved.delete(fields);
    else unsaved.set(fields, "failed");
  });

  entries.addEventListener("htmx:responseError", (event) => {
    const fields = fieldsOf(event.detail.elt);
    if (!fields) failFile(event.detail.elt);
    else if (event.detail.xhr.status < 500) fail(fields, entries.dataset.outdated);
    else failAndTryAgain(fields, entries.dataset.failed);
  });

  for (const name of ["htmx:sendError", "htmx:timeout"]) {
    entries.addEventListener(name, (event) => {
      const fields = fieldsOf(event.detail.elt);
      if (fields) failAndTryAgain(fields, entries.dataset.unreachable);
      else failFile(event.detail.elt);
    });
  }

  // Who leaves in the moment before the saving has it saved on the way out; who leaves what could
  // not be saved is asked. More written while something is being saved would look like another's.
  window.addEventListener("beforeunload", (event) => {
    const left = [...unsaved].filter(([fields]) => fields.isConnected);
    const isLost = ([fields, state]) =>
      state === "failed" ||
      stateOf(fields).querySelector(".refused") ||
      (state === "written" && underWay.has(fields));
    if (left.some(isLost)) {
      event.preventDefault();
      return;
    }
    const headers = { ...JSON.parse(entries.getAttribute("hx-headers")), "HX-Request": "true" };
    for (const [fields] of left) {
      const body = new FormData();
      for (const field of fields.querySelectorAll("input, textarea")) {
        if (field.type !== "radio" || field.checked) body.append(field.name, field.value);
      }
      fetch(fields.getAttribute("hx-post"), { method: "POST", body, headers, keepalive: true });
    }
    unsaved.clear();
  });
})();
