/* A worker beside the wall: hears it tick, tells it to begin anew where it stopped asking, and the server where it hangs. */
"use strict";
var SILENCE = 10000, STUCK = 60000, EVERY = 2500;
var heard = Date.now(), page = { asked: 0, screen: "" };  // how long ago the page last asked

// biome-ignore lint/suspicious/noGlobalAssign: a worker listens by this name
onmessage = function (said) { heard = Date.now(); page = said.data; };

setInterval(function () {
  var now = Date.now();
  if (now - heard > SILENCE) {
    // Nothing in a page whose thread hangs can start it again; the server knows, and the kiosk ends the browser.
    if (page.screen) fetch("/wall/pulse?state=hung&screen=" + encodeURIComponent(page.screen), { cache: "no-store" }).catch(function () {});
  } else if (page.asked > STUCK) postMessage("stuck");
}, EVERY);
