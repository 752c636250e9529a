/* A question that takes longer than 300 ms turns the panels into grey blocks of their own shape; one without an answer says so. */
(() => {
  "use strict";
  const root = document.documentElement;
  const SOON = 300;
  const LATE = 15000;
  let soon = 0;
  let late = 0;
  const words = {
    zh: { late: "查询超时，未取得数据", again: "重试" },
    en: { late: "The answer did not come in time; nothing was changed.", again: "Try again" },
  };

  function rest() {
    clearTimeout(soon);
    clearTimeout(late);
    root.classList.remove("waiting");
    const line = document.getElementById("late");
    if (line) line.remove();
  }

  function missed() {
    root.classList.remove("waiting");
    const said = words[root.lang === "en" ? "en" : "zh"];
    const line = document.createElement("p");
    const again = document.createElement("button");
    line.id = "late";
    line.setAttribute("role", "alert");
    line.textContent = `${said.late} `;
    again.type = "button";
    again.textContent = said.again;
    again.addEventListener("click", () => {
      window.cockpit.reach(() => location.reload());
    });
    line.appendChild(again);
    document.body.appendChild(line);
  }

  document.addEventListener("cockpit:asked", () => {
    rest();
    soon = setTimeout(() => {
      root.classList.add("waiting");
    }, SOON);
    late = setTimeout(missed, LATE);
  });
  document.addEventListener("cockpit:drawn", rest);
  document.addEventListener("cockpit:lost", rest); // which has a line of its own
})();
