// Lines of a quotation by keyboard: Enter goes to the next line and opens a new one at the end, Ctrl D copies the line above, Ctrl S keeps.
"use strict";
(() => {
  const form = document.getElementById("quote");
  const body = document.querySelector("#quote-lines tbody");
  if (!form || !body || form.querySelector("fieldset[disabled]")) return;
  const rows = () => [...body.querySelectorAll("tr[data-line]")];
  const inputs = (row) => [...row.querySelectorAll("input:not([type=hidden])")];

  function added() {
    const last = rows().at(-1);
    const old = last.dataset.line;
    const now = String(Number(old) + 1);
    const row = last.cloneNode(true);
    row.dataset.line = now;
    row.classList.remove("stop");
    row.cells[0].textContent = now;
    for (const one of row.querySelectorAll("[id], [name], [for], [aria-label]")) {
      for (const name of ["id", "name", "for"]) {
        if (one.hasAttribute(name)) one.setAttribute(name, one.getAttribute(name).replace(`-${old}`, `-${now}`));
      }
      if (one.hasAttribute("aria-label")) one.setAttribute("aria-label", one.getAttribute("aria-label").replace(/\d+$/, now));
      if (one.tagName === "INPUT") one.value = "";
      if (one.id && one.tagName !== "INPUT" && one.tagName !== "LABEL") one.textContent = "";
    }
    last.after(row);
    return row;
  }

  body.addEventListener("keydown", (event) => {
    const row = event.target.closest("tr[data-line]");
    if (!row) return;
    const at = inputs(row).indexOf(event.target);
    const all = rows();
    if (event.key === "Enter") {
      event.preventDefault();
      const next = all[all.indexOf(row) + 1] || added();
      inputs(next)[at].focus();
    } else if (event.ctrlKey && event.key.toLowerCase() === "d") {
      const above = all[all.indexOf(row) - 1];
      if (!above) return;
      event.preventDefault();
      const from = inputs(above);
      inputs(row).forEach((one, k) => { one.value = from[k].value; });
      form.dispatchEvent(new Event("change", { bubbles: true }));
    }
  });
  body.addEventListener("input", () => {
    if (inputs(rows().at(-1))[0].value) added();
  });
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
      event.preventDefault();
      form.submit();
    }
  });
})();
