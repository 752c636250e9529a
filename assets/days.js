/* A day is written as ISO; the browser's own calendar opens beside it, and arrow keys go from day to day. */
(function () {
  "use strict";
  var ISO = /^\d{4}-\d{2}-\d{2}$/;

  // Where no day is asked for, the newest one stands in the empty field and is where one begins.
  function shown(field) { return field.value || field.placeholder; }

  function put(field, value) {
    if (!value || value === field.value) return;
    field.value = value;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  // A date field of its own that nobody sees: it is there for its calendar alone.
  function calendar(button) {
    var field = button.parentElement.querySelector("[data-day]"), picker = document.createElement("input");
    picker.type = "date";
    picker.tabIndex = -1;
    picker.setAttribute("aria-hidden", "true");
    picker.className = "picker";
    if (ISO.test(shown(field))) picker.value = shown(field);
    picker.addEventListener("change", function () { put(field, picker.value); });
    picker.addEventListener("blur", function () { picker.remove(); });
    button.parentElement.querySelectorAll(".picker").forEach(function (old) { old.remove(); });
    button.parentElement.appendChild(picker);
    try { picker.showPicker(); } catch (_) { picker.remove(); field.focus(); }
  }

  document.addEventListener("click", function (click) {
    var button = click.target.closest && click.target.closest("[data-pick]");
    if (!button) return;
    click.preventDefault();
    calendar(button);
  });

  document.addEventListener("keydown", function (key) {
    var field = key.target, step = { ArrowUp: 1, ArrowDown: -1 }[key.key];
    if (!step || !field.matches || !field.matches("[data-day]") || !ISO.test(shown(field))) return;
    var day = new Date(shown(field) + "T00:00:00Z");
    if (isNaN(day)) return;
    key.preventDefault();
    day.setUTCDate(day.getUTCDate() + step);
    field.value = day.toISOString().slice(0, 10);
  });
})();
