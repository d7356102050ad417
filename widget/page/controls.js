/**
 * What the drawing shows as a control, as one: transparent buttons and lists over their places in the picture, so that
 * nothing shifts when the picture becomes interactive.
 */

import { attributes, make } from './dom.js';

/**
 * The controls on `surface`; `plot` has `toggle(series)` and `pick(parameter, value)`, and `menu` is an element for its
 * place. Answers what lays them over a picture that is scaled so: six numbers for each, what it does, of which one, and its
 * box.
 */
export function controlsOn(surface, plot, menu) {
  const node = make('div', 'over', surface);
  let there = {};
  return (numbers, scale, { dimensions, series, pickers }, hidden) => {
    const made = {};
    for (let at = 0; at < numbers.length; at += 6) {
      const [action, position, ...box] = numbers.slice(at, at + 6);
      const key = [action, position];
      // A control that stays keeps its focus.
      const control = (made[key] =
        there[key] ?? (action > 1 ? make('label', 'pick') : action ? make('button', 'key') : menu));
      if (control.parentNode !== node) node.append(control);
      const [left, top, width, height] = box.map((length) => `${length * scale}px`);
      Object.assign(control.style, { left, top, width, height });
      if (action === 1) {
        const { labels } = dimensions.find(({ id }) => id === series);
        const shown = !hidden.includes(position);
        const last = shown && hidden.length + 1 >= labels.length;
        attributes(control, { 'aria-label': labels[position], 'aria-pressed': shown, 'aria-disabled': last || null });
        control.onclick = () => plot.toggle(position);
      } else if (action) {
        const { parameter, label, options, chosen } = pickers[position];
        const select = control.firstChild ?? make('select', null, control);
        select.ariaLabel = label;
        const option = ({ value, label = value }, at) => new Option(label, value, false, at === chosen);
        select.replaceChildren(...options.map(option));
        select.onchange = () => plot.pick(parameter, select.value);
      }
    }
    for (const key in there) if (!made[key]) there[key].remove();
    there = made;
  };
}
