/* A day is written as ISO; the browser's own calendar opens beside it, and arrow keys go from day to day. */
(() => {
  "use strict";
  const ISO = /^\d{4}-\d{2}-\d{2}$/;
  /** @type {Record<string, number>} */
  const STEPS = { ArrowUp: 1, ArrowDown: -1 };

  /** @type {Cockpit["dayAfter"]} */
  function dayAfter(written, days) {
    const day = new Date(`${written}T00:00:00Z`);
    if (!ISO.test(written) || Number.isNaN(day.getTime())) return null;
    day.setUTCDate(day.getUTCDate() + days);
    const next = day.toISOString().slice(0, 10);
    return ISO.test(next) ? next : null;
  }

  /** Where no day is asked for, the newest one stands in the empty field and is where one begins.
   *  @param {HTMLInputElement} field */
  function shown(field) {
    return field.value || field.placeholder;
  }

  /** @param {HTMLInputElement} field @param {string} value */
  function put(field, value) {
    if (!value || value === field.value) return;
    field.value = value;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  // A date field of its own that nobody sees: it is there for its calendar alone.
  /** @param {Element} button */
  function calendar(button) {
    const box = /** @type {HTMLElement} */ (button.parentElement);
    const field = /** @type {HTMLInputElement} */ (box.querySelector("[data-day]"));
    const picker = document.createElement("input");
    picker.type = "date";
    picker.tabIndex = -1;
    picker.setAttribute("aria-hidden", "true");
    picker.className = "picker";
    if (ISO.test(shown(field))) picker.value = shown(field);
    picker.addEventListener("change", () => {
      put(field, picker.value);
    });
    picker.addEventListener("blur", () => {
      picker.remove();
    });
    box.querySelectorAll(".picker").forEach((old) => {
      old.remove();
    });
    box.appendChild(picker);
    try {
      picker.showPicker();
    } catch (_) {
      picker.remove();
      field.focus();
    }
  }

  document.addEventListener("click", (click) => {
    const button = click.target instanceof Element && click.target.closest("[data-pick]");
    if (!button) return;
    click.preventDefault();
    calendar(button);
  });

  document.addEventListener("keydown", (key) => {
    const field = key.target;
    const step = STEPS[key.key];
    if (!step || !(field instanceof HTMLInputElement) || !field.matches("[data-day]")) return;
    const next = dayAfter(shown(field), step);
    if (next === null) return;
    key.preventDefault();
    field.value = next;
  });

  window.cockpit = Object.assign(window.cockpit || {}, { dayAfter });
})();
