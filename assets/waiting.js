/* A question that takes longer than 300 ms turns the panels into grey blocks of their own shape; one without an answer says so. */
(function () {
  "use strict";
  var root = document.documentElement;
  var SOON = 300, LATE = 15000;
  var soon = null, late = null;
  var words = {
    zh: { late: "查询超时，未取得数据", again: "重试" },
    en: { late: "The answer did not come in time; nothing was changed.", again: "Try again" }
  };

  function rest() {
    clearTimeout(soon);
    clearTimeout(late);
    root.classList.remove("waiting");
    var line = document.getElementById("late");
    if (line) line.remove();
  }

  function missed() {
    root.classList.remove("waiting");
    var said = words[root.lang === "en" ? "en" : "zh"], line = document.createElement("p"), again = document.createElement("button");
    line.id = "late";
    line.setAttribute("role", "alert");
    line.textContent = said.late + " ";
    again.type = "button";
    again.textContent = said.again;
    again.addEventListener("click", function () { location.reload(); });
    line.appendChild(again);
    document.body.appendChild(line);
  }

  document.addEventListener("cockpit:asked", function () {
    rest();
    soon = setTimeout(function () { root.classList.add("waiting"); }, SOON);
    late = setTimeout(missed, LATE);
  });
  document.addEventListener("cockpit:drawn", rest);
})();
