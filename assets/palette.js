/* The command palette: any metric, unit or page by name, pinyin, initials or code. The index comes when it is first opened. */
(function () {
  "use strict";
  var root = document.documentElement;
  var AT = "/api/v1/names", MOST = 12;
  var WORDS = {
    zh: { label: "查找指标、单位、页面", hint: "名称、拼音、首字母或代码", none: "没有找到", lost: "名录没有取到，请再试一次", keys: ["↑↓ 选择", "↵ 打开", "Esc 关闭"],
      kinds: { page: "页面", metric: "指标", unit: "单位", scenario: "场景", library: "基础库", theme: "主题" } },
    en: { label: "Find a metric, unit or page", hint: "name, pinyin, initials or code", none: "Nothing found", lost: "The list did not come; try again", keys: ["↑↓ choose", "↵ open", "Esc close"],
      kinds: { page: "Page", metric: "Metric", unit: "Unit", scenario: "Scenario", library: "Library", theme: "Theme" } }
  };
  var box = null, field, list, told, entries = null, found = [], at = 0, before = null;

  function language() { return root.lang === "en" ? "en" : "zh"; }

  function made(tag, attributes, children) {
    var one = document.createElement(tag);
    Object.keys(attributes).forEach(function (name) { one.setAttribute(name, attributes[name]); });
    (children || []).forEach(function (child) { one.append(child); });
    return one;
  }

  function build() {
    var words = WORDS[language()];
    field = made("input", { type: "text", role: "combobox", id: "palette-field", "aria-label": words.label, "aria-expanded": "true", "aria-controls": "palette-list", "aria-autocomplete": "list", autocomplete: "off", spellcheck: "false", placeholder: words.hint });
    list = made("ul", { role: "listbox", id: "palette-list", "aria-label": words.label });
    told = made("p", { role: "status" });
    box = made("dialog", { "class": "palette", "aria-label": words.label }, [made("div", {}, [field, list, told, made("p", { "aria-hidden": "true" }, words.keys.map(function (one) { return made("span", {}, [one]); }))])]);
    box.addEventListener("click", function (click) { if (click.target === box) box.close(); });
    box.addEventListener("close", closed);
    field.addEventListener("input", function () { at = 0; show(); });
    field.addEventListener("keydown", keys);
    list.addEventListener("mousemove", function (move) { var one = move.target.closest("li"); if (one && Number(one.dataset.at) !== at) { at = Number(one.dataset.at); mark(); } });
    list.addEventListener("click", function (click) { var one = click.target.closest("li"); if (one) open(found[Number(one.dataset.at)]); });
    document.body.appendChild(box);
  }

  function closed() { box.remove(); box = null; if (before && before.isConnected) before.focus(); before = null; }

  function fetched() {
    return entries ? Promise.resolve(entries) : fetch(AT, { headers: { Accept: "application/json" }, cache: "no-cache" })
      .then(function (answer) { if (!answer.ok) throw new Error(answer.status); return answer.json(); })
      .then(function (given) { entries = given.names; entries.version = root.dataset.version; return entries; });
  }

  // The earlier and the more exactly a word begins, the higher; every word that was typed must be found.
  function points(entry, words) {
    var sum = 0;
    for (var i = 0; i < words.length; i += 1) {
      var best = 0;
      for (var j = 0; j < entry.keys.length; j += 1) {
        var place = entry.keys[j].indexOf(words[i]);
        if (place < 0) continue;
        best = Math.max(best, entry.keys[j] === words[i] ? 100 - j : place === 0 ? 60 - j : 20 - j);
      }
      if (!best) return 0;
      sum += best;
    }
    return sum;
  }

  function search(text) {
    var words = text.toLowerCase().trim().split(/\s+/).filter(Boolean);
    if (!words.length) return entries.filter(function (one) { return one.kind === "page"; }).slice(0, MOST);
    return entries.map(function (one, order) { return { one: one, points: points(one, words), order: order }; })
      .filter(function (one) { return one.points; })
      .sort(function (a, b) { return b.points - a.points || a.order - b.order; })
      .slice(0, MOST).map(function (one) { return one.one; });
  }

  function show() {
    if (!box || !entries) return;
    var words = WORDS[language()];
    found = search(field.value);
    list.replaceChildren.apply(list, found.map(function (one, place) {
      return made("li", { role: "option", id: "palette-" + place, "data-at": place }, [made("i", {}, [words.kinds[one.kind]]), made("b", {}, [one[language()]]), made("span", {}, [one.code])]);
    }));
    told.textContent = found.length ? "" : words.none;
    mark();
  }

  function mark() {
    Array.from(list.children).forEach(function (one, place) {
      one.setAttribute("aria-selected", place === at ? "true" : "false");
      if (place === at) one.scrollIntoView({ block: "nearest" });
    });
    if (found.length) field.setAttribute("aria-activedescendant", "palette-" + at); else field.removeAttribute("aria-activedescendant");
  }

  function keys(key) {
    var way = { ArrowDown: 1, ArrowUp: -1 }[key.key];
    if (way && found.length) { at = (at + way + found.length) % found.length; mark(); }
    else if (key.key === "Enter" && !key.isComposing && found[at]) open(found[at]);
    else if (key.key === "Tab") { /* there is nothing else to reach in here */ }
    else return;
    key.preventDefault();
  }

  // The question on the page stays; only what was chosen changes.
  function open(entry) {
    var address = new URL(entry.path || location.pathname, location.href);
    address.search = location.search;
    ["metric", "rows", "week", "against", "kept"].forEach(function (name) { address.searchParams.delete(name); });
    Object.keys(entry.set).forEach(function (name) {
      var looks = name === "theme" ? address.searchParams.getAll("theme").filter(function (one) { return one === "light" || one === "dark"; }) : [];
      address.searchParams.delete(name);
      address.searchParams.append(name, entry.set[name]);
      looks.forEach(function (one) { address.searchParams.append("theme", one); });
    });
    before = null;
    box.close();
    if (root.classList.contains("live") && root.dataset.surface === "desktop") window.cockpit.go(address); else location.assign(address);
  }

  function start() {
    if (box) { box.close(); return; }
    before = document.activeElement;
    build();
    box.showModal();
    field.focus();
    fetched().then(show).catch(function () { if (told) told.textContent = WORDS[language()].lost; });
  }

  document.addEventListener("keydown", function (key) {
    if (root.dataset.surface !== "desktop") return;
    var typing = /^(INPUT|SELECT|TEXTAREA)$/.test(key.target.tagName) || key.target.isContentEditable;
    if ((key.key === "k" && (key.ctrlKey || key.metaKey) && !key.altKey && !key.shiftKey) || (key.key === "/" && !typing && !key.ctrlKey && !key.metaKey && !key.altKey)) {
      key.preventDefault();
      start();
    }
  });
  document.addEventListener("click", function (click) { if (click.target.closest && click.target.closest("#find")) start(); });
  // Other data may have other names.
  document.addEventListener("cockpit:drawn", function () { if (entries && entries.version !== root.dataset.version) { entries = null; } });
})();
