/* What does not fit on the wall, scene by scene: text under the floor, off the screen, outside its column, cut, or over
   another text. The floor is 22 of 1080 pixels of the height that a 16:9 wall of this size would have. */
const done = arguments[0];
const W = innerWidth, H = innerHeight;
const floor = 22 * Math.min(Math.max(W, H) / 1920, Math.min(W, H) / 1080);
// Where the pictures of nine screens meet.
const seams = document.documentElement.dataset.tiles === "3x3";
const gap = parseFloat(getComputedStyle(document.documentElement).getPropertyValue("--bezel") || "0") / 2;
const HOLDERS = ".column-1,.column-2,.column-3,.column-4,.many>*,.lede,.goal,.note,.masthead,.tiles>div,.stacked>*";
const name = tag => `${tag.tagName.toLowerCase()}.${tag.className} "${tag.textContent.slice(0, 30)}"`;

function measure(scene) {
  const out = [], texts = [];
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const walker = document.createTreeWalker(scene, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    if (!node.data.trim()) continue;
    const holder = node.parentElement, size = parseFloat(getComputedStyle(holder).fontSize);
    if (size < floor - 0.02) out.push(`under the floor: ${name(holder)}`);
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const rect of range.getClientRects()) {
      if (rect.width < 1) continue;
      const slack = Math.max((rect.height - size) / 2, 0) + size * 0.08;  // down to the letters themselves
      const box = { l: rect.left, r: rect.right, t: rect.top + slack, b: rect.bottom - slack, node };
      if (box.l < -1 || box.r > W + 1 || box.t < -1 || box.b > H + 1) out.push(`off the screen: ${name(holder)}`);
      for (let up = holder; up && up !== document.body; up = up.parentElement) {
        if (up.matches(HOLDERS) && up.getClientRects().length) {
          const around = up.getBoundingClientRect();
          if (box.r > around.right + 1.5 || box.l < around.left - rem * 0.6) out.push(`beside its place: ${name(holder)}`);
          if (box.b > around.bottom + 1.5 || box.t < around.top - 1.5) out.push(`below its place: ${name(holder)}`);
        }
        const css = getComputedStyle(up);
        if (css.overflow === "hidden" && css.textOverflow === "ellipsis" && up.scrollWidth > up.clientWidth + 1) {
          out.push(`cut: ${name(up)}`);
        }
      }
      if (seams) for (const at of [1 / 3, 2 / 3]) {
        if (box.l < W * at + gap && box.r > W * at - gap || box.t < H * at + gap && box.b > H * at - gap) {
          out.push(`over a seam: ${name(holder)}`);
        }
      }
      texts.push(box);
    }
  }
  for (const bar of scene.querySelectorAll(".evidence .bar, .against .bar, .items .bar")) {
    const rect = bar.getBoundingClientRect();
    for (const one of texts) {
      if (one.l < rect.right - 1 && one.r > rect.left + 1 && one.t < rect.bottom - 2 && one.b > rect.top + 2) out.push(`over a bar: "${one.node.data}"`);
    }
  }
  texts.forEach((one, index) => texts.slice(index + 1).forEach(other => {
    const over = one.l < other.r - 1 && other.l < one.r - 1 && one.t < other.b - 1 && other.t < one.b - 1;
    if (one.node !== other.node && over) out.push(`over each other: "${one.node.data}" and "${other.node.data}"`);
  }));
  return [scene.dataset.scene, texts.length, [...new Set(out)]];
}

document.fonts.ready.then(() => {
  const scenes = [...document.querySelectorAll("#page > main")];
  const was = scenes.find(one => !one.hidden), found = [];
  for (const scene of scenes) {
    scenes.forEach(one => { one.hidden = one !== scene; });
    found.push(measure(scene));
  }
  scenes.forEach(one => { one.hidden = one !== was; });
  done(found);
});
