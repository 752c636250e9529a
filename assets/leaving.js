/* A link or a form leaves the page only for a server that answers; until it does, the page stays, with what was typed. */
(() => {
  "use strict";
  /** @type {HTMLFormElement | null} */
  let passing = null;

  /** @param {MouseEvent} click */
  function plain(click) {
    return !(click.button || click.metaKey || click.ctrlKey || click.shiftKey || click.altKey);
  }

  // On the window: after whatever answers a click or a form on the page itself.
  window.addEventListener("click", (click) => {
    if (click.defaultPrevented || !plain(click) || !(click.target instanceof Element)) return;
    const link = /** @type {HTMLAnchorElement | null} */ (click.target.closest("a[href]"));
    if (!link || link.target || link.hasAttribute("download")) return;
    const address = new URL(link.href);
    const here = address.pathname + address.search === location.pathname + location.search;
    if (address.origin !== location.origin || (here && address.hash)) return;
    click.preventDefault();
    window.cockpit.reach(() => location.assign(address.href));
  });

  window.addEventListener("submit", (submit) => {
    const form = /** @type {HTMLFormElement} */ (submit.target);
    if (submit.defaultPrevented || form.target) return;
    if (passing === form) {
      passing = null;
      return;
    }
    const button = submit.submitter;
    submit.preventDefault();
    window.cockpit.reach(() => {
      if (!form.isConnected) return;
      passing = form;
      form.requestSubmit(button);
    });
  });
})();
