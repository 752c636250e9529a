/* Figures of their own on the wall: drawn where they stand, in its logical pixels; where one cannot be, its table is seen. */
(() => {
  "use strict";
  const root = document.documentElement;
  const page = /** @type {HTMLElement} */ (document.getElementById("page"));
  const STILL = { staticPlot: true, responsive: false };
  /** @type {Promise<unknown> | null} */
  let coming = null;

  function plotly() {
    if (window.Plotly) return Promise.resolve();
    coming =
      coming ||
      new Promise((done, failed) => {
        const script = document.createElement("script");
        script.src = String(root.dataset.charts);
        script.onload = done;
        script.onerror = () => {
          coming = null;
          script.remove();
          failed(new Error("charts"));
        };
        document.head.appendChild(script);
      });
    return coming;
  }

  /** @param {HTMLElement} box @returns {HTMLElement} */
  function drawing(box) {
    const there = /** @type {HTMLElement | null} */ (box.querySelector(".drawing"));
    const place = there || document.createElement("div");
    if (!there) {
      place.className = "drawing";
      place.setAttribute("role", "img");
      place.setAttribute("aria-label", String(box.dataset.label));
      box.appendChild(place);
    }
    return place;
  }

  // One logical pixel is a tenth of a rem, whatever the screen: drawn so large, then made to fit. A scene that is not seen
  // has no size; it comes back here when it has.
  /** @param {HTMLElement} box */
  async function draw(box) {
    const unit = Number.parseFloat(getComputedStyle(root).fontSize) / 10;
    const size = { width: box.clientWidth / unit, height: box.clientHeight / unit };
    if (!size.width || !size.height) return;
    const place = drawing(box);
    place.style.cssText = `right:auto;bottom:auto;transform-origin:0 0;transform:scale(${unit})`;
    place.style.width = `${size.width}px`;
    place.style.height = `${size.height}px`;
    await plotly();
    const figure = /** @type {Plotly.Figure} */ (JSON.parse(String(box.dataset.plotly)));
    await window.Plotly.react(place, figure.data, Object.assign({}, figure.layout, size), STILL);
  }

  /** @param {HTMLElement} box */
  function put(box) {
    draw(box).then(
      () => box.removeAttribute("data-failed"),
      () => box.toggleAttribute("data-failed", true),
    );
  }

  // A failed one is as high as its table; it is tried again when the page has another.
  const seen = new ResizeObserver((found) => {
    for (const one of found) {
      const box = /** @type {HTMLElement} */ (one.target);
      if (box.isConnected && !box.hasAttribute("data-failed")) put(box);
    }
  });

  /** @type {Set<HTMLElement>} */
  const known = new Set();
  function look() {
    for (const box of known) {
      if (box.isConnected) continue;
      known.delete(box);
      seen.unobserve(box);
      const place = /** @type {HTMLElement | null} */ (box.querySelector(".drawing"));
      if (place && window.Plotly) window.Plotly.purge(place);
    }
    /** @type {NodeListOf<HTMLElement>} */
    const boxes = page.querySelectorAll("[data-plotly]");
    for (const box of boxes) {
      if (!known.has(box)) seen.observe(box);
      known.add(box);
    }
  }
  new MutationObserver(look).observe(page, { childList: true, subtree: true });
  look();
})();
