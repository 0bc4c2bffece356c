// Keys, dialogs and forms. Pages work without it, except for the finder and the trace panel, which then open as pages.
"use strict";
(() => {
  const typing = (el) => el && (el.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(el.tagName));
  const shown = (el) => el && el.offsetParent !== null && !el.disabled && el.getAttribute("aria-disabled") !== "true";
  const all = (selector) => [...document.querySelectorAll(selector)].filter(shown);

  function open(name) {
    const dialog = document.getElementById(name);
    if (!dialog || dialog.open) return;
    dialog.showModal();
    const input = dialog.querySelector("input");
    if (input) input.select();
  }

  // Rows: J and K walk, a digit opens.
  function rows() {
    return all("[data-rows] tr[data-row], [data-rows] li[data-row]");
  }
  function walk(step) {
    const list = rows();
    if (!list.length) return;
    const now = list.findIndex((row) => row.classList.contains("at"));
    const next = Math.min(list.length - 1, Math.max(0, now + step));
    list.forEach((row, at) => row.classList.toggle("at", at === next));
    list[next].scrollIntoView({ block: "nearest" });
    const link = list[next].querySelector("a");
    if (link) link.focus({ preventScroll: true });
  }
  function openRow(number) {
    const row = rows()[number - 1];
    const link = row && row.querySelector("a, button");
    if (link) link.click();
  }

  // Figures of the paper: click or Enter opens the reason; arrows walk from figure to figure.
  const figures = () => [...document.querySelectorAll(".paper [data-figure]")];
  function mark(figure) {
    document.querySelectorAll(".paper .on").forEach((el) => el.classList.remove("on"));
    document.querySelectorAll(`.paper [data-figure="${CSS.escape(figure)}"]`).forEach((el) => el.classList.add("on"));
  }
  function why(figure, focus) {
    const panel = document.getElementById("why");
    if (!panel || !figure) return;
    mark(figure);
    const address = panel.dataset.why + "?figure=" + encodeURIComponent(figure);
    window.htmx.ajax("GET", address, { target: "#why", swap: "innerHTML" }).then(() => {
      panel.classList.add("open");
      const on = document.querySelector(".paper .on");
      if (on) on.scrollIntoView({ block: window.innerWidth < 641 ? "start" : "nearest", inline: "center" });
      if (focus) panel.focus({ preventScroll: true });
    });
  }
  function stepFigure(step) {
    const list = figures();
    if (!list.length) return;
    const now = list.findIndex((el) => el.classList.contains("on"));
    const next = list[(now + step + list.length) % list.length];
    why(next.dataset.figure);
    next.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
  function closeWhy() {
    const panel = document.getElementById("why");
    if (panel) panel.classList.remove("open");
    document.querySelectorAll(".paper .on").forEach((el) => el.classList.remove("on"));
  }

  function press(key) {
    const target = all(`[data-key="${CSS.escape(key)}"]`)[0];
    if (!target) return false;
    if (target.dataset.opens) open(target.dataset.opens);
    else target.click();
    return true;
  }
  const actions = {
    j: () => walk(1), k: () => walk(-1), "/": () => open("find"),
    w: () => { const on = document.querySelector(".paper .on") || figures()[0]; if (on) why(on.dataset.figure, true); },
    arrowright: () => stepFigure(1), arrowleft: () => stepFigure(-1),
    escape: closeWhy,
  };
  function plainKey(event) {
    const key = event.key.toLowerCase();
    if (/^[1-9]$/.test(key)) return openRow(Number(key));
    if (press(key)) return event.preventDefault();
    if (actions[key] && !(key.startsWith("arrow") && !document.querySelector(".paper .on"))) {
      if (key !== "escape") event.preventDefault();
      actions[key]();
    }
  }
  document.addEventListener("keydown", (event) => {
    const command = event.ctrlKey || event.metaKey;
    if (command && event.key.toLowerCase() === "k") { event.preventDefault(); return open("find"); }
    if (command && event.key === "Enter") {
      const form = document.activeElement && document.activeElement.closest("form");
      const button = (form && form.querySelector("button.p")) || all("[data-key='ctrl+enter']")[0];
      if (shown(button)) button.click();
      return;
    }
    if (command || event.altKey || document.querySelector("dialog[open]")) return;
    if (typing(event.target)) { if (event.key === "Escape") event.target.blur(); return; }
    if (event.key === "Enter" && event.target.dataset && event.target.dataset.figure) return why(event.target.dataset.figure, true);
    plainKey(event);
  });

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens]");
    if (opener) { event.preventDefault(); return open(opener.dataset.opens); }
    if (event.target.closest("[data-closes-why]")) return closeWhy();
    const goto = event.target.closest("[data-goto]");
    const there = goto && document.querySelector(`.paper [data-figure="${CSS.escape(goto.dataset.goto)}"]`);
    if (there) { event.preventDefault(); there.scrollIntoView({ block: "center" }); return why(goto.dataset.goto, true); }
    const figure = event.target.closest("[data-figure]");
    if (figure && (figure.closest(".paper") || figure.closest("#why"))) { event.preventDefault(); why(figure.dataset.figure); }
    if (event.target.tagName === "DIALOG") event.target.close();
    if (event.target.closest("[data-closes]")) event.target.closest("dialog").close();
    if (event.target.closest("[data-prints]")) window.print();
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-submits]")) event.target.form.requestSubmit();
  });
  // A form is sent once: a second press waits for the answer to the first.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method === "dialog") return;
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "1";
    window.addEventListener("pageshow", () => delete form.dataset.sent, { once: true });
  });

  // Figures of the paper take the keyboard too.
  function reachable() {
    figures().forEach((el) => { el.tabIndex = 0; if (!el.matches("a,button")) el.setAttribute("role", "button"); });
  }
  document.addEventListener("htmx:afterSettle", reachable);
  reachable();

  // On a phone the rows of a list stand as cards: each figure says what it is by the heading of its column.
  function label(root) {
    root.querySelectorAll("table.stack.low").forEach((table) => {
      const heads = [...table.querySelectorAll("thead th")].map((head) => head.textContent.trim());
      table.querySelectorAll("tbody tr").forEach((row) => {
        if (row.cells.length !== heads.length) return;
        [...row.cells].forEach((cell, at) => {
          if (cell.matches(".num:not([data-l])") && heads[at]) cell.dataset.l = heads[at];
        });
      });
    });
  }
  label(document);
  document.addEventListener("htmx:afterSwap", (event) => label(event.target));
})();
