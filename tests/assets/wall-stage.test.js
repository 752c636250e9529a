/* Which scene is to be seen: the plan turns them over by the second, and the desk may say otherwise for a while. */
"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { run } = require("./scripts.js");

const NIGHT = { days: [1, 2, 3, 4, 5], hours: [480, 1080], night: 0.45 };

/** A wall of these scenes, the first of which is seen; its clock stands at 2020-09-30 (a Wednesday) 10:00 in Shanghai. */
function wall(names, plan) {
  const scenes = names.map((scene, at) => ({ dataset: { scene, title: scene.toUpperCase() }, hidden: at > 0 }));
  let now = Date.UTC(2020, 8, 30, 2);
  const { cockpit, root, world, clock } = run("wall-stage.js", {
    scenes,
    root: { dataset: { plan: JSON.stringify({ hours: null, days: [], night: 0.45, steps: [], ...plan }) } },
    Date: { now: () => now },
  });
  const seconds = (count) => {
    for (let second = 0; second < count; second += 1) {
      now += 1000;
      clock.tick();
    }
    return cockpit.scene();
  };
  return { cockpit, root, world, scenes, seconds };
}

test("each scene stands as long as the plan says, and after the last comes the first", () => {
  const { seconds, world } = wall(["overview", "volumes"], {
    steps: [
      ["overview", 10],
      ["volumes", 5],
    ],
  });
  assert.equal(seconds(9), "overview");
  assert.equal(seconds(1), "volumes");
  assert.equal(world.document.title, "VOLUMES");
  assert.equal(seconds(4), "volumes");
  assert.equal(seconds(1), "overview");
});

test("a family of scenes shows the next of its members each round, and one without numbers is left out", () => {
  const { seconds, scenes } = wall(["overview", "county-1", "county-2", "county-3"], {
    steps: [
      ["overview", 5],
      ["county", 5],
    ],
  });
  scenes[2].dataset.empty = "";
  const seen = [];
  for (let round = 0; round < 4; round += 1) {
    seen.push(seconds(5));
    seconds(5);
  }
  assert.deepEqual([...new Set(seen)].sort(), ["county-1", "county-3"]);
  assert.notEqual(seen[0], seen[1]);
});

test("without a plan a wall stays where it is", () => {
  assert.equal(wall(["overview", "volumes"], {}).seconds(3600), "overview");
});

test("the desk holds a scene for its time, and then the plan goes on by itself", () => {
  const { cockpit, root, seconds } = wall(["overview", "volumes", "sharing"], {
    steps: [
      ["overview", 5],
      ["volumes", 5],
    ],
  });
  cockpit.follow({ id: "1", scene: "sharing", hold: true, left: 60 });
  assert.equal(cockpit.scene(), "sharing");
  assert.equal(root.classList.has("data-steered"), true);
  assert.equal(seconds(60), "sharing");
  assert.notEqual(seconds(7), "sharing");
  assert.equal(root.classList.has("data-steered"), false);
});

test("a command that is said again does not begin again", () => {
  const { cockpit } = wall(["overview", "volumes"], { steps: [["overview", 5]] });
  cockpit.follow({ id: "1", scene: "volumes", left: 60 });
  cockpit.show("overview");
  cockpit.follow({ id: "1", scene: "volumes", left: 58 });
  assert.equal(cockpit.scene(), "overview");
  cockpit.follow({ id: "2", scene: "volumes", left: 60 });
  assert.equal(cockpit.scene(), "volumes");
});

test("outside its hours and days a wall is dimmed, by the clock of the server", () => {
  const { cockpit, root } = wall(["overview"], NIGHT);
  const at = (day, hour, minute = 0) => {
    cockpit.clock(Date.UTC(2020, 8, day, hour - 8, minute) / 1000);
    return root.style.set["--dim"] || "1";
  };
  assert.deepEqual([at(30, 7, 59), at(30, 8), at(30, 17, 59), at(30, 18)], ["0.45", "1", "1", "0.45"]);
  assert.deepEqual([at(25, 12), at(26, 12), at(27, 12), at(28, 12)], ["1", "0.45", "0.45", "1"]);
});
