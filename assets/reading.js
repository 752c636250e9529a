/* Comfort on top of a page that works without it: links without a new document, filters that act at once, Esc. */
(() => {
  "use strict";
  const root = document.documentElement;
  /** @type {string | null} */
  let opener = null;
  let inside = false;
  let anchor = "";
  let asking = false;

  /** @type {Record<string, string>} */
  const TWINS = { unit: "county", county: "unit" };

  function closing() {
    return /** @type {HTMLElement | null} */ (document.querySelector("#page #close"));
  }

  function live() {
    return root.classList.contains("live");
  }

  /** @param {URL} address */
  function soon(address) {
    if (root.classList.contains("lost")) window.cockpit.reach(() => go(address));
    else go(address);
  }

  /** @param {URL} address */
  function same(address) {
    return address.pathname.split("/")[1] === location.pathname.split("/")[1];
  }

  /** @type {Cockpit["go"]} */
  function go(address) {
    const theme = address.searchParams
      .getAll("theme")
      .filter((one) => one === "light" || one === "dark")
      .pop();
    if (root.dataset.surface !== "report")
      root.dataset.theme = theme || (root.dataset.surface === "wall" ? "dark" : "light");
    if (address.pathname !== location.pathname) window.scrollTo(0, 0);
    anchor = address.hash;
    asking = true;
    document.dispatchEvent(new CustomEvent("cockpit:asked"));
    window.dash_clientside.set_props("address", { pathname: address.pathname, search: address.search });
  }

  document.addEventListener("click", (click) => {
    if (!(click.target instanceof Element)) return;
    const link = /** @type {HTMLAnchorElement | null} */ (click.target.closest("#page a[href]"));
    if (!link || link.target || link.hasAttribute("download") || click.defaultPrevented) return;
    if (click.button || click.metaKey || click.ctrlKey || click.shiftKey || click.altKey) return;
    const address = new URL(link.href);
    if (!live() || address.origin !== location.origin || !same(address)) return;
    if (address.hash && address.pathname + address.search === location.pathname + location.search) return;
    click.preventDefault();
    const number = /** @type {HTMLElement | null} */ (link.closest("[data-metric]"));
    if (number && link.classList.contains("door")) opener = marks(number);
    soon(address);
  });

  // A number is found again by what it is, for the page is drawn anew when the drawer opens.
  /** @param {HTMLElement} number */
  function marks(number) {
    return ["metric", "member", "part"].map((name) => number.dataset[name]).join();
  }

  // What the page filled in by itself, such as the newest day, is no part of the question.
  /** @param {HTMLFormElement} form @param {string} name @param {FormDataEntryValue} value */
  function untouched(form, name, value) {
    const field = /** @type {HTMLInputElement | null} */ (form.elements.namedItem(name));
    return (
      field &&
      field.defaultValue === value &&
      field.type !== "hidden" &&
      !new URLSearchParams(location.search).has(name)
    );
  }

  /** @param {HTMLFormElement} form */
  function ask(form) {
    const asked = new URLSearchParams();
    new FormData(form).forEach((value, name) => {
      if (value && !untouched(form, name, value)) asked.append(name, String(value));
    });
    // The drawer stays open over another question, and the rows behind its number.
    const held = new URLSearchParams(location.search);
    const metric = held.get("metric");
    const rows = held.get("rows");
    if (metric && !asked.has("metric")) {
      asked.append("metric", metric);
      if (rows) asked.append("rows", rows);
    }
    const address = new URL(form.getAttribute("action") || location.pathname, location.href);
    address.search = asked.toString();
    if (live() && same(address)) soon(address);
    else window.cockpit.reach(() => location.assign(address.href));
  }

  document.addEventListener("submit", (submit) => {
    const form = /** @type {HTMLFormElement} */ (submit.target);
    if ((form.getAttribute("method") || "get").toLowerCase() !== "get") return;
    submit.preventDefault();
    ask(form);
  });

  document.addEventListener("change", (change) => {
    const field = /** @type {HTMLInputElement} */ (change.target);
    const form = field.form;
    // A day that is none is said where it stands, and nothing is asked.
    if (form && field.matches("[data-day]") && !field.reportValidity()) return;
    // A county is a unit: what is chosen from one list takes the place of what the other held.
    const twin = /** @type {HTMLSelectElement | null | undefined} */ (
      form?.elements.namedItem(TWINS[field.name] || "")
    );
    if (twin && field.value) twin.value = "";
    if (form && (form.getAttribute("method") || "get").toLowerCase() === "get") ask(form);
  });

  document.addEventListener("keydown", (key) => {
    if (key.key !== "Escape") return;
    closing()?.click();
  });

  /** @param {string} of @returns {HTMLElement | null | undefined} the link of a number */
  function door(of) {
    const numbers = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("#page [data-metric]"));
    return Array.from(numbers)
      .find((one) => marks(one) === of)
      ?.querySelector("a.door");
  }

  // The page may be drawn once more after the drawer is gone: for a second the focus follows its number.
  /** @param {string} of */
  function follow(of) {
    const redrawn = new MutationObserver(() => {
      if (document.activeElement === document.body) door(of)?.focus();
    });
    redrawn.observe(document.body, { childList: true, subtree: true });
    setTimeout(() => redrawn.disconnect(), 1000);
  }

  // The focus goes into the drawer, and back to the number that opened it.
  /** @returns {boolean} whether the page stands as it was asked for, and nothing is left to do */
  function settled() {
    const there = anchor && document.getElementById(anchor.slice(1));
    if (there) {
      anchor = "";
      there.scrollIntoView();
    }
    if (!opener) return !anchor;
    const close = closing();
    if (Boolean(close) !== new URLSearchParams(location.search).has("metric")) return false;
    if (close) {
      if (!inside) close.focus();
      inside = true;
      return !anchor;
    }
    if (!inside) return !anchor;
    door(opener)?.focus();
    follow(opener);
    opener = null;
    inside = false;
    return !anchor;
  }

  // The answer may be there before its elements are: what is not yet to be seen is waited for.
  const drawing = new MutationObserver(() => {
    if (settled()) drawing.disconnect();
  });
  document.addEventListener("cockpit:asked", () => {
    drawing.disconnect();
  });
  document.addEventListener("cockpit:drawn", () => {
    asking = false;
    drawing.disconnect();
    if (!settled()) drawing.observe(document.body, { childList: true, subtree: true });
  });

  // What was asked for while the server was away is asked for again.
  document.addEventListener("cockpit:found", () => {
    if (asking) window.dash_clientside.set_props("changed", { data: `again ${Date.now()}` });
  });

  window.cockpit = Object.assign(window.cockpit || {}, { go });
})();
