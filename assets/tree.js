/* The whole page as one component: elements made by React itself, so that a redraw costs what changed and nothing more. */
(function () {
  "use strict";
  var QUIET = { displayModeBar: false, responsive: false, scrollZoom: false, doubleClick: false, showTips: false };
  var NEAR = ["pointerenter", "focusin"];
  var coming = null;

  function plotly(at) {
    if (window.Plotly) return Promise.resolve();
    coming = coming || new Promise(function (done, failed) {
      var script = document.createElement("script");
      script.src = at;
      script.onload = done;
      script.onerror = function () { coming = null; script.remove(); failed(new Error(at)); };
      document.head.appendChild(script);
    });
    return coming;
  }

  var idle = window.requestIdleCallback
    ? function (work) { return window.requestIdleCallback(work, { timeout: 1000 }); }
    : function (work) { return window.setTimeout(work, 50); };

  // The HTML beneath stands for the figure until it is drawn, and where it never is. What a figure adds, hovering, waits
  // for a hand that comes near: most pages are read and left without. An old one is not seen over new HTML.
  function Figure(props) {
    var React = window.React, box = React.useRef(null), said = JSON.stringify(props.figure);
    React.useLayoutEffect(function () {
      var here = true, place = box.current, around = place.parentElement;
      place.classList.add("old");
      function come() {
        leave();
        place.dataset.wanted = "";
        idle(put);
      }
      function leave() {
        NEAR.forEach(function (name) { around.removeEventListener(name, come); });
        document.removeEventListener("cockpit:figures", come);
      }
      function put() {
        if (!here) return;
        plotly(props.at).then(function () {
          var figure = JSON.parse(said);
          if (here) return window.Plotly.react(place, figure.data, figure.layout, QUIET);
        }).then(function () {
          if (!here) return;
          place.classList.remove("old");
          if ("opens" in place.dataset) return;
          place.dataset.opens = "";
          place.on("plotly_click", function (click) { window.cockpit.chosen(place, click.points[0]); });
        }).catch(function () { /* the HTML stays */ });
      }
      if ("wanted" in place.dataset) idle(put);
      else {
        NEAR.forEach(function (name) { around.addEventListener(name, come); });
        document.addEventListener("cockpit:figures", come);
      }
      return function () { here = false; leave(); };
    }, [said]);
    React.useEffect(function () {
      var place = box.current;
      var seen = new ResizeObserver(function () { if (place.querySelector(".main-svg") && place.offsetWidth) window.Plotly.Plots.resize(place); });
      seen.observe(place);
      return function () { seen.disconnect(); if (window.Plotly) window.Plotly.purge(place); };
    }, []);
    return React.createElement("div", { className: "drawing", ref: box });
  }

  // A value that the page brings is where the reader starts from, not what he is held to.
  function started(tag, given, inside) {
    if (tag === "textarea") {
      var words = inside.join("");
      inside.length = 0;
      return Object.assign({ key: words, defaultValue: words }, given);
    }
    if (tag !== "input") return given;
    var made = Object.assign({}, given);
    if ("value" in made) { made.key = made.value; made.defaultValue = made.value; delete made.value; }
    if ("checked" in made) { made.defaultChecked = true; delete made.checked; }
    return made;
  }

  function draw(node, at) {
    if (typeof node === "string") return node;
    var React = window.React, given = node.a || {}, inside = (node.c || []).map(function (child) { return draw(child, at); });
    if (node.figure || node.grid) {
      inside = [
        React.createElement.apply(null, ["div", { className: "instead" }].concat(inside)),
        node.figure
          ? React.createElement(Figure, { figure: node.figure, at: at })
          : React.createElement(window.cockpit.Grid, node.grid)
      ];
    }
    return React.createElement.apply(null, [node.t, started(node.t, given, inside)].concat(inside));
  }

  function Tree(props) {
    return window.React.useMemo(function () { return draw(JSON.parse(props.tree), props.plotly); }, [props.tree]);
  }
  window.cockpit = Object.assign(window.cockpit || {}, { Tree: Tree });
})();
