// n and p lead to the next and the previous match of an entry, as the links beside a match do without this file.
(function () {
  "use strict";

  const marks = document.querySelectorAll("mark[id]");
  if (!marks.length) return;

  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.isComposing) return;
    if (event.key !== "n" && event.key !== "p") return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    const place = Array.prototype.findIndex.call(marks, (mark) => "#" + mark.id === window.location.hash);
    const step = event.key === "n" ? 1 : -1;
    const next = place < 0 && step < 0 ? marks.length - 1 : (place + step + marks.length) % marks.length;
    window.location.replace("#" + marks[next].id); // the way back leads to the list, not through all matches
  });
})();
