/**
 * The place of the server's picture, which a drawing takes to the pixel, whatever the page's style sheet did with the
 * picture.
 */

/**
 * Puts `host`, in which `surface` is drawn on, where `picture` was seen in `box`, and calls `dress` for its style sheet before
 * anything is measured; answers whether the page keeps it narrower than there is room.
 */
export function enter(host, surface, picture, box, dress) {
  // What goes with the picture: a link around it, its `<picture>`, the place that it shares with others.
  const still = picture.closest('baocao-chart a') ?? picture.closest('picture, baocao-chart>.drawing') ?? picture;
  let around = still.parentElement;
  while (getComputedStyle(around).display === 'inline') around = around.parentElement;
  const before = around.getBoundingClientRect().height;
  still.after(host);
  dress();
  still.style.setProperty('display', 'none', 'important');
  const own = host.getBoundingClientRect();
  surface.style.width = `${box.width}px`;
  host.style.marginLeft = `${box.left - own.left}px`;
  pad(host, 'Top', box.top - own.top);
  pad(host, 'Bottom', before - around.getBoundingClientRect().height);
  return box.width < own.width - 1;
}

/** Padding where a margin would collapse with a neighbour's; a negative one never does. */
function pad({ style }, side, length) {
  style[(length > 0 ? 'padding' : 'margin') + side] = `${length}px`;
}
