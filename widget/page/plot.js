/**
 * A chart that is used: fetched by `baocao.js` at the first use of any chart, with the wasm that draws.
 *
 * `widget/pack` joins this file and what it imports into one script of one scope, so a name stands for one thing in all
 * of them. In the order that data flows: `engine.js` runs the wasm, `jsonstat.js` reads the document that it is given;
 * here are the nodes made of its picture, and the plot that a reader points at. The page's policy is never strained: no
 * style attribute or element, and no markup parsed.
 */

import { draw, lose, view } from './engine.js';
import { normalise } from './jsonstat.js';
export { start, svg } from './engine.js';

// --- The picture: from the engine's text to nodes, without the page's parser, which Trusted Types would guard.

const SVG = 'http://www.w3.org/2000/svg';
const TOKEN = /<(\/?)([\w-]+)((?:\s+[\w:-]+="[^"]*")*)\s*(\/?)>|([^<]+)/g;
const ATTRIBUTE = /([\w:-]+)="([^"]*)"/g;
const ENTITIES = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const plain = (escaped) =>
  escaped.replace(/&(?:#(\d+)|(\w+));/g, (_, code, name) => (code ? String.fromCodePoint(code) : ENTITIES[name]));

/** The nodes of an SVG that our own engine wrote. */
function nodes(picture) {
  let root;
  let at;
  for (const [, closes, name, attributes, empty, words] of picture.matchAll(TOKEN)) {
    if (words) at?.append(plain(words));
    else if (closes) at = at.parentNode;
    else {
      const node = document.createElementNS(SVG, name);
      for (const [, key, value] of attributes.matchAll(ATTRIBUTE)) node.setAttribute(key, plain(value));
      at?.append(node);
      root ??= node;
      if (!empty) at = node;
    }
  }
  return root;
}

// --- The plot.

/** The rules of what this script adds; the pictures' own come from the engine. */
const SHEET = `
:host { display: flow-root; position: relative }
:where(.surface) { all: initial; display: block; color-scheme: inherit; visibility: inherit }
[hidden] { display: none !important }
.surface { position: relative; outline-offset: 4px; touch-action: pan-y pinch-zoom }
.surface:not(:focus-visible) { outline: none }
svg { display: block; width: 100%; height: auto; overflow: visible }
.ring { position: absolute; left: 0; top: 0; pointer-events: none; border-radius: 3px; outline: 1px solid var(--baocao-ink, var(--bc-ink)); background: color-mix(in srgb, var(--baocao-ink, var(--bc-ink)) 9%, transparent) }
.tip { position: absolute; left: 0; top: 0; z-index: 9; box-sizing: border-box; width: max-content; max-width: min(18rem, 100%); padding: 8px 12px; border: 1px solid var(--baocao-zero, var(--bc-zero)); border-radius: 6px; background: var(--baocao-ground, var(--bc-ground)); color: var(--baocao-ink, var(--bc-ink)); box-shadow: 0 4px 16px #0003; line-height: 1.4; overflow-wrap: anywhere }
.tip::before { content: ''; position: absolute; inset: -10px; z-index: -1 }
.tip p { margin: 0 }
.tip p:nth-child(2) { font-size: 16px; font-weight: 700; font-variant-numeric: tabular-nums }
.tip p:nth-child(n + 3) { color: var(--baocao-muted, var(--bc-muted)) }
.said { position: absolute; width: 1px; height: 1px; margin: 0; overflow: hidden; clip-path: inset(50%) }
@media (prefers-reduced-motion: no-preference) { .tip { transition: opacity .1s } @starting-style { .tip { opacity: 0 } } }
@media print { .tip, .ring { display: none } }
`;
let sheet;

/** Between mark and tooltip, in CSS pixels; the tooltip's own `::before` bridges it for the pointer. */
const GAP = 10;

const WORDS = {
  vi: ['biểu đồ tương tác', 'Các phím mũi tên đi qua từng số liệu.'],
  en: ['interactive chart', 'Arrow keys move through the values.'],
};

function part(name, parent) {
  const node = document.createElement(name === 'said' ? 'p' : 'div');
  node.className = name;
  parent.append(node);
  return node;
}

/** A chart drawn here, in the place of the server's picture: what a reader points at, and what it answers. */
export class Plot {
  /** Holds a shadow root of its own, which the host page's style sheet cannot reach. */
  host = document.createElement('baocao-plot');
  #chart;
  /** The server's picture, and what goes with it when a drawing takes its place: its `<picture>`, a link around it. */
  #picture;
  #still;
  #surface;
  #ring;
  #tip;
  #said;

  #dataset;
  #view;
  #bindings;
  /** Size of the drawing in CSS pixels; a height of 0 asks for the natural one. */
  #width;
  #height;
  /** The room that the drawing was made for, and how wide it may become: a picture kept narrow by its page stays so. */
  #room;
  #limit = 1400;

  /** The mark that the tooltip is at or was last at. */
  #index = -1;
  #byKey = false;
  /** The mark whose tooltip Esc closed: pointing at it again needs a way round over another. */
  #dismissed = -1;
  #waiting;
  /** Where the pointer was: across the drawing, and how far from the tooltip. */
  #across = 0;
  #distance = 0;

  constructor(chart, picture) {
    const shells = [picture?.closest('a'), picture?.closest('picture')];
    this.#chart = chart;
    this.#picture = picture;
    this.#still = shells.find((shell) => chart.contains(shell ?? null)) ?? picture;
    const shadow = this.host.attachShadow({ mode: 'open' });
    this.#surface = part('surface bc', shadow);
    this.#ring = part('ring', this.#surface);
    this.#tip = part('tip', this.#surface);
    this.#said = part('said', shadow);
    this.#ring.hidden = this.#tip.hidden = true;
    this.#tip.setAttribute('aria-hidden', 'true');
    this.#said.setAttribute('aria-live', 'polite');
    this.#surface.setAttribute('role', 'application');
    this.#surface.tabIndex = 0;
    for (const type of ['pointermove', 'pointerleave', 'click']) this.host.addEventListener(type, this);
    for (const type of ['keydown', 'focus', 'blur']) this.#surface.addEventListener(type, this);
    this.sizes = new ResizeObserver(() => this.#fit());
  }

  /** Draws a document, in place of the picture or of the last drawing, which stay until this one is ready. */
  async show(dataset) {
    const again = this.#dataset;
    await this.#paint(normalise(dataset));
    if (again) this.#said.textContent = `${this.#dataset.title}. ${this.#dataset.description}`;
  }

  #paint(dataset) {
    return draw((bindings) => {
      const same = this.#bindings === bindings && this.#dataset === dataset;
      const chart = same ? this.#view : view(bindings, dataset);
      const entering = !this.host.isConnected;
      const box = entering && this.#picture?.getBoundingClientRect();
      if (box && !box.width) throw 'out of sight';
      if (box) [this.#width, this.#height] = [box.width, box.height];
      else if (entering) this.#chart.append(this.host);
      this.#width ??= this.host.clientWidth;
      const picture = this.#drawn(chart);
      this.close();
      if (this.#dataset !== dataset) this.#index = -1;
      [this.#bindings, this.#dataset, this.#view] = [bindings, dataset, chart];
      if (!sheet) (sheet = new CSSStyleSheet()).replaceSync(bindings.stylesheet() + SHEET);
      this.host.shadowRoot.adoptedStyleSheets = [sheet];
      this.#put(picture);
      if (box) this.#enter(box);
      this.#room = this.host.clientWidth;
      this.sizes.observe(this.host);
    });
  }

  /** The picture in the size that is asked for. One that needs more height than there is is drawn wider and scaled. */
  #drawn(chart) {
    const texts = !this.#chart.hasAttribute('bare');
    let width = Math.max(280, Math.round(this.#width));
    if (!this.#height) return nodes(chart.draw(width, chart.height(width, texts), texts, false));
    for (;;) {
      const height = Math.round((width * this.#height) / this.#width);
      const picture = nodes(chart.draw(width, height, texts, false));
      const { height: needed } = picture.viewBox.baseVal;
      if (needed <= height + 1 || width > 1200) return picture;
      width = Math.ceil((needed / this.#height) * this.#width);
    }
  }

  #put(picture) {
    const [role, hint] = WORDS[this.#dataset.lang] ?? WORDS.vi;
    // The title would be the browser's own tooltip over ours; as a label it still names the picture.
    picture.querySelector('title')?.remove();
    picture.removeAttribute('aria-labelledby');
    picture.setAttribute('aria-label', this.#dataset.title);
    this.#surface.querySelector('svg')?.remove();
    this.#surface.prepend(picture);
    this.#surface.setAttribute('aria-label', this.#dataset.title);
    this.#surface.setAttribute('aria-roledescription', role);
    this.#surface.setAttribute('aria-description', hint);
    this.host.lang = this.#dataset.lang;
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

  focus() {
    this.#surface.focus();
  }

  /** What the pointer or finger of this event is on. */
  point(event) {
    const { left, top, scale } = this.#box();
    this.#across = event.clientX - left;
    const index = this.#view.hit(this.#across / scale, (event.clientY - top) / scale);
    const far = this.#far(event);
    const nearer = far < this.#distance;
    this.#distance = far;
    clearTimeout(this.#waiting);
    if (event.type === 'click' || this.#tip.hidden) {
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

  /** From the pointer to the open tooltip. */
  #far({ clientX, clientY }) {
    const { left, top, right, bottom } = this.#tip.getBoundingClientRect();
    return Math.hypot(Math.max(left - clientX, clientX - right, 0), Math.max(top - clientY, clientY - bottom, 0));
  }

  /** Where the drawing is in the window, and how many CSS pixels there one of its own is. */
  #box() {
    const picture = this.#surface.firstChild;
    const { left, top, width } = picture.getBoundingClientRect();
    return { left, top, width, scale: width / picture.viewBox.baseVal.width };
  }

  #open(index, byKey) {
    this.#dismissed = -1;
    const bounds = this.#view.bounds(index);
    if (!bounds.length || (index === this.#index && !this.#tip.hidden)) return;
    this.#index = index;
    this.#byKey = byKey;
    const lines = this.#view.lines(index).split('\n');
    this.#tip.replaceChildren();
    for (const line of lines) {
      const row = document.createElement('p');
      row.textContent = line;
      this.#tip.append(row);
    }
    this.#tip.hidden = this.#ring.hidden = false;
    this.#place(bounds);
    if (byKey) this.#said.textContent = lines.join('. ');
    for (const type of ['keydown', 'pointerdown']) document.addEventListener(type, this, true);
  }

  /**
   * Above the mark, else below it, or beside a high one; never out of the chart sideways, nor out of the window. At a
   * row of bars it stands on the side where the pointer is not, so that the pointer can go on to the next row.
   */
  #place(bounds) {
    const box = this.#box();
    const [x, y, width, height] = [...bounds].map((length) => length * box.scale);
    Object.assign(this.#ring.style, { translate: `${x}px ${y}px`, width: `${width}px`, height: `${height}px` });
    const { offsetWidth, offsetHeight } = this.#tip;
    const within = (least, wanted, most) => Math.max(least, Math.min(wanted, most));
    const most = box.width - offsetWidth;
    let left = x + (width - offsetWidth) / 2;
    let top = y - offsetHeight - GAP;
    if (width > 3 * height && !this.#byKey) left = this.#across < x + width / 2 ? x + width - offsetWidth : x;
    if (box.top + top < 0) {
      const after = x + width + GAP;
      const beside = after <= most ? after : x - GAP - offsetWidth;
      if (height < offsetHeight) top = y + height + GAP;
      else if (beside >= 0) [left, top] = [beside, y + GAP];
    }
    left = within(-box.left, left, document.documentElement.clientWidth - box.left - offsetWidth);
    const place = [within(0, left, most), within(-box.top, top, innerHeight - box.top - offsetHeight)];
    // Not `left` and `top`: a page's layout shift counts what they move.
    this.#tip.style.translate = place.map((length) => `${length}px`).join(' ');
  }

  close() {
    clearTimeout(this.#waiting);
    this.#tip.hidden = this.#ring.hidden = true;
    for (const type of ['keydown', 'pointerdown']) document.removeEventListener(type, this, true);
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
      if (!inside.includes(this.#tip)) {
        // A finger that moves is scrolling; it points by its tap.
        if (type === 'click' || event.pointerType !== 'touch') this.point(event);
      } else {
        clearTimeout(this.#waiting);
        this.#distance = 0;
      }
    } else if (type === 'pointerleave') {
      this.#dismissed = -1;
      if (!this.#byKey && event.pointerType !== 'touch') this.close();
    } else if (type === 'pointerdown') {
      if (!inside.includes(this.host)) this.close();
    } else if (type === 'blur') {
      this.close();
    } else if (type === 'focus') {
      if (this.#surface.matches(':focus-visible')) this.#open(Math.max(0, this.#index), true);
    } else if (key === 'Escape') {
      this.#dismissed = this.#index;
      this.close();
    } else if (event.currentTarget === this.#surface && !event.altKey && !event.ctrlKey && !event.metaKey) {
      const index = this.#view.step(this.#index, key);
      if (index < 0) return;
      event.preventDefault();
      this.#open(index, true);
    }
  }
}

// --- The number alone.

/** What `<baocao-figure>` says: the value that carries the message, else the last one; empty where there is none. */
export function number(dataset) {
  const { lang, values, dimensions, category, highlight } = normalise(dataset);
  const stride = (at) => dimensions.slice(at + 1).reduce((cells, { ids }) => cells * ids.length, 1);
  const axis = dimensions.findIndex(({ id }) => id === category);
  const metric = dimensions.findIndex(({ id }) => id === 'measure');
  const measure = Math.max(0, dimensions[metric].ids.indexOf('actual'));
  const cell = (at) => values[at * stride(axis) + measure * stride(metric)];
  let at = highlight < 0 ? dimensions[axis].ids.length - 1 : highlight;
  while (at > 0 && Number.isNaN(cell(at))) at -= 1;
  if (Number.isNaN(cell(at))) return '';
  const decimals = dimensions[metric].decimals[measure];
  const format = new Intl.NumberFormat(lang || 'vi', { maximumFractionDigits: decimals });
  const percent = dimensions[metric].units[measure] === '%' ? '%' : '';
  return format.format(cell(at) / 10 ** decimals).replace('-', '−') + percent;
}
