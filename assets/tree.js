/* The whole page as one component: elements made by React itself, so that a redraw costs what changed and nothing more. */
(() => {
  "use strict";
  const QUIET = { displayModeBar: false, responsive: false, scrollZoom: false, doubleClick: false, showTips: false };
  const NEAR = ["pointerenter", "focusin"];
  /** @type {Promise<unknown> | null} */
  let coming = null;

  /** @param {string} at */
  function plotly(at) {
    if (window.Plotly) return Promise.resolve();
    coming =
      coming ||
      new Promise((done, failed) => {
        const script = document.createElement("script");
        script.src = at;
        script.onload = done;
        script.onerror = () => {
          coming = null;
          script.remove();
          failed(new Error(at));
        };
        document.head.appendChild(script);
      });
    return coming;
  }

  /** @type {(work: () => void) => number} */
  const idle = window.requestIdleCallback
    ? (work) => window.requestIdleCallback(work, { timeout: 1000 })
    : (work) => window.setTimeout(work, 50);

  // The HTML beneath stands for the figure until it is drawn, and where it never is. What a figure adds, hovering, waits
  // for a hand that comes near: most pages are read and left without. An old one is not seen over new HTML.
  // A figure of its own has no such HTML, only a table that is heard: it is drawn once it is seen, and where it cannot
  // be the table is.
  /** @param {{ figure: Plotly.Figure, at: string, own: boolean, label: string }} props */
  function Figure(props) {
    const React = window.React;
    const box = React.useRef(/** @type {Plotly.Place | null} */ (null));
    const said = JSON.stringify(props.figure);
    React.useLayoutEffect(() => {
      let here = true;
      const place = box.current;
      const around = /** @type {HTMLElement} */ (place.parentElement);
      if (!props.own) place.classList.add("old");
      function come() {
        leave();
        place.dataset.wanted = "";
        idle(put);
      }
      // A figure of its own comes as soon as it is seen.
      const seen = new IntersectionObserver((found) => {
        if (found.some((one) => one.isIntersecting)) come();
      });
      function leave() {
        seen.disconnect();
        NEAR.forEach((name) => {
          around.removeEventListener(name, come);
        });
        document.removeEventListener("cockpit:figures", come);
      }
      function put() {
        if (!here) return;
        plotly(props.at)
          .then(() => {
            const figure = /** @type {Plotly.Figure} */ (JSON.parse(said));
            return here ? window.Plotly.react(place, figure.data, figure.layout, QUIET) : null;
          })
          .then(() => {
            if (!here) return;
            place.classList.remove("old");
            if ("opens" in place.dataset) return;
            place.dataset.opens = "";
            place.on("plotly_click", (click) => {
              window.cockpit.chosen?.(place, click.points[0]); // only our own pages have it
            });
          })
          .catch(() => {
            around.toggleAttribute("data-failed", true); // what is beneath stays, or comes
          });
      }
      around.removeAttribute("data-failed");
      if ("wanted" in place.dataset) idle(put);
      else {
        if (props.own) seen.observe(around);
        NEAR.forEach((name) => {
          around.addEventListener(name, come);
        });
        document.addEventListener("cockpit:figures", come);
      }
      return () => {
        here = false;
        leave();
      };
    }, [said]);
    React.useEffect(() => {
      const place = box.current;
      const seen = new ResizeObserver(() => {
        if (place.querySelector(".main-svg") && place.offsetWidth) window.Plotly.Plots.resize(place);
      });
      seen.observe(place);
      return () => {
        seen.disconnect();
        if (window.Plotly) window.Plotly.purge(place);
      };
    }, []);
    const heard = props.own ? { role: "img", "aria-label": props.label } : {};
    return React.createElement("div", { className: "drawing", ref: box, ...heard });
  }

  // A value that the page brings is where the reader starts from, not what he is held to.
  /** @param {string} tag @param {Record<string, unknown>} given @param {React.Node[]} inside */
  function started(tag, given, inside) {
    if (tag === "textarea") {
      const words = inside.join("");
      inside.length = 0;
      return Object.assign({ key: words, defaultValue: words }, given);
    }
    if (tag !== "input") return given;
    const made = Object.assign({}, given);
    if ("value" in made) {
      made.key = made.value;
      made.defaultValue = made.value;
      delete made.value;
    }
    if ("checked" in made) {
      made.defaultChecked = true;
      delete made.checked;
    }
    return made;
  }

  /** @param {TreeNode | string} node @param {string} at @returns {React.Node} */
  function draw(node, at) {
    if (typeof node === "string") return node;
    const React = window.React;
    const given = node.a || {};
    let inside = (node.c || []).map((child) => draw(child, at));
    if (node.figure || node.grid) {
      inside = [
        React.createElement("div", { className: "instead" }, ...inside),
        node.figure
          ? React.createElement(Figure, {
              figure: node.figure,
              at,
              own: "data-own" in given,
              label: String(given["data-label"] || ""),
            })
          : React.createElement(window.cockpit.Grid, /** @type {GridProps} */ (node.grid)),
      ];
    }
    const props = started(node.t, given, inside);
    return React.createElement(node.t, props, ...inside);
  }

  // Other data of the same page change what differs, so that what was typed or opened there stays; another page is new.
  /** @param {TreeProps} props */
  function Tree(props) {
    const React = window.React;
    return React.useMemo(() => {
      if (!props.tree) return null;
      const key = location.pathname + location.search;
      return React.createElement(React.Fragment, { key }, draw(JSON.parse(props.tree), props.plotly));
    }, [props.tree]);
  }
  window.cockpit = Object.assign(window.cockpit || {}, { Tree });
})();
