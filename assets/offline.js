/* The offline report: a number opens what is known about it, a table sorts by the title that is clicked. Nothing is fetched:
   everything that is said here stands in the annex of the same file. */
(() => {
  "use strict";
  // The titles of the annex, by which its rows are read, and the few words that stand only here.
  const WORDS = {
    zh: {
      metric: "指标",
      definition: "口径",
      formula: "算法",
      source: "来源",
      owner: "责任单位",
      agreed: "约定频率",
      newest: "最新数据",
      state: "时效",
      published: "公布数",
      total: "分项合计",
      apart: "差额",
      verdict: "结论",
      remark: "说明",
      number: "这个数",
      exact: "准确值",
      asOf: "截至",
      origin: "性质",
      meaning: "口径",
      trust: "时效与责任",
      reconciled: "对账",
      close: "关闭",
      sort: "按此列排序",
      before: "公布限定词“",
      after: "”，",
      origins: { published: "公布", measured: "实测", demo: "演示，不作决策依据" },
    },
    en: {
      metric: "Metric",
      definition: "Definition",
      formula: "Formula",
      source: "Source",
      owner: "Owner",
      agreed: "Agreed",
      newest: "Newest data",
      state: "State",
      published: "Published",
      total: "Parts added",
      apart: "Apart",
      verdict: "Verdict",
      remark: "Remark",
      number: "This number",
      exact: "Exact",
      asOf: "As of",
      origin: "Origin",
      meaning: "What it means",
      trust: "How current, and whose",
      reconciled: "Reconciliation",
      close: "Close",
      sort: "Sort by this column",
      before: "published with “",
      after: "”, ",
      origins: { published: "published", measured: "measured", demo: "demonstration, no basis for a decision" },
    },
  };
  /** @type {Record<string, string>} */
  const ORIGINS = WORDS[document.documentElement.lang === "en" ? "en" : "zh"].origins;
  const W = WORDS[document.documentElement.lang === "en" ? "en" : "zh"];
  /** @typedef {Record<string, string>} Told */
  /** @type {HTMLElement | null} */
  let drawer = null;
  /** @type {HTMLElement | null} */
  let opener = null;

  /** @param {string} selector @param {Element} [within] @returns {HTMLElement[]} */
  function all(selector, within) {
    return Array.from((within || document).querySelectorAll(selector));
  }

  /** @param {string} tag @param {string} [text] @param {string} [className] */
  function make(tag, text, className) {
    const made = document.createElement(tag);
    if (text) made.textContent = text;
    if (className) made.className = className;
    return made;
  }

  /** @param {Element} one */
  function rowOf(one) {
    return /** @type {HTMLTableRowElement} */ (one.closest("tr"));
  }

  /** @param {Element} one */
  function tableOf(one) {
    return /** @type {HTMLTableElement} */ (one.closest("table"));
  }

  /** @param {HTMLTableElement} table */
  function titles(table) {
    return all("thead th", table).map((one) => String(one.textContent));
  }

  // A row of the annex as pairs of title and text.
  /** @param {HTMLTableRowElement} row @returns {Told} */
  function told(row) {
    const heads = titles(tableOf(row));
    /** @type {Told} */
    const said = {};
    Array.from(row.cells).forEach((cell, at) => {
      said[heads[at]] = String(cell.textContent);
    });
    return said;
  }

  /** @param {string | undefined} metric */
  function defined(metric) {
    const found = all("[data-defines]").filter((one) => one.dataset.defines === metric)[0];
    return found ? told(rowOf(found)) : {};
  }

  /** @param {string} name @returns {Told} */
  function source(name) {
    const found = all(".annex .sources tbody tr")
      .map(rowOf)
      .filter((row) => row.cells[0].textContent === name)[0];
    return found ? told(found) : {};
  }

  /** @param {string | undefined} metric */
  function reconciled(metric) {
    const found = all(".annex .all-reconciliations tbody tr").filter((row) =>
      all("[data-metric]", row).some((one) => one.dataset.metric === metric),
    )[0];
    return found ? told(rowOf(found)) : null;
  }

  /** @param {HTMLElement} number */
  function exact(number) {
    const value = number.dataset.value;
    if (value === undefined) return number.textContent;
    const shown = number.dataset.unit === "share" ? `${Math.round(Number(value) * 1000000) / 10000}%` : grouped(value);
    return (number.dataset.qualifier ? W.before + number.dataset.qualifier + W.after : "") + shown;
  }

  /** @param {string} value */
  function grouped(value) {
    const parts = value.split(".");
    parts[0] = parts[0].replace(/\B(?=(\d{3})+$)/g, ",");
    return parts.join(".");
  }

  /** @param {string} title @param {[title: string, text: string | null | undefined][]} facts */
  function list(title, facts) {
    const section = make("section");
    const held = make("dl");
    section.append(make("h3", title));
    facts.forEach((fact) => {
      if (fact[1]) held.append(make("dt", fact[0]), make("dd", fact[1]));
    });
    section.append(held);
    return held.children.length ? section : "";
  }

  /** @param {HTMLElement} number */
  function open(number) {
    const metric = String(number.dataset.metric);
    const said = defined(metric);
    const from = source(said[W.source]);
    const sum = reconciled(metric);
    close();
    opener = number;
    drawer = make("aside", "", "drawer");
    drawer.setAttribute("role", "dialog");
    drawer.setAttribute("aria-label", said[W.metric] || metric);
    const away = make("button", "×", "close");
    away.setAttribute("aria-label", W.close);
    away.addEventListener("click", close);
    drawer.append(
      away,
      make("h2", said[W.metric] || metric),
      make("p", String(number.textContent), "shown"),
      list(W.number, [
        [W.exact, exact(number)],
        [W.asOf, number.dataset.asOf],
        [W.origin, ORIGINS[String(number.dataset.provenance)] || ""],
      ]),
      list(W.meaning, [
        [W.definition, said[W.definition]],
        [W.formula, said[W.formula]],
      ]),
      list(W.trust, [
        [W.source, said[W.source]],
        [W.owner, said[W.owner]],
        [W.agreed, from[W.agreed]],
        [W.newest, from[W.newest]],
        [W.state, from[W.state]],
      ]),
      sum
        ? list(W.reconciled, [
            [W.published, sum[W.published]],
            [W.total, sum[W.total]],
            [W.apart, sum[W.apart]],
            [W.verdict, sum[W.verdict]],
            [W.remark, sum[W.remark]],
          ])
        : "",
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
    opener?.removeAttribute("aria-expanded");
    opener?.focus();
  }

  /** @param {Element} cell */
  function known(cell) {
    const number = /** @type {HTMLElement | null} */ (cell.querySelector("[data-value]"));
    return number ? Number(number.dataset.value) : null;
  }

  // Numbers by their value, words as Chinese is sorted, what is not known last whichever way it is sorted.
  /** @param {Element} one @param {Element} other @param {number} way */
  function compare(one, other, way) {
    const first = known(one);
    const second = known(other);
    if (first !== null && second !== null) return (first - second) * way;
    if (first !== null || second !== null) return first === null ? 1 : -1;
    return String(one.textContent).localeCompare(String(other.textContent), "zh") * way;
  }

  /** @param {HTMLTableCellElement} head */
  function sort(head) {
    const table = tableOf(head);
    const at = head.cellIndex;
    const body = table.tBodies[0];
    const up = head.getAttribute("aria-sort") !== "ascending";
    all("th[aria-sort]", table).forEach((one) => {
      one.removeAttribute("aria-sort");
    });
    head.setAttribute("aria-sort", up ? "ascending" : "descending");
    Array.from(body.rows)
      .sort((one, other) => compare(one.cells[at], other.cells[at], up ? 1 : -1))
      .forEach((row) => {
        body.append(row);
      });
  }

  /** @param {HTMLElement} element @param {(element: HTMLElement) => void} act @param {string} [name] */
  function reached(element, act, name) {
    element.tabIndex = 0;
    element.setAttribute("role", "button");
    if (name) element.title = name;
    element.addEventListener("click", () => {
      act(element);
    });
    element.addEventListener("keydown", (key) => {
      if (key.key !== "Enter" && key.key !== " ") return;
      key.preventDefault();
      act(element);
    });
  }

  all("[data-metric]").forEach((number) => {
    if (Object.keys(defined(number.dataset.metric)).length) reached(number, open);
  });
  const heads = /** @type {HTMLTableCellElement[]} */ (all("thead th"));
  heads.forEach((head) => {
    if (head.querySelector(".visually-hidden") || tableOf(head).tBodies[0].rows.length < 2) return;
    const button = make("span", String(head.textContent), "by-this");
    head.replaceChildren(button);
    reached(
      button,
      () => {
        sort(head);
      },
      W.sort,
    );
  });
  document.addEventListener("keydown", (key) => {
    if (key.key === "Escape") close();
  });
  document.documentElement.classList.add("live");
})();
