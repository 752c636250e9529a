/* The desk steers the screens: sends what a form says, and keeps the state of every screen true. */
(() => {
  "use strict";
  const EVERY = 3000;
  const PATIENCE = 4000;

  /** @param {string} url @param {object} [body] */
  function ask(url, body) {
    const stop = new AbortController();
    const alarm = setTimeout(() => {
      stop.abort();
    }, PATIENCE);
    return fetch(url, {
      method: body ? "POST" : "GET",
      body: body && JSON.stringify(body),
      signal: stop.signal,
      cache: "no-store",
      headers: body ? { "Content-Type": "application/json" } : {},
    })
      .then((answer) =>
        answer.json().then((given) => {
          if (!answer.ok) {
            const chinese = document.documentElement.lang !== "en" && given.error?.zh;
            throw new Error(chinese || given.error?.happened || String(answer.status));
          }
          return given;
        }),
      )
      .finally(() => {
        clearTimeout(alarm);
      });
  }

  /** @param {HTMLFormElement} form @param {string | undefined} what @returns {Record<string, unknown>} */
  function command(form, what) {
    const given = new FormData(form);
    /** @type {Record<string, unknown>} */
    const by = given.has("author") ? { author: given.get("author") } : {};
    if (what === "release") return { release: true, ...by };
    /** @type {Record<string, unknown>} */
    const asked = { minutes: Number(given.get("minutes")), hold: what === "hold" };
    if (given.get("scene")) asked.scene = given.get("scene");
    if (given.get("seconds") && what !== "hold") asked.seconds = Number(given.get("seconds"));
    return { ...asked, ...by };
  }

  document.addEventListener("submit", (submit) => {
    const form = /** @type {HTMLFormElement} */ (submit.target);
    const said = /** @type {HTMLElement} */ (form.querySelector(".said"));
    if (!form.dataset.screen) return;
    submit.preventDefault();
    const what = submit.submitter ? submit.submitter.dataset.do : "show";
    ask(`/screens/${encodeURIComponent(form.dataset.screen)}`, command(form, what))
      .then(() => {
        said.textContent = String(what === "release" ? form.dataset.released : form.dataset.steered);
        return states();
      })
      .catch((wrong) => {
        said.textContent = form.dataset.refused + wrong.message;
      });
  });

  function states() {
    return ask(`/screens/states${location.search}`).then((given) => {
      const here = /** @type {HTMLElement[]} */ (Array.from(document.querySelectorAll("[data-status]")));
      const names = Object.keys(given.states);
      if (here.map((one) => one.dataset.status).join() !== names.join()) {
        location.reload();
        return;
      }
      here.forEach((one) => {
        const holder = document.createElement("template");
        holder.innerHTML = given.states[String(one.dataset.status)];
        one.replaceWith(/** @type {Element} */ (holder.content.firstElementChild));
      });
    });
  }

  (function again() {
    setTimeout(() => {
      states()
        .catch(() => {})
        .then(again);
    }, EVERY);
  })();
})();
