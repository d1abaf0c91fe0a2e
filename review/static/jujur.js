/* Keys for triage and filters that answer at once. Without this file every page works the same, with a button more. */
"use strict";
(() => {
  const rows = () => [...document.querySelectorAll("[data-triage] > li")];
  const current = () => document.querySelector("[data-triage] > li.current");
  const place = () => "tempat:" + location.pathname + location.search;

  function select(row) {
    current()?.classList.remove("current");
    if (!row) return;
    row.classList.add("current");
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
    sessionStorage.setItem(place(), row.dataset.id);
  }

  function step(by) {
    const all = rows();
    if (!all.length) return;
    const at = all.indexOf(current());
    select(all[Math.min(Math.max(at + by, 0), all.length - 1)]);
  }

  function open(anchor) {
    const link = (current() ?? rows()[0])?.querySelector("a.what");
    if (!link) return false;
    sessionStorage.setItem("daftar", location.pathname + location.search);
    if (anchor) sessionStorage.setItem("tuju", anchor);
    link.click();
    return true;
  }

  function turnTo(anchor) {
    const section = document.getElementById(anchor);
    if (!section) return;
    if (section.matches("details")) section.open = true;
    section.scrollIntoView({ block: "start" });
    section.querySelector("input:not([type=hidden]), select, textarea, button")?.focus();
  }

  const inList = () => document.querySelector("[data-triage]") !== null;
  const act = (anchor) => (inList() ? open(anchor) : turnTo(anchor));
  const keys = {
    j: () => step(1),
    k: () => step(-1),
    o: () => open(),
    d: () => act("putusan"),
    a: () => act("petugas"),
    w: () => act("pengabaian"),
    u: () => (location.href = sessionStorage.getItem("daftar") ?? "/temuan"),
    "/": () => {
      const box = document.querySelector("input[type=search]");
      if (box) box.focus();
      else location.href = "/temuan";
    },
    "?": () => (location.href = "/bantuan#tombol"),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const inField = event.target.matches("input:not([type=radio]):not([type=checkbox]), select, textarea");
    if (event.key === "Escape" && inField) return event.target.blur();
    const action = keys[event.key];
    if (inField || !action || !document.querySelector("header nav")) return;
    event.preventDefault();
    action();
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-triage] a.what");
    if (!link) return;
    select(link.closest("li"));
    sessionStorage.setItem("daftar", location.pathname + location.search);
  });

  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-auto]");
    if (form) form.requestSubmit();
  });

  document.addEventListener("change", (event) => {
    const box = event.target.closest("input[data-largest]");
    if (!box) return;
    const sent = [...box.files].reduce((sum, file) => sum + file.size, 0);
    box.setCustomValidity(sent > Number(box.dataset.largest) ? box.dataset.tooLarge : "");
    box.reportValidity();
  });

  document.addEventListener("submit", (event) => {
    const wait = event.target.closest("form[data-busy]")?.querySelector("[data-wait]");
    if (wait) wait.hidden = false;
  });

  function arrive() {
    document.querySelector("nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
    const asked = document.querySelector(".sheet td.cell");
    const around = asked?.closest(".scroll");
    if (around) around.scrollLeft = asked.offsetLeft + asked.offsetWidth - around.clientWidth;
    const known = sessionStorage.getItem(place());
    if (known) select(rows().find((row) => row.dataset.id === known));
    const anchor = sessionStorage.getItem("tuju");
    if (anchor && document.querySelector("[data-one]")) {
      sessionStorage.removeItem("tuju");
      turnTo(anchor);
    }
  }

  document.addEventListener("DOMContentLoaded", arrive);
  document.addEventListener("htmx:afterSettle", arrive);
})();
