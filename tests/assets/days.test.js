/* Arrow keys in a field of a day go from day to day, across months and leap years, and nowhere else. */
"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { run } = require("./scripts.js");

const { world, cockpit, heard } = run("days.js");

/** A field as the document hears it, with a key pressed in it. */
function press(key, value, matches = true) {
  const field = Object.assign(new world.HTMLInputElement(), { value, matches: () => matches });
  let prevented = false;
  const said = {
    target: field,
    key,
    preventDefault: () => {
      prevented = true;
    },
  };
  for (const act of heard.keydown) act(said);
  return [field.value, prevented];
}

test("a day on and a day back, across the ends of months and years", () => {
  assert.equal(cockpit.dayAfter("2020-09-30", 1), "2020-10-01");
  assert.equal(cockpit.dayAfter("2021-01-01", -1), "2020-12-31");
  assert.equal(cockpit.dayAfter("2020-02-28", 1), "2020-02-29");
  assert.equal(cockpit.dayAfter("2021-02-28", 1), "2021-03-01");
  assert.equal(cockpit.dayAfter("2020-09-30", 0), "2020-09-30");
});

test("every day of three years has a day after it that leads back", () => {
  let day = "2019-12-31";
  for (let count = 0; count < 1096; count += 1) {
    const next = cockpit.dayAfter(day, 1);
    assert.equal(cockpit.dayAfter(next, -1), day);
    day = next;
  }
  assert.equal(day, "2022-12-31");
});

test("what is no day has no day after it, and a day that cannot be written in ten signs is none", () => {
  for (const no of ["", "2020-13-01", "2020-9-30", "30.09.2020", "2020-09-30 ", "+12020-01-01"])
    assert.equal(cockpit.dayAfter(no, 1), null, no);
  assert.equal(cockpit.dayAfter("9999-12-31", 1), null);
  assert.equal(cockpit.dayAfter("0000-01-01", -1), null);
});

test("the up key is a day on, the down key a day back, and the page does not scroll for them", () => {
  assert.deepEqual(press("ArrowUp", "2020-09-30"), ["2020-10-01", true]);
  assert.deepEqual(press("ArrowDown", "2020-03-01"), ["2020-02-29", true]);
});

test("other keys, other fields and what is no day are left alone", () => {
  assert.deepEqual(press("ArrowLeft", "2020-09-30"), ["2020-09-30", false]);
  assert.deepEqual(press("ArrowUp", "2020-09-30", false), ["2020-09-30", false]);
  assert.deepEqual(press("ArrowUp", "soon"), ["soon", false]);
});
