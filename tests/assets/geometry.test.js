/* What a computed style says of lengths and colours is read as the browser means it. */
"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { run, plain } = require("./scripts.js");

const { geometry } = run("geometry.js").cockpit;

test("a length is pixels, a part of the whole, or both added up", () => {
  assert.equal(geometry.length("3px", 200), 3);
  assert.equal(geometry.length("12%", 200), 24);
  assert.equal(geometry.length("calc(12% - 0.8px)", 200), 23.2);
  assert.equal(geometry.length("calc(100% + 5px)", 40), 45);
  assert.equal(geometry.length("-2.5px", 0), -2.5);
  assert.equal(geometry.length("1e-3px", 0), 0.001);
  assert.equal(geometry.length("none", 200), 0);
});

test("a value is cut where a comma or a blank stands in no bracket", () => {
  assert.deepEqual(plain(geometry.parted("rgb(1, 2, 3) 4px, red", ",")), ["rgb(1, 2, 3) 4px", "red"]);
  assert.deepEqual(plain(geometry.parted("rgb(1, 2, 3)  4px", " ")), ["rgb(1, 2, 3)", "4px"]);
  assert.deepEqual(plain(geometry.parted("", ",")), []);
});

test("a gradient is its turn and its colours with their places", () => {
  assert.deepEqual(plain(geometry.gradient("linear-gradient(90deg, rgb(1, 2, 3) 50%, transparent 50%)")), {
    turn: 90,
    repeats: false,
    stops: [
      ["rgb(1, 2, 3)", "50%"],
      ["transparent", "50%"],
    ],
  });
  assert.deepEqual(plain(geometry.gradient("linear-gradient(red, blue)")), {
    turn: 180,
    repeats: false,
    stops: [
      ["red", null],
      ["blue", null],
    ],
  });
});

test("a colour with two places is two stops, and a hatching says that it repeats", () => {
  const hatched = plain(
    geometry.gradient("repeating-linear-gradient(135deg, rgb(1, 2, 3) 0px 3.6px, transparent 3.6px 7.2px)"),
  );
  assert.equal(hatched.repeats, true);
  assert.deepEqual(hatched.stops, [
    ["rgb(1, 2, 3)", "0px"],
    ["rgb(1, 2, 3)", "3.6px"],
    ["transparent", "3.6px"],
    ["transparent", "7.2px"],
  ]);
});

test("two decimals are enough for a drawing", () => {
  assert.equal(geometry.near(1 / 3), 0.33);
  assert.equal(geometry.near(-0.005), -0);
  assert.equal(geometry.near(12), 12);
});
