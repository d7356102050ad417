/**
 * The number in a sentence: its text, and what a reader learns by pointing at it.
 */

import { cube } from './cube.js';
import { attributes, make, within } from './dom.js';
import { normalise } from './jsonstat.js';
import { TIP } from './sheet.js';
import { fill } from './tip.js';

const FIGURE = `${TIP}
:host { position: relative; --i: var(--baocao-ink, light-dark(#1a1f26, #eceff3)); --m: var(--baocao-muted, light-dark(#58616d, #a3adb8)); --k: var(--baocao-ground, light-dark(#fff, #14181d)); --z: var(--baocao-zero, #7c8691) }
.number { white-space: nowrap; cursor: help; text-decoration: underline dotted 1px; text-underline-offset: .2em }
.number:focus-visible { outline: 2px solid currentColor; outline-offset: 2px; border-radius: 2px }
.tip { white-space: normal; text-align: start; font-weight: 400; font-style: normal }
.tip a { color: inherit; display: inline-block; padding-block: 4px }
@media print { .number { text-decoration: none } }
`;

/** The figure of a document that carries its message, else the last one there is: `[category, series]`. */
function chosen({ categories, document: { highlight } }, known) {
  let at = highlight < 0 ? categories.ids.length - 1 : highlight;
  while (at > 0 && !known(at)) at -= 1;
  return at;
}

/** Writes the figure of a document into its element; answers what `baocao-load` tells. */
export function figure(element, document, url, lang) {
  const dataset = normalise(document, lang);
  const figures = cube(dataset);
  const { metric, categories, words } = figures;
  const asked = metric.ids.indexOf(element.getAttribute('measure') ?? 'actual');
  if (asked < 0) throw 'the chart has no such measure';
  const at = chosen(figures, (row) => figures.text(row, 0, asked) !== words.missing);
  const number = figures.text(at, 0, asked) || words.missing;
  const value = figures.value(at, 0, asked);
  const known = !Number.isNaN(value);
  const unit = known && figures.unit(asked) ? `${number}\u00a0${figures.unit(asked)}` : number;
  const text = element.getAttribute('format') === 'unit' ? unit : number;
  if (element.textContent !== text) element.textContent = text;
  const note = figures.provisional(at, 0, asked) ? words.provisional : '';
  const detail = dataset.details[at * Math.max(1, figures.series.ids.length)];
  const lines = [dataset.title, unit, note, categories.labels[at], ...(detail ? [detail] : dataset.footer)];
  const link = url.origin + url.pathname.replace(/\.json$/, '') + url.search;
  (notes.get(element) ?? new Note(element)).put(lines.filter(Boolean), note, words.page, link);
  return { text, value: known ? value : null, src: url.href };
}

const notes = new WeakMap();
let rules;

/** What opens at a figure: while the pointer or the focus is on it or its note, and from a tap on. Esc closes it. */
class Note {
  #number;
  #tip;
  #more;
  #waiting;

  constructor(element) {
    notes.set(element, this);
    const shadow = element.attachShadow({ mode: 'open' });
    if (!rules) (rules = new CSSStyleSheet()).replaceSync(FIGURE);
    shadow.adoptedStyleSheets = [rules];
    this.#number = make('span', 'number', shadow);
    attributes(this.#number, { role: 'button', tabindex: 0, 'aria-expanded': false });
    make('slot', '', this.#number);
    this.#more = make('span', 'said', this.#number);
    this.#tip = make('span', 'tip', shadow);
    this.#tip.hidden = true;
    for (const type of ['pointerenter', 'pointerleave']) element.addEventListener(type, this);
    for (const type of ['focusin', 'focusout', 'click', 'keydown']) shadow.addEventListener(type, this);
  }

  put(lines, note, label, link) {
    fill(this.#tip, lines);
    this.#more.textContent = note && ` (${note})`;
    const anchor = make('a', '', make('p', '', this.#tip), label);
    anchor.href = link;
  }

  handleEvent(event) {
    const { type, key, pointerType } = event;
    clearTimeout(this.#waiting);
    if (type === 'pointerdown') {
      if (!event.composedPath().includes(this.#tip)) this.#close();
    } else if (type === 'pointerleave') {
      if (pointerType !== 'touch') this.#waiting = setTimeout(() => this.#close(), 200);
    } else if (type === 'focusout') {
      if (!event.relatedTarget || !this.#tip.contains(event.relatedTarget)) this.#close();
    } else if (key === 'Escape') {
      this.#close();
    } else if (!key || ((key === 'Enter' || key === ' ') && event.target === this.#number)) {
      if (key) event.preventDefault();
      if (pointerType !== 'touch' || type === 'click') this.#open();
    }
  }

  /** Under the number, and within the window. */
  #open() {
    const tip = this.#tip;
    tip.hidden = false;
    tip.style.translate = '0';
    tip.style.maxWidth = `${Math.min(288, document.documentElement.clientWidth - 16)}px`;
    const { left, width } = tip.getBoundingClientRect();
    const at = this.#number.getBoundingClientRect();
    const most = document.documentElement.clientWidth - width - 8;
    const under = tip.getBoundingClientRect().top - at.bottom;
    tip.style.translate = `${within(8, at.left, most) - left}px ${6 - under}px`;
    this.#number.setAttribute('aria-expanded', true);
    for (const type of ['keydown', 'pointerdown']) document.addEventListener(type, this, true);
  }

  #close() {
    this.#tip.hidden = true;
    this.#number.setAttribute('aria-expanded', false);
    for (const type of ['keydown', 'pointerdown']) document.removeEventListener(type, this, true);
  }
}
