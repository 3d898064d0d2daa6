// The menu 显示 closes by Escape, and when one clicks or tabs elsewhere. Without this file its own word closes it.
(function () {
  "use strict";

  const menu = document.querySelector("details.menu");
  if (!menu) return;

  function closeFrom(event) {
    if (!menu.contains(event.target)) menu.open = false;
  }

  document.addEventListener("click", closeFrom);
  document.addEventListener("focusin", closeFrom);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
  });
})();
