/* The wall goes from scene to scene where the address says so (play=30), and stays where the server is silent. */
(function () {
  "use strict";
  var root = document.documentElement;
  var PATIENCE = 3000;
  var stood = 0;

  function drawn() {
    return new Promise(function (done) {
      document.addEventListener("cockpit:drawn", done, { once: true });
      setTimeout(done, PATIENCE);
    });
  }

  function next() {
    var scenes = Array.from(document.querySelectorAll("#page nav a"));
    var here = scenes.findIndex(function (scene) { return scene.hasAttribute("aria-current"); });
    var there = scenes[(here + 1) % scenes.length];
    if (!there) return;
    var go = function () {
      var done = drawn();
      window.cockpit.go(new URL(there.href));
      return done;
    };
    // The old scene stands until the new one is drawn; then the two fade into each other.
    if (document.startViewTransition) document.startViewTransition(go); else go();
  }

  setInterval(function () {
    var play = Number(root.dataset.play);
    if (!play || !root.classList.contains("live") || root.classList.contains("lost")) { stood = 0; return; }
    stood += 1;
    if (stood >= play) { stood = 0; next(); }
  }, 1000);
})();
