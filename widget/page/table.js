/**
 * The figures as an HTML table: what a screen reader meets before the drawing, and what a reader may see instead of it.
 */

import { make } from './dom.js';
import { joined, word } from './jsonstat.js';

/** The columns, `{at: [series, measure], label, unit}`: those of the first measure, and of others that say something. */
function columns(figures) {
  const { categories, series, metric, measures } = figures;
  const says = (measure) => (_, at) =>
    measure === measures[0] || categories.ids.some((_, row) => figures.at(row, at, measure).text);
  const shown = measures.filter((measure) => series.ids.some(says(measure)));
  return series.ids.flatMap((_, at) =>
    shown
      .filter((measure) => says(measure)(_, at))
      .map((measure) => ({
        at: [at, measure],
        label: joined([series.labels[at], (shown[1] != null || !series.labels[at]) && metric.labels[measure]]),
        unit: figures.unit(measure),
      })),
  );
}

/** The table, its heads with buttons that sort it when `sorts`. */
export function tableOf(figures, sorts) {
  const { categories } = figures;
  const { title, subtitle, lang } = figures.document;
  const shown = columns(figures);
  const table = make('table');
  make('caption', null, table, joined([title, subtitle], '. '));
  const heads = make('tr', null, make('thead', null, table));
  const body = make('tbody', null, table);
  const { compare } = new Intl.Collator(lang, { numeric: true });

  const rows = categories.labels.map((name, at) => {
    const row = make('tr', null, body);
    make('th', { scope: 'row' }, row, name);
    const values = shown.map((column) => {
      const { value, text, note } = figures.at(at, ...column.at);
      const cell = make('td', value == null ? 'w' : null, row, text);
      if (note) make('small', null, cell, note);
      return value;
    });
    return { row, name, at, values };
  });

  const sort = (head, column) => {
    // Names begin with the first, figures with the largest.
    const up = column < 0 ? head.ariaSort !== 'ascending' : head.ariaSort === 'descending';
    const way = up ? 1 : -1;
    // What has no figure is last in either direction.
    const place = (one, other) => {
      const [a, b] = [one.values[column], other.values[column]];
      return (a == null) - (b == null) || way * (a - b) || one.at - other.at;
    };
    const name = (one, other) => way * (categories.role === 'time' ? one.at - other.at : compare(one.name, other.name));
    for (const other of heads.cells) other.removeAttribute('aria-sort');
    head.ariaSort = up ? 'ascending' : 'descending';
    body.append(...rows.sort(column < 0 ? name : place).map(({ row }) => row));
  };
  [{ label: categories.label }, ...shown].forEach(({ label, unit }, at) => {
    const head = make('th', { scope: 'col' }, heads);
    const words = sorts ? make('button', { type: 'button' }, head) : head;
    make('span', null, words, label);
    if (unit) make('small', null, words, unit);
    if (sorts) words.onclick = () => sort(head, at - 1);
  });
  return table;
}

const quoted = (field) => (/[",\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field);

/** The table as a CSV file: decimal points, and empty where there is no figure. */
export function csvOf(figures) {
  const { categories } = figures;
  const shown = columns(figures);
  const line = (fields) => `${fields.map(quoted)}\r\n`;
  const heads = [categories.label, ...shown.map(({ label, unit }) => label + (unit && ` (${unit})`))];
  const rows = categories.labels.map((name, row) => [name, ...shown.map(({ at }) => word(figures.at(row, ...at).value))]);
  return new Blob(['\ufeff', ...[heads, ...rows].map(line)], { type: 'text/csv' });
}
