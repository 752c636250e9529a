/* The offline report: a number opens what is known about it, a table sorts by the title that is clicked. Nothing is fetched:
   everything that is said here stands in the annex of the same file. */
(function () {
  "use strict";
  // The titles of the annex, by which its rows are read, and the few words that stand only here.
  var WORDS = {
    zh: {
      metric: "指标", definition: "口径", formula: "算法", source: "来源", owner: "责任单位", agreed: "约定频率",
      newest: "最新数据", state: "时效", published: "公布数", total: "分项合计", apart: "差额", verdict: "结论",
      remark: "说明", number: "这个数", exact: "准确值", asOf: "截至", origin: "性质", meaning: "口径",
      trust: "时效与责任", reconciled: "对账", close: "关闭", sort: "按此列排序", before: "公布限定词“", after: "”，",
      origins: { published: "公布", measured: "实测", demo: "演示，不作决策依据" }
    },
    en: {
      metric: "Metric", definition: "Definition", formula: "Formula", source: "Source", owner: "Owner", agreed: "Agreed",
      newest: "Newest data", state: "State", published: "Published", total: "Parts added", apart: "Apart",
      verdict: "Verdict", remark: "Remark", number: "This number", exact: "Exact", asOf: "As of", origin: "Origin",
      meaning: "What it means", trust: "How current, and whose", reconciled: "Reconciliation", close: "Close",
      sort: "Sort by this column", before: "published with “", after: "”, ",
      origins: { published: "published", measured: "measured", demo: "demonstration, no basis for a decision" }
    }
  };
  var W = WORDS[document.documentElement.lang === "en" ? "en" : "zh"];
  var drawer = null, opener = null;

  function all(selector, within) { return Array.prototype.slice.call((within || document).querySelectorAll(selector)); }

  function make(tag, text, className) {
    var made = document.createElement(tag);
    if (text) made.textContent = text;
    if (className) made.className = className;
    return made;
  }

  function titles(table) { return all("thead th", table).map(function (one) { return one.textContent; }); }

  // A row of the annex as pairs of title and text.
  function told(row) {
    var heads = titles(row.closest("table")), said = {};
    Array.prototype.forEach.call(row.cells, function (cell, at) { said[heads[at]] = cell.textContent; });
    return said;
  }

  function defined(metric) {
    var found = all("[data-defines]").filter(function (one) { return one.dataset.defines === metric; })[0];
    return found ? told(found.closest("tr")) : {};
  }

  function source(name) {
    var found = all(".annex .sources tbody tr").filter(function (row) { return row.cells[0].textContent === name; })[0];
    return found ? told(found) : {};
  }

  function reconciled(metric) {
    var found = all(".annex .recs tbody tr").filter(function (row) {
      return all("[data-metric]", row).some(function (one) { return one.dataset.metric === metric; });
    })[0];
    return found ? told(found) : null;
  }

  function exact(number) {
    var value = number.dataset.value;
    if (value === undefined) return number.textContent;
    var shown = number.dataset.unit === "share" ? Math.round(value * 1000000) / 10000 + "%" : grouped(value);
    return (number.dataset.qualifier ? W.before + number.dataset.qualifier + W.after : "") + shown;
  }

  function grouped(value) {
    var parts = value.split(".");
    parts[0] = parts[0].replace(/\B(?=(\d{3})+$)/g, ",");
    return parts.join(".");
  }

  function list(title, facts) {
    var section = make("section"), held = make("dl");
    section.append(make("h3", title));
    facts.forEach(function (fact) { if (fact[1]) held.append(make("dt", fact[0]), make("dd", fact[1])); });
    section.append(held);
    return held.children.length ? section : "";
  }

  function open(number) {
    var metric = number.dataset.metric, said = defined(metric), from = source(said[W.source]), sum = reconciled(metric);
    close();
    opener = number;
    drawer = make("aside", "", "drawer");
    drawer.setAttribute("role", "dialog");
    drawer.setAttribute("aria-label", said[W.metric] || metric);
    var away = make("button", "×", "close");
    away.setAttribute("aria-label", W.close);
    away.addEventListener("click", close);
    drawer.append(
      away,
      make("h2", said[W.metric] || metric),
      make("p", number.textContent, "shown"),
      list(W.number, [
        [W.exact, exact(number)],
        [W.asOf, number.dataset.asOf],
        [W.origin, W.origins[number.dataset.provenance] || ""]
      ]),
      list(W.meaning, [[W.definition, said[W.definition]], [W.formula, said[W.formula]]]),
      list(W.trust, [
        [W.source, said[W.source]], [W.owner, said[W.owner]], [W.agreed, from[W.agreed]],
        [W.newest, from[W.newest]], [W.state, from[W.state]]
      ]),
      sum ? list(W.reconciled, [
        [W.published, sum[W.published]], [W.total, sum[W.total]], [W.apart, sum[W.apart]],
        [W.verdict, sum[W.verdict]], [W.remark, sum[W.remark]]
      ]) : ""
    );
    document.body.append(drawer);
    document.documentElement.classList.add("asked");
    number.setAttribute("aria-expanded", "true");
    away.focus();
  }

  function close() {
    if (!drawer) return;
    drawer.remove();
    drawer = null;
    document.documentElement.classList.remove("asked");
    opener.removeAttribute("aria-expanded");
    opener.focus();
  }

  function known(cell) {
    var number = cell.querySelector("[data-value]");
    return number ? Number(number.dataset.value) : null;
  }

  // Numbers by their value, words as Chinese is sorted, what is not known last whichever way it is sorted.
  function compare(one, other, way) {
    var first = known(one), second = known(other);
    if (first !== null && second !== null) return (first - second) * way;
    if (first !== null || second !== null) return first === null ? 1 : -1;
    return one.textContent.localeCompare(other.textContent, "zh") * way;
  }

  function sort(head) {
    var table = head.closest("table"), at = head.cellIndex, body = table.tBodies[0];
    var up = head.getAttribute("aria-sort") !== "ascending";
    all("th[aria-sort]", table).forEach(function (one) { one.removeAttribute("aria-sort"); });
    head.setAttribute("aria-sort", up ? "ascending" : "descending");
    Array.prototype.slice.call(body.rows)
      .sort(function (one, other) { return compare(one.cells[at], other.cells[at], up ? 1 : -1); })
      .forEach(function (row) { body.append(row); });
  }

  function reached(element, act, name) {
    element.tabIndex = 0;
    element.setAttribute("role", "button");
    if (name) element.title = name;
    element.addEventListener("click", function () { act(element); });
    element.addEventListener("keydown", function (key) {
      if (key.key !== "Enter" && key.key !== " ") return;
      key.preventDefault();
      act(element);
    });
  }

  all("[data-metric]").forEach(function (number) {
    if (Object.keys(defined(number.dataset.metric)).length) reached(number, open);
  });
  all("thead th").forEach(function (head) {
    if (head.querySelector(".vh") || head.closest("table").tBodies[0].rows.length < 2) return;
    var button = make("span", head.textContent, "by-this");
    head.replaceChildren(button);
    reached(button, function () { sort(head); }, W.sort);
  });
  document.addEventListener("keydown", function (key) { if (key.key === "Escape") close(); });
  document.documentElement.classList.add("live");
})();
