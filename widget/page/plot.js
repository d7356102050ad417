/**
 * A chart that is used: fetched by `baocao.js` at the first use of any chart, with the wasm that draws.
 *
 * `widget/pack` joins this file and what it imports into one script of one scope, so a name stands for one thing in all
 * of them. In the order that data flows: `engine.js` runs the wasm, `jsonstat.js` reads the document that it is given,
 * `cube.js` finds its figures; `dom.js` makes nodes of a picture and `motion.js` moves them; `tip.js`, `controls.js`,
 * `menu.js` and `table.js` are what a reader uses, `group.js` and `figure.js` what pages are made of. Here is the plot
 * that holds them. The page's policy is never strained: no style attribute or element, and no markup parsed.
 */

import { Controls } from './controls.js';
import { cube } from './cube.js';
import { attributes, make, nodes } from './dom.js';
import { draw, lose, view } from './engine.js';
import { share } from './group.js';
import { normalise } from './jsonstat.js';
import { Menu, save } from './menu.js';
import { move, seen } from './motion.js';
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

let sheet;

/** A chart drawn here, in the place of the server's picture: what a reader points at, and what it answers. */
export class Plot {
  /** Holds a shadow root of its own, which the host page's style sheet cannot reach. */
  host = document.createElement('baocao-plot');
  #chart;
  /** What the loader shares: `address(element)`, `language(element)`, `emit(element, type, detail)` and `ours`. */
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

  /** The document as it came and as it is drawn, and its figures. */
  #raw;
  #dataset;
  #figures;
  #view;
  #bindings;
  /** The ids of the series that are switched off; before a reader has, the document's. */
  #hidden;
  #shown = 'chart';

  /** Size of the drawing in CSS pixels; a height of 0 asks for the natural one. */
  #width;
  #height;
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
    this.#said = attributes(make('p', 'said', shadow), { 'aria-live': 'polite' });
    for (const type of ['pointermove', 'pointerleave', 'click']) this.host.addEventListener(type, this);
    for (const type of ['keydown', 'focus', 'blur']) this.#stage.addEventListener(type, this);
    this.sizes = new ResizeObserver(() => this.#fit());
  }

  // --- What the element hands out.

  get data() {
    return this.#raw;
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
    const marks = (named < 0 ? series.ids.map((_, at) => at) : [named]).map((at) => this.#view.find(category, at));
    const index = category < 0 ? -1 : (marks.find((mark) => mark >= 0) ?? -1);
    if (index < 0) this.close(true);
    else this.#open(index, false, true);
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
    const { decimals, step } = this.#figures.metric;
    const units = (value, at) => Math.round(value * 10 ** decimals[Math.floor(at / step) % decimals.length]);
    this.#raw = { ...this.#raw, value: Array.from(values, (value) => (Number.isFinite(value) ? value : null)) };
    this.#dataset.values.set(Float64Array.from(values, units));
    this.#view.update(this.#dataset.values);
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
    this.#raw = raw;
    this.wait(false);
    if (again) this.#say(`${dataset.title}. ${dataset.description}`);
    else if (dataset.kind === 'table') this.shown = 'table';
  }

  // --- The drawing.

  #paint(dataset) {
    return draw((bindings) => {
      if (!sheet) (sheet = new CSSStyleSheet()).replaceSync(bindings.stylesheet() + SHEET);
      this.host.shadowRoot.adoptedStyleSheets = [sheet];
      const same = this.#bindings === bindings && this.#dataset === dataset;
      const drawn = same ? this.#view : view(bindings, dataset);
      const figures = same ? this.#figures : cube(dataset);
      const entering = !this.host.isConnected;
      const box = entering && this.#picture?.getBoundingClientRect();
      if (box && !box.width) throw 'out of sight';
      if (box) [this.#width, this.#height] = [box.width, box.height];
      else if (entering) this.#chart.append(this.host);
      this.#width ??= this.host.clientWidth;
      const hidden = (this.#hidden?.map((id) => figures.series.ids.indexOf(id)) ?? dataset.hidden).filter((at) => at >= 0);
      drawn.set_hidden(Uint32Array.from(hidden));
      drawn.set_sort(Math.max(0, ORDERS.indexOf(this.#chart.getAttribute('sort') ?? dataset.sort)));
      const picture = this.#drawn(drawn);
      if (!same) {
        this.close();
        this.#index = -1;
        if (this.#bindings === bindings) this.#view.free();
      }
      [this.#bindings, this.#dataset, this.#view, this.#figures] = [bindings, dataset, drawn, figures];
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
    const texts = !this.#chart.hasAttribute('bare');
    let width = Math.max(280, Math.round(this.#width));
    if (!this.#height) return nodes(view.draw(width, view.height(width, texts), texts, false));
    for (;;) {
      const height = Math.round((width * this.#height) / this.#width);
      const picture = nodes(view.draw(width, height, texts, false));
      const { height: needed } = picture.viewBox.baseVal;
      if (needed <= height + 1 || width > 1200) return picture;
      width = Math.ceil((needed / this.#height) * this.#width);
    }
  }

  #put(picture, hidden) {
    const dataset = this.#dataset;
    const { words } = this.#figures;
    const before = seen(this.#stage.firstChild);
    this.#stage.replaceChildren(picture);
    move(before, picture);
    const marked = this.#view.step(-1, 'Home') >= 0;
    attributes(this.#stage, {
      role: marked ? 'application' : null,
      tabindex: marked ? 0 : null,
      'aria-label': marked ? dataset.title : null,
      'aria-roledescription': marked ? words.role : null,
      'aria-description': marked ? words.hint : null,
    });
    this.host.lang = dataset.lang;
    this.#menu.words = words;
    this.#controls.put([...this.#view.controls()], this.#width / picture.viewBox.baseVal.width, dataset, hidden);
    const own = dataset.values.length > READABLE || this.#chart.querySelector('table');
    this.#reading.replaceChildren(...(own ? [] : [tableOf(dataset)]));
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
    const bare = this.#chart.hasAttribute('bare');
    if (!bare || parseFloat(getComputedStyle(this.#chart).paddingBottom) < 34) return;
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
    const scroll = attributes(make('div', 'sheet'), { tabindex: 0, role: 'group', 'aria-label': dataset.title });
    scroll.append(tableOf(dataset, true));
    this.#stage.before(scroll);
    this.#instead = [scroll];
    if (this.#chart.hasAttribute('bare')) return;
    const head = make('p', 'head', null, dataset.subtitle);
    const title = document.createElement('b');
    title.textContent = dataset.title;
    head.prepend(title);
    this.#reading.after(head);
    const foot = make('div', 'foot');
    for (const line of dataset.footer) make('p', '', foot, line);
    scroll.after(foot);
    this.#instead.push(head, foot);
  }

  // --- What a reader may do beside pointing.

  #say(text) {
    this.#said.textContent = text;
  }

  #toggle(position) {
    const { ids, labels } = this.#figures.series;
    const hidden = this.hiddenSeries;
    const id = ids[position];
    const off = !hidden.includes(id);
    if (off && hidden.length + 1 >= ids.length) return;
    this.hiddenSeries = off ? [...hidden, id] : hidden.filter((other) => other !== id);
    const { words } = this.#figures;
    this.#say(`${labels[position]}: ${off ? words.off : words.on}`);
  }

  #pick(parameter, value) {
    const own = /^(period|organization)$/.test(parameter) ? parameter : parameter === 'known_on' ? 'known-on' : `filter-${parameter}`;
    this.#chart.setAttribute(own, value);
  }

  #items() {
    const { words, categories } = this.#figures;
    const chart = this.#chart;
    const dataset = this.#dataset;
    const tabled = this.#shown === 'table';
    const order = chart.getAttribute('sort') ?? dataset.sort;
    const orders = ORDERS.map((code, at) => ({
      label: words.orders[at],
      checked: order === code,
      act: () => chart.setAttribute('sort', code),
    }));
    const sorts = !tabled && ORDERED.test(dataset.kind) && categories.role !== 'time' && categories.ids.length > 2;
    const groups = [
      [{ label: tabled ? words.chart : words.table, act: () => (this.shown = tabled ? 'chart' : 'table') }],
      sorts ? orders : [],
      ...this.#files(),
    ];
    return groups.filter((group) => group.length);
  }

  /** What can be had of the chart: from its service, or, for another office's dataset, made here. */
  #files() {
    const { words } = this.#figures;
    const url = this.#chart.hasAttribute('src') && this.#page.address(this.#chart);
    const ours = url && this.#page.ours.exec(url.pathname);
    const name = ours ? ours[1].split('/').pop() : 'chart';
    const at = (path) => Object.assign(new URL(url), { pathname: url.pathname.replace(this.#page.ours, path) }).href;
    const fetched = async (kind) => {
      const answer = await fetch(at(`$1.${kind}`), { credentials: 'omit' });
      if (!answer.ok) throw answer.status;
      return answer.blob();
    };
    const drawn = () => {
      const texts = this.#view.draw(960, 0, true, true);
      this.refresh();
      return new Blob([texts], { type: 'image/svg+xml' });
    };
    const file = (kind, make) => ({
      label: `${words.save} ${kind.toUpperCase()}`,
      act: async () => save(await make(kind), `${name}.${kind}`),
    });
    const copy = { label: words.link, act: () => this.#menu.copy(words.link, ours ? at('$1') : location.href) };
    if (!ours) return [[file('svg', drawn), file('csv', () => csvOf(this.#dataset))], [copy]];
    const embed = async () => {
      const answer = await fetch(at('$1/embed.json'), { credentials: 'omit' });
      if (!answer.ok) throw answer.status;
      this.#menu.panel(words.embed, (await answer.json()).snippets);
    };
    return [['png', 'svg', 'csv'].map((kind) => file(kind, fetched)), [{ label: words.embed, act: embed }, copy]];
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
    const index = this.#view.hit(this.#across / scale, (event.clientY - top) / scale);
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
    const bounds = index < 0 ? [] : this.#view.bounds(index);
    if (!bounds.length) return this.close(quiet);
    const stays = index === this.#index && this.#tip.open;
    if (stays && !quiet) return;
    this.#dismissed = -1;
    this.#index = index;
    this.#byKey = byKey;
    const lines = this.#view.lines(index).split('\n');
    this.#tip.show(lines, bounds, this.#box(), byKey || quiet ? null : this.#across);
    if (byKey && !quiet) this.#say(lines.join('. '));
    for (const type of ['keydown', 'pointerdown']) document.addEventListener(type, this, true);
    this.#tell(index, lines[1], quiet);
  }

  /** Tells the page, and the charts of the group, what is selected; where a script selected it, only remembers it. */
  #tell(index, text, quiet) {
    const { categories, series, measures } = this.#figures;
    let detail = { category: null };
    this.#selection = null;
    if (index >= 0) {
      const [category, column] = this.#view.cell(index);
      const named = ({ ids, labels }, at) => ({ id: ids[at] ?? '', label: labels[at] ?? '' });
      const value = this.#figures.value(category, column, measures[0]);
      detail = {
        category: named(categories, category),
        series: series.step ? named(series, column) : null,
        value: Number.isFinite(value) ? value : null,
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
    for (const type of ['keydown', 'pointerdown']) document.removeEventListener(type, this, true);
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
      const index = this.#view.step(this.#index, key);
      if (index < 0) return;
      event.preventDefault();
      this.#open(index, true);
    }
  }
}
