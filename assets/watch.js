/* Asks every five seconds whether the numbers are still the newest; what stands there stays until better is known. */
(() => {
  "use strict";
  const root = document.documentElement;
  const EVERY = 5000;
  const PATIENCE = 4000;
  let misses = 0;
  /** @type {Date | null} */
  let since = null;
  let last = new Date();
  /** @type {Words<(time: string) => string>} */
  const words = {
    zh: (time) => `与服务器的连接中断，显示的是 ${time} 的数据，恢复后自动更新`,
    en: (time) => `The server does not answer; these are the numbers of ${time}. They refresh by themselves.`,
  };

  /** @param {Date} moment */
  function clock(moment) {
    return moment.toTimeString().slice(0, 5);
  }

  function lost() {
    if (since) return;
    since = last;
    root.classList.add("lost");
    const line = document.createElement("p");
    line.id = "lost";
    line.setAttribute("role", "alert");
    line.textContent = words[root.lang === "en" ? "en" : "zh"](clock(since));
    document.body.appendChild(line);
  }

  function found() {
    misses = 0;
    last = new Date();
    if (!since) return;
    since = null;
    root.classList.remove("lost");
    const line = document.getElementById("lost");
    if (line) line.remove();
  }

  function ask() {
    const stop = new AbortController();
    const patience = setTimeout(() => {
      stop.abort();
    }, PATIENCE);
    return fetch("/api/v1/version", { signal: stop.signal, cache: "no-cache" })
      .then((answer) => {
        if (!answer.ok) throw new Error(String(answer.status));
        return answer.json();
      })
      .then((given) => {
        found();
        if (root.dataset.version && given.version !== root.dataset.version && root.classList.contains("live")) {
          window.dash_clientside.set_props("changed", { data: `${given.version} ${Date.now()}` });
        }
      })
      .catch(() => {
        misses += 1;
        if (misses > 1) lost();
      })
      .finally(() => {
        clearTimeout(patience);
      });
  }

  // The next question waits for the last answer, so that a server that hangs is never asked twice at once.
  function again() {
    setTimeout(
      () => {
        ask().then(again);
      },
      misses === 1 ? 1000 : EVERY,
    );
  }
  again();
  window.cockpit = Object.assign(window.cockpit || {}, { ask });
})();
