/**
 * The table in the drawing's place, in the same box.
 */

import { make } from './dom.js';
import { tableOf } from './table.js';

/** The least height of a table that a reader asks for, in CSS pixels. */
const TABLE = 200;

/** Shows these figures' table instead of `stage`, with title and footer unless `bare`; without figures `stage` again. */
export function swap(surface, stage, figures, bare) {
  const reading = surface.firstChild;
  const { offsetHeight } = surface;
  for (const node of surface.querySelectorAll('.head, .sheet, .foot')) node.remove();
  surface.classList.toggle('tabled', !!figures);
  reading.hidden = !!figures;
  surface.style.height = '';
  if (!figures) return;
  const { kind, title, subtitle, footer } = figures.document;
  stage.style.display = 'block';
  const height = stage.offsetHeight || offsetHeight;
  stage.style.display = '';
  surface.style.height = `${kind === 'table' ? height : Math.max(height, TABLE)}px`;
  const scroll = make('div', { class: 'sheet', tabindex: 0, role: 'group', 'aria-label': title });
  scroll.append(tableOf(figures, true));
  stage.before(scroll);
  if (bare) return;
  const head = make('p', 'head');
  make('b', null, head, title);
  head.append(subtitle ?? '');
  reading.after(head);
  const foot = make('div', 'foot');
  for (const line of footer) make('p', null, foot, line);
  scroll.after(foot);
}
