/* Which scene is to be seen: the plan turns them over, the desk may steer, a presenter's keys too. No network. */
(() => {
  "use strict";
  const root = document.documentElement;
  const page = /** @type {HTMLElement} */ (document.getElementById("page"));
  const DAY = 1440;
  const SHANGHAI = 480;
  const REST = 3000;
  /** @type {Record<string, number>} */
  const KEYS = { PageDown: 1, ArrowRight: 1, PageUp: -1, ArrowLeft: -1 };
  /** @type {Plan} */
  const plan = JSON.parse(root.dataset.plan || '{"steps":[]}');
  /** @type {{ id: string, seconds?: number | null, hold?: boolean, until: number } | null} */
  let steer = null;
  let at = -1;
  let stood = 0;
  let turn = 0;
  let offset = 0;

  function scenes() {
    return /** @type {HTMLElement[]} */ (Array.from(page.children)).filter((one) => one.dataset.scene);
  }

  function shown() {
    return scenes().find((one) => !one.hidden);
  }

  /** @param {HTMLElement | undefined} scene */
  function name(scene) {
    return String(scene?.dataset.scene || "");
  }

  function scene() {
    return name(shown());
  }

  /** @param {string} wanted */
  function find(wanted) {
    return scenes().find((one) => name(one) === wanted);
  }

  // A step may name a family of scenes, such as the counties: each round shows the next of them that has numbers.
  /** @param {string} step */
  function members(step) {
    return scenes().filter(
      (one) => (name(one) === step || name(one).startsWith(`${step}-`)) && !("empty" in one.dataset),
    );
  }

  /** @param {number} index @param {HTMLElement} scene */
  function fits(index, scene) {
    return index >= 0 && members(plan.steps[index][0]).includes(scene);
  }

  // The old scene stands until the new one is there; then the two fade into each other.
  /** @param {() => void} change @param {boolean} still */
  function fade(change, still) {
    if (still || !document.startViewTransition) {
      change();
      return;
    }
    const fading = document.startViewTransition(change);
    for (const end of [fading.ready, fading.finished]) end.catch(() => {}); // skipped by the next one
  }

  /** @type {Cockpit["show"]} */
  function show(wanted, without) {
    const there = find(wanted);
    if (!there || there === shown()) return;
    const still = without || matchMedia("(prefers-reduced-motion: reduce)").matches || document.hidden;
    fade(() => {
      for (const one of scenes()) one.hidden = name(one) !== wanted;
    }, still);
    document.title = there.dataset.title || document.title;
    stood = 0;
    plan.steps.forEach((_step, index) => {
      if (fits(index, there) && !fits(at, there)) at = index;
    });
    history.replaceState(null, "", `/wall${wanted === name(scenes()[0]) ? "" : `/${wanted}`}${location.search}`);
  }

  function next() {
    for (let tried = 0; tried < plan.steps.length; tried += 1) {
      at = (at + 1) % plan.steps.length;
      if (at === 0) turn += 1;
      const choice = members(plan.steps[at][0]);
      if (choice.length) {
        stood = 0;
        show(name(choice[turn % choice.length]));
        return;
      }
    }
  }

  /** @param {number} by */
  function step(by) {
    const all = scenes();
    const here = all.findIndex((one) => !one.hidden);
    if (here >= 0) show(name(all[(here + by + all.length) % all.length]));
  }

  function pace() {
    return steer?.seconds || (at >= 0 && plan.steps[at] ? plan.steps[at][1] : 0);
  }

  /* What the desk says; nothing where it says nothing. Each command is begun once, and ends by itself. */
  /** @type {Cockpit["follow"]} */
  function follow(given) {
    if (!given) {
      release();
      return;
    }
    const fresh = steer?.id !== given.id;
    steer = { id: given.id, seconds: given.seconds, hold: given.hold, until: Date.now() + given.left * 1000 };
    root.toggleAttribute("data-steered", true);
    const [first] = fresh && given.scene ? members(given.scene) : [];
    if (first) show(name(first));
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
    const minute = Math.floor((Date.now() + offset) / 60000) + SHANGHAI;
    const day = ((Math.floor(minute / DAY) + 3) % 7) + 1;
    const now = minute % DAY;
    const works = plan.days.includes(day) && now >= plan.hours[0] && now < plan.hours[1];
    root.toggleAttribute("data-night", !works);
    if (works) root.style.removeProperty("--dim");
    else root.style.setProperty("--dim", String(plan.night));
  }

  /** @type {Cockpit["clock"]} */
  function clock(seconds) {
    offset = seconds * 1000 - Date.now();
    dim();
  }

  function tick() {
    if (steer && Date.now() > steer.until) release();
    dim();
    stood += 1;
    if (steer?.hold) stood = 0;
    if (!pace() || stood < pace()) return;
    if (plan.steps.length) next();
    else if (steer?.seconds) step(1);
  }

  document.addEventListener("click", (click) => {
    if (!(click.target instanceof Element)) return;
    const link = /** @type {HTMLAnchorElement | null} */ (click.target.closest(".masthead nav a[href]"));
    if (!link || click.button || click.metaKey || click.ctrlKey || click.shiftKey || click.altKey) return;
    const asked = new URL(link.href).pathname.split("/")[2] || name(scenes()[0]);
    const choice = members(asked)[0] || find(asked);
    if (!choice) return;
    click.preventDefault();
    show(name(choice));
  });

  document.addEventListener("keydown", (key) => {
    if (!KEYS[key.key] || key.altKey || key.ctrlKey || key.metaKey) return;
    key.preventDefault();
    step(KEYS[key.key]);
  });

  // The letters of every face that stand on the page, of all scenes.
  function faces() {
    /** @type {Map<string, string>} */
    const said = new Map();
    const texts = document.createTreeWalker(page, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const text = /** @type {Text} */ (texts.currentNode);
      const style = getComputedStyle(/** @type {Element} */ (text.parentElement));
      const face = `font-family:${style.fontFamily};font-weight:${style.fontWeight}`;
      said.set(face, (said.get(face) || "") + text.data);
    }
    return said;
  }

  /* Fonts come in slices. What the hidden scenes need is asked for once the first stands and is at rest, by setting their
     letters out of sight; the browser then fetches exactly those slices, and a change of scene fetches none. */
  function letters() {
    const probe = document.createElement("div");
    probe.setAttribute("aria-hidden", "true");
    probe.style.cssText = "position:fixed;inset:0;overflow:hidden;visibility:hidden;pointer-events:none;z-index:-1";
    for (const [face, text] of faces()) {
      const line = document.createElement("p");
      line.style.cssText = face;
      line.textContent = Array.from(new Set(text)).join("");
      probe.appendChild(line);
    }
    document.body.appendChild(probe);
    setTimeout(async () => {
      await document.fonts.ready;
      probe.remove();
    }, 1000);
  }
  addEventListener("load", () => setTimeout(letters, REST));

  const first = shown();
  if (first && plan.steps.length) {
    at = plan.steps.findIndex((one) => members(one[0]).includes(first));
    if (at < 0) at = plan.steps.length - 1;
  }
  dim();
  setInterval(tick, 1000);

  window.cockpit = Object.assign(window.cockpit || {}, { show, follow, scene, clock });
})();
