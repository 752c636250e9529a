/* The document takes over what the page says of itself, and nothing that it does not say. */
"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { run } = require("./scripts.js");

/** The frame of a page, given to a document of the desk. */
function framed(given) {
  const events = [];
  let reloads = 0;
  const { world, root } = run("frame.js", {
    root: { dataset: { surface: "desktop", theme: "light", version: "1" } },
    document: { readyState: "loading", dispatchEvent: (event) => events.push(event.type) },
    world: {
      dash_clientside: { no_update: "no update" },
      location: {
        reload: () => {
          reloads += 1;
        },
      },
    },
  });
  const answer = world.dash_clientside.cockpit.frame(given);
  return { root, answer, events, reloads, title: world.document.title };
}

const GIVEN = {
  lang: "en",
  surface: "desktop",
  theme: "dark",
  title: "Sharing",
  version: "2",
  moment: "2020-09-30 18:00",
};

test("language, theme, version and title follow the page, and nobody else's name is written", () => {
  const { root, events, title, answer } = framed(GIVEN);
  assert.deepEqual(root.dataset, {
    surface: "desktop",
    theme: "dark",
    version: "2",
    moment: "2020-09-30 18:00",
  });
  assert.deepEqual([root.lang, title, answer], ["en", "Sharing", "no update"]);
  assert.deepEqual(events, ["cockpit:drawn"]);
});

test("another surface has other sheets, so the document is asked for anew", () => {
  const { root, events, reloads } = framed({ ...GIVEN, surface: "report" });
  assert.deepEqual([events, reloads, root.dataset.theme], [[], 1, "light"]);
});

test("before the first answer nothing happens", () => {
  const { root, events } = framed(undefined);
  assert.deepEqual([events, root.dataset.version], [[], "1"]);
});
