/* Figures of their own on the wall: drawn where they stand, in its logical pixels; where one cannot be, its table is seen. */
(function () {
  "use strict";
  var root = document.documentElement;
  var page = /** @type {HTMLElement} */ (document.getElementById("page"));
  /** @type {Promise<unknown> | null} */
  var coming = null;
  var STILL = { staticPlot: true, responsive: false };

  function plotly() {
    if (window.Plotly) return Promise.resolve();
    coming = coming || new Promise(function (done, failed) {
      var script = document.createElement("script");
      script.src = String(root.dataset.charts);
      script.onload = done;
      script.onerror = function () { coming = null; script.remove(); failed(new Error("charts")); };
      document.head.appendChild(script);
    });
    return coming;
  }

  // One logical pixel is a tenth of a rem, whatever the screen: drawn so large, then made to fit.
  /** @param {HTMLElement} box */
  function draw(box) {
    var unit = parseFloat(getComputedStyle(root).fontSize) / 10;
    var wide = box.clientWidth / unit, high = box.clientHeight / unit;
    if (!box.clientWidth || !box.clientHeight) return Promise.resolve();  // a scene that is not seen; it comes back here when it is
    var place = /** @type {HTMLElement | null} */ (box.querySelector(".drawing"));
    if (!place) {
      place = document.createElement("div");
      place.className = "drawing";
      place.setAttribute("role", "img");
      place.setAttribute("aria-label", String(box.dataset.label));
      box.appendChild(place);
    }
    var into = place;
    into.style.cssText = "right:auto;bottom:auto;transform-origin:0 0;width:" + wide + "px;height:" + high + "px;transform:scale(" + unit + ")";
    return plotly().then(function () {
      var figure = /** @type {Plotly.Figure} */ (JSON.parse(String(box.dataset.plotly)));
      return window.Plotly.react(into, figure.data, Object.assign({}, figure.layout, { width: wide, height: high }), STILL);
    });
  }

  /** @param {HTMLElement} box */
  function put(box) {
    draw(box).then(
      function () { box.removeAttribute("data-failed"); },
      function () { box.toggleAttribute("data-failed", true); }
    );
  }

  var seen = new ResizeObserver(function (found) {
    found.forEach(function (one) {
      var box = /** @type {HTMLElement} */ (one.target);
      if (!box.isConnected) { leave(box); return; }
      // A failed one is as high as its table; it is tried again when the page has another.
      if (!box.hasAttribute("data-failed")) put(box);
    });
  });

  /** @param {HTMLElement} box */
  function leave(box) {
    seen.unobserve(box);
    var place = /** @type {HTMLElement | null} */ (box.querySelector(".drawing"));
    if (place && window.Plotly) window.Plotly.purge(place);
  }

  /** @type {Set<HTMLElement>} */
  var known = new Set();
  function look() {
    known.forEach(function (box) { if (!box.isConnected) { known.delete(box); leave(box); } });
    /** @type {NodeListOf<HTMLElement>} */ (page.querySelectorAll("[data-plotly]")).forEach(function (box) {
      if (!known.has(box)) { known.add(box); seen.observe(box); }
    });
  }
  new MutationObserver(look).observe(page, { childList: true, subtree: true });
  look();
})();
