/* The palette finds a name by any of its spellings, and the best first. */
"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { run } = require("./scripts.js");

const { cockpit } = run("palette.js");
const PAGE = { kind: "page", code: "", zh: "总览", en: "Overview", keys: ["总览", "overview", "zonglan", "zl"] };
const SHARE = { kind: "page", code: "", zh: "共享", en: "Sharing", keys: ["共享", "sharing", "gongxiang", "gx"] };
const RECORDS = {
  kind: "metric",
  code: "sharing.records",
  zh: "共享条数",
  en: "Records shared",
  keys: ["共享条数", "records shared", "gongxiangtiaoshu", "gxts", "sharing.records"],
};
const COUNTY = {
  kind: "unit",
  code: "371302",
  zh: "兰山区",
  en: "Lanshan",
  keys: ["兰山区", "lanshan", "lanshanqu", "lsq", "371302"],
};
const ALL = [PAGE, RECORDS, SHARE, COUNTY];
const found = (text, entries = ALL) => Array.from(cockpit.search(entries, text), (one) => one.zh);

test("a name is found by Chinese, pinyin, initials, English and code", () => {
  for (const text of ["兰山", "lanshanqu", "lsq", "LANSHAN", "371302", "  lsq  "])
    assert.deepEqual(found(text), ["兰山区"], text);
});

test("the whole word stands before its beginning, and the beginning before the middle", () => {
  assert.deepEqual(found("共享"), ["共享", "共享条数"]);
  assert.deepEqual(found("gx"), ["共享", "共享条数"]);
  assert.deepEqual(found("shar"), ["共享", "共享条数"]);
});

test("every word that was typed has to be found", () => {
  assert.deepEqual(found("records 共享"), ["共享条数"]);
  assert.deepEqual(found("records 兰山"), []);
});

test("before anything is typed the pages are offered", () => {
  assert.deepEqual(found(""), ["总览", "共享"]);
  assert.deepEqual(found("   "), ["总览", "共享"]);
});

test("of the same points the one that was first stays first, and there are twelve at most", () => {
  const many = Array.from({ length: 30 }, (_, at) => ({ ...COUNTY, zh: `第${at}`, keys: ["same"] }));
  assert.deepEqual(
    found("same", many),
    many.slice(0, 12).map((one) => one.zh),
  );
});
