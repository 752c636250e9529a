/* The command palette: any metric, unit or page by name, pinyin, initials or code. The index comes when it is first opened. */
(() => {
  "use strict";
  const root = document.documentElement;
  const AT = "/api/v1/names";
  const MOST = 12;
  /** @type {Record<string, number>} */
  const WAYS = { ArrowDown: 1, ArrowUp: -1 };
  /** @type {Words<{ label: string, hint: string, none: string, lost: string, keys: string[], kinds: Record<string, string> }>} */
  const WORDS = {
    zh: {
      label: "查找指标、单位、页面",
      hint: "名称、拼音、首字母或代码",
      none: "没有找到",
      lost: "名录没有取到，请再试一次",
      keys: ["↑↓ 选择", "Enter 打开", "Esc 关闭"],
      kinds: { page: "页面", metric: "指标", unit: "单位", scenario: "场景", library: "基础库", theme: "主题" },
    },
    en: {
      label: "Find a metric, unit or page",
      hint: "name, pinyin, initials or code",
      none: "Nothing found",
      lost: "The list did not come; try again",
      keys: ["↑↓ choose", "Enter open", "Esc close"],
      kinds: { page: "Page", metric: "Metric", unit: "Unit", scenario: "Scenario", library: "Library", theme: "Theme" },
    },
  };
  /** @type {HTMLDialogElement | null} */
  let box = null;
  /** @type {HTMLInputElement} */
  let field;
  /** @type {HTMLUListElement} */
  let list;
  /** @type {HTMLParagraphElement} */
  let told;
  /** @type {NameEntry[] | null} */
  let entries = null;
  /** @type {string | undefined} */
  let version;
  /** @type {NameEntry[]} */
  let found = [];
  let at = 0;
  /** @type {HTMLElement | null} */
  let before = null;

  function language() {
    return root.lang === "en" ? "en" : "zh";
  }

  /**
   * @template {keyof HTMLElementTagNameMap} Tag
   * @param {Tag} tag
   * @param {Record<string, string>} attributes
   * @param {(Node | string)[]} [children]
   */
  function made(tag, attributes, children) {
    const one = document.createElement(tag);
    Object.keys(attributes).forEach((name) => {
      one.setAttribute(name, attributes[name]);
    });
    one.append(...(children || []));
    return one;
  }

  function build() {
    const words = WORDS[language()];
    field = made("input", {
      type: "text",
      role: "combobox",
      id: "palette-field",
      "aria-label": words.label,
      "aria-expanded": "true",
      "aria-controls": "palette-list",
      "aria-autocomplete": "list",
      autocomplete: "off",
      spellcheck: "false",
      placeholder: words.hint,
    });
    list = made("ul", { role: "listbox", id: "palette-list", "aria-label": words.label });
    told = made("p", { role: "status" });
    const dialog = made("dialog", { class: "palette", "aria-label": words.label }, [
      made("div", {}, [
        field,
        list,
        told,
        made(
          "p",
          { "aria-hidden": "true" },
          words.keys.map((one) => made("span", {}, [one])),
        ),
      ]),
    ]);
    dialog.addEventListener("click", (click) => {
      if (click.target === dialog) dialog.close();
    });
    dialog.addEventListener("close", () => {
      closed(dialog);
    });
    field.addEventListener("input", () => {
      at = 0;
      show();
    });
    field.addEventListener("keydown", keys);
    list.addEventListener("mousemove", (move) => {
      const one = /** @type {Element} */ (move.target).closest("li");
      if (one && Number(one.dataset.at) !== at) {
        at = Number(one.dataset.at);
        mark();
      }
    });
    list.addEventListener("click", (click) => {
      const one = /** @type {Element} */ (click.target).closest("li");
      if (one) open(found[Number(one.dataset.at)]);
    });
    document.body.appendChild(dialog);
    box = dialog;
    return dialog;
  }

  // The event comes a moment after the closing, and by then the palette may stand open again.
  /** @param {HTMLDialogElement} dialog */
  function closed(dialog) {
    dialog.remove();
    if (box !== dialog) return;
    box = null;
    if (before?.isConnected) before.focus();
    before = null;
  }

  /** @returns {Promise<void>} */
  function fetched() {
    return entries
      ? Promise.resolve()
      : fetch(AT, { headers: { Accept: "application/json" }, cache: "no-cache" })
          .then((answer) => {
            if (!answer.ok) throw new Error(String(answer.status));
            return answer.json();
          })
          .then((given) => {
            entries = given.names;
            version = root.dataset.version;
          });
  }

  // The earlier and the more exactly a word begins, the higher; every word that was typed must be found.
  /** @param {NameEntry} entry @param {string[]} words */
  function points(entry, words) {
    let sum = 0;
    for (let i = 0; i < words.length; i += 1) {
      let best = 0;
      for (let j = 0; j < entry.keys.length; j += 1) {
        const place = entry.keys[j].indexOf(words[i]);
        if (place < 0) continue;
        best = Math.max(best, entry.keys[j] === words[i] ? 100 - j : place === 0 ? 60 - j : 20 - j);
      }
      if (!best) return 0;
      sum += best;
    }
    return sum;
  }

  /** @type {Cockpit["search"]} */
  function search(entries, text) {
    const words = text.toLowerCase().trim().split(/\s+/).filter(Boolean);
    if (!words.length) return entries.filter((one) => one.kind === "page").slice(0, MOST);
    return entries
      .map((one, order) => ({ one, points: points(one, words), order }))
      .filter((one) => one.points)
      .sort((a, b) => b.points - a.points || a.order - b.order)
      .slice(0, MOST)
      .map((one) => one.one);
  }

  function show() {
    if (!box || !entries) return;
    const words = WORDS[language()];
    found = search(entries, field.value);
    list.replaceChildren(
      ...found.map((one, place) =>
        made("li", { role: "option", id: `palette-${place}`, "data-at": String(place) }, [
          made("i", {}, [words.kinds[one.kind]]),
          made("b", {}, [one[language()]]),
          made("span", {}, [one.code]),
        ]),
      ),
    );
    told.textContent = found.length ? "" : words.none;
    mark();
  }

  function mark() {
    Array.from(list.children).forEach((one, place) => {
      one.setAttribute("aria-selected", place === at ? "true" : "false");
      if (place === at) one.scrollIntoView({ block: "nearest" });
    });
    if (found.length) field.setAttribute("aria-activedescendant", `palette-${at}`);
    else field.removeAttribute("aria-activedescendant");
  }

  /** @param {KeyboardEvent} key */
  function keys(key) {
    const way = WAYS[key.key];
    if (way && found.length) {
      at = (at + way + found.length) % found.length;
      mark();
    } else if (key.key === "Enter" && !key.isComposing && found[at]) open(found[at]);
    else if (key.key === "Tab") {
      /* there is nothing else to reach in here */
    } else return;
    key.preventDefault();
  }

  // The question on the page stays; only what was chosen changes.
  /** @param {NameEntry} entry */
  function open(entry) {
    const address = new URL(entry.path || location.pathname, location.href);
    address.search = location.search;
    ["metric", "rows", "week", "against", "kept"].forEach((name) => {
      address.searchParams.delete(name);
    });
    Object.keys(entry.set).forEach((name) => {
      const looks =
        name === "theme" ? address.searchParams.getAll("theme").filter((one) => one === "light" || one === "dark") : [];
      address.searchParams.delete(name);
      address.searchParams.append(name, entry.set[name]);
      looks.forEach((one) => {
        address.searchParams.append("theme", one);
      });
    });
    before = null;
    box?.close();
    if (root.classList.contains("live") && root.dataset.surface === "desktop") window.cockpit.go(address);
    else location.assign(address.href);
  }

  function start() {
    if (box?.open) {
      box.close();
      return;
    }
    if (box) closed(box);
    before = /** @type {HTMLElement | null} */ (document.activeElement);
    build().showModal();
    field.focus();
    fetched()
      .then(show)
      .catch(() => {
        if (told) told.textContent = WORDS[language()].lost;
      });
  }

  document.addEventListener("keydown", (key) => {
    if (root.dataset.surface !== "desktop") return;
    const here = /** @type {HTMLElement} */ (key.target);
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(here.tagName) || here.isContentEditable;
    if (
      (key.key === "k" && (key.ctrlKey || key.metaKey) && !key.altKey && !key.shiftKey) ||
      (key.key === "/" && !typing && !key.ctrlKey && !key.metaKey && !key.altKey)
    ) {
      key.preventDefault();
      start();
    }
  });
  document.addEventListener("click", (click) => {
    if (click.target instanceof Element && click.target.closest("#find")) start();
  });
  // Other data may have other names.
  document.addEventListener("cockpit:drawn", () => {
    if (version !== root.dataset.version) entries = null;
  });

  window.cockpit = Object.assign(window.cockpit || {}, { search });
})();
