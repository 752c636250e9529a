/* The address bar shows what was asked, without what a messenger added to the link: so nothing carries that on. */
(() => {
  "use strict";
  const asked = document.documentElement.dataset.query;
  if (asked === undefined) return;
  history.replaceState(history.state, "", location.pathname + (asked && `?${asked}`) + location.hash);
})();
