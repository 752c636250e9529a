/* The desk asks again and again whether its numbers are the newest, and says so only after the second miss. */
"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { run } = require("./scripts.js");

/** The desk with the version "1" on it, and a server that gives these answers in turn; null is none. */
function desk(...answers) {
  const told = [];
  const lines = [];
  const answer = () => {
    const version = answers.shift();
    return version === null
      ? Promise.reject(new Error("gone"))
      : Promise.resolve({ ok: true, json: () => Promise.resolve({ version }) });
  };
  const { cockpit, root, clock } = run("watch.js", {
    root: { dataset: { version: "1" }, classList: tokens("live") },
    document: {
      getElementById: () => ({ remove: () => lines.push("gone") }),
      body: { appendChild: (line) => lines.push(line.textContent) },
    },
    fetch: answer,
    world: { dash_clientside: { set_props: (id, props) => told.push([id, props.data.split(" ")[0]]) } },
  });
  return { cockpit, root, told, lines, clock };
}

function tokens(...names) {
  const set = new Set(names);
  return { add: (one) => set.add(one), remove: (one) => set.delete(one), contains: (one) => set.has(one) };
}

test("the same version changes nothing; another one asks for the page", async () => {
  const { cockpit, told } = desk("1", "2");
  await cockpit.ask();
  assert.deepEqual(told, []);
  await cockpit.ask();
  assert.deepEqual(told, [["changed", "2"]]);
});

test("one miss is no news; two are a line that says since when, and an answer takes it away", async () => {
  const { cockpit, root, lines } = desk(null, null, null, "1");
  await cockpit.ask();
  assert.deepEqual([lines, root.classList.contains("lost")], [[], false]);
  await cockpit.ask();
  await cockpit.ask();
  assert.equal(lines.length, 1);
  assert.match(lines[0], /^与服务器的连接中断，显示的是 \d\d:\d\d 的数据/);
  assert.equal(root.classList.contains("lost"), true);
  await cockpit.ask();
  assert.deepEqual([lines[1], root.classList.contains("lost")], ["gone", false]);
});

test("after the first miss it asks sooner, and never twice at once", async () => {
  const { clock } = desk(null, null, "1");
  const waits = [];
  for (let round = 0; round < 3; round += 1) {
    const next = clock.once.find((one) => one.after !== 4000);
    clock.once.length = 0;
    waits.push(next.after);
    next.act();
    await new Promise((done) => setImmediate(done));
  }
  assert.deepEqual(waits, [5000, 1000, 5000]);
});
