/**
 * What a reader points at, by pointer, finger or keys: the tooltip and the ring there, and who is told of it.
 */

import { listen } from './dom.js';
import { lose } from './engine.js';
import { Tip } from './tip.js';

export class Pointing {
  /** What the page was last told that is selected: `{category, series}` by id, or null. */
  selection = null;
  #plot;
  #stage;
  #tip;
  #view;
  #figures;

  /** The mark that the tooltip is at or was last at. */
  #index = -1;
  #byKey = false;
  /** The mark whose tooltip Esc closed: pointing at it again needs a way round over another. */
  #dismissed = -1;
  #waiting;
  /** Where the pointer was: across the drawing, and how far from the tooltip. */
  #across = 0;
  #distance = 0;

  /**
   * Over `stage`, which holds the picture, on `surface`. `plot` has a `host`, in whose shadow root they are, and
   * `say(text)`, `tell(detail, selection)` and `anew()`, for an engine that was lost.
   */
  constructor(plot, surface, stage) {
    this.#plot = plot;
    this.#stage = stage;
    this.#tip = new Tip(surface);
    listen(['pointermove', 'pointerleave', 'click'], plot.host, this);
    listen(['keydown', 'focus', 'blur'], stage, this);
  }

  /** Points into another picture from now on, and at the same figure if it was pointing at one. */
  follow(view, figures) {
    [this.#view, this.#figures] = [view, figures];
    if (this.#tip.open) this.#open(this.#selected(), this.#byKey, true);
  }

  /** Begins again, with another document. */
  forget() {
    this.close();
    this.#index = -1;
  }

  /** Shows the tooltip of a figure, named by its category and, where the dataset has them, its series. */
  select(selection) {
    const { categories, series } = this.#figures;
    const category = selection ? categories.ids.indexOf(selection.category) : -1;
    const named = series.ids.indexOf(selection?.series);
    const marks = series.ids.map((_, at) => (named < 0 || named === at ? this.#view.find(category, at) : -1));
    const index = marks.find((mark) => mark >= 0) ?? -1;
    if (index < 0) this.close(true);
    else this.#open(index, false, true);
  }

  /** What the pointer or finger of this event is on. */
  point(event) {
    const control = this.#plot.host.shadowRoot.elementFromPoint(event.clientX, event.clientY)?.closest?.('button');
    // The click that fetched this script was meant for what stands there now.
    if (control && event.type === 'click') return control.click();
    const { left, top, width, scale } = this.#box();
    // A table may stand in the drawing's place.
    if (!width) return;
    this.#across = event.clientX - left;
    const index = this.#view.ask('hit', this.#across / scale, (event.clientY - top) / scale);
    const far = this.#tip.far(event);
    const nearer = far < this.#distance;
    this.#distance = far;
    clearTimeout(this.#waiting);
    if (event.type === 'click' || !this.#tip.open) {
      if (event.type === 'click' || index !== this.#dismissed) this.#go(index);
    } else if (index !== this.#index) {
      // On its way to the tooltip the pointer may cross other marks.
      this.#waiting = setTimeout(() => this.#go(index), nearer ? 200 : 0);
    }
  }

  #go(index) {
    if (index < 0) this.close();
    else this.#open(index, false);
  }

  /** Where the drawing is in the window, and how many CSS pixels there one of its own is. */
  #box() {
    const picture = this.#stage.firstChild;
    const { left, top, width } = picture.getBoundingClientRect();
    return { left, top, width, scale: width / picture.viewBox.baseVal.width };
  }

  /** The mark of what is selected, in the picture as it is now. */
  #selected() {
    const { categories, series } = this.#figures;
    const { category, series: named } = this.selection ?? {};
    return this.#view.find(Math.max(0, categories.ids.indexOf(category)), Math.max(0, series.ids.indexOf(named)));
  }

  #open(index, byKey, quiet) {
    const [category, column, ...bounds] = this.#view.mark(index);
    if (!bounds.length) return this.close(quiet);
    const stays = index === this.#index && this.#tip.open;
    if (stays && !quiet) return;
    this.#dismissed = -1;
    this.#index = index;
    this.#byKey = byKey;
    const lines = this.#view.ask('lines', category, column).split('\n');
    this.#tip.show(lines, bounds, this.#box(), byKey || quiet ? null : this.#across);
    if (byKey && !quiet) this.#plot.say(lines.join('. '));
    listen(['keydown', 'pointerdown'], document, this);
    this.#tell(index, lines[1], quiet);
  }

  /** Tells the page, and the charts of the group, what is selected; where a script selected it, only remembers it. */
  #tell(index, text, quiet) {
    const { categories, series, measures } = this.#figures;
    let detail = { category: null };
    this.selection = null;
    if (index >= 0) {
      const [category, column] = this.#view.mark(index);
      const named = ({ ids, labels }, at) => ({ id: ids[at] ?? '', label: labels[at] ?? '' });
      const value = this.#figures.value(category, column, measures[0]);
      detail = {
        category: named(categories, category),
        series: series.step ? named(series, column) : null,
        value: Number.isNaN(value) ? null : value,
        text,
        index,
      };
      this.selection = { category: detail.category.id, series: detail.series?.id ?? null };
    }
    if (quiet) return;
    this.#plot.tell(detail, this.selection);
  }

  close(quiet) {
    clearTimeout(this.#waiting);
    if (!this.#tip.open) return;
    this.#tip.hide();
    listen(['keydown', 'pointerdown'], document, this, false);
    this.#tell(-1, '', quiet);
  }

  handleEvent(event) {
    try {
      this.#handle(event);
    } catch {
      // The instance is lost; a new one draws the chart again.
      lose();
      this.#plot.anew();
    }
  }

  #handle(event) {
    const { type, key } = event;
    const inside = event.composedPath();
    if (type === 'pointermove' || type === 'click') {
      if (inside.includes(this.#tip.node)) {
        clearTimeout(this.#waiting);
        this.#distance = 0;
      } else if (!inside.includes(this.#stage)) {
        if (!this.#byKey) this.close();
      } else if (type === 'click' || event.pointerType !== 'touch') {
        // A finger that moves is scrolling; it points by its tap.
        this.point(event);
      }
    } else if (type === 'pointerleave') {
      this.#dismissed = -1;
      if (!this.#byKey && event.pointerType !== 'touch') this.close();
    } else if (type === 'pointerdown') {
      if (!inside.includes(this.#plot.host)) this.close();
    } else if (type === 'blur') {
      this.close();
    } else if (type === 'focus') {
      if (this.#stage.matches(':focus-visible')) this.#open(Math.max(0, this.#index), true);
    } else if (key === 'Escape') {
      this.#dismissed = this.#index;
      this.close();
    } else if (event.currentTarget === this.#stage && !event.altKey && !event.ctrlKey && !event.metaKey) {
      const index = this.#view.ask('step', this.#index, key);
      if (index < 0) return;
      event.preventDefault();
      this.#open(index, true);
    }
  }
}
