/* The table of the rows behind a number: fetched a page at a time, and the grid itself only when a table is opened. */
(() => {
  "use strict";
  const PAGE = 100;
  const AT = "/grid/dash_ag_grid.min.js";
  /** @type {Promise<unknown> | null} */
  let coming = null;
  /** @type {Record<string, string>} */
  const CONDITIONS = {
    equals: "eq",
    notEqual: "ne",
    lessThan: "lt",
    lessThanOrEqual: "le",
    greaterThan: "gt",
    greaterThanOrEqual: "ge",
    contains: "has",
  };
  const WORDS = {
    zh: {
      equals: "等于",
      notEqual: "不等于",
      lessThan: "小于",
      lessThanOrEqual: "小于等于",
      greaterThan: "大于",
      greaterThanOrEqual: "大于等于",
      contains: "包含",
      before: "早于",
      after: "晚于",
      filterOoo: "筛选…",
      applyFilter: "应用",
      resetFilter: "清除",
      blank: "空",
      notBlank: "非空",
      loadingOoo: "…",
      noRowsToShow: "没有记录",
      dateFormatOoo: "yyyy-mm-dd",
      ariaFilterMenuOpen: "打开筛选",
      ariaColumnFiltered: "已筛选",
      ariaSortableColumn: "按回车排序",
      ariaFilterValue: "筛选值",
      ariaFilteringOperator: "筛选条件",
      pinColumn: "固定列",
      autosizeThisColumn: "自动列宽",
      menu: "菜单",
    },
    en: { filterOoo: "Filter…", applyFilter: "Apply", resetFilter: "Clear", noRowsToShow: "No rows" },
  };

  function load() {
    if (window.dash_ag_grid) return Promise.resolve();
    coming =
      coming ||
      new Promise((done, failed) => {
        const script = document.createElement("script");
        script.src = AT;
        script.onload = done;
        script.onerror = () => {
          coming = null;
          script.remove();
          failed(new Error(AT));
        };
        document.head.appendChild(script);
      });
    return coming;
  }

  /** @param {string} name @param {AgGrid.Condition} model */
  function condition(name, model) {
    if (model.filterType === "date") return `${name}:${CONDITIONS[model.type]}:${String(model.dateFrom).slice(0, 10)}`;
    return `${name}:${CONDITIONS[model.type]}:${model.filter}`;
  }

  /** @param {string} source @param {AgGrid.Asked} asked */
  function address(source, asked) {
    const url = new URL(source, location.href);
    url.searchParams.set("start", String(asked.startRow));
    url.searchParams.set("end", String(Math.max(asked.endRow, asked.startRow + 1)));
    const sort = asked.sortModel.map((one) => `${one.colId}:${one.sort}`).join(",");
    if (sort) url.searchParams.set("sort", sort);
    Object.keys(asked.filterModel).forEach((name) => {
      url.searchParams.append("filter", condition(name, asked.filterModel[name]));
    });
    return url;
  }

  /** @param {unknown} value */
  function written(value) {
    return value === null || value === undefined ? "" : String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  }

  /** @param {GridColumn} column @param {"zh" | "en"} language */
  function shown(column, language) {
    /** @param {{ data?: Record<string, any> }} cell */
    return (cell) => {
      const row = cell.data;
      if (!row) return "";
      const value = row[column.name];
      const name = row[`${column.name}_name`];
      if (name) return name[language];
      if (value && typeof value === "object") return value[language];
      if (column.kind === "number")
        return value === null || value === undefined
          ? column.absent || "—"
          : column.unit === "share"
            ? `${(value * 100).toFixed(1)}%`
            : written(value);
      return value === null || value === undefined ? "—" : String(value);
    };
  }

  /** @param {GridColumn} column @param {"zh" | "en"} language */
  function definition(column, language) {
    const number = column.kind === "number";
    /** @type {Record<string, unknown>} */
    const made = {
      field: column.name,
      colId: column.name,
      headerName: column.title[language],
      valueFormatter: shown(column, language),
      sortable: true,
      resizable: true,
      minWidth: number ? 92 : 104,
      flex: number ? 1 : column.kind === "unit" || column.kind === "name" ? 2 : 1,
      suppressHeaderMenuButton: true,
    };
    if (column.kind === "said") {
      made.flex = 3;
      made.minWidth = 220;
      made.wrapText = true;
      made.cellClass = "said";
    }
    if (column.kind === "moment") {
      made.minWidth = 136;
    }
    if (number) {
      made.headerClass = "ag-right-aligned-header";
      made.cellClass = "ag-right-aligned-cell number";
    }
    made.filter = number ? "agNumberColumnFilter" : column.kind === "day" ? "agDateColumnFilter" : "agTextColumnFilter";
    const options = number || column.kind === "day" ? ["equals", "lessThan", "greaterThan"] : ["contains"];
    made.filterParams = { filterOptions: options, maxNumConditions: 1, buttons: ["reset"], debounceMs: 250 };
    return made;
  }

  // Where there is little room, what is wrong and what to do stands first.
  function narrow() {
    return window.matchMedia("(max-width: 720px)").matches;
  }
  /** @param {GridColumn[]} columns */
  function ordered(columns) {
    if (!narrow()) return columns;
    const said = columns.filter((one) => one.kind === "said");
    return said.concat(columns.filter((one) => one.kind !== "said"));
  }

  // The files of the same rows take over the order and the conditions that the table has.
  /** @param {HTMLElement} place @param {AgGrid.Asked} asked */
  function files(place, asked) {
    const here = place.closest(".rows");
    const shown = address(location.href, asked).searchParams;
    if (!here) return;
    const links = /** @type {NodeListOf<HTMLAnchorElement>} */ (here.querySelectorAll("a[data-file]"));
    links.forEach((link) => {
      const url = new URL(link.href);
      ["sort", "filter"].forEach((name) => {
        url.searchParams.delete(name);
        shown.getAll(name).forEach((value) => {
          url.searchParams.append(name, value);
        });
      });
      link.setAttribute("href", url.pathname + url.search);
    });
  }

  /**
   * @param {string} source
   * @param {HTMLElement} place
   * @param {(page: GridPage | null) => void} told
   * @returns {AgGrid.Source}
   */
  function datasource(source, place, told) {
    return {
      getRows(asked) {
        files(place, asked);
        fetch(address(source, asked).href, { headers: { Accept: "application/json" } })
          .then((answer) => {
            if (!answer.ok) throw new Error(String(answer.status));
            return answer.json();
          })
          .then((page) => {
            asked.successCallback(page.rows, page.count);
            told(page);
          })
          .catch(() => {
            asked.failCallback();
            told(null);
          });
      },
    };
  }

  // Beneath the table: how many rows the conditions let in, and what they add up to.
  /** @param {HTMLElement} box @param {GridPage | null} page @param {"zh" | "en"} language */
  function sum(box, page, language) {
    // The plain table stands until there is something in the grid.
    if (page && box.parentElement) box.parentElement.classList.add("filled");
    const line = box.closest(".rows")?.querySelector("[data-found]");
    if (!line) return;
    if (!page) {
      line.textContent =
        language === "en"
          ? "The rows did not come; scroll or open the table again."
          : "明细没有取到，请滚动或重新打开。";
      return;
    }
    if (page.count === page.whole.count) {
      line.textContent = "";
      return;
    }
    const added = page.columns
      .filter((one) => one.adds)
      .map((one) => `${one.title[language]} ${written(page.totals[one.name]) || "—"}`);
    line.textContent =
      (language === "en" ? `Filtered: ${written(page.count)} rows, ` : `筛选后 ${written(page.count)} 行，合计 `) +
      added.join(language === "en" ? ", " : "，");
  }

  /** @param {GridProps} props */
  function Grid(props) {
    const React = window.React;
    const box = React.useRef(/** @type {HTMLElement | null} */ (null));
    // A tree of its own: what the grid loads late must not hold up the page around it.
    React.useEffect(() => {
      /** @type {React.Root | null} */
      let root = null;
      let here = true;
      const place = box.current;
      load()
        .then(() => {
          if (!here) return;
          root = window.ReactDOM.createRoot(place);
          const source = datasource(props.source, place, (page) => {
            sum(place, page, props.language);
          });
          // Dash's own source of rows asks a callback; ours asks the API, so that a table and a program get the same answer.
          // Whichever of the two is set first, Dash's says so when it is asked, and gives way.
          function give() {
            window.dash_ag_grid.getApiAsync("rows-grid").then((grid) => {
              if (here) grid.setGridOption("datasource", source);
            });
          }
          root.render(
            React.createElement(window.dash_ag_grid.AgGrid, {
              id: "rows-grid",
              rowModelType: "infinite",
              className: "ag-desk",
              style: { height: "100%", width: "100%" },
              /** @param {{ getRowsRequest?: unknown } | null} given */
              setProps(given) {
                if (given?.getRowsRequest) give();
              },
              columnDefs: ordered(props.columns).map((one) => definition(one, props.language)),
              dashGridOptions: {
                cacheBlockSize: PAGE,
                maxBlocksInCache: 20,
                rowHeight: props.columns.some((one) => one.kind === "said") ? (narrow() ? 72 : 54) : 31,
                headerHeight: 32,
                suppressMovableColumns: true,
                animateRows: false,
                enableCellTextSelection: true,
                localeText: WORDS[props.language],
              },
            }),
          );
          give();
        })
        .catch(() => {
          /* the plain table stays */
        });
      return () => {
        here = false;
        if (root) setTimeout(() => root?.unmount(), 0);
      };
    }, [props.source, props.language]);
    return React.createElement("div", { className: "grid", ref: box });
  }

  window.cockpit = Object.assign(window.cockpit || {}, { Grid });
})();
