/* Comfort on top of a page that works without it: links without a new document, filters that act at once, Esc. */
(function () {
  "use strict";
  var root = document.documentElement;
  var opener = null;

  function live() { return root.classList.contains("live") && !root.classList.contains("lost"); }

  function same(address) { return address.pathname.split("/")[1] === location.pathname.split("/")[1]; }

  function go(address) {
    var theme = address.searchParams.getAll("theme").filter(function (one) { return one === "light" || one === "dark"; }).pop();
    root.dataset.theme = theme || (root.dataset.surface === "wall" ? "dark" : "light");
    if (address.pathname !== location.pathname) window.scrollTo(0, 0);
    window.dash_clientside.set_props("address", { pathname: address.pathname, search: address.search });
  }

  document.addEventListener("click", function (click) {
    var link = click.target.closest && click.target.closest("a[data-link]");
    if (!link || click.defaultPrevented || click.button || click.metaKey || click.ctrlKey || click.shiftKey || click.altKey) return;
    var address = new URL(link.href);
    if (!live() || address.origin !== location.origin || !same(address)) return;
    click.preventDefault();
    if (link.dataset.metric) opener = link.dataset.metric;
    go(address);
  });

  function ask(form) {
    var asked = new URLSearchParams();
    new FormData(form).forEach(function (value, name) { if (value) asked.append(name, value); });
    var address = new URL(form.getAttribute("action") || location.pathname, location.href);
    address.search = asked.toString();
    if (live() && same(address)) go(address); else location.assign(address);
  }

  document.addEventListener("submit", function (submit) {
    if ((submit.target.getAttribute("method") || "get").toLowerCase() !== "get") return;
    submit.preventDefault();
    ask(submit.target);
  });

  document.addEventListener("change", function (change) {
    var form = change.target.form;
    if (form && (form.getAttribute("method") || "get").toLowerCase() === "get") ask(form);
  });

  document.addEventListener("keydown", function (key) {
    if (key.key !== "Escape") return;
    var close = document.querySelector(".drawer a[data-close], .drawer .close");
    if (close) close.click();
  });

  // The focus goes back to the number that opened the drawer.
  document.addEventListener("cockpit:drawn", function () {
    if (!opener || document.querySelector(".drawer")) return;
    var number = document.querySelector('a[data-metric="' + opener + '"]');
    opener = null;
    if (number) number.focus();
  });
})();
