/**
 * What a reader points at, by pointer, finger or keys: the tooltip and the ring there, and who is told of it.
 */

import { listen } from './dom.js';
import { lose } from './engine.js';
import { tipOn } from './tip.js';

/**
 * Over `stage`, which holds the picture, on `surface`. `plot` has a `host`, in whose shadow root they are, and `say(text)`,
 * `tell(detail, selection)` and `anew()`, for an engine that was lost.
 */
export function pointing(plot, surface, stage) {
  const tip = tipOn(surface);
  let view;
  let figures;
  /** What the page was last told that is selected: `{category, series}` by id, or null. */
  let selection = null;
  /** The mark that the tooltip is at or was last at. */
  let index = -1;
  let byKey;
  /** The mark whose tooltip Esc closed: pointing at it again needs a way round over another. */
  let dismissed = -1;
  let waiting;
  /** Where the pointer was: across the drawing, and how far from the tooltip. */
  let across = 0;
  let distance = 0;

  /** Where the drawing is in the window, and how many CSS pixels there one of its own is. */
  const place = () => {
    const picture = stage.firstChild;
    const { left, top, width } = picture.getBoundingClientRect();
    return { left, top, width, scale: width / picture.viewBox.baseVal.width };
  };

  /** Tells the page, and the charts of the group, what is selected; where a script selected it, only remembers it. */
  const tell = (quiet, lines) => {
    const { categories, series, measures } = figures;
    let detail = { category: null };
    selection = null;
    if (lines) {
      const [category, column] = view.mark(index);
      const named = ({ ids, labels }, at) => ({ id: ids[at] ?? '', label: labels[at] ?? '' });
      detail = {
        category: named(categories, category),
        series: series.step ? named(series, column) : null,
        value: figures.at(category, column, measures[0]).value,
        text: lines[1],
        index,
      };
      selection = { category: detail.category.id, series: detail.series?.id ?? null };
    }
    if (!quiet) plot.tell(detail, selection);
  };

  const close = (quiet) => {
    clearTimeout(waiting);
    if (!tip.open) return;
    tip.hide();
    listen(['keydown', 'pointerdown'], document, self, false);
    tell(quiet);
  };

  const open = (mark, keyed, quiet) => {
    const [category, column, ...bounds] = view.mark(mark);
    if (!bounds.length) return close(quiet);
    if (mark === index && tip.open && !quiet) return;
    dismissed = -1;
    index = mark;
    byKey = keyed;
    const lines = view.ask('lines', category, column).split('\n');
    tip.show(lines, bounds, place(), keyed || quiet ? null : across);
    if (keyed && !quiet) plot.say(lines.join('. '));
    listen(['keydown', 'pointerdown'], document, self);
    tell(quiet, lines);
  };

  const handle = (event) => {
    const { type, key } = event;
    const inside = event.composedPath();
    if (type === 'pointermove' || type === 'click') {
      if (inside.includes(tip.node)) {
        clearTimeout(waiting);
        distance = 0;
      } else if (!inside.includes(stage)) {
        if (!byKey) close();
      } else if (type === 'click' || event.pointerType !== 'touch') {
        // A finger that moves is scrolling; it points by its tap.
        self.point(event);
      }
    } else if (type === 'pointerleave') {
      dismissed = -1;
      if (!byKey && event.pointerType !== 'touch') close();
    } else if (type === 'pointerdown') {
      if (!inside.includes(plot.host)) close();
    } else if (type === 'blur') {
      close();
    } else if (type === 'focus') {
      if (stage.matches(':focus-visible')) open(Math.max(0, index), true);
    } else if (key === 'Escape') {
      dismissed = index;
      close();
    } else if (event.currentTarget === stage && !event.altKey && !event.ctrlKey && !event.metaKey) {
      const next = view.ask('step', index, key);
      if (next < 0) return;
      event.preventDefault();
      open(next, true);
    }
  };

  const self = {
    get selection() {
      return selection;
    },

    /** Setting it shows the tooltip of a figure, named by its category and, where the dataset has them, its series. */
    set selection(wanted) {
      const { categories, series } = figures;
      const category = categories.ids.indexOf(wanted?.category);
      const named = series.ids.indexOf(wanted?.series);
      const marks = series.ids.map((_, at) => (named < 0 || named === at ? view.find(category, at) : -1));
      open(marks.find((mark) => mark >= 0) ?? -1, false, true);
    },

    /** Points into another picture from now on, and at the same figure if it was pointing at one. */
    follow(another, its) {
      [view, figures] = [another, its];
      if (!tip.open) return;
      const { categories, series } = figures;
      const at = ({ ids }, id) => Math.max(0, ids.indexOf(id));
      open(view.find(at(categories, selection?.category), at(series, selection?.series)), byKey, true);
    },

    /** Begins again, with another document. */
    forget() {
      close();
      index = -1;
    },

    /** What the pointer or finger of this event is on. */
    point(event) {
      const clicked = event.type === 'click';
      const control = plot.host.shadowRoot.elementFromPoint(event.clientX, event.clientY)?.closest?.('button');
      // The click that fetched this script was meant for what stands there now.
      if (control && clicked) return control.click();
      const { left, top, width, scale } = place();
      // A table may stand in the drawing's place.
      if (!width) return;
      across = event.clientX - left;
      const mark = view.ask('hit', across / scale, (event.clientY - top) / scale);
      const far = tip.far(event);
      const nearer = far < distance;
      distance = far;
      clearTimeout(waiting);
      if (clicked || (!tip.open && mark !== dismissed)) open(mark);
      else if (tip.open && mark !== index) {
        // On its way to the tooltip the pointer may cross other marks.
        waiting = setTimeout(() => open(mark), nearer ? 200 : 0);
      }
    },

    close,

    handleEvent(event) {
      try {
        handle(event);
      } catch {
        // The instance is lost; a new one draws the chart again.
        lose();
        plot.anew();
      }
    },
  };
  listen(['pointermove', 'pointerleave', 'click'], plot.host, self);
  listen(['keydown', 'focus', 'blur'], stage, self);
  return self;
}
