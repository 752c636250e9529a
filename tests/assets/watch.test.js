/* The desk draws itself anew where the data are others, and one line says that the server is away. */
"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { run, tokens } = require("./scripts.js");

/** The desk with the version "1" on it; `given` is what it gave to the engine. */
function desk(root = {}, first = null) {
  const told = [];
  const body = [];
  let given;
  let reloads = 0;
  const made = run("watch.js", {
    root: { dataset: { version: "1" }, classList: tokens("live"), ...root },
    document: {
      createElement: () => ({
        setAttribute() {},
        isConnected: false,
        remove() {
          body.splice(body.indexOf(this), 1);
        },
      }),
      getElementById: () => first,
      body: { appendChild: (line) => body.push(line) },
    },
    world: {
      dash_clientside: { set_props: (id, props) => told.push([id, props.data.split(" ")[0]]) },
      cockpit: {
        live: (page) => {
          given = page;
        },
      },
    },
  });
  made.world.location.reload = () => {
    reloads += 1;
  };
  return { ...made, given, told, body, reloads: () => reloads };
}

test("the same version changes nothing; another one asks for the page", () => {
  const { given, told } = desk();
  given.take({ version: "1" });
  assert.deepEqual(told, []);
  given.take({ version: "2" });
  assert.deepEqual(told, [["changed", "2"]]);
});

test("a page without numbers, or before Dash has it, asks for nothing", () => {
  for (const root of [{ dataset: {} }, { classList: tokens() }]) {
    const { given, told } = desk(root);
    given.take({ version: "2" });
    assert.deepEqual(told, []);
  }
});

test("there is one line, with what was said last", () => {
  const { given, body } = desk();
  given.say("连接中断");
  assert.deepEqual([body.map((one) => one.textContent), body[0].id], [["连接中断"], "lost"]);
  given.unsay();
  assert.deepEqual(body, []);
});

test("a page that Dash could not take over is asked for again when the server is back", () => {
  const waiting = desk({ classList: tokens() }, { id: "first-paint" });
  for (const act of waiting.heard["cockpit:found"]) act();
  assert.equal(waiting.reloads(), 1);
  const live = desk({}, null);
  for (const act of live.heard["cockpit:found"]) act();
  assert.equal(live.reloads(), 0);
});
