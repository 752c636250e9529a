/* The engine of a live page: asks again and again whether what stands there is the newest, and says when nobody answers. */
(() => {
  "use strict";
  const root = document.documentElement;
  const PATIENCE = 4000;
  const SOON = 1000; // after a first miss, which may be none
  const AGAIN = 2000; // after later ones
  /** @type {(() => void) | null} */
  let held = null;
  /** @type {LivePage} */
  let page;
  let misses = 0;
  let round = Date.now();

  /** @type {Cockpit["fetched"]} */
  async function fetched(url, body, patience = PATIENCE) {
    const stop = new AbortController();
    const alarm = setTimeout(() => {
      stop.abort();
    }, patience);
    try {
      const answer = await fetch(url, {
        method: body ? "POST" : "GET",
        body,
        signal: stop.signal,
        cache: "no-store",
        headers: body ? { "Content-Type": "application/json" } : {},
      });
      if (!answer.ok) throw Object.assign(new Error(String(answer.status)), { status: answer.status });
      return await answer.json();
    } finally {
      clearTimeout(alarm);
    }
  }

  // The moment is that of the data, as the server wrote it; the clock of this machine may be any.
  /** @param {"gone" | "barred"} why */
  function line(why) {
    const english = root.lang === "en";
    const said = page.words[english ? "en" : "zh"][why];
    const { moment } = root.dataset;
    if (!moment) return said;
    return english ? `data to ${moment}: ${said}` : `数据截至 ${moment}，${said}`;
  }

  /** @param {{ status?: number } | undefined} failed */
  function away(failed) {
    page.say(line(failed?.status === 401 ? "barred" : "gone"));
    if (root.classList.contains("lost")) return;
    root.classList.add("lost");
    document.dispatchEvent(new CustomEvent("cockpit:lost"));
  }

  function found() {
    misses = 0;
    if (root.classList.contains("lost")) {
      root.classList.remove("lost");
      page.unsay();
      document.dispatchEvent(new CustomEvent("cockpit:found"));
    }
    const act = held;
    held = null;
    act?.();
  }

  /** What stands there stays until better is known: one answer that does not come is no news, or a hand waits for it. */
  async function ask() {
    try {
      await page.take(await fetched(page.address()));
      found();
    } catch (failed) {
      misses += 1;
      if (misses > 1 || held) away(/** @type {{ status?: number }} */ (failed));
    }
  }

  /** @type {Cockpit["reach"]} */
  function reach(act) {
    held = act;
    return ask();
  }

  // The next question waits for the last answer, so that a server that hangs is never asked twice at once.
  function again() {
    setTimeout(
      async () => {
        await ask();
        round = Date.now();
        again();
      },
      misses > 1 ? AGAIN : misses ? SOON : page.every,
    );
  }

  /** @type {Cockpit["live"]} */
  function live(given) {
    page = given;
    again();
  }

  window.cockpit = Object.assign(window.cockpit || {}, { live, fetched, ask, reach, idle: () => Date.now() - round });
})();
