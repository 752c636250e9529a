/* Arrow keys walk from cell to cell where a table has something to open; Home and End go to the ends of a row. */
(function () {
  "use strict";
  var REACHED = "a[href], button, summary";
  var ALONG = { ArrowUp: -1, ArrowDown: 1 }, SIDEWAYS = ["ArrowLeft", "ArrowRight", "Home", "End"];

  function stops(row) {
    return Array.from(row.cells).map(function (cell) { return cell.querySelector(REACHED); });
  }

  function sideways(row, from, key) {
    var all = stops(row), there = all.filter(Boolean);
    if (key === "Home") return there[0];
    if (key === "End") return there.pop();
    return key === "ArrowLeft" ? all.slice(0, from).filter(Boolean).pop() : all.slice(from + 1).filter(Boolean)[0];
  }

  // Down a column; where the next row has nothing there, the nearest cell of it that has.
  function along(table, row, from, way) {
    var rows = Array.from(table.rows);
    for (var at = rows.indexOf(row) + way; at >= 0 && at < rows.length; at += way) {
      var all = stops(rows[at]).map(function (one, place) { return one && { one: one, far: Math.abs(place - from) }; }).filter(Boolean);
      if (all.length) return all.sort(function (a, b) { return a.far - b.far; })[0].one;
    }
    return null;
  }

  document.addEventListener("keydown", function (key) {
    var way = ALONG[key.key], cell = key.target.closest && key.target.closest("#page td, #page th");
    if (!cell || !(way || SIDEWAYS.includes(key.key)) || key.altKey || key.ctrlKey || key.metaKey || key.shiftKey) return;
    if (/^(INPUT|SELECT|TEXTAREA)$/.test(key.target.tagName)) return;
    var row = cell.parentElement, next = way ? along(row.closest("table"), row, cell.cellIndex, way) : sideways(row, cell.cellIndex, key.key);
    if (!next) return;
    key.preventDefault();
    next.focus();
  });
})();
