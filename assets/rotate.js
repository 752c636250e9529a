/* The wall goes from scene to scene where the address says so (play=30), and stays where the server is silent. */
(function () {
  "use strict";
  var root = document.documentElement;
  var SCENES = ["overview", "volumes", "sharing", "opening", "meetings"];
  var PATIENCE = 3000;
  var stood = 0;

  function drawn() {
    return new Promise(function (done) {
      document.addEventListener("cockpit:drawn", done, { once: true });
      setTimeout(done, PATIENCE);
    });
  }

  function next() {
    var scene = SCENES[(SCENES.indexOf(root.dataset.scene) + 1) % SCENES.length];
    var go = function () {
      var there = drawn();
      window.dash_clientside.set_props("address", { pathname: "/wall/" + scene });
      return there;
    };
    if (document.startViewTransition) document.startViewTransition(go); else go();
  }

  setInterval(function () {
    var play = Number(root.dataset.play);
    if (!play || !root.classList.contains("live") || root.classList.contains("lost")) { stood = 0; return; }
    stood += 1;
    if (stood >= play) { stood = 0; next(); }
  }, 1000);
})();
