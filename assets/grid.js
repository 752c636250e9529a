/* The table of the rows behind a number: fetched a page at a time, and the grid itself only when a table is opened. */
(function () {
  "use strict";
  var PAGE = 100, AT = "/grid/dash_ag_grid.min.js";
  var coming = null;
  var CONDITIONS = { equals: "eq", notEqual: "ne", lessThan: "lt", lessThanOrEqual: "le", greaterThan: "gt", greaterThanOrEqual: "ge", contains: "has" };
  var WORDS = {
    zh: { equals: "等于", notEqual: "不等于", lessThan: "小于", lessThanOrEqual: "小于等于", greaterThan: "大于", greaterThanOrEqual: "大于等于", contains: "包含", before: "早于", after: "晚于", filterOoo: "筛选…", applyFilter: "应用", resetFilter: "清除", blank: "空", notBlank: "非空", loadingOoo: "…", noRowsToShow: "没有记录", dateFormatOoo: "yyyy-mm-dd", ariaFilterMenuOpen: "打开筛选", ariaColumnFiltered: "已筛选", ariaSortableColumn: "按回车排序", ariaFilterValue: "筛选值", ariaFilteringOperator: "筛选条件", pinColumn: "固定列", autosizeThisColumn: "自动列宽", menu: "菜单" },
    en: { filterOoo: "Filter…", applyFilter: "Apply", resetFilter: "Clear", noRowsToShow: "No rows" }
  };

  function load() {
    if (window.dash_ag_grid) return Promise.resolve();
    coming = coming || new Promise(function (done, failed) {
      var script = document.createElement("script");
      script.src = AT;
      script.onload = done;
      script.onerror = function () { coming = null; script.remove(); failed(new Error(AT)); };
      document.head.appendChild(script);
    });
    return coming;
  }

  function condition(name, model) {
    if (model.filterType === "date") return name + ":" + CONDITIONS[model.type] + ":" + String(model.dateFrom).slice(0, 10);
    return name + ":" + CONDITIONS[model.type] + ":" + model.filter;
  }

  function address(source, asked) {
    var url = new URL(source, location.href);
    url.searchParams.set("start", asked.startRow);
    url.searchParams.set("end", Math.max(asked.endRow, asked.startRow + 1));
    var sort = asked.sortModel.map(function (one) { return one.colId + ":" + one.sort; }).join(",");
    if (sort) url.searchParams.set("sort", sort);
    Object.keys(asked.filterModel).forEach(function (name) { url.searchParams.append("filter", condition(name, asked.filterModel[name])); });
    return url;
  }

  function written(value) { return value === null || value === undefined ? "" : String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ","); }

  function shown(column, language) {
    return function (cell) {
      var row = cell.data;
      if (!row) return "";
      var value = row[column.name], name = row[column.name + "_name"];
      if (name) return name[language];
      if (value && typeof value === "object") return value[language];
      if (column.kind === "number") return value === null || value === undefined ? (column.absent || "—") : column.unit === "share" ? (value * 100).toFixed(1) + "%" : written(value);
      return value === null || value === undefined ? "—" : String(value);
    };
  }

  function definition(column, language) {
    var number = column.kind === "number";
    var made = { field: column.name, colId: column.name, headerName: column.title[language], valueFormatter: shown(column, language), sortable: true, resizable: true,
      minWidth: number ? 92 : 104, flex: number ? 1 : column.kind === "unit" || column.kind === "name" ? 2 : 1, suppressHeaderMenuButton: true };
    if (column.kind === "said") { made.flex = 3; made.minWidth = 220; made.wrapText = true; made.cellClass = "said"; }
    if (column.kind === "moment") { made.minWidth = 136; }
    if (number) { made.headerClass = "ag-right-aligned-header"; made.cellClass = "ag-right-aligned-cell num"; }
    made.filter = number ? "agNumberColumnFilter" : column.kind === "day" ? "agDateColumnFilter" : "agTextColumnFilter";
    var options = number || column.kind === "day" ? ["equals", "lessThan", "greaterThan"] : ["contains"];
    made.filterParams = { filterOptions: options, maxNumConditions: 1, buttons: ["reset"], debounceMs: 250 };
    return made;
  }

  // Where there is little room, what is wrong and what to do stands first.
  function narrow() { return window.matchMedia("(max-width: 720px)").matches; }
  function ordered(columns) {
    if (!narrow()) return columns;
    var said = columns.filter(function (one) { return one.kind === "said"; });
    return said.concat(columns.filter(function (one) { return one.kind !== "said"; }));
  }

  // The files of the same rows take over the order and the conditions that the table has.
  function files(place, asked) {
    var here = place.closest(".rows"), shown = address(location.href, asked).searchParams;
    if (!here) return;
    here.querySelectorAll("a[data-file]").forEach(function (link) {
      var url = new URL(link.href);
      ["sort", "filter"].forEach(function (name) {
        url.searchParams.delete(name);
        shown.getAll(name).forEach(function (value) { url.searchParams.append(name, value); });
      });
      link.setAttribute("href", url.pathname + url.search);
    });
  }

  function datasource(source, place, told) {
    return { getRows: function (asked) {
      files(place, asked);
      fetch(address(source, asked), { headers: { Accept: "application/json" } })
        .then(function (answer) { if (!answer.ok) throw new Error(String(answer.status)); return answer.json(); })
        .then(function (page) { asked.successCallback(page.rows, page.count); told(page); })
        .catch(function () { asked.failCallback(); told(null); });
    } };
  }

  // Beneath the table: how many rows the conditions let in, and what they add up to.
  function sum(box, page, language) {
    // The plain table stands until there is something in the grid.
    if (page && box.parentElement) box.parentElement.classList.add("filled");
    var line = box.closest(".rows") && box.closest(".rows").querySelector("[data-found]");
    if (!line) return;
    if (!page) { line.textContent = language === "en" ? "The rows did not come; scroll or open the table again." : "明细没有取到，请滚动或重新打开。"; return; }
    if (page.count === page.whole.count) { line.textContent = ""; return; }
    var added = page.columns.filter(function (one) { return one.adds; }).map(function (one) { return one.title[language] + " " + (written(page.totals[one.name]) || "—"); });
    line.textContent = (language === "en" ? "Filtered: " + written(page.count) + " rows, " : "筛选后 " + written(page.count) + " 行，合计 ") + added.join(language === "en" ? ", " : "，");
  }

  function Grid(props) {
    var React = window.React, box = React.useRef(null);
    // A tree of its own: what the grid loads late must not hold up the page around it.
    React.useEffect(function () {
      var root = null, here = true, place = box.current;
      load().then(function () {
        if (!here) return;
        root = window.ReactDOM.createRoot(place);
        var source = datasource(props.source, place, function (page) { sum(place, page, props.language); });
        // Dash's own source of rows asks a callback; ours asks the API, so that a table and a program get the same answer.
        // Whichever of the two is set first, Dash's says so when it is asked, and gives way.
        function give() {
          window.dash_ag_grid.getApiAsync("rows-grid").then(function (grid) { if (here) grid.setGridOption("datasource", source); });
        }
        root.render(React.createElement(window.dash_ag_grid.AgGrid, {
          id: "rows-grid", rowModelType: "infinite", className: "ag-desk", style: { height: "100%", width: "100%" }, setProps: function (given) { if (given && given.getRowsRequest) give(); },
          columnDefs: ordered(props.columns).map(function (one) { return definition(one, props.language); }),
          dashGridOptions: {
            cacheBlockSize: PAGE, maxBlocksInCache: 20, rowHeight: props.columns.some(function (one) { return one.kind === "said"; }) ? (narrow() ? 72 : 54) : 31, headerHeight: 32, suppressMovableColumns: true, animateRows: false,
            enableCellTextSelection: true, localeText: WORDS[props.language]
          }
        }));
        give();
      }).catch(function () { /* the plain table stays */ });
      return function () { here = false; if (root) setTimeout(function () { root.unmount(); }, 0); };
    }, [props.source, props.language]);
    return React.createElement("div", { className: "grid", ref: box });
  }

  window.cockpit = Object.assign(window.cockpit || {}, { Grid: Grid });
})();
