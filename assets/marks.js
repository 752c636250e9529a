/* A mark is as good as the number it stands for: a click on a bar, tile, column, ribbon or line opens that number. */
(() => {
  "use strict";
  const CONTROLS = "a, button, input, select, textarea, summary, label";
  const MARKS = ".bar, .tiles > div, .heat > i, .columns > i, .flow-band, .trend";

  /** @param {Element | null | undefined} box @returns {HTMLAnchorElement[]} */
  function doors(box) {
    return box ? Array.from(box.querySelectorAll("a.door")) : [];
  }

  // The number of a bar stands in its line, behind the bar or before it.
  /** @param {Element} bar */
  function beside(bar) {
    for (let box = bar.parentElement, up = 0; box && up < 4; box = box.parentElement, up += 1) {
      const all = doors(box);
      const later = all.filter((door) => bar.compareDocumentPosition(door) & Node.DOCUMENT_POSITION_FOLLOWING);
      if (all.length && bar.classList.contains("stack")) return all[all.length - later.length - 1] || all[0];
      if (all.length) return later[0] || all[all.length - 1];
    }
    return null;
  }

  /** @param {Element} mark */
  function of(mark) {
    if (mark.matches(".bar")) return beside(mark);
    return doors(mark)[0] || doors(mark.closest(".weeks, .heat"))[0] || null;
  }

  /** @param {HTMLElement | null | undefined} mark */
  function open(mark) {
    if (mark?.dataset.opens) {
      window.cockpit.go(new URL(mark.dataset.opens, location.href));
      return;
    }
    const door = mark && of(mark);
    if (door) door.click();
  }

  document.addEventListener("click", (click) => {
    if (click.defaultPrevented || click.button) return;
    if (!(click.target instanceof Element) || click.target.closest(CONTROLS)) return;
    const mark = /** @type {HTMLElement | null} */ (click.target.closest(`#page :is(${MARKS})`));
    if (mark && !String(window.getSelection())) open(mark);
  });

  // A figure lies over the marks that stand for it, in the same order: ribbons, then the ends on either side; a line.
  /** @type {Cockpit["chosen"]} */
  function drawn(place, point) {
    const ribbons = place.closest(".sankey");
    if (!ribbons) {
      open(/** @type {HTMLElement | null} */ (place.closest(".trend")));
      return;
    }
    const link = "source" in point && "target" in point;
    const drawings = /** @type {NodeListOf<HTMLElement>} */ (ribbons.querySelectorAll(".flow-band"));
    if (link) open(drawings[point.pointNumber]);
    else {
      const door = doors(ribbons.querySelectorAll(".ends li")[point.pointNumber])[0];
      if (door) door.click();
    }
  }

  window.cockpit = Object.assign(window.cockpit || {}, { chosen: drawn });
})();
