/* The live page takes the place of the first HTML, and the document follows the page: language, theme, title. */
(function () {
  "use strict";
  var root = document.documentElement;

  function take() {
    var page = document.getElementById("page");
    var first = document.getElementById("first-paint");
    if (!page || !page.firstElementChild) return false;
    root.classList.add("live");
    if (first) first.remove();
    return true;
  }

  function frame(given) {
    if (!given) return window.dash_clientside.no_update;
    // Another surface has other sheets: a new document.
    if (given.surface !== root.dataset.surface) { location.reload(); return window.dash_clientside.no_update; }
    root.lang = given.lang;
    ["theme", "version", "play"].forEach(function (name) { root.dataset[name] = given[name]; });
    document.title = given.title;
    document.dispatchEvent(new CustomEvent("cockpit:drawn"));
    return window.dash_clientside.no_update;
  }

  window.dash_clientside = Object.assign(window.dash_clientside || {}, { cockpit: { frame: frame } });

  document.addEventListener("DOMContentLoaded", watch);
  if (document.readyState !== "loading") watch();
  function watch() {
    if (take()) return;
    var seen = new MutationObserver(function () { if (take()) seen.disconnect(); });
    seen.observe(document.getElementById("react-entry-point"), { childList: true, subtree: true });
  }
})();
