/* The address bar shows what was asked, without what a messenger added to the link: so nothing carries that on. */
(function () {
  "use strict";
  var asked = document.documentElement.dataset.query;
  if (asked !== undefined) history.replaceState(history.state, "", location.pathname + (asked && "?" + asked) + location.hash);
})();
