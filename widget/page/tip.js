/**
 * The tooltip and the ring around the mark that it speaks of.
 */

import { make, within } from './dom.js';

/** Between mark and tooltip, in CSS pixels; the tooltip's own `::before` bridges it for the pointer. */
const GAP = 10;

/** Fills a tooltip. */
export const fill = (tip, lines) => tip.replaceChildren(...lines.map((line) => make('p', null, null, line)));

/** A tooltip and a ring on `surface`. */
export function tipOn(surface) {
  const ring = make('div', { class: 'ring', hidden: '' }, surface);
  const node = make('div', { class: 'tip', 'aria-hidden': true, hidden: '' }, surface);
  return {
    node,

    get open() {
      return !node.hidden;
    },

    hide() {
      ring.hidden = node.hidden = true;
    },

    /** From the pointer of an event to the tooltip. */
    far({ clientX, clientY }) {
      const { left, top, right, bottom } = node.getBoundingClientRect();
      return Math.hypot(Math.max(left - clientX, clientX - right, 0), Math.max(top - clientY, clientY - bottom, 0));
    },

    /**
     * Shows lines above the mark, else below it, or beside a high one; never out of the chart sideways, nor out of the
     * window. At a row of bars it stands on the side where the pointer is not (`across` is where that is), so that the
     * pointer can go on to the next row.
     */
    show(lines, bounds, box, across) {
      fill(node, lines);
      ring.hidden = node.hidden = false;
      const [x, y, width, height] = bounds.map((length) => length * box.scale);
      Object.assign(ring.style, { translate: `${x}px ${y}px`, width: `${width}px`, height: `${height}px` });
      const { offsetWidth, offsetHeight } = node;
      let left = x + (width - offsetWidth) / 2;
      let top = y - offsetHeight - GAP;
      if (width > 3 * height && across != null) left = across < x + width / 2 ? x + width - offsetWidth : x;
      if (box.top + top < 0) {
        const after = x + width + GAP;
        const beside = after + offsetWidth <= box.width ? after : x - GAP - offsetWidth;
        if (height < offsetHeight) top = y + height + GAP;
        else if (beside >= 0) [left, top] = [beside, y + GAP];
      }
      left = within(-box.left, left, document.documentElement.clientWidth - box.left - offsetWidth);
      left = within(0, left, box.width - offsetWidth);
      top = within(-box.top, top, innerHeight - box.top - offsetHeight);
      // Not `left` and `top`: a page's layout shift counts what they move.
      node.style.translate = `${left}px ${top}px`;
    },
  };
}
