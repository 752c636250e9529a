/* Asks all the time whether the wall is still true; what stands there stays until better is known. */
(function () {
  "use strict";
  var root = document.documentElement;
  var page = /** @type {HTMLElement} */ (document.getElementById("page"));
  var EVERY = root.dataset.screen ? 2500 : 5000;  // a screen with a name is steered, and follows within three seconds
  var PATIENCE = 4000, LONGER = 15000, AGAIN = 2000, RETRY = 4000, HOUR = 3600000, MOST = 3;
  /** @type {Date | null} */
  var since = null;
  /** @type {"gone" | "barred"} */
  var why = "gone";
  var misses = 0, last = new Date(), failedAt = 0, round = Date.now();
  var WORDS = {
    gone: ["与服务器的连接中断，恢复后自动更新", "the server does not answer; it refreshes by itself"],
    barred: ["此屏幕的令牌已失效，请联系管理员", "this screen's token is no longer valid"]
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

  /* ---- one line in the alert strip while the server is away; the numbers stay ---- */

  function line() {
    var english = root.lang === "en", time = /** @type {Date} */ (since).toTimeString().slice(0, 5);
    return (english ? "data to " + time + ": " : "数据截至 " + time + "，") + WORDS[why][english ? 1 : 0];
  }

  function say() {
    page.querySelectorAll(".note ul").forEach(function (strip) {
      if (strip.querySelector(".gone")) return;
      var said = document.createElement("li"), sign = document.createElement("i"), text = document.createElement("span");
      said.className = "gone";
      said.dataset.level = "crit";
      sign.className = "sig";
      sign.dataset.s = "crit";
      text.textContent = line();
      said.append(sign, text);
      strip.prepend(said);
      /** @type {HTMLElement[]} */ (Array.from(strip.children)).slice(MOST).forEach(function (more) { more.hidden = true; });
    });
  }

  function lost() {
    if (since) return;
    since = last;
    root.classList.add("lost");
    say();
  }

  function found() {
    misses = 0;
    last = new Date();
    why = "gone";
    if (!since) return;
    since = null;
    root.classList.remove("lost");
    page.querySelectorAll(".note ul .gone").forEach(function (said) { said.remove(); });
    page.querySelectorAll(".note ul > [hidden]").forEach(function (more) { /** @type {HTMLElement} */ (more).hidden = false; });
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
  }

  /* ---- a new document: once for each deployment, and only where the server has one to give ---- */

  /** @param {string} reason */
  function renew(reason) {
    /** @type {Renewed} */
    var done = {};
    try { done = JSON.parse(sessionStorage.getItem("cockpit:renewed") || "{}"); } catch (_unreadable) { done = {}; }
    if (Date.now() - (done[reason] || 0) < HOUR) return Promise.resolve();
    var stop = new AbortController();
    var alarm = setTimeout(function () { stop.abort(); }, LONGER);
    return fetch(location.href, { signal: stop.signal, cache: "no-store" }).then(function (answer) {
      if (!answer.ok) return;
      done[reason] = Date.now();
      sessionStorage.setItem("cockpit:renewed", JSON.stringify(done));
      location.reload();
    }).catch(function () {}).finally(function () { clearTimeout(alarm); });
  }

  function sign() {
    /** @type {Record<string, string>} */
    var said = { shown: String(root.dataset.version), scene: window.cockpit.scene(), state: since ? "lost" : "ok" };
    if (root.dataset.screen) said.screen = root.dataset.screen;
    said.size = innerWidth + "x" + innerHeight;
    return "/wall/pulse?" + new URLSearchParams(said);
  }

  function pulse() {
    return ask(sign(), null, PATIENCE).then(/** @param {Pulse} given */ function (given) {
      window.cockpit.clock(given.now);
      window.cockpit.follow(given.steer);
      if (given.build !== root.dataset.build) return renew(given.build).then(found);
      if (!root.dataset.version || given.version === root.dataset.version) return found();
      if (!window.cockpit.scene()) return renew(given.version).then(found);
      if (root.dataset.version === "failed" && Date.now() - failedAt < RETRY) return found();
      failedAt = Date.now();
      return ask("/wall/pieces" + location.search, JSON.stringify(marks()), LONGER).then(function (fresh) {
        found();
        apply(fresh);
      });
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
    dog.onmessage = function () { if (Date.now() - round > 3 * LONGER) renew("hung " + Math.floor(Date.now() / HOUR * 6)); };
    setInterval(function () { /** @type {Worker} */ (dog).postMessage({ asked: Date.now() - round, screen: root.dataset.screen || "" }); }, 1000);
  }

  window.cockpit = Object.assign(window.cockpit || {}, { ask: pulse });
})();
