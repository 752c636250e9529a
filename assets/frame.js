/* The live page takes the place of the first HTML, and the document follows the page: language, theme, title. */
(() => {
  "use strict";
  const root = document.documentElement;

  function take() {
    const page = document.getElementById("page");
    const first = document.getElementById("first-paint");
    if (!page?.firstElementChild) return false;
    root.classList.add("live");
    if (first) first.remove();
    return true;
  }

  /** @param {Frame | null | undefined} given */
  function frame(given) {
    if (!given) return window.dash_clientside.no_update;
    // Another surface has other sheets: a new document.
    if (given.surface !== root.dataset.surface) {
      location.reload();
      return window.dash_clientside.no_update;
    }
    root.lang = given.lang;
    root.dataset.theme = given.theme;
    root.dataset.version = given.version;
    root.dataset.moment = given.moment;
    document.title = given.title;
    document.dispatchEvent(new CustomEvent("cockpit:drawn"));
    return window.dash_clientside.no_update;
  }

  window.dash_clientside = Object.assign(window.dash_clientside || {}, { cockpit: { frame } });

  document.addEventListener("DOMContentLoaded", watch);
  if (document.readyState !== "loading") watch();
  function watch() {
    if (take()) return;
    const seen = new MutationObserver(() => {
      if (take()) seen.disconnect();
    });
    const entry = /** @type {HTMLElement} */ (document.getElementById("react-entry-point"));
    seen.observe(entry, { childList: true, subtree: true });
  }
})();
