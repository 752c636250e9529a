/* Arrow keys walk from cell to cell where a table has something to open; Home and End go to the ends of a row. */
(() => {
  "use strict";
  const REACHED = "a[href], button, summary";
  /** @type {Record<string, number>} */
  const ALONG = { ArrowUp: -1, ArrowDown: 1 };
  const SIDEWAYS = ["ArrowLeft", "ArrowRight", "Home", "End"];

  /** @param {HTMLTableRowElement} row */
  function stops(row) {
    return Array.from(row.cells).map((cell) => /** @type {HTMLElement | null} */ (cell.querySelector(REACHED)));
  }

  /** @param {HTMLTableRowElement} row @param {number} from @param {string} key */
  function sideways(row, from, key) {
    const all = stops(row);
    const there = all.filter(Boolean);
    if (key === "Home") return there[0];
    if (key === "End") return there.pop();
    return key === "ArrowLeft" ? all.slice(0, from).filter(Boolean).pop() : all.slice(from + 1).filter(Boolean)[0];
  }

  // Down a column; where the next row has nothing there, the nearest cell of it that has.
  /** @param {HTMLTableElement} table @param {HTMLTableRowElement} row @param {number} from @param {number} way */
  function along(table, row, from, way) {
    const rows = Array.from(table.rows);
    for (let at = rows.indexOf(row) + way; at >= 0 && at < rows.length; at += way) {
      const all = stops(rows[at]).flatMap((one, place) => (one ? [{ one, far: Math.abs(place - from) }] : []));
      if (all.length) return all.sort((a, b) => a.far - b.far)[0].one;
    }
    return null;
  }

  document.addEventListener("keydown", (key) => {
    const way = ALONG[key.key];
    if (!(key.target instanceof Element)) return;
    const cell = /** @type {HTMLTableCellElement | null} */ (key.target.closest("#page td, #page th"));
    if (!cell || !(way || SIDEWAYS.includes(key.key)) || key.altKey || key.ctrlKey || key.metaKey || key.shiftKey)
      return;
    if (/^(INPUT|SELECT|TEXTAREA)$/.test(key.target.tagName)) return;
    const row = /** @type {HTMLTableRowElement} */ (cell.parentElement);
    const table = /** @type {HTMLTableElement} */ (row.closest("table"));
    const next = way ? along(table, row, cell.cellIndex, way) : sideways(row, cell.cellIndex, key.key);
    if (!next) return;
    key.preventDefault();
    next.focus();
  });
})();
