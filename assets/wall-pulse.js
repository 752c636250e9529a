/* The wall is live: what changed takes the place of what stood there, and another build comes with a new document. */
(() => {
  "use strict";
  const root = document.documentElement;
  const page = /** @type {HTMLElement} */ (document.getElementById("page"));
  const { fetched, live } = window.cockpit;
  const LONGER = 15000;
  const RETRY = 4000;
  const MOST = 3;
  // So many new documents at once, then after a minute of the same answer, two, … ten; all over after ten quiet minutes.
  const QUICK = 5;
  const STEADY = 60000;
  const LONGEST = 10;
  const CALM = 600000;
  const SETTLES = 30000;
  const TRIED = "cockpit:renewals";
  /** @type {Words<string>} */
  const OUTDATED = {
    zh: "此屏幕未能更新到新版，数据不受影响",
    en: "this screen could not be updated to the new version; its numbers go on",
  };
  /** @type {Record<string, {what: string, since: number}>} */
  const wanted = {};
  let failedAt = 0;
  let otherAt = 0;
  let outdated = false;
  let plotting = false;

  /* ---- a line in the alert strip while the server is away, or a new version is not to be had; the numbers stay ---- */

  /** @param {Element} strip */
  function fold(strip) {
    /** @type {HTMLElement[]} */ (Array.from(strip.children)).forEach((one, place) => {
      one.hidden = place >= MOST;
    });
  }

  /** @param {string} name @param {string} level @param {string} said */
  function line(name, level, said) {
    const whole = document.createElement("li");
    const sign = document.createElement("i");
    const text = document.createElement("span");
    whole.className = name;
    whole.dataset.level = level;
    sign.className = "signal";
    sign.dataset.s = level;
    text.textContent = said;
    whole.append(sign, text);
    return whole;
  }

  /** @param {string} name @param {string} level @param {string} said */
  function say(name, level, said) {
    for (const strip of page.querySelectorAll(".note ul")) {
      const old = strip.querySelector(`.${name}`);
      if (old?.textContent === said) continue;
      old?.remove();
      strip.prepend(line(name, level, said));
      fold(strip);
    }
  }

  /** @param {string} name */
  function unsay(name) {
    for (const strip of page.querySelectorAll(".note ul")) {
      for (const said of strip.querySelectorAll(`.${name}`)) said.remove();
      fold(strip);
    }
  }

  /** @param {boolean} now */
  function mark(now) {
    outdated = now;
    root.classList.toggle("outdated", now);
    if (now) say("outdated", "warn", OUTDATED[root.lang === "en" ? "en" : "zh"]);
    else unsay("outdated");
  }

  /* ---- what changed takes the place of what stood there, all in one frame ---- */

  function scenes() {
    const all = /** @type {HTMLElement[]} */ (Array.from(page.children));
    return new Map(all.filter((one) => one.dataset.scene).map((one) => [String(one.dataset.scene), one]));
  }

  function marks() {
    const have = Array.from(scenes(), ([name, scene]) => {
      const pieces = /** @type {HTMLElement[]} */ (Array.from(scene.querySelectorAll("[data-piece]")));
      pieces.sort((one, other) => Number(one.dataset.piece) - Number(other.dataset.piece));
      return [name, [scene, ...pieces].map((one) => one.dataset.mark)];
    });
    return Object.fromEntries(have);
  }

  /** @param {string} html */
  function made(html) {
    const holder = document.createElement("template");
    holder.innerHTML = html;
    return /** @type {HTMLElement} */ (holder.content.firstElementChild);
  }

  /** @param {HTMLElement} scene @param {Record<string, { html: string, broken?: boolean }>} pieces */
  function replace(scene, pieces) {
    for (const [place, piece] of Object.entries(pieces)) {
      const old = /** @type {HTMLElement} */ (scene.querySelector(`[data-piece="${place}"]`));
      // A panel that fails never takes the place of its last good numbers; the strip says that it did.
      if (piece.broken && !old.classList.contains("panel-broken")) old.toggleAttribute("data-held", true);
      else old.replaceWith(made(piece.html));
    }
  }

  /** @param {Pieces} given */
  function apply(given) {
    const all = scenes();
    const here = window.cockpit.scene();
    for (const [name, change] of Object.entries(given.scenes)) {
      const scene = all.get(name);
      if (change.html === undefined) replace(/** @type {HTMLElement} */ (scene), change.pieces);
      else {
        const fresh = made(change.html);
        if (scene) {
          fresh.hidden = scene.hidden;
          scene.replaceWith(fresh);
        }
        all.set(name, fresh);
      }
    }
    for (const [name, scene] of all) if (!given.order.includes(name)) scene.remove();
    given.order.forEach((name, index) => {
      const scene = /** @type {HTMLElement} */ (all.get(name));
      if (page.children[index] !== scene) page.insertBefore(scene, page.children[index] || null);
      scene.dataset.title = given.titles[name];
    });
    if (!given.order.includes(here)) window.cockpit.show(given.order[0], true);
    document.title = given.titles[window.cockpit.scene()] || document.title;
    root.dataset.version = given.version;
    root.dataset.moment = given.moment;
    if (outdated) mark(true); // the strip may be a new one
    plots();
  }

  // What draws figures of their own is fetched once one stands in the page.
  function plots() {
    if (plotting || !root.dataset.plots || !page.querySelector("[data-plotly]")) return;
    const script = document.createElement("script");
    plotting = true;
    script.src = root.dataset.plots;
    script.onerror = () => {
      plotting = false;
      script.remove();
    };
    document.head.appendChild(script);
  }
  plots();

  /* ---- a new document: for each deployment, only where the server has the one that is wanted, and never for ever ---- */

  /** @returns {Renewals} */
  function tries() {
    let found = null;
    try {
      found = JSON.parse(sessionStorage.getItem(TRIED) || "null");
    } catch (_unreadable) {
      found = null;
    }
    return found && Date.now() - found.last < CALM ? found : { count: 0, last: 0 };
  }

  /** @param {number} count */
  function keep(count) {
    sessionStorage.setItem(TRIED, JSON.stringify({ count, last: Date.now() }));
  }

  /* Whether a new document is on its way. `kind` is why one is wanted, `what` which. One that does not fit, as of a second
     build behind the same address, is not taken, and counts. */
  /** @param {string} kind @param {string} what @param {(html: string) => boolean} fits */
  async function renew(kind, what, fits = () => true) {
    if (wanted[kind]?.what !== what) wanted[kind] = { what, since: Date.now() };
    const stop = new AbortController();
    const alarm = setTimeout(() => {
      stop.abort();
    }, LONGER);
    try {
      const { count } = tries();
      keep(count);
      if (Date.now() - wanted[kind].since < Math.min(count - QUICK + 1, LONGEST) * STEADY) return false;
      const answer = await fetch(location.href, { signal: stop.signal, cache: "no-store" });
      if (!answer.ok) return false;
      const html = await answer.text();
      keep(count + 1);
      wanted[kind].since = Date.now();
      if (!fits(html)) return false;
      location.reload();
      return true;
    } catch (_failed) {
      return false;
    } finally {
      clearTimeout(alarm);
    }
  }

  /** @param {string} said */
  async function build(said) {
    if (said === root.dataset.build) {
      delete wanted.build;
      if (outdated && Date.now() - otherAt > SETTLES) mark(false);
      return;
    }
    otherAt = Date.now();
    if (!(await renew("build", said, (html) => html.includes(`data-build="${said}"`)))) mark(true);
  }

  /* ---- the pulse ---- */

  function sign() {
    const { version, screen } = root.dataset;
    const state = root.classList.contains("lost") ? "lost" : "ok";
    const said = new URLSearchParams({ shown: String(version), scene: window.cockpit.scene(), state });
    if (screen) said.set("screen", screen);
    said.set("size", `${innerWidth}x${innerHeight}`);
    return `/wall/pulse?${said}`;
  }

  // New numbers are taken whichever build the server is; only what draws them waits for a new document.
  /** @param {string} version */
  async function take(version) {
    if (!root.dataset.version || version === root.dataset.version) return;
    if (!window.cockpit.scene()) {
      await renew("version", version);
      return;
    }
    if (root.dataset.version === "failed" && Date.now() - failedAt < RETRY) return;
    failedAt = Date.now();
    apply(await fetched(`/wall/pieces${location.search}`, JSON.stringify(marks()), LONGER));
  }

  live({
    every: root.dataset.screen ? 2500 : 5000, // a screen with a name is steered, and follows within three seconds
    address: sign,
    words: {
      zh: { gone: "与服务器的连接中断，恢复后自动更新", barred: "此屏幕的令牌已失效，请联系管理员" },
      en: {
        gone: "the server does not answer; it refreshes by itself",
        barred: "this screen's token is no longer valid",
      },
    },
    async take(/** @type {Pulse} */ given) {
      window.cockpit.clock(given.now);
      window.cockpit.follow(given.steer);
      try {
        await take(given.version);
      } finally {
        await build(given.build);
      }
    },
    say: (said) => say("gone", "crit", said),
    unsay: () => unsay("gone"),
  });

  /* ---- the watchdog: a worker of its own that hears this page tick, and knows when it does no more ---- */

  const dog = root.dataset.watchdog && window.Worker ? new Worker(root.dataset.watchdog) : null;
  if (dog) {
    dog.onmessage = () => {
      if (window.cockpit.idle() > 3 * LONGER) renew("hung", "hung");
    };
    setInterval(() => {
      dog.postMessage({ asked: window.cockpit.idle(), screen: root.dataset.screen || "" });
    }, 1000);
  }
})();
