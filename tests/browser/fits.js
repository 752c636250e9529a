/* What does not fit on the wall: text under the floor, off the screen, outside its column, cut, or over another text. */
const out = [];
const W = innerWidth, H = innerHeight, rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
const HOLDERS = ".col-1,.col-2,.col-3,.col-4,.lede,.goal,.note,.mast,.tiles>div,.stackup>*";
const name = tag => `${tag.tagName.toLowerCase()}.${tag.className} "${tag.textContent.slice(0, 30)}"`;
const texts = [];
const walker = document.createTreeWalker(document.querySelector("#page > main:not([hidden])"), NodeFilter.SHOW_TEXT);
for (let node; (node = walker.nextNode());) {
  if (!node.data.trim()) continue;
  const holder = node.parentElement, style = getComputedStyle(holder), size = parseFloat(style.fontSize);
  if (size < 2.2 * rem - 0.01) out.push(`under the floor: ${name(holder)}`);
  const range = document.createRange();
  range.selectNodeContents(node);
  for (const rect of range.getClientRects()) {
    if (rect.width < 1) continue;
    const slack = Math.max((rect.height - size) / 2, 0) + size * 0.08;  // down to the letters themselves
    const box = { l: rect.left, r: rect.right, t: rect.top + slack, b: rect.bottom - slack, node };
    if (box.l < -1 || box.r > W + 1 || box.t < -1 || box.b > H + 1) out.push(`off the screen: ${name(holder)}`);
    for (let up = holder; up && up !== document.body; up = up.parentElement) {
      if (up.matches(HOLDERS)) {
        const around = up.getBoundingClientRect();
        if (box.r > around.right + 1.5 || box.l < around.left - rem * 0.6) out.push(`beside its place: ${name(holder)}`);
        if (box.b > around.bottom + 1.5 || box.t < around.top - 1.5) out.push(`below its place: ${name(holder)}`);
      }
      const css = getComputedStyle(up);
      if (css.overflow === "hidden" && css.textOverflow === "ellipsis" && up.scrollWidth > up.clientWidth + 1) {
        out.push(`cut: ${name(up)}`);
      }
    }
    texts.push(box);
  }
}
texts.forEach((one, index) => texts.slice(index + 1).forEach(other => {
  const over = one.l < other.r - 1 && other.l < one.r - 1 && one.t < other.b - 1 && other.t < one.b - 1;
  if (one.node !== other.node && over) out.push(`over each other: "${one.node.data}" and "${other.node.data}"`);
}));
return [texts.length, [...new Set(out)]];
