// Lists of entries by keyboard: ↑ and ↓ lead from title to title, Enter opens as ever, and Backspace goes from an entry
// back to its list, where the title that was opened has the focus again. Without this file Tab and the browser's own
// keys do the same.
(function () {
  "use strict";

  const STORE = "kuaibao:opened"; // the address of a list, and of the entry that was opened from it last
  const isForReading = document.querySelector(".prose") !== null; // there the arrows scroll
  const titles = isForReading ? [] : Array.from(document.querySelectorAll(".items .item h3 a, .lead .lead-item h3 a"));
  const back = document.querySelector(".context > a"); // of an entry that was opened from a list
  const here = window.location.pathname + window.location.search;
  const depth = window.history.length;

  // Arrows are free on a title and where nothing has the focus. Fields, buttons and menus have their own use for them.
  function isFree(element) {
    return !element || element === document.body || element.id === "main" || titles.includes(element);
  }

  function focus(title) {
    title.focus({ preventScroll: true });
    (title.closest("li") || title).scrollIntoView({ block: "nearest" });
  }

  // Where nothing has the focus yet, the way begins with what one sees.
  function beside(step) {
    const present = titles.indexOf(document.activeElement);
    if (present >= 0) return titles[present + step];
    const seen = titles.findIndex((title) => title.getBoundingClientRect().top >= 0);
    return titles[step > 0 ? seen : (seen < 0 ? titles.length : seen) - 1];
  }

  // The browser's own way back keeps the place of the list; it is not taken where it would lead elsewhere.
  function goBack() {
    const list = back.href.split("#")[0];
    if (document.referrer.split("#")[0] === list && depth > 1 && window.history.length === depth) window.history.back();
    else back.click();
  }

  function opened() {
    try {
      const [list, entry] = JSON.parse(window.sessionStorage.getItem(STORE)) || [];
      return list === here ? titles.find((title) => title.getAttribute("href") === entry) : undefined;
    } catch (error) {
      return undefined; // a browser that keeps nothing
    }
  }

  function remember(title) {
    try {
      window.sessionStorage.setItem(STORE, JSON.stringify([here, title.getAttribute("href")]));
    } catch (error) {
      return; // the address leads back to the row all the same
    }
  }

  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.isComposing) return;
    if (event.defaultPrevented) return;
    if (event.key === "Backspace" && back && !event.target.closest("input, textarea, select, [contenteditable]")) {
      event.preventDefault();
      goBack();
    } else if (!isFree(document.activeElement)) {
      return;
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const title = beside(event.key === "ArrowDown" ? 1 : -1);
      if (!title) return; // beyond the ends the page scrolls as ever
      event.preventDefault();
      focus(title);
    }
  });

  if (!titles.length) return;
  document.addEventListener("click", (event) => {
    const title = titles.find((each) => each.contains(event.target));
    if (title) remember(title);
  });
  // One comes back by the browser, which may have kept the page, or by the link to the row that was opened.
  window.addEventListener("pageshow", (event) => {
    const [navigation] = window.performance.getEntriesByType("navigation");
    const row = /^#r\d+$/.test(window.location.hash) && document.querySelector(window.location.hash + " h3 a");
    const isBack = event.persisted || (navigation && navigation.type === "back_forward");
    const title = (isBack && opened()) || row;
    if (title && isFree(document.activeElement)) title.focus({ preventScroll: true });
  });
})();
