/* A panel as drawn shapes and texts: an SVG that opens wherever SVG does, not only where HTML is understood. */
(function () {
  "use strict";
  var SVG = "http://www.w3.org/2000/svg";
  var BESIDE = ["::before", "::after"];
  var TAKEN = ["display", "position", "top", "right", "bottom", "left", "width", "height", "box-sizing", "margin", "padding", "background-color", "background-image", "border", "border-radius", "clip-path", "transform", "box-shadow", "outline", "outline-offset", "flex", "align-self", "justify-self", "vertical-align", "color", "font", "opacity"];
  var SIDES = ["Top", "Right", "Bottom", "Left"];
  var pen = null, numbered = 0, seen = {};

  function brush() {
    pen = pen || document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    return pen;
  }

  // Whatever way a colour is written in, as [#rrggbb, opacity]; null where there is none.
  function colour(said) {
    if (!(said in seen)) {
      var canvas = brush();
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = "rgba(0,0,0,0)";
      canvas.fillStyle = said;
      canvas.fillRect(0, 0, 1, 1);
      var pixel = canvas.getImageData(0, 0, 1, 1).data;
      var hex = "#" + [0, 1, 2].map(function (at) { return ("0" + pixel[at].toString(16)).slice(-2); }).join("");
      seen[said] = pixel[3] ? [hex, Math.round(pixel[3] / 2.55) / 100] : null;
    }
    return seen[said];
  }

  function made(name, given, inside) {
    var one = document.createElementNS(SVG, name);
    Object.keys(given).forEach(function (key) { if (given[key] !== null) one.setAttribute(key, given[key]); });
    if (inside) one.textContent = inside;
    return one;
  }

  function near(value) { return Math.round(value * 100) / 100; }

  // Commas or blanks that do not stand in brackets.
  function parted(text, at) {
    var found = [""], deep = 0;
    Array.from(text).forEach(function (sign) {
      deep += sign === "(" ? 1 : sign === ")" ? -1 : 0;
      if (sign === at && !deep) found.push(""); else found[found.length - 1] += sign;
    });
    return found.map(function (one) { return one.trim(); }).filter(Boolean);
  }

  // 12%, 3px, calc(12% - 0.8px)
  function length(said, whole) {
    var sum = 0;
    said.replace(/([+-]?)\s*(\d*\.?\d+(?:e-?\d+)?)(px|%)?/g, function (_, sign, digits, unit) {
      sum += (sign === "-" ? -1 : 1) * Number(digits) * (unit === "%" ? whole / 100 : 1);
    });
    return sum;
  }

  // ---------- what a style sheet adds before and after becomes an element that can be measured ----------
  function stand(box) {
    var added = [];
    [box].concat(Array.from(box.querySelectorAll("*"))).forEach(function (one) {
      BESIDE.forEach(function (side) {
        var style = getComputedStyle(one, side);
        if (style.content === "none" || style.content === "normal" || style.display === "none") return;
        added.push([one, side, TAKEN.map(function (name) { return name + ":" + style.getPropertyValue(name); }).join(";"), /^".*"$/.test(style.content) ? style.content.slice(1, -1) : ""]);
      });
    });
    added.forEach(function (one) {
      var span = document.createElement("span");
      span.style.cssText = one[2];
      span.textContent = one[3];
      one[0].setAttribute("data-bare-" + one[1].slice(2), "");
      one[0][one[1] === "::before" ? "prepend" : "append"](span);
    });
  }

  // ---------- shapes ----------
  function gradient(said, box, defs) {
    var repeats = said.indexOf("repeating-") === 0, inside = parted(said.slice(said.indexOf("(") + 1, -1), ",");
    var turn = /deg$/.test(inside[0]) ? parseFloat(inside.shift()) : 180, angle = turn * Math.PI / 180;
    var x = Math.sin(angle), y = -Math.cos(angle), stops = [];
    inside.forEach(function (one) {
      var places = parted(one, " "), tint = places.shift();
      if (!/^[a-z]+$/.test(tint) && !/\)$/.test(tint)) return;
      stops = stops.concat((places.length ? places : [null]).map(function (place) { return [tint, place]; }));
    });
    var reach = repeats ? Math.max.apply(null, stops.map(function (one) { return one[1] ? length(one[1], 0) : 0; })) || 8 : Math.abs(x) * box.width + Math.abs(y) * box.height;
    var middle = [box.left + box.width / 2, box.top + box.height / 2], half = reach / 2, name = "g" + (++numbered);
    var drawn = made("linearGradient", { id: name, gradientUnits: "userSpaceOnUse", spreadMethod: repeats ? "repeat" : "pad",
      x1: near(middle[0] - x * half), y1: near(middle[1] - y * half), x2: near(middle[0] + x * half), y2: near(middle[1] + y * half) });
    stops.forEach(function (one, at) {
      var tint = colour(one[0]), place = one[1] === null ? at / Math.max(stops.length - 1, 1) : length(one[1], reach) / reach;
      drawn.appendChild(made("stop", { offset: near(place), "stop-color": tint ? tint[0] : "#ffffff", "stop-opacity": tint ? tint[1] : 0 }));
    });
    defs.appendChild(drawn);
    return ["url(#" + name + ")", 1];
  }

  function ground(style, box, layer, defs) {
    var fills = [colour(style.backgroundColor)];
    if (/gradient\(/.test(style.backgroundImage) && !/radial/.test(style.backgroundImage)) fills.push(gradient(parted(style.backgroundImage, ",")[0], box, defs));
    fills.filter(Boolean).forEach(function (fill) {
      var look = { fill: fill[0], "fill-opacity": fill[1] === 1 ? null : fill[1] };
      if (/^polygon\(/.test(style.clipPath)) {
        var points = parted(style.clipPath.slice(8, -1).replace(/^(evenodd|nonzero),/, ""), ",").map(function (point) {
          var at = parted(point, " ");
          return near(box.left + length(at[0], box.width)) + "," + near(box.top + length(at[1], box.height));
        });
        layer.appendChild(made("polygon", Object.assign({ points: points.join(" ") }, look)));
        return;
      }
      // A square that is turned on its corner is seen in the box of the turned one.
      if (/^matrix\((0\.\d+), \1, /.test(style.transform)) {
        var m = [box.left + box.width / 2, box.top + box.height / 2];
        layer.appendChild(made("polygon", Object.assign({ points: [[m[0], box.top], [box.right, m[1]], [m[0], box.bottom], [box.left, m[1]]].map(function (one) { return one.map(near).join(","); }).join(" ") }, look)));
        return;
      }
      var round = Math.min(length(style.borderTopLeftRadius, box.width), box.width / 2, box.height / 2);
      layer.appendChild(made("rect", Object.assign({ x: near(box.left), y: near(box.top), width: near(box.width), height: near(box.height), rx: round ? near(round) : null }, look)));
    });
  }

  function edges(style, box, layer) {
    var all = SIDES.map(function (side) {
      var wide = parseFloat(style["border" + side + "Width"]), kind = style["border" + side + "Style"];
      return kind === "none" || kind === "hidden" || !wide ? null : { wide: wide, tint: colour(style["border" + side + "Color"]), dashed: kind === "dashed" || kind === "dotted" };
    });
    function look(one) { return { stroke: one.tint[0], "stroke-opacity": one.tint[1] === 1 ? null : one.tint[1], "stroke-width": one.wide, "stroke-dasharray": one.dashed ? "3 2" : null, fill: "none" }; }
    var same = all.every(function (one) { return one && one.tint && JSON.stringify(one) === JSON.stringify(all[0]); });
    if (same) {
      var in_ = all[0].wide / 2, round = Math.max(0, Math.min(length(style.borderTopLeftRadius, box.width), box.width / 2, box.height / 2) - in_);
      layer.appendChild(made("rect", Object.assign({ x: near(box.left + in_), y: near(box.top + in_), width: near(Math.max(0, box.width - 2 * in_)), height: near(Math.max(0, box.height - 2 * in_)), rx: round ? near(round) : null }, look(all[0]))));
      return;
    }
    var ends = [[box.left, box.top, box.right, box.top], [box.right, box.top, box.right, box.bottom], [box.left, box.bottom, box.right, box.bottom], [box.left, box.top, box.left, box.bottom]];
    all.forEach(function (one, at) {
      if (!one || !one.tint) return;
      var e = ends[at], x = at === 3 ? one.wide / 2 : at === 1 ? -one.wide / 2 : 0, y = at === 0 ? one.wide / 2 : at === 2 ? -one.wide / 2 : 0;
      layer.appendChild(made("line", Object.assign({ x1: near(e[0] + x), y1: near(e[1] + y), x2: near(e[2] + x), y2: near(e[3] + y) }, look(one))));
    });
  }

  // A line drawn as a shadow inside the box, or as an outline.
  function rim(style, box, layer) {
    var told = /^(rgba?\([^)]*\)|color\([^)]*\)|#\w+) 0px 0px 0px ([\d.]+)px inset$/.exec(style.boxShadow);
    var wide = told ? parseFloat(told[2]) : style.outlineStyle === "solid" ? parseFloat(style.outlineWidth) : 0, tint = wide && colour(told ? told[1] : style.outlineColor);
    if (!tint) return;
    var in_ = told ? wide / 2 : -parseFloat(style.outlineOffset) - wide / 2;
    layer.appendChild(made("rect", { x: near(box.left + in_), y: near(box.top + in_), width: near(Math.max(0, box.width - 2 * in_)), height: near(Math.max(0, box.height - 2 * in_)), fill: "none", stroke: tint[0], "stroke-opacity": tint[1] === 1 ? null : tint[1], "stroke-width": wide }));
  }

  // ---------- words: one text for each line of each run, as wide as it stood ----------
  function lines(node) {
    var range = document.createRange(), found = [];
    Array.from(node.data).reduce(function (at, sign) {
      range.setStart(node, at);
      range.setEnd(node, at + sign.length);
      var box = range.getBoundingClientRect(), last = found[found.length - 1];
      if (box.width) {
        if (last && Math.abs(last.top - box.top) < 2) { last.text += sign; last.right = box.right; }
        else found.push({ text: sign, left: box.left, right: box.right, top: box.top });
      }
      return at + sign.length;
    }, 0);
    return found.filter(function (one) { return one.text.trim(); });
  }

  function underlined(one) {
    for (var up = 0; one && up < 3; up += 1, one = one.parentElement) {
      var style = getComputedStyle(one);
      if (/underline/.test(style.textDecorationLine)) return style;
    }
    return null;
  }

  function words(node, style, layer, from) {
    var tint = colour(style.color), canvas = brush(), line = underlined(node.parentElement);
    if (!tint) return;
    // The shorthand is empty where figures are tabular.
    canvas.font = style.fontWeight + " " + style.fontSize + " " + style.fontFamily;
    var rise = canvas.measureText("国").fontBoundingBoxAscent;
    lines(node).forEach(function (one) {
      var x = one.left - from.left, y = one.top - from.top + rise, width = one.right - one.left;
      layer.appendChild(made("text", { x: near(x), y: near(y), "font-family": style.fontFamily.replace(/"/g, "'"), "font-size": style.fontSize, "font-weight": style.fontWeight === "400" ? null : style.fontWeight,
        fill: tint[0], textLength: near(width), lengthAdjust: "spacingAndGlyphs", "xml:space": "preserve" }, one.text));
      if (!line) return;
      var drawn = colour(line.textDecorationColor) || tint;
      layer.appendChild(made("line", { x1: near(x), x2: near(x + width), y1: near(y + 4), y2: near(y + 4), stroke: drawn[0], "stroke-width": 1, "stroke-dasharray": line.textDecorationStyle === "dashed" ? "3 2" : null }));
    });
  }

  function drawn(one, layer, defs, from) {
    var style = getComputedStyle(one);
    if (style.display === "none" || style.visibility === "hidden" || Number(style.opacity) === 0 || /^inset\(50%/.test(style.clipPath)) return;
    var at = one.getBoundingClientRect(), box = new DOMRect(at.left - from.left, at.top - from.top, at.width, at.height), into = layer;
    if (Number(style.opacity) < 1) { into = made("g", { opacity: style.opacity }); layer.appendChild(into); }
    if (one instanceof SVGSVGElement) { into.appendChild(placed(one, box)); return; }
    if (box.width && box.height) ground(style, box, into, defs);
    if (style.display !== "inline" && box.width && box.height) { edges(style, box, into); rim(style, box, into); }
    one.childNodes.forEach(function (child) {
      if (child.nodeType === 3) words(child, style, into, from);
      else if (child.nodeType === 1) drawn(child, into, defs, from);
    });
  }

  // A drawing inside keeps its shapes; what its sheets say of them is written on each.
  function placed(one, box) {
    var copy = one.cloneNode(true), inner = one.querySelectorAll("*");
    copy.querySelectorAll("*").forEach(function (shape, at) {
      var style = getComputedStyle(inner[at]);
      ["fill", "stroke", "stroke-width", "font-size", "text-anchor"].forEach(function (name) { shape.setAttribute(name, style.getPropertyValue(name)); });
      shape.removeAttribute("class");
    });
    ["x", "y", "width", "height"].forEach(function (name) { copy.setAttribute(name, near(box[name])); });
    return copy;
  }

  /* `box` stands in the page, laid out; the SVG has its size. */
  function vector(box, lang) {
    numbered = 0;
    stand(box);
    var from = box.getBoundingClientRect(), defs = made("defs", {});
    var svg = made("svg", { width: near(from.width), height: near(from.height), viewBox: "0 0 " + near(from.width) + " " + near(from.height), "xml:lang": lang });
    svg.appendChild(defs);
    drawn(box, svg, defs, from);
    return new XMLSerializer().serializeToString(svg);
  }

  window.cockpit = Object.assign(window.cockpit || {}, { vector: vector });
})();
