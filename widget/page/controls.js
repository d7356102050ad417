/**
 * What the drawing shows as a control, as one: transparent buttons and lists over their places in the picture, so that
 * nothing shifts when the picture becomes interactive.
 */

import { attributes, make } from './dom.js';

const MENU = 0;
const SERIES = 1;

export class Controls {
  #made = new Map();
  #node;
  #deeds;

  /** `deeds` are `menu`, an element for the menu's place, and `toggle(series)` and `pick(parameter, value)`. */
  constructor(surface, deeds) {
    this.#node = make('div', 'over', surface);
    this.#deeds = deeds;
  }

  /** Lays them over a picture that is scaled so: six numbers for each, as `View.controls` writes them. */
  put(numbers, scale, dataset, hidden) {
    const made = new Map();
    for (let at = 0; at < numbers.length; at += 6) {
      const [action, position, ...place] = numbers.slice(at, at + 6);
      const key = `${action} ${position}`;
      // A control that stays keeps its focus.
      const control = this.#made.get(key) ?? this.#make(action, position);
      made.set(key, control);
      if (control.parentNode !== this.#node) this.#node.append(control);
      place.forEach((length, side) => {
        control.style[['left', 'top', 'width', 'height'][side]] = `${length * scale}px`;
      });
      if (action === SERIES) this.#series(control, position, dataset, hidden);
      else if (action !== MENU) this.#picker(control, dataset.pickers[position]);
    }
    for (const [key, control] of this.#made) if (!made.has(key)) control.remove();
    this.#made = made;
  }

  #make(action, position) {
    if (action === MENU) return this.#deeds.menu;
    if (action === SERIES) {
      const button = attributes(make('button', 'key'), { type: 'button' });
      button.onclick = () => this.#deeds.toggle(position);
      return button;
    }
    const label = make('label', 'pick');
    make('select', '', label);
    return label;
  }

  #series(button, position, { dimensions, series }, hidden) {
    const { ids, labels } = dimensions.find(({ id }) => id === series);
    const shown = !hidden.includes(position);
    attributes(button, {
      'aria-label': labels[position],
      'aria-pressed': shown,
      'aria-disabled': shown && hidden.length + 1 >= ids.length ? true : null,
    });
  }

  #picker({ firstChild: select }, { parameter, label, options, chosen }) {
    select.setAttribute('aria-label', label);
    select.replaceChildren(...options.map(({ value, label }, at) => new Option(label, value, false, at === chosen)));
    select.onchange = () => this.#deeds.pick(parameter, select.value);
  }
}
