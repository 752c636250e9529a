/* What can be taken away in the browser: a picture of a panel where it stands, a number to be quoted, paper. */
(function () {
  "use strict";
  var root = document.documentElement;
  var XHTML = "http://www.w3.org/1999/xhtml", SVG = "http://www.w3.org/2000/svg";
  var AROUND = 16, SHARP = 2;
  // What is there for hands only, or drawn by a script over the HTML that stands for it.
  var LEFT_OUT = ".out, .spot, .drawing, .skip, script";
  var INHERITED = ["font-family", "font-size", "font-weight", "line-height", "color", "font-variant-numeric", "font-feature-settings", "letter-spacing", "text-autospace"];

  // ---------- pictures ----------
  function touches(selector, box) {
    var plain = selector.replace(/::?(before|after|marker|hover|active|focus(-visible|-within)?|first-line|-webkit-[a-z-]+)/g, "");
    try { return root.matches(plain) || box.matches(plain) || box.querySelector(plain) !== null; } catch (_) { return true; }
  }

  // The rules that the panel stands under on this screen, with no question left about its width.
  function rules(list, box) {
    return Array.from(list).map(function (rule) {
      if (rule instanceof CSSMediaRule) return window.matchMedia(rule.conditionText).matches ? rules(rule.cssRules, box) : "";
      if (!(rule instanceof CSSStyleRule)) return "";
      return touches(rule.selectorText, box) ? rule.cssText + "\n" : "";
    }).join("");
  }

  function sheets(box) { return Array.from(document.styleSheets).filter(function (sheet) { return sheet.href; }).map(function (sheet) { return rules(sheet.cssRules, box); }).join(""); }

  function copied(panel) {
    var copy = panel.cloneNode(true);
    copy.querySelectorAll(LEFT_OUT).forEach(function (one) { one.remove(); });
    copy.querySelectorAll("a").forEach(function (one) { one.removeAttribute("href"); });
    copy.querySelectorAll(".instead").forEach(function (one) { one.style.opacity = "1"; });
    copy.querySelectorAll(".scroll").forEach(function (one) { one.style.maxHeight = "none"; });
    copy.querySelectorAll("details").forEach(function (one) { one.open = true; });
    copy.style.margin = "0";
    // The places that it hangs under, for the rules that ask for them, without any size of their own.
    for (var place = panel.parentElement; place && place.id !== "page"; place = place.parentElement) {
      var around = document.createElement(place.tagName);
      around.className = place.className;
      if (place.dataset.page) around.dataset.page = place.dataset.page;
      around.style.cssText = "all:unset;display:block";
      around.appendChild(copy);
      copy = around;
    }
    return copy;
  }

  function caption() {
    var line = document.createElement("p");
    line.textContent = Array.from(document.querySelectorAll("#page .printhead > *")).map(function (one) { return one.textContent; }).join(" · ");
    line.style.cssText = "margin:10px 2px 0;font-size:11px;color:var(--text-3);overflow-wrap:anywhere";
    return line;
  }

  function standing(panel) {
    var box = document.createElement("div"), body = getComputedStyle(document.body);
    box.style.cssText = INHERITED.map(function (name) { return name + ":" + body.getPropertyValue(name); }).join(";") +
      ";box-sizing:border-box;background:var(--bg);padding:" + AROUND + "px;width:" + (Math.ceil(panel.getBoundingClientRect().width) + 2 * AROUND) + "px";
    box.appendChild(copied(panel));
    box.appendChild(caption());
    return box;
  }

  /* The panel as one SVG that needs nothing else: its HTML and the rules that apply to it. */
  function picture(panel) {
    var box = standing(panel), shelf = document.createElement("div");
    shelf.style.cssText = "position:fixed;left:-20000px;top:0;visibility:hidden";
    shelf.appendChild(box);
    document.body.appendChild(shelf);
    var size = { width: box.offsetWidth, height: box.offsetHeight }, style = sheets(box);
    shelf.remove();
    var svg = document.createElementNS(SVG, "svg"), inside = document.createElementNS(SVG, "foreignObject");
    svg.setAttribute("width", size.width);
    svg.setAttribute("height", size.height);
    svg.setAttribute("viewBox", "0 0 " + size.width + " " + size.height);
    svg.setAttribute("lang", root.lang);
    ["surface", "theme"].forEach(function (name) { svg.setAttribute("data-" + name, root.dataset[name]); });
    inside.setAttribute("width", "100%");
    inside.setAttribute("height", "100%");
    var told = document.createElementNS(XHTML, "style");
    told.textContent = style;
    inside.appendChild(told);
    inside.appendChild(box);
    svg.appendChild(inside);
    return { text: new XMLSerializer().serializeToString(svg), width: size.width, height: size.height };
  }

  /* The panel as shapes and texts, for programs that know SVG and no HTML. */
  function shapes(panel) {
    var box = standing(panel), shelf = document.createElement("div"), bare = document.createElement("style");
    shelf.style.cssText = "position:fixed;left:-20000px;top:0";
    shelf.setAttribute("aria-hidden", "true");
    bare.textContent = "[data-bare-before]::before,[data-bare-after]::after{content:none!important}";
    shelf.append(bare, box);
    document.body.appendChild(shelf);
    try { return window.cockpit.vector(box, root.lang); } finally { shelf.remove(); }
  }

  function drawn(made) {
    return new Promise(function (done, failed) {
      var image = new Image();
      image.onload = function () {
        var canvas = document.createElement("canvas");
        canvas.width = made.width * SHARP;
        canvas.height = made.height * SHARP;
        var pen = canvas.getContext("2d");
        pen.scale(SHARP, SHARP);
        pen.drawImage(image, 0, 0);
        canvas.toBlob(function (blob) { if (blob) done(blob); else failed(new Error("empty")); }, "image/png");
      };
      image.onerror = failed;
      image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(made.text);
    });
  }

  function save(blob, name) {
    var link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 1000);
  }

  function taken(button) {
    var panel = button.closest("[id^='panel-']"), kind = button.dataset.picture, name = button.dataset.name + "." + kind;
    if (kind === "svg") { save(new Blob([shapes(panel)], { type: "image/svg+xml" }), name); return; }
    drawn(picture(panel)).then(function (blob) { save(blob, name); });
  }

  // ---------- a number to be quoted ----------
  // Without a secure address a browser has no clipboard for scripts, so the old way stands behind the new one.
  function copy(text) {
    if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text).catch(function () { old(text); });
    return Promise.resolve(old(text));
  }

  function old(text) {
    var field = document.createElement("textarea"), before = document.activeElement;
    field.value = text;
    field.style.cssText = "position:fixed;opacity:0";
    document.body.appendChild(field);
    field.select();
    document.execCommand("copy");
    field.remove();
    if (before) before.focus();
  }

  function quote(button) {
    var text = button.dataset.quote + " " + new URL(button.dataset.address, location.href).href;
    copy(text).then(function () { say(button.dataset.done); });
    return text;
  }

  function say(words) {
    var line = document.getElementById("said") || document.createElement("p");
    line.id = "said";
    line.setAttribute("role", "status");
    document.body.appendChild(line);
    line.textContent = words;
    setTimeout(function () { line.textContent = ""; }, 2500);
  }

  document.addEventListener("click", function (click) {
    var hit = click.target.closest && click.target.closest("[data-picture], [data-print], #quote, .out .menu a");
    var open = document.querySelector(".out[open]");
    if (open && !open.contains(click.target)) open.open = false;
    if (!hit) return;
    if (hit.dataset.picture) taken(hit);
    else if (hit.id === "quote") quote(hit);
    else if (hit.hasAttribute("data-print")) window.print();
    if (hit.closest(".out")) hit.closest(".out").open = false;
  });

  document.addEventListener("keydown", function (key) {
    var button = document.getElementById("quote");
    if (button && key.altKey && key.code === "KeyQ") { key.preventDefault(); quote(button); }
  });

  // ---------- paper is light, whatever the screen is ----------
  var worn = null;
  window.addEventListener("beforeprint", function () {
    worn = root.dataset.theme;
    root.dataset.theme = "light";
    document.querySelectorAll(".printhead .where").forEach(function (one) { one.textContent = location.origin + location.pathname + location.search; });
  });
  window.addEventListener("afterprint", function () { if (worn) root.dataset.theme = worn; worn = null; });

  window.cockpit = Object.assign(window.cockpit || {}, { picture: picture, shapes: shapes, drawn: drawn, quote: quote });
})();
