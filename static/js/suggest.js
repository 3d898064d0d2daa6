// The search box offers, while one types, what can be asked for: an editable combobox with a list, after the pattern of
// the ARIA Authoring Practices 1.2. Without this file, or without an answer, it is the plain form that it is in HTML.
(function () {
  "use strict";

  const WAIT = 150; // milliseconds without a key before the site is asked
  const MOST = 8;
  const input = document.getElementById("q");
  const address = input && input.form && input.form.dataset.suggest;
  if (!address || !window.fetch || !window.AbortController) return;

  const list = document.createElement("div");
  list.id = "q-list";
  list.className = "suggest";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "检索提示");
  list.hidden = true;
  const status = document.createElement("span");
  status.className = "vh";
  status.setAttribute("role", "status");
  input.form.append(list, status);
  const attributes = {
    "role": "combobox",
    "aria-autocomplete": "list",
    "aria-haspopup": "listbox",
    "aria-expanded": "false",
    "aria-controls": list.id,
  };
  Object.keys(attributes).forEach((name) => input.setAttribute(name, attributes[name]));

  let options = []; // of the list as it is shown, each { element, suggestion }
  let active = -1; // the place among them; -1 is the box itself
  let asked = input.value.trim(); // what the list belongs to
  let timer = 0;
  let request = null;
  let composing = false; // an input method holds letters that are not the reader's text yet

  function cancel() {
    clearTimeout(timer);
    if (!request) return;
    request.abort();
    request = null;
    asked = null; // nothing is known of it: ask again
  }

  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    activate(-1);
  }

  function open() {
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
  }

  function activate(place) {
    if (options[active]) options[active].element.setAttribute("aria-selected", "false");
    active = place;
    if (!options[active]) return input.removeAttribute("aria-activedescendant");
    const element = options[active].element;
    element.setAttribute("aria-selected", "true");
    element.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", element.id);
  }

  function make(className, text, role) {
    const element = document.createElement("div");
    element.className = className;
    if (role) element.setAttribute("role", role);
    element.textContent = text;
    return element;
  }

  function show(suggestions) {
    const groups = new Map();
    suggestions.slice(0, MOST).forEach((suggestion) => {
      if (!groups.has(suggestion.label)) groups.set(suggestion.label, []);
      groups.get(suggestion.label).push(suggestion);
    });
    close();
    options = [];
    list.textContent = "";
    groups.forEach((members, label) => {
      const group = make("suggest-group", "", "group");
      group.setAttribute("aria-label", label);
      const name = make("suggest-kind", label);
      name.setAttribute("aria-hidden", "true");
      group.append(name);
      members.forEach((suggestion) => {
        const element = make("suggest-option", "", "option");
        element.id = list.id + "-" + options.length;
        element.setAttribute("aria-selected", "false");
        element.append(make("suggest-text", suggestion.text));
        if (suggestion.count) element.append(make("suggest-count", suggestion.count + "条"));
        group.append(element);
        options.push({ element, suggestion });
      });
      list.append(group);
    });
    status.textContent = options.length ? "有" + options.length + "条提示，用上下键选择" : "";
    if (options.length && document.activeElement === input) open();
  }

  function ask() {
    const text = input.value.trim();
    if (text === asked) return;
    cancel();
    asked = text;
    if (!text) return show([]);
    const mine = (request = new AbortController());
    fetch(address + "?q=" + encodeURIComponent(text), { signal: mine.signal, credentials: "same-origin" })
      .then((response) => (response.ok ? response.json() : {}))
      .catch(() => ({}))
      .then((answer) => {
        if (mine !== request) return; // an old answer
        request = null;
        show(answer.suggestions || []);
      });
  }

  // What was chosen of the list belongs to the text as it was: Enter means the text from now on.
  function askSoon() {
    clearTimeout(timer);
    activate(-1);
    if (!input.value.trim()) return ask();
    timer = setTimeout(ask, WAIT);
  }

  function choose(suggestion) {
    cancel();
    close();
    input.value = suggestion.text;
    if (/^\/(?![\/\\])/.test(suggestion.url)) window.location.assign(suggestion.url);
    else input.form.submit();
  }

  input.addEventListener("compositionstart", () => {
    composing = true;
    cancel();
    close();
  });
  input.addEventListener("compositionend", () => {
    composing = false;
    askSoon();
  });
  input.addEventListener("input", (event) => {
    if (!composing && !event.isComposing) askSoon();
  });
  input.addEventListener("blur", () => {
    composing = false;
    cancel();
    close();
  });
  input.form.addEventListener("submit", () => {
    cancel();
    close();
  });

  input.addEventListener("keydown", (event) => {
    if (composing || event.isComposing || event.keyCode === 229) return;
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const isOpen = !list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!options.length) return;
      event.preventDefault();
      if (!isOpen) open();
      const step = event.key === "ArrowDown" ? 1 : -1;
      // The box itself is a place between the last and the first.
      activate(((active + 1 + step + options.length + 1) % (options.length + 1)) - 1);
    } else if (event.key === "Enter" && isOpen && options[active]) {
      event.preventDefault();
      choose(options[active].suggestion);
    } else if (event.key === "Escape") {
      event.preventDefault(); // a search field would lose its text
      cancel();
      if (isOpen) close();
      else input.blur();
    } else if (event.key === "Home" || event.key === "End") {
      activate(-1); // and the cursor moves in the box
    }
  });

  list.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
  list.addEventListener("click", (event) => {
    const element = event.target.closest("[role=option]");
    const chosen = options.find((option) => option.element === element);
    if (chosen) choose(chosen.suggestion);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
  // A page that the browser kept comes back with the question that it answers, not with what was typed to leave it.
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    cancel();
    input.value = input.defaultValue;
    asked = input.value.trim();
    show([]);
  });
})();
