/**
 * A chart that is used: fetched by `baocao.js` at the first use of any chart, with the wasm that draws.
 *
 * `widget/pack` joins this file and what it imports into one script of one scope, so a name stands for one thing in all
 * of them. In the order that data flows: `engine.js` runs the wasm, `jsonstat.js` reads the document that it is given,
 * `cube.js` finds its figures; `dom.js` makes nodes of a picture, `place.js` puts them where the server's was;
 * `pointing.js` with `tip.js`, `controls.js`, `menu.js` with `items.js`, and `table.js` with `swap.js` are what a reader
 * uses, `group.js` and `figure.js` what pages are made of. Here is the plot that holds them. The page's policy is never
 * strained: no style attribute or element, and no markup parsed.
 */

import { Controls } from './controls.js';
import { Cube } from './cube.js';
import { attributes, make, put } from './dom.js';
import { call, draw, View } from './engine.js';
import { share } from './group.js';
import { itemsOf, ORDERS } from './items.js';
import { normalise } from './jsonstat.js';
import { Menu } from './menu.js';
import { enter } from './place.js';
import { Pointing } from './pointing.js';
import { SHEET } from './sheet.js';
import { swap } from './swap.js';
import { tableOf } from './table.js';
export { start, svg } from './engine.js';
export { figure } from './figure.js';

/** Cells of the largest table that stands before the drawing for screen readers. */
const READABLE = 1_000;
/** Milliseconds without a change after which the table for screen readers follows the drawing. */
const SOON = 150;

let sheet;

/** A chart drawn here, in the place of the server's picture: what a reader points at, and what it answers. */
export class Plot {
  /** Holds a shadow root of its own, which the host page's style sheet cannot reach. */
  host = document.createElement('baocao-plot');
  #chart;
  /** What the loader shares: `address(element)`, `language(element)`, `emit(element, type, detail)`, `get(url)`, `ours`. */
  #page;
  /** The server's picture. */
  #picture;

  #surface;
  #reading;
  #stage;
  #controls;
  #menu;
  #said;

  /** The document as it came and as it is drawn, its figures, and whether they are newer than the document. */
  #raw;
  #dataset;
  #figures;
  #updated;
  #view;
  #wasm;
  /** The ids of the series that are switched off; before a reader has, the document's. */
  #hidden;
  #shown = 'chart';

  /** Size of the drawing in CSS pixels; a height of 0 asks for the natural one. */
  #width;
  #height = 0;
  #scale;
  /** The room that the drawing was made for, and how wide it may become: a picture kept narrow by its page stays so. */
  #room;
  #limit = 1400;

  #later;

  constructor(chart, picture, page) {
    this.#chart = chart;
    this.#page = page;
    this.#picture = picture;
    const shadow = this.host.attachShadow({ mode: 'open' });
    this.#surface = make('div', 'surface bc', shadow);
    this.#reading = make('div', 'said', this.#surface);
    this.#menu = new Menu(this);
    this.#controls = new Controls(this.#surface, this, this.#menu.node);
    this.#stage = make('div', 'stage', this.#surface);
    this.pointing = new Pointing(this, this.#surface, this.#stage);
    this.#said = make('p', { class: 'said', 'aria-live': 'polite' }, shadow);
    this.sizes = new ResizeObserver(() => this.#fit());
  }

  // --- What the element hands out.

  get data() {
    if (!this.#updated) return this.#raw;
    const number = (value, cell) => (Number.isNaN(value) ? null : value / this.#figures.scale(cell));
    return { ...this.#raw, value: Array.from(this.#dataset.values, number) };
  }

  /** What `baocao-load` tells. */
  get summary() {
    const { kind, title, values } = this.#dataset;
    return { kind, title, cells: values.length, src: this.#chart.getAttribute('src') };
  }

  get #bare() {
    return this.#chart.hasAttribute('bare');
  }

  get hiddenSeries() {
    const { ids } = this.#figures.series;
    return this.#hidden ?? this.#dataset.hidden.map((at) => ids[at]);
  }

  set hiddenSeries(ids) {
    this.#hidden = [...ids];
    this.refresh();
  }

  get shown() {
    return this.#shown;
  }

  set shown(shown) {
    this.#shown = shown;
    this.#switch();
  }

  /** Draws other numbers of the same shape. */
  update(values) {
    const own = this.#dataset.values;
    for (let cell = 0; cell < own.length; cell += 1) {
      own[cell] = Number.isFinite(values[cell]) ? Math.round(values[cell] * this.#figures.scale(cell)) : NaN;
    }
    this.#updated = true;
    this.#view.ask('update', own);
    this.refresh();
  }

  /** Draws the same document again, in the same size: an attribute or a property has changed. */
  refresh() {
    this.#height ||= this.#stage.clientHeight;
    this.#paint(this.#dataset).catch(() => {});
  }

  /** Shows that another document is on its way, if it takes long. */
  wait(waits = true) {
    this.#surface.setAttribute('aria-busy', waits);
  }

  /** Draws a document, in place of the picture or of the last drawing, which stay until this one is ready. */
  async show(raw) {
    const again = this.#dataset;
    const dataset = normalise(raw, this.#page.language(this.#chart));
    if (again) this.#height = 0;
    await this.#paint(dataset);
    [this.#raw, this.#updated] = [raw, false];
    this.wait(false);
    if (again) this.say(`${dataset.title}. ${dataset.description}`);
    else if (dataset.kind === 'table') this.shown = 'table';
  }

  // --- The drawing.

  #paint(dataset) {
    return draw((wasm) => {
      if (!sheet) (sheet = new CSSStyleSheet()).replaceSync(call(wasm, 'stylesheet') + SHEET);
      const alive = this.#wasm === wasm;
      const same = alive && this.#dataset === dataset;
      const view = same ? this.#view : new View(wasm, dataset);
      const figures = same ? this.#figures : new Cube(dataset);
      const entering = !this.host.isConnected;
      if (entering) this.host.shadowRoot.adoptedStyleSheets = [sheet];
      const box = entering && this.#picture?.getBoundingClientRect();
      if (box && !box.width) throw 'out of sight';
      if (box) [this.#width, this.#height] = [box.width, box.height];
      else if (entering) this.#chart.append(this.host);
      this.#width ??= this.host.clientWidth;
      const hidden = this.#hidden?.map((id) => figures.series.ids.indexOf(id)) ?? dataset.hidden;
      view.ask('hide', hidden.filter((at) => at >= 0));
      view.ask('sort', Math.max(0, ORDERS.indexOf(this.#chart.getAttribute('sort') ?? dataset.sort)));
      const picture = this.#drawn(view);
      if (!same) {
        this.pointing.forget();
        if (alive) this.#view.free();
      }
      [this.#wasm, this.#dataset, this.#view, this.#figures] = [wasm, dataset, view, figures];
      this.#put(picture, hidden);
      if (box && enter(this.host, this.#surface, this.#picture, box)) this.#limit = box.width;
      if (entering) this.#reserve();
      this.#room = this.host.clientWidth;
      this.sizes.observe(this.host);
      this.pointing.follow(view, figures);
    });
  }

  /** The picture in the size that is asked for. One that needs more height than there is is drawn wider and scaled. */
  #drawn(view) {
    const texts = !this.#bare;
    let width = Math.max(280, Math.round(this.#width));
    for (;;) {
      const height = this.#height && Math.round((width * this.#height) / this.#width);
      const picture = view.ask('draw', width, height, texts, false);
      const [, drawn, needed] = /"0 0 (\d+) (\d+)/.exec(picture);
      this.#scale = this.#width / drawn;
      if (!height || needed <= height + 1 || width > 1200) return picture;
      width = Math.ceil((needed / this.#height) * this.#width);
    }
  }

  #put(picture, hidden) {
    const dataset = this.#dataset;
    const { words } = this.#figures;
    put(this.#stage, picture);
    const marked = this.#view.ask('step', -1, 'Home') >= 0;
    attributes(this.#stage, {
      role: marked ? 'application' : null,
      tabindex: marked ? 0 : null,
      'aria-label': marked ? dataset.title : null,
      'aria-roledescription': marked ? words.role : null,
      'aria-description': marked ? words.hint : null,
    });
    attributes(this.host, { lang: dataset.lang });
    this.#menu.words = words;
    this.#controls.put([...this.#view.ask('controls')], this.#scale, dataset, hidden);
    clearTimeout(this.#later);
    this.#later = setTimeout(() => {
      const own = dataset.values.length > READABLE || this.#chart.querySelector('table');
      this.#reading.replaceChildren(own ? '' : tableOf(this.#figures));
    }, SOON);
    if (this.#shown === 'table') this.#switch();
  }

  /** Without a title the menu stands under the drawing, if the page has left room for it. */
  #reserve() {
    if (!this.#bare || parseFloat(getComputedStyle(this.#chart).paddingBottom) < 34) return;
    this.#menu.node.classList.add('under');
    this.#surface.append(this.#menu.node);
  }

  /** The drawing, or the table in its place. */
  #switch() {
    const tabled = this.#shown === 'table';
    if (tabled) this.pointing.close();
    swap(this.#surface, this.#stage, tabled && this.#figures, this.#bare);
  }

  #fit(anyway) {
    const room = this.host.clientWidth;
    if (!room || (room === this.#room && !anyway)) return;
    if (room !== this.#room) {
      this.#width = Math.min(room, this.#limit);
      this.#height = 0;
      this.#surface.style.width = `${this.#width}px`;
    }
    this.#paint(this.#dataset).catch(() => {});
  }

  /** Draws once more, after the engine was lost. */
  anew() {
    this.#fit(true);
  }

  // --- What a reader does: the menu, the controls and what is pointed at call these.

  /** Announces a text, once and politely. */
  say(text) {
    this.#said.textContent = text;
  }

  /** Switches a series on or off; the last one stays. */
  toggle(position) {
    const { words, series } = this.#figures;
    const id = series.ids[position];
    const hidden = this.hiddenSeries;
    const shown = hidden.includes(id);
    if (!shown && hidden.length + 1 >= series.ids.length) return;
    this.hiddenSeries = shown ? hidden.filter((other) => other !== id) : [...hidden, id];
    this.say(`${series.labels[position]}: ${shown ? words.on : words.off}`);
  }

  /** Asks for another value of a picker's parameter. */
  pick(parameter, value) {
    const own = /^(period|organization|known_on)$/.test(parameter);
    this.#chart.setAttribute(own ? parameter.replace('_', '-') : `filter-${parameter}`, value);
  }

  /** The items of the menu. */
  items() {
    const file = () => {
      const drawn = this.#view.ask('draw', 960, 0, true, true);
      this.refresh();
      return drawn;
    };
    return itemsOf(this.#figures, { plot: this, chart: this.#chart, page: this.#page, menu: this.#menu, file });
  }

  /** Tells the page, and the charts of the group, what is selected. */
  tell(detail, selection) {
    this.#page.emit(this.#chart, 'select', detail);
    share(this.#chart, selection);
  }

  focus() {
    (this.#surface.querySelector('.sheet') ?? this.#stage).focus();
  }
}
