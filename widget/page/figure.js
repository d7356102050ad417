/**
 * The number in a sentence: its text, and what a reader learns by pointing at it.
 */

import { cubeOf } from './cube.js';
import { listen, make, within } from './dom.js';
import { joined, normalise } from './jsonstat.js';
import { TIP } from './sheet.js';
import { fill } from './tip.js';

const FIGURE = `${TIP}
:host { position: relative; --i: var(--baocao-ink, light-dark(#1a1f26, #eceff3)); --m: var(--baocao-muted, light-dark(#58616d, #a3adb8)); --k: var(--baocao-ground, light-dark(#fff, #14181d)); --z: var(--baocao-zero, #7c8691) }
.number { white-space: nowrap; cursor: help; text-decoration: underline dotted 1px; text-underline-offset: .2em }
:focus-visible { outline: 2px solid; outline-offset: 2px; border-radius: 3px }
.tip { white-space: normal; text-align: start; font-weight: 400; font-style: normal }
.tip a { color: inherit; display: inline-block; padding-block: 4px }
@media print { .number { text-decoration: none } }
`;

/** Writes the figure of a document into its element; answers what `baocao-load` tells. */
export function figure(element, document, url, lang) {
  const dataset = normalise(document, lang);
  const figures = cubeOf(dataset);
  const { metric, categories, series, words } = figures;
  const asked = metric.ids.indexOf(element.getAttribute('measure') ?? 'actual');
  if (asked < 0) throw 'the chart has no such measure';
  // The figure that carries the document's message, else the last one there is.
  let at = dataset.highlight ?? categories.ids.length - 1;
  while (at > 0 && figures.at(at, 0, asked).text === words.missing) at -= 1;
  const { value, text: number, note } = figures.at(at, 0, asked);
  const said = number || words.missing;
  const unit = joined([said, value != null && figures.unit(asked)], '\u00a0');
  const text = element.getAttribute('format') === 'unit' ? unit : said;
  if (element.textContent !== text) element.textContent = text;
  const detail = dataset.details[at * Math.max(1, series.ids.length)];
  const lines = [dataset.title, unit, note, categories.labels[at], ...(detail ? [detail] : dataset.footer)];
  const link = url.origin + url.pathname.replace(/\.json$/, '') + url.search;
  (element.shadowRoot?.note ?? noteAt(element)).put(lines.filter(Boolean), note, words.page, link);
  return { text, value, src: url.href };
}

let rules;

/** What opens at a figure: while the pointer or the focus is on it or its note, and from a tap on. Esc closes it. */
function noteAt(element) {
  const shadow = element.attachShadow({ mode: 'open' });
  if (!rules) (rules = new CSSStyleSheet()).replaceSync(FIGURE);
  shadow.adoptedStyleSheets = [rules];
  const number = make('span', { class: 'number', role: 'button', tabindex: 0, 'aria-expanded': false }, shadow);
  make('slot', null, number);
  const more = make('span', 'said', number);
  const tip = make('span', { class: 'tip', hidden: '' }, shadow);
  let waiting;

  const show = (open) => {
    tip.hidden = !open;
    number.ariaExpanded = open;
    listen(['keydown', 'pointerdown'], document, self, open);
  };

  const close = () => show(false);

  const open = () => {
    show(true);
    // Under the number, and within the window.
    const { style } = tip;
    const room = document.documentElement.clientWidth - 16;
    style.translate = '0';
    style.maxWidth = `${Math.min(288, room)}px`;
    const { left, top, width } = tip.getBoundingClientRect();
    const at = number.getBoundingClientRect();
    style.translate = `${within(8, at.left, room + 8 - width) - left}px ${at.bottom + 6 - top}px`;
  };

  const self = {
    put(lines, note, label, link) {
      fill(tip, lines);
      more.textContent = note && ` (${note})`;
      make('a', { href: link }, make('p', null, tip), label);
    },

    handleEvent(event) {
      const { type, key, pointerType, relatedTarget } = event;
      clearTimeout(waiting);
      if (type === 'pointerdown') {
        if (!event.composedPath().includes(tip)) close();
      } else if (type === 'pointerleave') {
        if (pointerType !== 'touch') waiting = setTimeout(close, 200);
      } else if (type === 'focusout') {
        if (!relatedTarget || !tip.contains(relatedTarget)) close();
      } else if (key === 'Escape') {
        close();
      } else if (!key || ((key === 'Enter' || key === ' ') && event.target === number)) {
        if (key) event.preventDefault();
        if (pointerType !== 'touch' || type === 'click') open();
      }
    },
  };
  listen(['pointerenter', 'pointerleave'], element, self);
  listen(['focusin', 'focusout', 'click', 'keydown'], shadow, self);
  return (shadow.note = self);
}
