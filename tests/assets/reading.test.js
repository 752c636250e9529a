/* The focus follows the drawer although its elements come later than the news of them; a question outlives its server. */
"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { run, tokens } = require("./scripts.js");

/** The desk at an address; `stage` is what stands on it, and `changes()` is what the browser says after it was changed. */
function desk(search = "") {
  const focused = [];
  const asked = [];
  const held = [];
  const observers = new Set();
  const stage = { close: null, numbers: [] };
  const element = (name, more = {}) => ({ focus: () => focused.push(name), ...more });
  const made = run("reading.js", {
    root: { dataset: { surface: "desktop" }, classList: tokens("live") },
    document: {
      querySelector: () => stage.close,
      querySelectorAll: () => stage.numbers,
      body: {},
    },
    world: {
      MutationObserver: class {
        constructor(act) {
          this.act = act;
        }
        observe() {
          observers.add(this);
        }
        disconnect() {
          observers.delete(this);
        }
      },
      FormData: class {},
      scrollTo() {},
      dash_clientside: { set_props: (id, props) => asked.push([id, props]) },
      cockpit: { reach: (act) => held.push(act) },
    },
  });
  Object.assign(made.world.location, { pathname: "/desk", search, href: `http://cockpit/desk${search}` });
  const number = { dataset: { metric: "sharing.records" } };
  const door = element("door");
  class Link extends made.world.Element {
    constructor(href, opens) {
      super();
      this.href = href;
      this.target = "";
      this.classList = tokens(...(opens ? ["door"] : []));
      this.opens = opens;
    }
    hasAttribute() {
      return false;
    }
    closest(what) {
      return what === "[data-metric]" ? (this.opens ? number : null) : this;
    }
  }
  const send = (name, event = {}) => {
    for (const act of made.heard[name]) act(event);
  };
  const click = (href, opens = false) => {
    let prevented = false;
    send("click", {
      target: new Link(href, opens),
      preventDefault: () => {
        prevented = true;
      },
    });
    return prevented;
  };
  const changes = () => {
    for (const one of [...observers]) one.act();
  };
  const at = (next) => {
    made.world.location.search = next;
  };
  const shows = (close) => {
    stage.close = close ? element("close") : null;
    stage.numbers = [{ ...number, querySelector: () => door }];
  };
  return { ...made, page: made.world.document, focused, asked, held, observers, click, send, changes, at, shows };
}

const OPEN = "?metric=sharing.records";

test("the drawer gets the focus although it comes later than the news of it", () => {
  const { click, send, changes, at, shows, focused, observers } = desk();
  click(`http://cockpit/desk${OPEN}`, true);
  at(OPEN);
  send("cockpit:drawn"); // the answer is there, its elements are not
  assert.deepEqual(focused, []);
  assert.equal(observers.size, 1);
  changes(); // something else has changed
  assert.deepEqual(focused, []);
  shows(true);
  changes();
  assert.deepEqual(focused, ["close"]);
  assert.equal(observers.size, 0);
});

test("the number gets the focus back although the drawer goes later than the news of it", () => {
  const { click, send, changes, at, shows, focused, page } = desk();
  click(`http://cockpit/desk${OPEN}`, true);
  at(OPEN);
  shows(true);
  send("cockpit:drawn");
  at("");
  send("cockpit:drawn"); // closed; the drawer still stands there
  assert.deepEqual(focused, ["close"]);
  shows(false);
  changes();
  assert.deepEqual(focused, ["close", "door"]);
  changes(); // something else has changed, and the number still has the focus
  assert.deepEqual(focused, ["close", "door"]);
  page.activeElement = page.body; // the number was drawn once more
  changes();
  assert.deepEqual(focused, ["close", "door", "door"]);
});

test("the next question ends the waiting for the last one", () => {
  const { click, send, at, shows, changes, focused } = desk();
  click(`http://cockpit/desk${OPEN}`, true);
  at(OPEN);
  send("cockpit:drawn");
  send("cockpit:asked");
  shows(true);
  changes();
  assert.deepEqual(focused, []);
});

test("while the server is away a link waits, and is followed within the page when it is back", () => {
  const { root, click, held, asked } = desk();
  root.classList.add("lost");
  assert.equal(click("http://cockpit/desk/sharing?lang=en"), true);
  assert.deepEqual(asked, []);
  root.classList.remove("lost");
  held[0]();
  assert.deepEqual(
    asked.map(([id, props]) => [id, props.pathname, props.search]),
    [["address", "/desk/sharing", "?lang=en"]],
  );
});

test("what had no answer is asked again when the server is back, and what had one is not", () => {
  const { click, send, asked } = desk();
  click("http://cockpit/desk/sharing");
  send("cockpit:found");
  assert.deepEqual(
    asked.map(([id]) => id),
    ["address", "changed"],
  );
  send("cockpit:drawn");
  send("cockpit:found");
  assert.equal(asked.length, 2);
});
