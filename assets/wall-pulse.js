/* Asks all the time whether the wall is still true; what stands there stays until better is known. */
(function () {
  "use strict";
  var root = document.documentElement;
  var page = /** @type {HTMLElement} */ (document.getElementById("page"));
  var EVERY = root.dataset.screen ? 2500 : 5000;  // a screen with a name is steered, and follows within three seconds
  var PATIENCE = 4000, LONGER = 15000, AGAIN = 2000, RETRY = 4000, MOST = 3;
  // So many new documents at once, then after a minute of the same answer, two, … ten; all over after ten quiet minutes.
  var QUICK = 5, STEADY = 60000, LONGEST = 10, CALM = 600000, SETTLES = 30000, TRIED = "cockpit:renewals";
  /** @type {Date | null} */
  var since = null;
  /** @type {"gone" | "barred"} */
  var why = "gone";
  /** @type {Record<string, {what: string, since: number}>} */
  var wanted = {};
  var misses = 0, last = new Date(), failedAt = 0, round = Date.now(), otherAt = 0, outdated = false, plotting = false;
  /** @type {Record<string, [string, string]>} */
  var WORDS = {
    gone: ["与服务器的连接中断，恢复后自动更新", "the server does not answer; it refreshes by itself"],
    barred: ["此屏幕的令牌已失效，请联系管理员", "this screen's token is no longer valid"],
    outdated: ["此屏幕未能更新到新版，数据不受影响", "this screen could not be updated to the new version; its numbers go on"]
  };

  /** @param {string} url @param {string | null} body @param {number} patience */
  function ask(url, body, patience) {
    var stop = new AbortController();
    var alarm = setTimeout(function () { stop.abort(); }, patience);
    return fetch(url, {
      method: body ? "POST" : "GET", body: body, signal: stop.signal, cache: "no-store",
      headers: body ? { "Content-Type": "application/json" } : {}
    }).then(function (answer) {
      if (answer.status === 401) why = "barred";
      if (!answer.ok) throw new Error(String(answer.status));
      return answer.json();
    }).finally(function () { clearTimeout(alarm); });
  }

  /* ---- a line in the alert strip while the server is away, or a new version is not to be had; the numbers stay ---- */

  /** @param {string} name */
  function words(name) { return WORDS[name][root.lang === "en" ? 1 : 0]; }

  function line() {
    var time = /** @type {Date} */ (since).toTimeString().slice(0, 5);
    return (root.lang === "en" ? "data to " + time + ": " : "数据截至 " + time + "，") + words(why);
  }

  /** @param {string} name @param {string} level @param {string} line */
  function say(name, level, line) {
    page.querySelectorAll(".note ul").forEach(function (strip) {
      if (strip.querySelector("." + name)) return;
      var said = document.createElement("li"), sign = document.createElement("i"), text = document.createElement("span");
      said.className = name;
      said.dataset.level = level;
      sign.className = "sig";
      sign.dataset.s = level;
      text.textContent = line;
      said.append(sign, text);
      strip.prepend(said);
      fold(strip);
    });
  }

  /** @param {string} name */
  function unsay(name) {
    page.querySelectorAll(".note ul").forEach(function (strip) {
      strip.querySelectorAll("." + name).forEach(function (said) { said.remove(); });
      fold(strip);
    });
  }

  /** @param {Element} strip */
  function fold(strip) { /** @type {HTMLElement[]} */ (Array.from(strip.children)).forEach(function (one, place) { one.hidden = place >= MOST; }); }

  /** @param {boolean} now */
  function mark(now) {
    outdated = now;
    root.classList.toggle("outdated", now);
    if (now) say("outdated", "warn", words("outdated")); else unsay("outdated");
  }

  function lost() {
    if (since) return;
    since = last;
    root.classList.add("lost");
    say("gone", "crit", line());
  }

  function found() {
    misses = 0;
    last = new Date();
    why = "gone";
    if (!since) return;
    since = null;
    root.classList.remove("lost");
    unsay("gone");
  }

  /* ---- what changed takes the place of what stood there, all in one frame ---- */

  function marks() {
    /** @type {Record<string, (string | undefined)[]>} */
    var have = {};
    /** @type {HTMLElement[]} */ (Array.from(page.children)).forEach(function (scene) {
      if (!scene.dataset.scene) return;
      have[scene.dataset.scene] = [scene.dataset.mark].concat(/** @type {HTMLElement[]} */ (Array.from(scene.querySelectorAll("[data-piece]")))
        .sort(function (one, other) { return Number(one.dataset.piece) - Number(other.dataset.piece); })
        .map(function (piece) { return piece.dataset.mark; }));
    });
    return have;
  }

  /** @param {string} html */
  function made(html) {
    var holder = document.createElement("template");
    holder.innerHTML = html;
    return /** @type {HTMLElement} */ (holder.content.firstElementChild);
  }

  /** @param {Pieces} given */
  function apply(given) {
    /** @type {Record<string, HTMLElement>} */
    var all = {};
    var here = window.cockpit.scene();
    /** @type {HTMLElement[]} */ (Array.from(page.children)).forEach(function (scene) { if (scene.dataset.scene) all[scene.dataset.scene] = scene; });
    Object.keys(given.scenes).forEach(function (name) {
      var change = given.scenes[name], scene = all[name];
      if (change.html !== undefined) {
        var fresh = made(change.html);
        if (scene) { fresh.hidden = scene.hidden; scene.replaceWith(fresh); }
        all[name] = fresh;
        return;
      }
      Object.entries(change.pieces).forEach(function (entry) {
        var place = entry[0], piece = entry[1], old = /** @type {HTMLElement} */ (scene.querySelector('[data-piece="' + place + '"]'));
        // A panel that fails never takes the place of its last good numbers; the strip says that it did.
        if (piece.broken && !old.classList.contains("panel-broken")) { old.toggleAttribute("data-held", true); return; }
        old.replaceWith(made(piece.html));
      });
    });
    Object.keys(all).forEach(function (name) { if (given.order.indexOf(name) < 0) all[name].remove(); });
    given.order.forEach(function (name, index) {
      if (page.children[index] !== all[name]) page.insertBefore(all[name], page.children[index] || null);
      all[name].dataset.title = given.titles[name];
    });
    if (given.order.indexOf(here) < 0) window.cockpit.show(given.order[0], true);
    document.title = given.titles[window.cockpit.scene()] || document.title;
    root.dataset.version = given.version;
    if (outdated) mark(true);  // the strip may be a new one
    plots();
  }

  // What draws figures of their own is fetched once one stands in the page.
  function plots() {
    if (plotting || !root.dataset.plots || !page.querySelector("[data-plotly]")) return;
    var script = document.createElement("script");
    plotting = true;
    script.src = root.dataset.plots;
    script.onerror = function () { plotting = false; script.remove(); };
    document.head.appendChild(script);
  }
  plots();

  /* ---- a new document: for each deployment, only where the server has the one that is wanted, and never for ever ---- */

  /** @returns {Renewals} */
  function tries() {
    var found = null;
    try { found = JSON.parse(sessionStorage.getItem(TRIED) || "null"); } catch (_unreadable) { found = null; }
    return found && Date.now() - found.last < CALM ? found : { count: 0, last: 0 };
  }

  /** @param {number} count */
  function keep(count) { sessionStorage.setItem(TRIED, JSON.stringify({ count: count, last: Date.now() })); }

  /* Whether a new document is on its way. `kind` is why one is wanted, `what` which. One that does not fit, as of a second
     build behind the same address, is not taken, and counts. */
  /** @param {string} kind @param {string} what @param {(html: string) => boolean} fits */
  async function renew(kind, what, fits) {
    if (!wanted[kind] || wanted[kind].what !== what) wanted[kind] = { what: what, since: Date.now() };
    var stop = new AbortController(), alarm = setTimeout(function () { stop.abort(); }, LONGER);
    try {
      var count = tries().count, patience = Math.min(count - QUICK + 1, LONGEST) * STEADY;
      keep(count);
      if (Date.now() - wanted[kind].since < patience) return false;
      var answer = await fetch(location.href, { signal: stop.signal, cache: "no-store" });
      if (!answer.ok) return false;
      var html = await answer.text();
      keep(count + 1);
      wanted[kind].since = Date.now();
      if (!fits(html)) return false;
      location.reload();
      return true;
    } catch (_failed) {
      return false;
    } finally { clearTimeout(alarm); }
  }

  function any() { return true; }

  /** @param {string} said */
  function build(said) {
    if (said === root.dataset.build) {
      delete wanted.build;
      if (outdated && Date.now() - otherAt > SETTLES) mark(false);
      return Promise.resolve();
    }
    otherAt = Date.now();
    var fits = /** @param {string} html */ function (html) { return html.indexOf('data-build="' + said + '"') >= 0; };
    return renew("build", said, fits).then(function (begun) { if (!begun) mark(true); });
  }

  function sign() {
    /** @type {Record<string, string>} */
    var said = { shown: String(root.dataset.version), scene: window.cockpit.scene(), state: since ? "lost" : "ok" };
    if (root.dataset.screen) said.screen = root.dataset.screen;
    said.size = innerWidth + "x" + innerHeight;
    return "/wall/pulse?" + new URLSearchParams(said);
  }

  // New numbers are taken whichever build the server is; only what draws them waits for a new document.
  /** @param {Pulse} given @returns {unknown} */
  function take(given) {
    if (!root.dataset.version || given.version === root.dataset.version) return found();
    if (!window.cockpit.scene()) return renew("version", given.version, any).then(found);
    if (root.dataset.version === "failed" && Date.now() - failedAt < RETRY) return found();
    failedAt = Date.now();
    return ask("/wall/pieces" + location.search, JSON.stringify(marks()), LONGER).then(/** @param {Pieces} fresh */ function (fresh) {
      found();
      apply(fresh);
    });
  }

  function pulse() {
    return ask(sign(), null, PATIENCE).then(/** @param {Pulse} given */ function (given) {
      window.cockpit.clock(given.now);
      window.cockpit.follow(given.steer);
      return Promise.resolve(given).then(take).finally(function () { return build(given.build); });
    }).catch(function () { misses += 1; if (misses > 1) lost(); });
  }

  // The next question waits for the last answer, so that a server that hangs is never asked twice at once.
  function again() {
    setTimeout(function () { pulse().then(function () { round = Date.now(); again(); }); }, misses ? AGAIN : EVERY);
  }
  again();

  /* ---- the watchdog: a worker of its own that hears this page tick, and knows when it does no more ---- */

  var dog = root.dataset.watchdog && window.Worker ? new Worker(root.dataset.watchdog) : null;
  if (dog) {
    dog.onmessage = function () { if (Date.now() - round > 3 * LONGER) renew("hung", "hung", any); };
    setInterval(function () { /** @type {Worker} */ (dog).postMessage({ asked: Date.now() - round, screen: root.dataset.screen || "" }); }, 1000);
  }

  window.cockpit = Object.assign(window.cockpit || {}, { ask: pulse });
})();
