/* The desk is live: other data draw its page anew, and one line says that the server does not answer. */
(() => {
  "use strict";
  const root = document.documentElement;
  const line = document.createElement("p");
  line.id = "lost";
  line.setAttribute("role", "alert");

  // Dash could not take over while the server was away.
  document.addEventListener("cockpit:found", () => {
    if (document.getElementById("first-paint") && !root.classList.contains("live")) location.reload();
  });

  window.cockpit.live({
    every: 5000,
    address: () => "/api/v1/version",
    words: {
      zh: {
        gone: "与服务器的连接中断；已填的内容保留，恢复后自动继续",
        barred: "登录已失效；请在另一个标签页重新登录，已填的内容保留",
      },
      en: {
        gone: "the server does not answer. What you have typed stays; this page goes on by itself.",
        barred: "you are no longer signed in. Sign in again in another tab; what you have typed stays.",
      },
    },
    take(/** @type {{ version: string }} */ given) {
      if (!root.dataset.version || given.version === root.dataset.version || !root.classList.contains("live")) return;
      window.dash_clientside.set_props("changed", { data: `${given.version} ${Date.now()}` });
    },
    say(said) {
      if (line.textContent !== said) line.textContent = said;
      if (!line.isConnected) document.body.appendChild(line);
    },
    unsay() {
      line.remove();
    },
  });
})();
