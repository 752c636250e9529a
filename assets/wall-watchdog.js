/* A worker beside the wall: hears it tick, tells it to begin anew where it stopped asking, and the server where it hangs. */
"use strict";
const SILENCE = 10000;
const STUCK = 60000;
const EVERY = 2500;
let heard = Date.now();
let page = { asked: 0, screen: "" }; // how long ago the page last asked

addEventListener("message", (said) => {
  heard = Date.now();
  page = said.data;
});

setInterval(() => {
  if (Date.now() - heard > SILENCE) {
    // Nothing in a page whose thread hangs can start it again; the server knows, and the kiosk ends the browser.
    const address = `/wall/pulse?state=hung&screen=${encodeURIComponent(page.screen)}`;
    if (page.screen) fetch(address, { cache: "no-store" }).catch(() => {});
  } else if (page.asked > STUCK) postMessage("stuck");
}, EVERY);
