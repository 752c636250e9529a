/* A mark is as good as the number it stands for: a click on a bar, tile, column, ribbon or line opens that number. */
(function () {
  "use strict";
  var CONTROLS = "a, button, input, select, textarea, summary, label";
  var MARKS = ".bar, .tiles > div, .heat > i, .wk > i, .rb, .trend";

  function doors(box) { return box ? Array.from(box.querySelectorAll("a.door")) : []; }

  // The number of a bar stands in its line, behind the bar or before it.
  function beside(bar) {
    for (var box = bar.parentElement, up = 0; box && up < 4; box = box.parentElement, up += 1) {
      var all = doors(box), later = all.filter(function (door) { return bar.compareDocumentPosition(door) & Node.DOCUMENT_POSITION_FOLLOWING; });
      if (all.length && bar.classList.contains("stack")) return all[all.length - later.length - 1] || all[0];
      if (all.length) return later[0] || all[all.length - 1];
    }
    return null;
  }

  function of(mark) {
    if (mark.matches(".bar")) return beside(mark);
    return doors(mark)[0] || doors(mark.closest(".weeks, .heat"))[0] || null;
  }

  function open(mark) {
    if (mark && mark.dataset.opens) { window.cockpit.go(new URL(mark.dataset.opens, location.href)); return; }
    var door = mark && of(mark);
    if (door) door.click();
  }

  document.addEventListener("click", function (click) {
    if (click.defaultPrevented || click.button || !click.target.closest || click.target.closest(CONTROLS)) return;
    var mark = click.target.closest("#page :is(" + MARKS + ")");
    if (mark && !(window.getSelection && String(window.getSelection()))) open(mark);
  });

  // A figure lies over the marks that stand for it, in the same order: ribbons, then the ends on either side; a line.
  function drawn(place, point) {
    var ribbons = place.closest(".sankey");
    if (!ribbons) { open(place.closest(".trend")); return; }
    var link = "source" in point && "target" in point;
    if (link) open(ribbons.querySelectorAll(".rb")[point.pointNumber]);
    else { var door = doors(ribbons.querySelectorAll(".ends li")[point.pointNumber])[0]; if (door) door.click(); }
  }

  window.cockpit = Object.assign(window.cockpit || {}, { chosen: drawn });
})();
