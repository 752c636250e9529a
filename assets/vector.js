/* A panel as drawn shapes and texts: an SVG that opens wherever SVG does, not only where HTML is understood. */
(() => {
  "use strict";
  /** @typedef {[hex: string, opacity: number]} Tint */
  /** @typedef {{ wide: number, tint: Tint | null, dashed: boolean }} Edge */
  const SVG = "http://www.w3.org/2000/svg";
  const BESIDE = ["::before", "::after"];
  const TAKEN =
    "display position top right bottom left width height box-sizing margin padding background-color background-image border border-radius clip-path transform box-shadow outline outline-offset flex align-self justify-self vertical-align color font opacity".split(
      " ",
    );
  const SIDES = ["top", "right", "bottom", "left"];
  const { near, parted, length } = window.cockpit.geometry;
  /** @type {CanvasRenderingContext2D | null} */
  let pen = null;
  let numbered = 0;
  /** @type {Record<string, Tint | null>} */
  const seen = {};

  function brush() {
    pen = pen || document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    return /** @type {CanvasRenderingContext2D} */ (pen);
  }

  // Whatever way a colour is written in, as [#rrggbb, opacity]; null where there is none.
  /** @param {string} said @returns {Tint | null} */
  function colour(said) {
    if (!(said in seen)) {
      const canvas = brush();
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = "rgba(0,0,0,0)";
      canvas.fillStyle = said;
      canvas.fillRect(0, 0, 1, 1);
      const pixel = canvas.getImageData(0, 0, 1, 1).data;
      const hex = `#${[0, 1, 2].map((at) => `0${pixel[at].toString(16)}`.slice(-2)).join("")}`;
      seen[said] = pixel[3] ? [hex, Math.round(pixel[3] / 2.55) / 100] : null;
    }
    return seen[said];
  }

  /**
   * An element of the drawing; what is null is left out.
   * @param {string} name
   * @param {Record<string, string | number | null>} given
   * @param {string} [inside]
   */
  function made(name, given, inside) {
    const one = document.createElementNS(SVG, name);
    Object.entries(given).forEach(([key, value]) => {
      if (value !== null) one.setAttribute(key, String(value));
    });
    if (inside) one.textContent = inside;
    return one;
  }

  // ---------- what a style sheet adds before and after becomes an element that can be measured ----------
  /** @param {HTMLElement} box */
  function stand(box) {
    /** @type {[one: Element, side: string, style: string, text: string][]} */
    const added = [];
    [box, ...box.querySelectorAll("*")].forEach((one) => {
      BESIDE.forEach((side) => {
        const style = getComputedStyle(one, side);
        if (style.content === "none" || style.content === "normal" || style.display === "none") return;
        added.push([
          one,
          side,
          TAKEN.map((name) => `${name}:${style.getPropertyValue(name)}`).join(";"),
          /^".*"$/.test(style.content) ? style.content.slice(1, -1) : "",
        ]);
      });
    });
    added.forEach(([one, side, style, text]) => {
      const span = document.createElement("span");
      span.style.cssText = style;
      span.textContent = text;
      one.setAttribute(`data-bare-${side.slice(2)}`, "");
      one[side === "::before" ? "prepend" : "append"](span);
    });
  }

  // ---------- shapes ----------
  /** @param {string} said @param {DOMRect} box @param {Element} defs @returns {Tint} */
  function gradient(said, box, defs) {
    const { turn, repeats, stops } = window.cockpit.geometry.gradient(said);
    const angle = (turn * Math.PI) / 180;
    const x = Math.sin(angle);
    const y = -Math.cos(angle);
    const reach = repeats
      ? Math.max(...stops.map((one) => (one[1] ? length(one[1], 0) : 0))) || 8
      : Math.abs(x) * box.width + Math.abs(y) * box.height;
    const middle = [box.left + box.width / 2, box.top + box.height / 2];
    const half = reach / 2;
    const name = `g${++numbered}`;
    const drawn = made("linearGradient", {
      id: name,
      gradientUnits: "userSpaceOnUse",
      spreadMethod: repeats ? "repeat" : "pad",
      x1: near(middle[0] - x * half),
      y1: near(middle[1] - y * half),
      x2: near(middle[0] + x * half),
      y2: near(middle[1] + y * half),
    });
    stops.forEach((one, at) => {
      const tint = colour(one[0]);
      const place = one[1] === null ? at / Math.max(stops.length - 1, 1) : length(one[1], reach) / reach;
      drawn.appendChild(
        made("stop", {
          offset: near(place),
          "stop-color": tint ? tint[0] : "#ffffff",
          "stop-opacity": tint ? tint[1] : 0,
        }),
      );
    });
    defs.appendChild(drawn);
    return [`url(#${name})`, 1];
  }

  /** @param {CSSStyleDeclaration} style @param {DOMRect} box @param {Element} layer @param {Element} defs */
  function ground(style, box, layer, defs) {
    const fills = [colour(style.backgroundColor)];
    if (/gradient\(/.test(style.backgroundImage) && !/radial/.test(style.backgroundImage))
      fills.push(gradient(parted(style.backgroundImage, ",")[0], box, defs));
    fills.forEach((fill) => {
      if (!fill) return;
      const look = { fill: fill[0], "fill-opacity": fill[1] === 1 ? null : fill[1] };
      if (/^polygon\(/.test(style.clipPath)) {
        const points = parted(style.clipPath.slice(8, -1).replace(/^(evenodd|nonzero),/, ""), ",").map((point) => {
          const at = parted(point, " ");
          return `${near(box.left + length(at[0], box.width))},${near(box.top + length(at[1], box.height))}`;
        });
        layer.appendChild(made("polygon", { points: points.join(" "), ...look }));
        return;
      }
      // A square that is turned on its corner is seen in the box of the turned one.
      if (/^matrix\((0\.\d+), \1, /.test(style.transform)) {
        const m = [box.left + box.width / 2, box.top + box.height / 2];
        const corners = [
          [m[0], box.top],
          [box.right, m[1]],
          [m[0], box.bottom],
          [box.left, m[1]],
        ];
        layer.appendChild(
          made("polygon", { points: corners.map((one) => one.map(near).join(",")).join(" "), ...look }),
        );
        return;
      }
      const round = Math.min(length(style.borderTopLeftRadius, box.width), box.width / 2, box.height / 2);
      layer.appendChild(
        made("rect", {
          x: near(box.left),
          y: near(box.top),
          width: near(box.width),
          height: near(box.height),
          rx: round ? near(round) : null,
          ...look,
        }),
      );
    });
  }

  /** @param {CSSStyleDeclaration} style @param {string} side @returns {Edge | null} */
  function edge(style, side) {
    const wide = parseFloat(style.getPropertyValue(`border-${side}-width`));
    const kind = style.getPropertyValue(`border-${side}-style`);
    if (kind === "none" || kind === "hidden" || !wide) return null;
    const tint = colour(style.getPropertyValue(`border-${side}-color`));
    return { wide, tint, dashed: kind === "dashed" || kind === "dotted" };
  }

  /** @param {Edge} one @param {Tint} tint */
  function stroke(one, tint) {
    return {
      stroke: tint[0],
      "stroke-opacity": tint[1] === 1 ? null : tint[1],
      "stroke-width": one.wide,
      "stroke-dasharray": one.dashed ? "3 2" : null,
      fill: "none",
    };
  }

  /** @param {CSSStyleDeclaration} style @param {DOMRect} box @param {Element} layer */
  function edges(style, box, layer) {
    const all = SIDES.map((side) => edge(style, side));
    const first = all[0];
    const same = all.every((one) => one?.tint && JSON.stringify(one) === JSON.stringify(first));
    if (same && first?.tint) {
      const in_ = first.wide / 2;
      const round = Math.max(
        0,
        Math.min(length(style.borderTopLeftRadius, box.width), box.width / 2, box.height / 2) - in_,
      );
      layer.appendChild(
        made("rect", {
          x: near(box.left + in_),
          y: near(box.top + in_),
          width: near(Math.max(0, box.width - 2 * in_)),
          height: near(Math.max(0, box.height - 2 * in_)),
          rx: round ? near(round) : null,
          ...stroke(first, first.tint),
        }),
      );
      return;
    }
    const ends = [
      [box.left, box.top, box.right, box.top],
      [box.right, box.top, box.right, box.bottom],
      [box.left, box.bottom, box.right, box.bottom],
      [box.left, box.top, box.left, box.bottom],
    ];
    all.forEach((one, at) => {
      if (!one?.tint) return;
      const e = ends[at];
      const x = at === 3 ? one.wide / 2 : at === 1 ? -one.wide / 2 : 0;
      const y = at === 0 ? one.wide / 2 : at === 2 ? -one.wide / 2 : 0;
      layer.appendChild(
        made("line", {
          x1: near(e[0] + x),
          y1: near(e[1] + y),
          x2: near(e[2] + x),
          y2: near(e[3] + y),
          ...stroke(one, one.tint),
        }),
      );
    });
  }

  // A line drawn as a shadow inside the box, or as an outline.
  /** @param {CSSStyleDeclaration} style @param {DOMRect} box @param {Element} layer */
  function rim(style, box, layer) {
    const told = /^(rgba?\([^)]*\)|color\([^)]*\)|#\w+) 0px 0px 0px ([\d.]+)px inset$/.exec(style.boxShadow);
    const wide = told ? parseFloat(told[2]) : style.outlineStyle === "solid" ? parseFloat(style.outlineWidth) : 0;
    const tint = wide && colour(told ? told[1] : style.outlineColor);
    if (!tint) return;
    const in_ = told ? wide / 2 : -parseFloat(style.outlineOffset) - wide / 2;
    layer.appendChild(
      made("rect", {
        x: near(box.left + in_),
        y: near(box.top + in_),
        width: near(Math.max(0, box.width - 2 * in_)),
        height: near(Math.max(0, box.height - 2 * in_)),
        fill: "none",
        stroke: tint[0],
        "stroke-opacity": tint[1] === 1 ? null : tint[1],
        "stroke-width": wide,
      }),
    );
  }

  // ---------- words: one text for each line of each run, as wide as it stood ----------
  /** @param {Text} node */
  function lines(node) {
    const range = document.createRange();
    /** @type {{ text: string, left: number, right: number, top: number }[]} */
    const found = [];
    Array.from(node.data).reduce((at, sign) => {
      range.setStart(node, at);
      range.setEnd(node, at + sign.length);
      const box = range.getBoundingClientRect();
      const last = found[found.length - 1];
      if (box.width) {
        if (last && Math.abs(last.top - box.top) < 2) {
          last.text += sign;
          last.right = box.right;
        } else found.push({ text: sign, left: box.left, right: box.right, top: box.top });
      }
      return at + sign.length;
    }, 0);
    return found.filter((one) => one.text.trim());
  }

  /** @param {Element | null} one */
  function underlined(one) {
    for (let up = 0; one && up < 3; up += 1, one = one.parentElement) {
      const style = getComputedStyle(one);
      if (/underline/.test(style.textDecorationLine)) return style;
    }
    return null;
  }

  /** @param {Text} node @param {CSSStyleDeclaration} style @param {Element} layer @param {DOMRect} from */
  function words(node, style, layer, from) {
    const tint = colour(style.color);
    const canvas = brush();
    const line = underlined(node.parentElement);
    if (!tint) return;
    // The shorthand is empty where figures are tabular.
    canvas.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const rise = canvas.measureText("国").fontBoundingBoxAscent;
    lines(node).forEach((one) => {
      const x = one.left - from.left;
      const y = one.top - from.top + rise;
      const width = one.right - one.left;
      layer.appendChild(
        made(
          "text",
          {
            x: near(x),
            y: near(y),
            "font-family": style.fontFamily.replace(/"/g, "'"),
            "font-size": style.fontSize,
            "font-weight": style.fontWeight === "400" ? null : style.fontWeight,
            fill: tint[0],
            textLength: near(width),
            lengthAdjust: "spacingAndGlyphs",
            "xml:space": "preserve",
          },
          one.text,
        ),
      );
      if (!line) return;
      const drawn = colour(line.textDecorationColor) || tint;
      layer.appendChild(
        made("line", {
          x1: near(x),
          x2: near(x + width),
          y1: near(y + 4),
          y2: near(y + 4),
          stroke: drawn[0],
          "stroke-width": 1,
          "stroke-dasharray": line.textDecorationStyle === "dashed" ? "3 2" : null,
        }),
      );
    });
  }

  /** @param {Element} one @param {Element} layer @param {Element} defs @param {DOMRect} from */
  function drawn(one, layer, defs, from) {
    const style = getComputedStyle(one);
    if (
      style.display === "none" ||
      style.visibility === "hidden" ||
      Number(style.opacity) === 0 ||
      /^inset\(50%/.test(style.clipPath)
    )
      return;
    const at = one.getBoundingClientRect();
    const box = new DOMRect(at.left - from.left, at.top - from.top, at.width, at.height);
    let into = layer;
    if (Number(style.opacity) < 1) {
      into = made("g", { opacity: style.opacity });
      layer.appendChild(into);
    }
    if (one instanceof SVGSVGElement) {
      into.appendChild(placed(one, box));
      return;
    }
    if (box.width && box.height) ground(style, box, into, defs);
    if (style.display !== "inline" && box.width && box.height) {
      edges(style, box, into);
      rim(style, box, into);
    }
    one.childNodes.forEach((child) => {
      if (child instanceof Text) words(child, style, into, from);
      else if (child instanceof Element) drawn(child, into, defs, from);
    });
  }

  // A drawing inside keeps its shapes; what its sheets say of them is written on each.
  /** @param {SVGSVGElement} one @param {DOMRect} box */
  function placed(one, box) {
    const copy = /** @type {SVGSVGElement} */ (one.cloneNode(true));
    const inner = one.querySelectorAll("*");
    copy.querySelectorAll("*").forEach((shape, at) => {
      const style = getComputedStyle(inner[at]);
      ["fill", "stroke", "stroke-width", "font-size", "text-anchor"].forEach((name) => {
        shape.setAttribute(name, style.getPropertyValue(name));
      });
      shape.removeAttribute("class");
    });
    Object.entries({ x: box.x, y: box.y, width: box.width, height: box.height }).forEach(([name, value]) => {
      copy.setAttribute(name, String(near(value)));
    });
    return copy;
  }

  /* `box` stands in the page, laid out; the SVG has its size. */
  /** @type {Cockpit["vector"]} */
  function vector(box, lang) {
    numbered = 0;
    stand(box);
    const from = box.getBoundingClientRect();
    const defs = made("defs", {});
    const svg = made("svg", {
      width: near(from.width),
      height: near(from.height),
      viewBox: `0 0 ${near(from.width)} ${near(from.height)}`,
      "xml:lang": lang,
    });
    svg.appendChild(defs);
    drawn(box, svg, defs, from);
    return new XMLSerializer().serializeToString(svg);
  }

  window.cockpit = Object.assign(window.cockpit || {}, { vector });
})();
