/* The engine asks again and again; one miss is no news, two are; and what a hand asked for waits for the server. */
"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { run, tokens } = require("./scripts.js");

const WORDS = {
  zh: { gone: "连接中断", barred: "令牌已失效" },
  en: { gone: "no answer", barred: "no longer valid" },
};

/** A live page and a server that gives these answers in turn: what it says, null for none, a number for a refusal. */
function page(answers, root = {}) {
  const said = [];
  const taken = [];
  const asked = [];
  const answer = (url, given) => {
    asked.push([url, given.method, given.body]);
    const next = answers.shift();
    if (next === null) return Promise.reject(new Error("gone"));
    if (typeof next === "number") return Promise.resolve({ ok: false, status: next });
    return Promise.resolve({ ok: true, json: () => Promise.resolve(next) });
  };
  const made = run("live.js", { root: { classList: tokens(), dataset: {}, ...root }, fetch: answer });
  const given = {
    every: 5000,
    address: () => "/version",
    words: WORDS,
    take: (one) => taken.push(one),
    say: (line) => said.push(line),
    unsay: () => said.push(null),
  };
  made.cockpit.live(given);
  return { ...made, given, said, taken, asked };
}

test("an answer is handed to the page and nothing is said", async () => {
  const { cockpit, taken, said } = page([{ version: "1" }]);
  await cockpit.ask();
  assert.deepEqual([taken, said], [[{ version: "1" }], []]);
});

test("one miss is no news; two are a line, which is taken away by the next answer", async () => {
  const { cockpit, root, said, sent } = page([null, null, null, {}]);
  await cockpit.ask();
  assert.deepEqual([said, sent], [[], []]);
  await cockpit.ask();
  await cockpit.ask();
  assert.deepEqual([said, sent], [["连接中断", "连接中断"], ["cockpit:lost"]]);
  assert.equal(root.classList.contains("lost"), true);
  await cockpit.ask();
  assert.deepEqual(
    [said.at(-1), sent, root.classList.contains("lost")],
    [null, ["cockpit:lost", "cockpit:found"], false],
  );
});

test("the line says up to when the data are, as the server wrote it, and not what the clock here says", async () => {
  for (const [lang, line] of [
    ["zh-CN", "数据截至 2020-09-30 18:00，连接中断"],
    ["en", "data to 2020-09-30 18:00: no answer"],
  ]) {
    const { cockpit, said } = page([null, null], { lang, dataset: { moment: "2020-09-30 18:00" } });
    await cockpit.ask();
    await cockpit.ask();
    assert.deepEqual(said, [line]);
  }
});

test("who may not ask any more is told so, and not that nobody answers", async () => {
  const { cockpit, said } = page([401, 401, 503]);
  for (let round = 0; round < 3; round += 1) await cockpit.ask();
  assert.deepEqual(said, ["令牌已失效", "连接中断"]);
});

test("a page that cannot take the answer counts it as none", async () => {
  const { cockpit, given, said } = page([{}, {}]);
  given.take = () => Promise.reject(new Error("pieces"));
  await cockpit.ask();
  await cockpit.ask();
  assert.deepEqual(said, ["连接中断"]);
});

test("after the first miss it asks after a second, after more after two, and never twice at once", async () => {
  const { clock } = page([null, null, null, {}, {}]);
  const waits = [];
  for (let round = 0; round < 5; round += 1) {
    const next = clock.once.find((one) => one.after !== 4000);
    clock.once.length = 0;
    waits.push(next.after);
    await next.act();
  }
  assert.deepEqual(waits, [5000, 1000, 2000, 2000, 5000]);
});

test("what a hand asks for is done at once where the server answers", async () => {
  const { cockpit, said } = page([{}]);
  const done = [];
  await cockpit.reach(() => done.push("left"));
  assert.deepEqual([done, said], [["left"], []]);
});

test("where it does not answer that is said at once, and the last thing asked for is done when it is back", async () => {
  const { cockpit, said } = page([null, null, {}, {}]);
  const done = [];
  await cockpit.reach(() => done.push("first"));
  assert.deepEqual([done, said], [[], ["连接中断"]]);
  await cockpit.reach(() => done.push("second"));
  assert.deepEqual(done, []);
  await cockpit.ask();
  await cockpit.ask();
  assert.deepEqual(done, ["second"]);
});

test("with a body it is a POST of JSON, and a refusal has its status", async () => {
  const { cockpit, asked } = page([{ got: 1 }, 404]);
  assert.deepEqual(await cockpit.fetched("/pieces", '{"a":1}'), { got: 1 });
  assert.deepEqual(asked, [["/pieces", "POST", '{"a":1}']]);
  await assert.rejects(cockpit.fetched("/pieces"), (failed) => failed.status === 404);
});
