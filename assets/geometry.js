/* What a computed style says of lengths and colours, as numbers: the arithmetic of vector.js, which needs no page. */
(() => {
  "use strict";

  /** @type {Geometry["near"]} */
  function near(value) {
    return Math.round(value * 100) / 100;
  }

  /** @type {Geometry["parted"]} */
  function parted(text, at) {
    const found = [""];
    let deep = 0;
    Array.from(text).forEach((sign) => {
      deep += sign === "(" ? 1 : sign === ")" ? -1 : 0;
      if (sign === at && !deep) found.push("");
      else found[found.length - 1] += sign;
    });
    return found.map((one) => one.trim()).filter(Boolean);
  }

  /** @type {Geometry["length"]} */
  function length(said, whole) {
    let sum = 0;
    for (const [, sign, digits, unit] of said.matchAll(/([+-]?)\s*(\d*\.?\d+(?:e-?\d+)?)(px|%)?/g))
      sum += (sign === "-" ? -1 : 1) * Number(digits) * (unit === "%" ? whole / 100 : 1);
    return sum;
  }

  /** @type {Geometry["gradient"]} */
  function gradient(said) {
    const inside = parted(said.slice(said.indexOf("(") + 1, -1), ",");
    const turn = /deg$/.test(inside[0]) ? parseFloat(String(inside.shift())) : 180;
    /** @type {[string, string | null][]} */
    const stops = inside.flatMap((one) => {
      const [tint, ...places] = parted(one, " ");
      if (!/^[a-z]+$/.test(tint) && !/\)$/.test(tint)) return [];
      return (places.length ? places : [null]).map((place) => /** @type {[string, string | null]} */ ([tint, place]));
    });
    return { turn, repeats: said.startsWith("repeating-"), stops };
  }

  window.cockpit = Object.assign(window.cockpit || {}, { geometry: { near, parted, length, gradient } });
})();
