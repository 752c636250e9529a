/* What can be taken away in the browser: a picture of a panel where it stands, a number to be quoted, paper. */
(() => {
  "use strict";
  const root = document.documentElement;
  const XHTML = "http://www.w3.org/1999/xhtml";
  const SVG = "http://www.w3.org/2000/svg";
  const SVG_TYPE = "image/svg+xml";
  const AROUND = 16;
  const SHARP = 2;
  // What is there for hands only, or drawn by a script over the HTML that stands for it.
  const LEFT_OUT = ".out, .spot, .drawing, .skip, script";
  const TAKING = "[data-picture], [data-print], #quote, .out .menu a";
  const INHERITED = [
    "font-family",
    "font-size",
    "font-weight",
    "line-height",
    "color",
    "font-variant-numeric",
    "font-feature-settings",
    "letter-spacing",
    "text-autospace",
  ];

  // ---------- pictures ----------
  /** @param {string} selector @param {Element} box */
  function touches(selector, box) {
    const plain = selector.replace(
      /::?(before|after|marker|hover|active|focus(-visible|-within)?|first-line|-webkit-[a-z-]+)/g,
      "",
    );
    try {
      return root.matches(plain) || box.matches(plain) || box.querySelector(plain) !== null;
    } catch (_) {
      return true;
    }
  }

  // A selector as it would stand without its nest. The browser writes the & of a nested one also where the sheet has none.
  /** @param {string} selector @param {string} nest */
  function whole(selector, nest) {
    return nest ? selector.replace(/&/g, `:is(${nest})`) : selector;
  }

  // The rules that the panel stands under on this screen, with no nest and no question left about its width.
  /** @param {CSSRuleList} list @param {Element} box @param {string} [nest] @returns {string} */
  function rules(list, box, nest = "") {
    return Array.from(list)
      .map((rule) => {
        if (rule instanceof CSSMediaRule)
          return window.matchMedia(rule.conditionText).matches ? rules(rule.cssRules, box, nest) : "";
        if (!(rule instanceof CSSStyleRule)) return "";
        const selector = whole(rule.selectorText, nest);
        const own = rule.style.length && touches(selector, box) ? `${selector} { ${rule.style.cssText} }\n` : "";
        return own + rules(rule.cssRules, box, selector);
      })
      .join("");
  }

  /** @param {Element} box */
  function sheets(box) {
    return Array.from(document.styleSheets)
      .filter((sheet) => sheet.href)
      .map((sheet) => rules(sheet.cssRules, box))
      .join("");
  }

  // A figure of its own is drawn by a script alone: Plotly is asked for it as one drawing before a picture is taken.
  /** @type {WeakMap<Element, string>} */
  const figures = new WeakMap();

  /** @type {Cockpit["figured"]} */
  function figured(panel) {
    const boxes = Array.from(panel.querySelectorAll("[data-own]"));
    return Promise.all(
      boxes.map((box) => {
        const place = /** @type {HTMLElement | null} */ (box.querySelector(".drawing:has(.main-svg)"));
        if (!place) return null;
        const size = { width: place.offsetWidth, height: place.offsetHeight };
        return window.Plotly.toImage(place, { format: "svg", imageDataOnly: true, ...size }).then(
          (text) => figures.set(box, text),
          () => figures.delete(box),
        );
      }),
    );
  }

  // In its copy that drawing stands; where there is none, the table does.
  /** @param {HTMLElement} panel @param {HTMLElement} copy */
  function placed(panel, copy) {
    const boxes = Array.from(panel.querySelectorAll("[data-own]"));
    copy.querySelectorAll("[data-own]").forEach((box, at) => {
      const text = figures.get(boxes[at]);
      if (text === undefined) box.toggleAttribute("data-failed", true);
      else box.appendChild(document.importNode(new DOMParser().parseFromString(text, SVG_TYPE).documentElement, true));
    });
  }

  /** @param {HTMLElement} panel */
  function copied(panel) {
    let copy = /** @type {HTMLElement} */ (panel.cloneNode(true));
    placed(panel, copy);
    copy.querySelectorAll(LEFT_OUT).forEach((one) => {
      one.remove();
    });
    copy.querySelectorAll("a").forEach((one) => {
      one.removeAttribute("href");
    });
    const held = /** @type {NodeListOf<HTMLElement>} */ (copy.querySelectorAll(".instead, .scroll"));
    held.forEach((one) => {
      if (one.matches(".instead")) one.style.opacity = "1";
      if (one.matches(".scroll")) one.style.maxHeight = "none";
    });
    copy.querySelectorAll("details").forEach((one) => {
      one.open = true;
    });
    copy.style.margin = "0";
    // The places that it hangs under, for the rules that ask for them, without any size of their own.
    for (let place = panel.parentElement; place && place.id !== "page"; place = place.parentElement) {
      const around = document.createElement(place.tagName);
      around.className = place.className;
      if (place.dataset.page) around.dataset.page = place.dataset.page;
      around.style.cssText = "all:unset;display:block";
      around.appendChild(copy);
      copy = around;
    }
    return copy;
  }

  function caption() {
    const line = document.createElement("p");
    line.textContent = Array.from(document.querySelectorAll("#page .print-head > *"))
      .map((one) => one.textContent)
      .join(" · ");
    line.style.cssText = "margin:10px 2px 0;font-size:11px;color:var(--text-3);overflow-wrap:anywhere";
    return line;
  }

  /** @param {HTMLElement} panel */
  function standing(panel) {
    const box = document.createElement("div");
    const body = getComputedStyle(document.body);
    box.style.cssText =
      INHERITED.map((name) => `${name}:${body.getPropertyValue(name)}`).join(";") +
      ";box-sizing:border-box;background:var(--bg);padding:" +
      AROUND +
      "px;width:" +
      (Math.ceil(panel.getBoundingClientRect().width) + 2 * AROUND) +
      "px";
    box.appendChild(copied(panel));
    box.appendChild(caption());
    return box;
  }

  /* The panel as one SVG that needs nothing else: its HTML and the rules that apply to it. */
  /** @type {Cockpit["picture"]} */
  function picture(panel) {
    const box = standing(panel);
    const holder = document.createElement("div");
    holder.style.cssText = "position:fixed;left:-20000px;top:0;visibility:hidden";
    holder.appendChild(box);
    document.body.appendChild(holder);
    const size = { width: box.offsetWidth, height: box.offsetHeight };
    const style = sheets(box);
    holder.remove();
    const svg = document.createElementNS(SVG, "svg");
    const inside = document.createElementNS(SVG, "foreignObject");
    svg.setAttribute("width", String(size.width));
    svg.setAttribute("height", String(size.height));
    svg.setAttribute("viewBox", `0 0 ${size.width} ${size.height}`);
    svg.setAttribute("lang", root.lang);
    ["surface", "theme"].forEach((name) => {
      svg.setAttribute(`data-${name}`, String(root.dataset[name]));
    });
    inside.setAttribute("width", "100%");
    inside.setAttribute("height", "100%");
    const told = document.createElementNS(XHTML, "style");
    told.textContent = style;
    inside.appendChild(told);
    inside.appendChild(box);
    svg.appendChild(inside);
    return { text: new XMLSerializer().serializeToString(svg), width: size.width, height: size.height };
  }

  /* The panel as shapes and texts, for programs that know SVG and no HTML. */
  /** @type {Cockpit["shapes"]} */
  function shapes(panel) {
    const box = standing(panel);
    const holder = document.createElement("div");
    const bare = document.createElement("style");
    holder.style.cssText = "position:fixed;left:-20000px;top:0";
    holder.setAttribute("aria-hidden", "true");
    bare.textContent = "[data-bare-before]::before,[data-bare-after]::after{content:none!important}";
    holder.append(bare, box);
    document.body.appendChild(holder);
    try {
      return window.cockpit.vector(box, root.lang);
    } finally {
      holder.remove();
    }
  }

  /** @type {Cockpit["drawn"]} */
  function drawn(made) {
    return new Promise((done, failed) => {
      const image = new Image();
      image.onload = () => {
        const canvas = document.createElement("canvas");
        canvas.width = made.width * SHARP;
        canvas.height = made.height * SHARP;
        const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
        pen.scale(SHARP, SHARP);
        pen.drawImage(image, 0, 0);
        canvas.toBlob((blob) => {
          if (blob) done(blob);
          else failed(new Error("empty"));
        }, "image/png");
      };
      image.onerror = failed;
      image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(made.text)}`;
    });
  }

  /** @param {Blob} blob @param {string} name */
  function save(blob, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => {
      URL.revokeObjectURL(link.href);
    }, 1000);
  }

  /** @param {HTMLElement} button */
  function taken(button) {
    const panel = /** @type {HTMLElement} */ (button.closest("[id^='panel-']"));
    const kind = button.dataset.picture;
    const name = `${button.dataset.name}.${kind}`;
    figured(panel)
      .then(() => (kind === "svg" ? new Blob([shapes(panel)], { type: SVG_TYPE }) : drawn(picture(panel))))
      .then((blob) => {
        save(blob, name);
      });
  }

  // ---------- a number to be quoted ----------
  // Without a secure address a browser has no clipboard for scripts, so the old way stands behind the new one.
  /** @param {string} text @returns {Promise<void>} */
  function copy(text) {
    if (navigator.clipboard && window.isSecureContext)
      return navigator.clipboard.writeText(text).catch(() => {
        old(text);
      });
    return Promise.resolve(old(text));
  }

  /** @param {string} text */
  function old(text) {
    const field = document.createElement("textarea");
    const before = /** @type {HTMLElement | null} */ (document.activeElement);
    field.value = text;
    field.style.cssText = "position:fixed;opacity:0";
    document.body.appendChild(field);
    field.select();
    document.execCommand("copy");
    field.remove();
    if (before) before.focus();
  }

  /** @param {HTMLElement} button */
  function quote(button) {
    const text = `${button.dataset.quote} ${new URL(String(button.dataset.address), location.href).href}`;
    copy(text).then(() => {
      say(String(button.dataset.done));
    });
  }

  /** @param {string} words */
  function say(words) {
    const line = document.getElementById("said") || document.createElement("p");
    line.id = "said";
    line.setAttribute("role", "status");
    document.body.appendChild(line);
    line.textContent = words;
    setTimeout(() => {
      line.textContent = "";
    }, 2500);
  }

  document.addEventListener("click", (click) => {
    if (!(click.target instanceof Node)) return;
    const hit = click.target instanceof Element ? click.target.closest(TAKING) : null;
    const open = /** @type {HTMLDetailsElement | null} */ (document.querySelector(".out[open]"));
    if (open && !open.contains(click.target)) open.open = false;
    if (!(hit instanceof HTMLElement)) return;
    if (hit.dataset.picture) taken(hit);
    else if (hit.id === "quote") quote(hit);
    else if (hit.hasAttribute("data-print")) window.print();
    const menu = /** @type {HTMLDetailsElement | null} */ (hit.closest(".out"));
    if (menu) menu.open = false;
  });

  document.addEventListener("keydown", (key) => {
    const button = document.getElementById("quote");
    if (button && key.altKey && key.code === "KeyQ") {
      key.preventDefault();
      quote(button);
    }
  });

  /** @param {string} boxes @param {boolean} paper */
  function untold(boxes, paper) {
    document.querySelectorAll(boxes).forEach((box) => {
      box.toggleAttribute("data-failed", paper);
      box.toggleAttribute("data-paper", paper);
    });
  }

  // ---------- paper is light, whatever the screen is ----------
  /** @type {string | null | undefined} */
  let worn = null;
  window.addEventListener("beforeprint", () => {
    worn = root.dataset.theme;
    root.dataset.theme = "light";
    // A figure keeps the colours that it was drawn in: on paper from a dark page its table stands for it, as where it was
    // not drawn.
    untold(`[data-own]:not([data-failed])${worn === "dark" ? "" : ":not(:has(.main-svg))"}`, true);
    document.querySelectorAll(".print-head .where").forEach((one) => {
      one.textContent = location.origin + location.pathname + location.search;
    });
  });
  window.addEventListener("afterprint", () => {
    if (worn) root.dataset.theme = worn;
    untold("[data-own][data-paper]", false);
    worn = null;
  });

  window.cockpit = Object.assign(window.cockpit || {}, { picture, shapes, drawn, figured });
})();
