// Copies the citation, the text or the table: the buttons are shown only here, for without this file they can do nothing.
(function () {
  "use strict";

  const SHOWN = 4000; // milliseconds
  const buttons = Array.from(document.querySelectorAll("button[data-copy]"));
  if (!buttons.length) return;

  const status = document.createElement("p");
  status.className = "copied";
  status.setAttribute("role", "status");
  document.body.append(status);

  // What stands there for the eye alone, because others are told by the head of the table, is left out as well.
  function cellText(cell, without) {
    const copy = cell.cloneNode(true);
    copy.querySelectorAll(without + ", [aria-hidden='true']").forEach((part) => part.remove());
    return copy.textContent.trim();
  }

  // A cell over several rows is written in each, so that every line of the copy says whose it is.
  function rowsOf(table, hasHead, without) {
    const above = [];
    return Array.from(table.rows)
      .filter((row) => hasHead || row.parentNode.tagName !== "THEAD")
      .map((row) => {
        const cells = Array.from(row.cells);
        const line = [];
        while (cells.length || (above[line.length] && above[line.length].left)) {
          const waiting = above[line.length];
          if (waiting && waiting.left) {
            waiting.left -= 1;
            line.push(waiting.text);
            continue;
          }
          const cell = cells.shift();
          const text = cellText(cell, without);
          above[line.length] = { text, left: cell.rowSpan - 1 };
          line.push(text);
        }
        return line.join("\t");
      })
      .join("\n");
  }

  // What is no part of the printed text is left out, the signs of addresses and the ways between matches; and from the
  // part of a unit the bracket at the end, in which all are named.
  function textOf(element, place, without) {
    const table = element.tagName === "TABLE" ? element : element.querySelector("table");
    if (table) return rowsOf(table, !place || !element.matches(".fig-table"), without);
    const copy = element.cloneNode(true);
    copy.querySelectorAll(without).forEach((part) => part.remove());
    return copy.textContent.trim();
  }

  // Sites of an office are often plain http, where browsers have no Clipboard API.
  function copyByField(text) {
    const field = document.createElement("textarea");
    const before = document.activeElement;
    field.value = text;
    field.className = "vh";
    field.setAttribute("readonly", "");
    document.body.append(field);
    field.select();
    let done = false;
    try {
      done = document.execCommand("copy");
    } catch (error) {
      done = false;
    }
    field.remove();
    if (before) before.focus({ preventScroll: true });
    return done ? Promise.resolve() : Promise.reject(new Error("no copying"));
  }

  function copy(text) {
    if (!navigator.clipboard || !navigator.clipboard.writeText) return copyByField(text);
    return navigator.clipboard.writeText(text).catch(() => copyByField(text));
  }

  let timer = 0;

  function say(button, said, word) {
    buttons.forEach((each) => each.querySelector("[data-word]").replaceChildren(each.dataset.label));
    button.querySelector("[data-word]").replaceChildren(word);
    status.textContent = said;
    clearTimeout(timer);
    timer = setTimeout(() => {
      status.textContent = "";
      button.querySelector("[data-word]").replaceChildren(button.dataset.label);
    }, SHOWN);
  }

  buttons.forEach((button) => {
    const word = document.createElement("span");
    word.setAttribute("data-word", "");
    button.dataset.label = button.firstChild.textContent;
    button.replaceChild(word, button.firstChild);
    word.textContent = button.dataset.label;
    button.hidden = false;
    button.addEventListener("click", () => {
      const without = [".no-print"].concat(button.dataset.without || []).join(", ");
      const elements = Array.from(document.querySelectorAll(button.dataset.copy));
      const parts = elements.map((element, place) => textOf(element, place, without));
      copy(parts.filter(Boolean).join("\n")).then(
        () => say(button, button.dataset.said, "已复制"),
        () => say(button, "没有复制成，请选中文字再按Ctrl+C。", "没有复制")
      );
    });
  });
})();
