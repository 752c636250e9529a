/* One panel in somebody else's Dash app: in a shadow tree, so that no sheet of the page reaches it and none of ours the page. */
(() => {
  "use strict";
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const at = new URL("./", script.src);
  const CHARTS = new URL("../../plotly/package_data/plotly.min.js", at).href;
  // The sheets of each surface, as its own pages have them.
  /** @type {Record<string, string[]>} */
  const SHEETS = {
    desktop: ["tokens.css", "desk.css", "live.css", "embed.css"],
    report: ["tokens.css", "report.css", "live.css", "embed.css"],
    wall: ["tokens.css", "wall.css", "live.css", "embed.css"],
  };
  const COLUMN = 40.8; // rem, the width of a panel on the wall; its rem are those of the host page

  // Faces can only be declared by the document; they bear names of our own and change nothing in it.
  /** @param {string[]} names */
  function declare(names) {
    for (const name of names) {
      if (document.querySelector(`link[data-cockpit-faces="${name}"]`)) continue;
      const link = document.createElement("link");
      link.rel = "stylesheet";
      link.href = new URL(name, at).href;
      link.dataset.cockpitFaces = name;
      document.head.appendChild(link);
    }
  }

  // A panel of the wall is as large as its room: it is laid out as there, and made to fit here.
  /** @param {HTMLElement} host @param {boolean} wall @returns {number} */
  function room(host, wall) {
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    return wall && host.clientWidth ? host.clientWidth / (COLUMN * rem) : 1;
  }

  /** @param {EmbeddedProps} props */
  function Embedded(props) {
    const React = window.React;
    const place = React.useRef(/** @type {HTMLElement | null} */ (null));
    const [root, setRoot] = React.useState(/** @type {ShadowRoot | null} */ (null));
    const [zoom, setZoom] = React.useState(1);
    const [ready, setReady] = React.useState(0);
    const names = SHEETS[props.surface];
    const wall = props.surface === "wall";
    React.useLayoutEffect(() => {
      const host = /** @type {HTMLElement} */ (place.current);
      declare(props.faces);
      setRoot(host.shadowRoot || host.attachShadow({ mode: "open" }));
      const seen = new ResizeObserver(() => {
        setZoom(room(host, wall));
      });
      seen.observe(host);
      return () => {
        seen.disconnect();
      };
    }, [wall]);
    const done = () => {
      setReady((count) => count + 1);
    };
    const sheets = names.map((name) =>
      React.createElement("link", {
        key: name,
        rel: "stylesheet",
        href: new URL(name, at).href,
        onLoad: done,
        onError: done,
      }),
    );
    const look = {
      visibility: ready >= names.length ? "visible" : "hidden",
      ...(wall ? { width: `${COLUMN}rem`, zoom } : {}),
    };
    const panel = React.createElement(
      "div",
      {
        key: "panel",
        className: "cockpit-panel",
        lang: props.language === "en" ? "en" : "zh-CN",
        "data-surface": props.surface,
        "data-theme": props.theme,
        style: look,
      },
      React.createElement(window.cockpit.Tree, { tree: props.tree, plotly: CHARTS }),
    );
    return React.createElement(
      "div",
      { id: props.id, ref: place },
      root && window.ReactDOM.createPortal([...sheets, panel], root),
    );
  }

  window.cockpit = Object.assign(window.cockpit || {}, { Embedded });
})();
