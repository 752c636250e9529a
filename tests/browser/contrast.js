/* The contrast of every text on the wall, as rendered: its colour against the grounds that are painted under it. */
const split = colour => {
  const parts = (colour.match(/[\d.]+/g) || []).map(Number);
  if (/^color\(srgb/.test(colour)) for (const at of [0, 1, 2]) parts[at] *= 255;  // a mixed colour counts from 0 to 1
  return parts.length > 3 ? parts : [...parts, 1];
};
const over = (top, under) => [0, 1, 2].map(at => top[at] * top[3] + under[at] * (1 - top[3])).concat(1);
const light = colour => {
  const [r, g, b] = colour.slice(0, 3).map(one => one / 255).map(one => one <= 0.03928 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const ratio = (one, other) => {
  const [high, low] = [light(one), light(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
};
const ground = tag => {
  const layers = [];
  for (let up = tag; up; up = up.parentElement) {
    const colour = split(getComputedStyle(up).backgroundColor);
    if (colour[3]) layers.push(colour);
    if (colour[3] === 1) break;
  }
  return layers.reverse().reduce((under, top) => over(top, under), [255, 255, 255, 1]);
};
const scenes = [...document.querySelectorAll("#page > main")], was = scenes.find(one => !one.hidden);
let measured = 0, lowest = 21;
const under = [];
for (const scene of scenes) {
  scenes.forEach(one => { one.hidden = one !== scene; });
  const walker = document.createTreeWalker(scene, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    const tag = node.parentElement;
    if (!node.data.trim() || !tag.getClientRects().length) continue;
    // A label over a column stands on the page, not on the column that it is a child of.
    const on = tag.closest(".columns > i") ? tag.closest(".columns") : tag;
    const found = ratio(over(split(getComputedStyle(tag).color), ground(on)), ground(on));
    measured += 1;
    lowest = Math.min(lowest, found);
    if (found < 4.5) under.push(`${scene.dataset.scene} ${tag.className} "${node.data.slice(0, 20)}" ${found.toFixed(2)}`);
  }
}
scenes.forEach(one => { one.hidden = one !== was; });
return [measured, Math.round(lowest * 100) / 100, [...new Set(under)]];
