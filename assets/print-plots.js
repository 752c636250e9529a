/* Figures of their own as drawings for files: what the printer runs in a page in which plotly.js is. */
(() => {
  "use strict";
  // The names of clips are drawn by lot; a file is the same each time it is made.
  let lot = 1;
  Math.random = () => {
    lot = (lot * 16807) % 2147483647;
    return lot / 2147483647;
  };

  /** @param {HTMLElement} box @param {Plotly.Figure} figure @param {number} unit @returns {Promise<string | null>} */
  function drawn(box, figure, unit) {
    const size = { width: box.clientWidth / unit, height: box.clientHeight / unit };
    if (!size.width || !size.height) return Promise.resolve(null);
    const layout = Object.assign({}, figure.layout, size);
    return window.Plotly.toImage({ data: figure.data, layout }, { format: "svg", imageDataOnly: true, ...size });
  }

  /* One after the other; null where one cannot be drawn. */
  /** @type {Cockpit["plots"]} */
  async function plots(figures) {
    const root = document.documentElement;
    const unit = root.dataset.surface === "wall" ? Number.parseFloat(getComputedStyle(root).fontSize) / 10 : 1;
    /** @type {NodeListOf<HTMLElement>} */
    const boxes = document.querySelectorAll("[data-own]");
    /** @type {(string | null)[]} */
    const made = [];
    for (const [at, figure] of figures.entries()) {
      try {
        made.push(await drawn(boxes[at], figure, unit));
      } catch (_) {
        made.push(null);
      }
    }
    return made;
  }

  window.cockpit = Object.assign(window.cockpit || {}, { plots });
})();
