/**
 * A chart that is used: fetched by `baocao.js` at the first use of any chart, with the wasm that draws.
 *
 * `widget/pack` joins this file and what it imports into one script of one scope, so a name stands for one thing in all
 * of them. In the order that data flows: `engine.js` runs the wasm, `jsonstat.js` reads the document that it is given,
 * `cube.js` finds its figures; `dom.js` makes nodes of a picture; `tip.js`, `controls.js`, `menu.js` and `table.js` are what
 * a reader uses, `group.js` and `figure.js` what pages are made of. Here is the plot that holds them. The page's policy is
 * never strained: no style attribute or element, and no markup parsed.
 */

import { Controls } from './controls.js';
import { Cube } from './cube.js';
import { attributes, listen, make, put } from './dom.js';
import { call, draw, lose, View } from './engine.js';
import { share } from './group.js';
import { normalise } from './jsonstat.js';
import { Menu, save } from './menu.js';
import { SHEET } from './sheet.js';
import { csvOf, tableOf } from './table.js';
import { Tip } from './tip.js';
export { start, svg } from './engine.js';
export { figure } from './figure.js';

const ORDERS = ['given', 'descending', 'ascending'];
/** Kinds whose categories a reader may put in order. */
const ORDERED = /^(bar|multiples|stacked|bullet)$/;
/** Cells of the largest table that stands before the drawing for screen readers. */
const READABLE = 1_000;
/** The least height of a table that a reader asks for, in CSS pixels. */
const TABLE = 200;
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
  /** The server's picture, and what goes with it when a drawing takes its place: its `<picture>`, a link around it. */
  #picture;
  #still;

  #surface;
  #reading;
  #stage;
  #controls;
  #menu;
  #tip;
  #said;
  /** What stands in the drawing's place while the table is shown. */
  #instead = [];

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

  /** The mark that the tooltip is at or was last at. */
  #index = -1;
  #byKey = false;
  /** What the page was last told that is selected: `{category, series}` by id, or null. */
  #selection = null;
  /** The mark whose tooltip Esc closed: pointing at it again needs a way round over another. */
  #dismissed = -1;
  #waiting;
  #later;
  /** Where the pointer was: across the drawing, and how far from the tooltip. */
  #across = 0;
  #distance = 0;

  constructor(chart, picture, page) {
    const shells = [picture?.closest('a'), picture?.closest('picture')];
    this.#chart = chart;
    this.#page = page;
    this.#picture = picture;
    this.#still = shells.find((shell) => chart.contains(shell ?? null)) ?? picture;
    const shadow = this.host.attachShadow({ mode: 'open' });
    this.#surface = make('div', 'surface bc', shadow);
    this.#reading = make('div', 'said', this.#surface);
    this.#menu = new Menu(
      () => this.#items(),
      (text) => this.#say(text),
    );
    this.#controls = new Controls(this.#surface, {
      menu: this.#menu.node,
      toggle: (series) => this.#toggle(series),
      pick: (parameter, value) => this.#pick(parameter, value),
    });
    this.#stage = make('div', 'stage', this.#surface);
    this.#tip = new Tip(this.#surface);
    this.#said = make('p', { class: 'said', 'aria-live': 'polite' }, shadow);
    listen(['pointermove', 'pointerleave', 'click'], this.host, this);
    listen(['keydown', 'focus', 'blur'], this.#stage, this);
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

  get selection() {
    return this.#selection;
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
    this.#switch(shown === 'table');
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
    if (again) this.#say(`${dataset.title}. ${dataset.description}`);
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
        this.close();
        this.#index = -1;
        if (alive) this.#view.free();
      }
      [this.#wasm, this.#dataset, this.#view, this.#figures] = [wasm, dataset, view, figures];
      this.#put(picture, hidden);
      if (box) this.#enter(box);
      if (entering) this.#reserve();
      this.#room = this.host.clientWidth;
      this.sizes.observe(this.host);
      if (this.#tip.open) this.#open(this.#selected(), this.#byKey, true);
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
    if (this.#shown === 'table') this.#switch(true);
  }

  /** Takes the picture's place to the pixel, whatever the page's style sheet did with the picture. */
  #enter(box) {
    let around = this.#still.parentElement;
    while (getComputedStyle(around).display === 'inline') around = around.parentElement;
    const before = around.getBoundingClientRect().height;
    this.#still.after(this.host);
    this.#still.style.setProperty('display', 'none', 'important');
    const own = this.host.getBoundingClientRect();
    if (box.width < own.width - 1) this.#limit = box.width;
    this.#surface.style.width = `${box.width}px`;
    this.host.style.marginLeft = `${box.left - own.left}px`;
    this.#pad('Top', box.top - own.top);
    this.#pad('Bottom', before - around.getBoundingClientRect().height);
  }

  /** Padding where a margin would collapse with a neighbour's; a negative one never does. */
  #pad(side, length) {
    this.host.style[(length > 0 ? 'padding' : 'margin') + side] = `${length}px`;
  }

  /** Without a title the menu stands under the drawing, if the page has left room for it. */
  #reserve() {
    if (!this.#bare || parseFloat(getComputedStyle(this.#chart).paddingBottom) < 34) return;
    this.#menu.node.classList.add('under');
    this.#surface.append(this.#menu.node);
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

  // --- The table in the drawing's place, in the same box.

  #switch(on) {
    const dataset = this.#dataset;
    const { offsetHeight } = this.#surface;
    for (const node of this.#instead) node.remove();
    this.#instead = [];
    this.#surface.classList.toggle('tabled', on);
    this.#reading.hidden = on;
    if (!on) {
      this.#surface.style.height = '';
      return;
    }
    this.close();
    this.#stage.style.display = 'block';
    const height = this.#stage.offsetHeight || offsetHeight;
    this.#stage.style.display = '';
    this.#surface.style.height = `${dataset.kind === 'table' ? height : Math.max(height, TABLE)}px`;
    const scroll = make('div', { class: 'sheet', tabindex: 0, role: 'group', 'aria-label': dataset.title });
    scroll.append(tableOf(this.#figures, true));
    this.#stage.before(scroll);
    this.#instead = [scroll];
    if (this.#bare) return;
    const head = make('p', 'head');
    make('b', null, head, dataset.title);
    head.append(dataset.subtitle ?? '');
    this.#reading.after(head);
    const foot = make('div', 'foot');
    for (const line of dataset.footer) make('p', null, foot, line);
    scroll.after(foot);
    this.#instead.push(head, foot);
  }

  // --- What a reader may do beside pointing.

  #say(text) {
    this.#said.textContent = text;
  }

  #toggle(position) {
    const { words, series } = this.#figures;
    const id = series.ids[position];
    const hidden = this.hiddenSeries;
    const shown = hidden.includes(id);
    if (!shown && hidden.length + 1 >= series.ids.length) return;
    this.hiddenSeries = shown ? hidden.filter((other) => other !== id) : [...hidden, id];
    this.#say(`${series.labels[position]}: ${shown ? words.on : words.off}`);
  }

  #pick(parameter, value) {
    const own = /^(period|organization|known_on)$/.test(parameter);
    this.#chart.setAttribute(own ? parameter.replace('_', '-') : `filter-${parameter}`, value);
  }

  #items() {
    const { words, categories } = this.#figures;
    const chart = this.#chart;
    const { kind, sort } = this.#dataset;
    const tabled = this.#shown === 'table';
    const other = { label: tabled ? words.chart : words.table, act: () => (this.shown = tabled ? 'chart' : 'table') };
    const orders = ORDERS.map((code, at) => ({
      label: words.orders[at],
      checked: code === (chart.getAttribute('sort') ?? sort ?? 'given'),
      act: () => chart.setAttribute('sort', code),
    }));
    const sorts = !tabled && ORDERED.test(kind) && categories.role !== 'time' && categories.ids.length > 2;
    return [[other], ...(sorts ? [orders] : []), ...this.#files()];
  }

  /** What can be had of the chart: from its service, or, for another office's dataset, made here. */
  #files() {
    const { words } = this.#figures;
    const page = this.#page;
    const url = this.#chart.hasAttribute('src') && page.address(this.#chart);
    const ours = url && page.ours.exec(url.pathname);
    const at = (ending) => Object.assign(new URL(url), { pathname: url.pathname.replace(page.ours, '$1') + ending }).href;
    const fetched = (ending) => page.get(at(ending));
    const makers = {
      csv: () => csvOf(this.#figures),
      svg: () => {
        const drawn = this.#view.ask('draw', 960, 0, true, true);
        this.refresh();
        return new Blob([drawn], { type: 'image/svg+xml' });
      },
    };
    const files = (ours ? ['png', 'svg', 'csv'] : ['svg', 'csv']).map((kind) => ({
      label: `${words.save} ${kind.toUpperCase()}`,
      act: async () => {
        const blob = ours ? await (await fetched(`.${kind}`)).blob() : makers[kind]();
        save(blob, `${ours ? ours[1].split('/').pop() : 'chart'}.${kind}`);
      },
    }));
    const codes = async () => (await fetched('/embed.json')).json();
    const embed = { label: words.embed, act: async () => this.#menu.panel((await codes()).snippets) };
    const copy = { label: words.link, act: () => this.#menu.copy(words.link, ours ? at('') : location.href) };
    return [files, ours ? [embed, copy] : [copy]];
  }

  // --- Pointing.

  focus() {
    (this.#shown === 'table' ? this.#instead[0] : this.#stage).focus();
  }

  /** What the pointer or finger of this event is on. */
  point(event) {
    if (this.#shown === 'table') return;
    const control = this.host.shadowRoot.elementFromPoint(event.clientX, event.clientY)?.closest?.('button');
    // The click that fetched this script was meant for what stands there now.
    if (control && event.type === 'click') return control.click();
    const { left, top, scale } = this.#box();
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
    const { category, series: named } = this.#selection ?? {};
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
    if (byKey && !quiet) this.#say(lines.join('. '));
    listen(['keydown', 'pointerdown'], document, this);
    this.#tell(index, lines[1], quiet);
  }

  /** Tells the page, and the charts of the group, what is selected; where a script selected it, only remembers it. */
  #tell(index, text, quiet) {
    const { categories, series, measures } = this.#figures;
    let detail = { category: null };
    this.#selection = null;
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
      this.#selection = { category: detail.category.id, series: detail.series?.id ?? null };
    }
    if (quiet) return;
    this.#page.emit(this.#chart, 'select', detail);
    share(this.#chart, this.#selection);
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
      this.#fit(true);
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
      if (!inside.includes(this.host)) this.close();
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
