/* Which scene is to be seen: the plan turns them over, the desk may steer, a presenter's keys too. No network. */
(function () {
  "use strict";
  var root = document.documentElement;
  var page = /** @type {HTMLElement} */ (document.getElementById("page"));
  var DAY = 1440, SHANGHAI = 480;
  /** @type {Plan} */
  var plan = JSON.parse(root.dataset.plan || '{"steps":[]}');
  /** @type {{ id: string, seconds?: number | null, hold?: boolean, until: number } | null} */
  var steer = null;
  var at = -1, stood = 0, turn = 0, offset = 0;

  function scenes() { return /** @type {HTMLElement[]} */ (Array.from(page.children)).filter(function (one) { return one.dataset.scene; }); }
  /** @param {string} name */
  function find(name) { return scenes().find(function (one) { return one.dataset.scene === name; }); }
  function shown() { return scenes().find(function (one) { return !one.hidden; }); }
  function name() { var one = shown(); return one ? String(one.dataset.scene) : ""; }

  // A step may name a family of scenes, such as the counties: each round shows the next of them that has numbers.
  /** @param {string} step */
  function members(step) {
    return scenes().filter(function (one) {
      return (one.dataset.scene === step || String(one.dataset.scene).indexOf(step + "-") === 0) && !("empty" in one.dataset);
    });
  }

  /** @param {string} next @param {boolean} [without] */
  function show(next, without) {
    var there = find(next), here = shown();
    if (!there || there === here) return;
    var scene = there;
    var change = function () { scenes().forEach(function (one) { one.hidden = one.dataset.scene !== next; }); };
    var still = without || matchMedia("(prefers-reduced-motion: reduce)").matches || document.hidden;
    // The old scene stands until the new one is there; then the two fade into each other.
    if (document.startViewTransition && !still) {
      var fade = document.startViewTransition(change);
      [fade.ready, fade.finished].forEach(function (end) { end.catch(function () {}); });  // skipped by the next one
    } else change();
    document.title = there.dataset.title || document.title;
    stood = 0;
    plan.steps.forEach(function (step, index) { if (members(step[0]).indexOf(scene) >= 0 && !fits(at, scene)) at = index; });
    history.replaceState(null, "", "/wall" + (next === scenes()[0].dataset.scene ? "" : "/" + next) + location.search);
  }

  /** @param {number} index @param {HTMLElement} scene */
  function fits(index, scene) { return index >= 0 && members(plan.steps[index][0]).indexOf(scene) >= 0; }

  function next() {
    for (var tried = 0; tried < plan.steps.length; tried += 1) {
      at = (at + 1) % plan.steps.length;
      if (at === 0) turn += 1;
      var choice = members(plan.steps[at][0]);
      if (choice.length) { stood = 0; show(String(choice[turn % choice.length].dataset.scene)); return; }
    }
  }

  /** @param {number} by */
  function step(by) {
    var all = scenes(), here = all.indexOf(/** @type {HTMLElement} */ (shown()));
    if (here >= 0) show(String(all[(here + by + all.length) % all.length].dataset.scene));
  }

  function pace() { return (steer && steer.seconds) || (at >= 0 && plan.steps[at] ? plan.steps[at][1] : 0); }

  /* What the desk says; nothing where it says nothing. Each command is begun once, and ends by itself. */
  /** @type {Cockpit["follow"]} */
  function follow(given) {
    if (!given) { release(); return; }
    var fresh = !steer || steer.id !== given.id;
    steer = { id: given.id, seconds: given.seconds, hold: given.hold, until: Date.now() + given.left * 1000 };
    root.toggleAttribute("data-steered", true);
    if (fresh && given.scene) { var choice = members(given.scene); if (choice.length) show(String(choice[0].dataset.scene)); }
  }

  function release() {
    if (!steer) return;
    steer = null;
    root.toggleAttribute("data-steered", false);
    if (!plan.steps.length && root.dataset.home) show(root.dataset.home);
  }

  /* Outside its hours a screen is dimmed, by the server's clock. */
  function dim() {
    if (!plan.hours) return;
    var minute = Math.floor((Date.now() + offset) / 60000) + SHANGHAI;
    var day = (Math.floor(minute / DAY) + 3) % 7 + 1, now = minute % DAY;
    var works = plan.days.indexOf(day) >= 0 && now >= plan.hours[0] && now < plan.hours[1];
    root.toggleAttribute("data-night", !works);
    if (works) root.style.removeProperty("--dim"); else root.style.setProperty("--dim", String(plan.night));
  }

  function tick() {
    if (steer && Date.now() > steer.until) release();
    dim();
    stood += 1;
    if (steer && steer.hold) { stood = 0; return; }
    if (plan.steps.length < 1 && !(steer && steer.seconds)) return;
    if (pace() && stood >= pace()) { if (plan.steps.length) next(); else step(1); }
  }

  document.addEventListener("click", function (click) {
    var link = /** @type {HTMLAnchorElement | null} */ (click.target instanceof Element && click.target.closest(".mast nav a[href]"));
    if (!link || click.button || click.metaKey || click.ctrlKey || click.shiftKey || click.altKey) return;
    var asked = new URL(link.href).pathname.split("/")[2] || String((scenes()[0] || { dataset: {} }).dataset.scene);
    var choice = members(asked).concat(find(asked) || []);
    if (!choice.length) return;
    click.preventDefault();
    show(String(choice[0].dataset.scene));
  });

  /** @type {Record<string, number>} */
  var KEYS = { PageDown: 1, ArrowRight: 1, PageUp: -1, ArrowLeft: -1 };
  document.addEventListener("keydown", function (key) {
    if (!KEYS[key.key] || key.altKey || key.ctrlKey || key.metaKey) return;
    key.preventDefault();
    step(KEYS[key.key]);
  });

  /* Fonts come in slices. What the hidden scenes need is asked for once the first stands and is at rest, by setting their
     letters out of sight; the browser then fetches exactly those slices, and a change of scene fetches none. */
  function letters() {
    /** @type {Record<string, string>} */
    var faces = {};
    var probe = document.createElement("div");
    var texts = document.createTreeWalker(page, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      var text = /** @type {Text} */ (texts.currentNode);
      var style = getComputedStyle(/** @type {Element} */ (text.parentElement));
      var face = "font-family:" + style.fontFamily + ";font-weight:" + style.fontWeight;
      faces[face] = (faces[face] || "") + text.data;
    }
    probe.setAttribute("aria-hidden", "true");
    probe.style.cssText = "position:fixed;inset:0;overflow:hidden;visibility:hidden;pointer-events:none;z-index:-1";
    Object.keys(faces).forEach(function (face) {
      var line = document.createElement("p");
      line.style.cssText = face;
      line.textContent = Array.from(new Set(faces[face])).join("");
      probe.appendChild(line);
    });
    document.body.appendChild(probe);
    setTimeout(function () { document.fonts.ready.then(function () { probe.remove(); }); }, 1000);
  }
  var REST = 3000;
  addEventListener("load", function () { setTimeout(letters, REST); });

  var first = shown();
  if (first && plan.steps.length) {
    var begun = first;
    at = plan.steps.findIndex(function (one) { return members(one[0]).indexOf(begun) >= 0; });
    if (at < 0) at = plan.steps.length - 1;
  }
  dim();
  setInterval(tick, 1000);

  window.cockpit = Object.assign(window.cockpit || {}, {
    show: show, follow: follow, scene: name,
    clock: /** @param {number} seconds */ function (seconds) { offset = seconds * 1000 - Date.now(); dim(); }
  });
})();
