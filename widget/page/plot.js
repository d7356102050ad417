/**
 * A chart that is used: fetched by `baocao.js` at the first use of any chart, with the wasm that draws.
 *
 * `widget/pack` joins this file and what it imports into one script of one scope, so a name stands for one thing in all
 * of them. In the order that data flows: `engine.js` runs the wasm, `jsonstat.js` reads the document that it is given,
 * `cube.js` finds its figures, `describe.js` puts them in words; `dom.js` makes nodes of a picture, `place.js` puts them where the server's was;
 * `pointing.js` with `tip.js`, `controls.js`, `menu.js` with `items.js`, and `table.js` with `swap.js` are what a reader
 * uses, `group.js` and `figure.js` what pages are made of. Here is the plot that holds them. The page's policy is never
 * strained: no style attribute or element, and no markup parsed.
 */

import { controlsOn } from './controls.js';
import { cubeOf } from './cube.js';
import { attributes, make, put } from './dom.js';
import { call, draw, viewOf } from './engine.js';
import { share } from './group.js';
import { itemsOf, ORDERED, ORDERS } from './items.js';
import { normalise } from './jsonstat.js';
import { menuOf } from './menu.js';
import { enter } from './place.js';
import { pointing } from './pointing.js';
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

/**
 * A chart drawn here, in the place of the server's picture: what a reader points at, and what it answers. `page` is what the
 * loader shares: `address(element)`, `language(element)`, `emit(element, type, detail)`, `get(url)`, `ours`.
 */
export function plotOf(chart, picture, page) {
  /** Holds a shadow root of its own, which the host page's style sheet cannot reach. */
  const host = document.createElement('baocao-plot');
  const shadow = host.attachShadow({ mode: 'open' });
  const surface = make('div', 'surface bc', shadow);
  const reading = make('div', 'said', surface);

  /** The document as it came and as it is drawn, its figures, and whether they are newer than the document. */
  let raw;
  let dataset;
  let figures;
  let updated;
  let view;
  let engine;
  /** The ids of the series that are switched off; before a reader has, the document's. */
  let off;
  let shown = 'chart';

  /** Size of the drawing in CSS pixels; a height of 0 asks for the natural one. */
  let width;
  let height = 0;
  let scale;
  /** The room that the drawing was made for, and how wide it may become: a picture kept narrow by its page stays so. */
  let room;
  let limit = 1400;
  let later;

  const bare = () => chart.hasAttribute('bare');
  const sizes = new ResizeObserver(() => fit());

  // --- The drawing.

  /** To be called when `host` is in the page: WebKit leaves a sheet that was there before out of its next layout. */
  const dress = () => {
    shadow.adoptedStyleSheets = [sheet];
  };

  const paint = (next) =>
    draw((wasm) => {
      if (!sheet) (sheet = new CSSStyleSheet()).replaceSync(call(wasm, 'stylesheet') + SHEET);
      const alive = engine === wasm;
      const same = alive && dataset === next;
      const its = same ? view : viewOf(wasm, next);
      const cube = same ? figures : cubeOf(next);
      const entering = !host.isConnected;
      const box = entering && picture?.getBoundingClientRect();
      if (box && !box.width) throw 'out of sight';
      if (box) ({ width, height } = box);
      else if (entering) {
        chart.append(host);
        dress();
      }
      width ??= host.clientWidth;
      const hidden = off?.map((id) => cube.series.ids.indexOf(id)) ?? next.hidden;
      its.ask('hide', hidden.filter((at) => at >= 0));
      its.ask('sort', Math.max(0, ORDERS.indexOf(chart.getAttribute('sort') ?? next.sort)));
      const drawing = drawn(its, next.kind);
      if (!same) {
        self.pointing.forget();
        if (alive) view.free();
      }
      [engine, dataset, view, figures] = [wasm, next, its, cube];
      show(drawing, hidden);
      if (box && enter(host, surface, picture, box, dress)) limit = width;
      if (entering) reserve();
      room = host.clientWidth;
      sizes.observe(host);
      self.pointing.follow(view, figures);
    });

  /** The picture in the size that is asked for. One that needs more height than there is is drawn wider and scaled. */
  const drawn = (its, kind) => {
    let across = Math.max(280, Math.round(width));
    for (;;) {
      const high = height && Math.round((across * height) / width);
      const draw = (asked) => its.ask('draw', across, asked, !bare(), false);
      // Rows that find no room would be left out.
      const drawing = draw(ORDERED.test(kind) ? 0 : high);
      const [, wide, needed] = /"0 0 (\d+) (\d+)/.exec(drawing);
      scale = width / wide;
      if (!high || needed <= high + 1 || across > 1200) return needed < high ? draw(high) : drawing;
      across = Math.ceil((needed / height) * width);
    }
  };

  const show = (drawing, hidden) => {
    const { words } = figures;
    put(stage, drawing);
    const marked = view.ask('step', -1, 'Home') >= 0;
    attributes(stage, {
      role: marked ? 'application' : null,
      tabindex: marked ? 0 : null,
      'aria-label': marked ? dataset.title : null,
      'aria-roledescription': marked ? words.role : null,
      'aria-description': marked ? words.hint : null,
    });
    attributes(host, { lang: dataset.lang });
    menu.words = words;
    layOver([...view.ask('controls')], scale, dataset, hidden);
    clearTimeout(later);
    later = setTimeout(() => {
      const own = dataset.values.length > READABLE || chart.querySelector('table');
      reading.replaceChildren(own ? '' : tableOf(figures));
    }, SOON);
    if (shown === 'table') change();
  };

  /** Without a title the menu stands under the drawing, if the page has left room for it. */
  const reserve = () => {
    if (!bare() || parseFloat(getComputedStyle(chart).paddingBottom) < 34) return;
    menu.node.classList.add('under');
    surface.append(menu.node);
  };

  /** The drawing, or the table in its place. */
  const change = () => {
    const tabled = shown === 'table';
    if (tabled) self.pointing.close();
    swap(surface, stage, tabled && figures, bare());
  };

  const fit = (anyway) => {
    const now = host.clientWidth;
    if (!now || (now === room && !anyway)) return;
    if (now !== room) {
      width = Math.min(now, limit);
      height = 0;
      surface.style.width = `${width}px`;
    }
    paint(dataset).catch(() => {});
  };

  const self = {
    host,

    // --- What the element hands out.

    get data() {
      if (!updated) return raw;
      const number = (value, cell) => (Number.isNaN(value) ? null : value / figures.scale(cell));
      return { ...raw, value: Array.from(dataset.values, number) };
    },

    /** What `baocao-load` tells. */
    get summary() {
      const { kind, title, values } = dataset;
      return { kind, title, cells: values.length, src: chart.getAttribute('src') };
    },

    get hiddenSeries() {
      const { ids } = figures.series;
      return off ?? dataset.hidden.map((at) => ids[at]);
    },

    set hiddenSeries(ids) {
      off = [...ids];
      self.refresh();
    },

    get view() {
      return shown;
    },

    set view(asked) {
      shown = asked === 'table' ? asked : 'chart';
      change();
    },

    /** Draws other numbers of the same shape. */
    update(values) {
      const own = dataset.values;
      const [its, needed] = [values?.length, own.length];
      if (its !== needed) return page.emit(chart, 'error', { message: `update() takes ${needed} values, not ${its}` });
      for (let cell = 0; cell < own.length; cell += 1) {
        own[cell] = Number.isFinite(values[cell]) ? Math.round(values[cell] * figures.scale(cell)) : NaN;
      }
      updated = true;
      view.ask('update', own);
      self.refresh();
    },

    /** Draws the same document again, in the same size: an attribute or a property has changed. */
    refresh() {
      height ||= stage.clientHeight;
      paint(dataset).catch(() => {});
    },

    /** Shows that another document is on its way, if it takes long. */
    wait(waits = true) {
      surface.setAttribute('aria-busy', waits);
    },

    /** Draws a document, in place of the picture or of the last drawing, which stay until this one is ready. */
    async show(given) {
      const again = dataset;
      const next = normalise(given, page.language(chart));
      if (again) height = 0;
      await paint(next);
      [raw, updated] = [given, false];
      self.wait(false);
      if (again) self.say(next.description ?? next.title);
      else if (next.kind === 'table') self.view = 'table';
    },

    /** Draws once more, after the engine was lost. */
    anew() {
      fit(true);
    },

    focus() {
      (surface.querySelector('.sheet, select') ?? stage).focus();
    },

    // --- What a reader does: the menu, the controls and what is pointed at call these.

    /** Announces a text, once and politely. */
    say(text) {
      said.textContent = text;
    },

    /** Switches a series on or off; the last one stays. */
    toggle(position) {
      const { words, series } = figures;
      const id = series.ids[position];
      const hidden = self.hiddenSeries;
      const back = hidden.includes(id);
      if (!back && hidden.length + 1 >= series.ids.length) return;
      self.hiddenSeries = back ? hidden.filter((other) => other !== id) : [...hidden, id];
      self.say(`${series.labels[position]}: ${back ? words.on : words.off}`);
    },

    /** Asks for another value of a picker's parameter. */
    pick(parameter, value) {
      const own = /^(period|organization|known_on)$/.test(parameter);
      chart.setAttribute(own ? parameter.replace('_', '-') : `filter-${parameter}`, value);
    },

    /** The items of the menu. */
    items() {
      const file = () => {
        const drawing = view.ask('draw', 960, 0, true, true);
        self.refresh();
        return drawing;
      };
      return itemsOf(figures, { plot: self, chart, page, menu, file });
    },

    /** Tells the page, and the charts of the group, what is selected. */
    tell(detail, selection) {
      page.emit(chart, 'select', detail);
      share(chart, selection);
    },
  };

  const menu = menuOf(self);
  const layOver = controlsOn(surface, self, menu.node);
  const stage = make('div', 'stage', surface);
  self.pointing = pointing(self, surface, stage);
  const said = make('p', { class: 'said', 'aria-live': 'polite' }, shadow);
  return self;
}
