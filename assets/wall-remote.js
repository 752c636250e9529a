/* The desk steers the screens: sends what a form says, and keeps the state of every screen true. */
(function () {
  "use strict";
  var EVERY = 3000, PATIENCE = 4000;

  function ask(url, body) {
    var stop = new AbortController();
    var alarm = setTimeout(function () { stop.abort(); }, PATIENCE);
    return fetch(url, {
      method: body ? "POST" : "GET", body: body && JSON.stringify(body), signal: stop.signal, cache: "no-store",
      headers: body ? { "Content-Type": "application/json" } : {}
    }).then(function (answer) {
      return answer.json().then(function (given) {
        if (!answer.ok) throw new Error(given.error ? (document.documentElement.lang !== "en" && given.error.zh) || given.error.happened : String(answer.status));
        return given;
      });
    }).finally(function () { clearTimeout(alarm); });
  }

  function command(form, what) {
    var by = form.elements.author ? { author: form.elements.author.value } : {};
    if (what === "release") return Object.assign({ release: true }, by);
    var asked = { minutes: Number(form.elements.minutes.value), hold: what === "hold" };
    if (form.elements.scene.value) asked.scene = form.elements.scene.value;
    if (form.elements.seconds.value && what !== "hold") asked.seconds = Number(form.elements.seconds.value);
    return Object.assign(asked, by);
  }

  document.addEventListener("submit", function (submit) {
    var form = submit.target, said = form.querySelector(".said");
    if (!form.dataset.screen) return;
    submit.preventDefault();
    var what = submit.submitter ? submit.submitter.dataset.do : "show";
    ask("/screens/" + encodeURIComponent(form.dataset.screen), command(form, what)).then(function () {
      said.textContent = what === "release" ? form.dataset.released : form.dataset.steered;
      return states();
    }).catch(function (wrong) { said.textContent = form.dataset.refused + wrong.message; });
  });

  function states() {
    return ask("/screens/states" + location.search).then(function (given) {
      var here = Array.from(document.querySelectorAll("[data-status]"));
      var names = Object.keys(given.states);
      if (here.map(function (one) { return one.dataset.status; }).join() !== names.join()) { location.reload(); return; }
      here.forEach(function (one) {
        var holder = document.createElement("template");
        holder.innerHTML = given.states[one.dataset.status];
        one.replaceWith(holder.content.firstElementChild);
      });
    });
  }

  (function again() { setTimeout(function () { states().catch(function () {}).then(again); }, EVERY); })();
  window.cockpit = { states: states };
})();
