/* A script of assets/ run as a page runs it, in a world with as much of a page as it asks for: what it hears is kept. */
"use strict";
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const vm = require("node:vm");

const ASSETS = join(__dirname, "..", "..", "assets");

/**
 * `given` is what the page has beside an empty document. `heard` are the listeners of the document by event, `clock` the
 * timers that were set: `clock.tick()` runs those that repeat, `clock.once` are those that run once, each with its delay.
 * `sent` are the names of the events that it sent.
 */
function run(names, given = {}) {
  const heard = {};
  const sent = [];
  const once = [];
  const repeated = [];
  class Element {}
  class HTMLElement extends Element {}
  class HTMLInputElement extends HTMLElement {}
  const root = { dataset: {}, style: styles(), classList: new Set(), lang: "zh-CN", ...given.root };
  root.toggleAttribute = (name, on) => (on ? root.classList.add(name) : root.classList.delete(name));
  const page = { children: given.scenes || [], querySelectorAll: () => [] };
  const world = {
    Element,
    HTMLElement,
    HTMLInputElement,
    URL,
    URLSearchParams,
    AbortController,
    CustomEvent: class extends Event {},
    Promise,
    Date: given.Date || Date,
    location: { href: "http://cockpit/", pathname: "/", search: "", origin: "http://cockpit", reload() {} },
    history: {
      replaceState(_state, _title, address) {
        world.address = address;
      },
    },
    matchMedia: () => ({ matches: true }),
    document: {
      documentElement: root,
      title: "",
      getElementById: (id) => (id === "page" ? page : null),
      querySelector: () => null,
      addEventListener: (name, act) => {
        heard[name] = [...(heard[name] || []), act];
      },
      dispatchEvent: (event) => sent.push(event.type),
      createElement: () => ({ setAttribute() {}, remove() {} }),
      body: { appendChild() {} },
      ...given.document,
    },
    addEventListener() {},
    setTimeout: (act, after) => once.push({ act, after }),
    clearTimeout() {},
    setInterval: (act) => repeated.push(act),
    fetch: given.fetch,
    ...given.world,
  };
  world.window = world;
  vm.createContext(world);
  for (const name of [names].flat())
    vm.runInContext(readFileSync(join(ASSETS, name), "utf8"), world, { filename: name });
  const tick = () => {
    for (const act of repeated) act();
  };
  const clock = { tick, once };
  return { world, root, cockpit: world.cockpit, heard, sent, clock };
}

function styles() {
  const set = {};
  return {
    set,
    setProperty: (name, value) => {
      set[name] = value;
    },
    removeProperty: (name) => {
      delete set[name];
    },
  };
}

/** The class list of an element. */
function tokens(...names) {
  const set = new Set(names);
  return { add: (one) => set.add(one), remove: (one) => set.delete(one), contains: (one) => set.has(one) };
}

/** What a script made, as a value of this world: an object of another one is never deeply equal to ours. */
const plain = (made) => JSON.parse(JSON.stringify(made));

module.exports = { run, plain, tokens };
