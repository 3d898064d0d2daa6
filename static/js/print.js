// 打印: the button is there where a script can press it; without one the browser's own menu prints the same sheet.
(function () {
  "use strict";

  document.querySelectorAll("[data-print]").forEach(function (button) {
    button.parentElement.hidden = false;
    button.addEventListener("click", function () {
      window.print();
    });
  });
})();
