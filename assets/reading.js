/* Comfort on top of a page that works without it: links without a new document, filters that act at once, Esc. */
(function () {
  "use strict";
  var root = document.documentElement;
  var opener = null, inside = false, anchor = "";

  function live() { return root.classList.contains("live") && !root.classList.contains("lost"); }

  function same(address) { return address.pathname.split("/")[1] === location.pathname.split("/")[1]; }

  function go(address) {
    var theme = address.searchParams.getAll("theme").filter(function (one) { return one === "light" || one === "dark"; }).pop();
    if (root.dataset.surface !== "report") root.dataset.theme = theme || (root.dataset.surface === "wall" ? "dark" : "light");
    if (address.pathname !== location.pathname) window.scrollTo(0, 0);
    anchor = address.hash;
    document.dispatchEvent(new CustomEvent("cockpit:asked"));
    window.dash_clientside.set_props("address", { pathname: address.pathname, search: address.search });
  }

  document.addEventListener("click", function (click) {
    var link = click.target.closest && click.target.closest("#page a[href]");
    if (!link || link.target || link.hasAttribute("download") || click.defaultPrevented) return;
    if (click.button || click.metaKey || click.ctrlKey || click.shiftKey || click.altKey) return;
    var address = new URL(link.href);
    if (!live() || address.origin !== location.origin || !same(address)) return;
    if (address.hash && address.pathname + address.search === location.pathname + location.search) return;
    click.preventDefault();
    var number = link.classList.contains("door") && link.closest("[data-metric]");
    if (number) opener = marks(number);
    go(address);
  });

  // A number is found again by what it is, for the page is drawn anew when the drawer opens.
  function marks(number) { return ["metric", "member", "part"].map(function (name) { return number.dataset[name]; }).join(); }

  // What the page filled in by itself, such as the newest day, is no part of the question.
  function untouched(form, name, value) {
    var field = form.elements[name];
    return field && field.defaultValue === value && field.type !== "hidden" && !new URLSearchParams(location.search).has(name);
  }

  function ask(form) {
    var asked = new URLSearchParams();
    new FormData(form).forEach(function (value, name) { if (value && !untouched(form, name, value)) asked.append(name, value); });
    // The drawer stays open over another question, and the rows behind its number.
    var held = new URLSearchParams(location.search);
    if (held.get("metric") && !asked.has("metric")) {
      asked.append("metric", held.get("metric"));
      if (held.get("rows")) asked.append("rows", held.get("rows"));
    }
    var address = new URL(form.getAttribute("action") || location.pathname, location.href);
    address.search = asked.toString();
    if (live() && same(address)) go(address); else location.assign(address);
  }

  document.addEventListener("submit", function (submit) {
    if ((submit.target.getAttribute("method") || "get").toLowerCase() !== "get") return;
    submit.preventDefault();
    ask(submit.target);
  });

  document.addEventListener("change", function (change) {
    var form = change.target.form;
    // A day that is none is said where it stands, and nothing is asked.
    if (form && change.target.matches("[data-day]") && !change.target.reportValidity()) return;
    // A county is a unit: what is chosen from one list takes the place of what the other held.
    var twin = form && form.elements[{ unit: "county", county: "unit" }[change.target.name]];
    if (twin && change.target.value) twin.value = "";
    if (form && (form.getAttribute("method") || "get").toLowerCase() === "get") ask(form);
  });

  document.addEventListener("keydown", function (key) {
    if (key.key !== "Escape") return;
    var close = document.querySelector("#page #close");
    if (close) close.click();
  });

  document.addEventListener("cockpit:drawn", function () {
    var there = anchor && document.getElementById(anchor.slice(1));
    anchor = "";
    if (there) there.scrollIntoView();
    // The focus goes into the drawer, and back to the number that opened it.
    if (!opener) return;
    var close = document.querySelector("#page #close");
    if (close) { if (!inside) close.focus(); inside = true; return; }
    if (!inside) return;
    var number = Array.from(document.querySelectorAll("#page [data-metric]")).find(function (one) { return marks(one) === opener; });
    opener = null;
    inside = false;
    var door = number && number.querySelector("a.door");
    if (door) door.focus();
  });

  window.cockpit = Object.assign(window.cockpit || {}, { go: go });
})();
