/* A link and a form leave the page only through the engine, which lets them go once the server answers. */
"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const { run } = require("./scripts.js");

function page() {
  const acts = [];
  const left = [];
  const heard = {};
  const { world } = run("leaving.js", {
    world: {
      addEventListener: (name, act) => {
        heard[name] = act;
      },
      cockpit: { reach: (act) => acts.push(act) },
    },
  });
  world.location.assign = (address) => left.push(address);
  class Target extends world.Element {
    constructor(link) {
      super();
      this.link = link;
    }
    closest() {
      return this.link;
    }
  }
  const event = (more) => ({
    defaultPrevented: false,
    button: 0,
    preventDefault() {
      this.defaultPrevented = true;
    },
    ...more,
  });
  const click = (href, more = {}, link = {}) => {
    const made = event({ target: new Target({ href, target: "", hasAttribute: () => false, ...link }), ...more });
    heard.click(made);
    return made.defaultPrevented;
  };
  const submit = (form, more = {}) => {
    const made = event({ target: form, submitter: null, ...more });
    heard.submit(made);
    return made.defaultPrevented;
  };
  return { acts, left, click, submit };
}

test("a click on a link of ours waits for the server, and goes where it led", () => {
  const { acts, left, click } = page();
  assert.equal(click("http://cockpit/wall?lang=en"), true);
  assert.deepEqual(left, []);
  acts[0]();
  assert.deepEqual(left, ["http://cockpit/wall?lang=en"]);
});

test("what was answered already, another tab, a file, another place and a spot of this page are left alone", () => {
  const { acts, click } = page();
  assert.equal(click("http://cockpit/wall", { defaultPrevented: true }), true);
  assert.equal(click("http://cockpit/wall", { ctrlKey: true }), false);
  assert.equal(click("http://cockpit/wall", { button: 1 }), false);
  assert.equal(click("http://cockpit/wall", {}, { target: "_blank" }), false);
  assert.equal(click("http://cockpit/wall", {}, { hasAttribute: () => true }), false);
  assert.equal(click("http://elsewhere/"), false);
  assert.equal(click("http://cockpit/#below"), false);
  assert.deepEqual(acts, []);
});

test("a form is sent once, by its own button, when the server answers", () => {
  const { acts, submit } = page();
  const sent = [];
  const button = { name: "keep" };
  const form = {
    target: "",
    isConnected: true,
    requestSubmit: (by) => sent.push([by, submit(form, { submitter: by })]),
  };
  assert.equal(submit(form, { submitter: button }), true);
  assert.deepEqual(sent, []);
  acts[0]();
  assert.deepEqual(sent, [[button, false]]);
  assert.equal(submit(form), true);
});

test("a form that is gone meanwhile is not sent", () => {
  const { acts, submit } = page();
  const form = { target: "", isConnected: false, requestSubmit: () => assert.fail("sent") };
  submit(form);
  acts[0]();
});
