/**
 * The way from one picture to the next, where the reader allows motion. The picture itself is final from the start: only
 * its looks are on their way, so what reads or prints it sees the end.
 */

const STILL = matchMedia('(prefers-reduced-motion: reduce)');
const DURATION = { duration: 250, easing: 'ease-out' };
/** A longer path jumps: the browser would build it anew for every frame. */
const LONGEST = 20_000;

const short = (node) => (node.getAttribute('d')?.length ?? 0) < LONGEST;
const outline = (node) => (short(node) && getComputedStyle(node).d) || '';
const commands = (d) => d.replace(/[^a-z]/gi, '');
/** What stays the same thing: a path by its class, a text by its words and place. */
const key = (node) =>
  node.localName === 'path'
    ? node.getAttribute('class')
    : [node.textContent, node.getAttribute('x'), node.getAttribute('y')].join('|');
const parts = (picture) => [...picture.querySelectorAll('path, text')];

/** What is seen of a picture now, be it on its way itself; to be asked before it goes. */
export function seen(picture) {
  if (STILL.matches || document.hidden || !picture?.checkVisibility?.()) return null;
  const parted = new Map();
  for (const node of parts(picture)) {
    const same = parted.get(key(node)) ?? [];
    parted.set(key(node), [...same, outline(node)]);
  }
  return parted;
}

/** Lets a picture that is in its place come from what was seen. */
export function move(before, picture) {
  if (!before) return;
  for (const node of parts(picture)) {
    const was = before.get(key(node))?.shift();
    const now = outline(node);
    const alike = was && commands(was) === commands(now);
    if (was === now) continue;
    node.animate(alike ? { d: [was, now] } : { opacity: [0.2, 1] }, DURATION);
  }
}
