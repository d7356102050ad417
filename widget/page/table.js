/**
 * The figures as an HTML table: what a screen reader meets before the drawing, and what a reader may see instead of it.
 */

import { make } from './dom.js';
import { joined } from './jsonstat.js';

/** The columns, `{at: [series, measure], label, unit}`: those of the first measure, and of others that say something. */
function columns(figures) {
  const { categories, series, metric, measures } = figures;
  const says = (measure) => (_, at) =>
    measure === measures[0] || categories.ids.some((_, row) => figures.text(row, at, measure));
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
  const { document, categories, words } = figures;
  const { title, subtitle, lang } = document;
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
      const value = figures.value(at, ...column.at);
      const cell = make('td', Number.isNaN(value) ? 'w' : null, row, figures.text(at, ...column.at));
      if (figures.provisional(at, ...column.at)) make('small', null, cell, words.provisional);
      return value;
    });
    return { row, name, at, values };
  });

  const sort = (head, column) => {
    const orders = ['ascending', 'descending'];
    if (column >= 0) orders.reverse();
    const order = orders[+(head.ariaSort === orders[0])];
    const way = order === 'ascending' ? 1 : -1;
    // What has no figure is last in either direction.
    const place = (one, other) => {
      const [a, b] = [one.values[column], other.values[column]];
      return Number.isNaN(a) - Number.isNaN(b) || way * (a - b) || one.at - other.at;
    };
    const name = (one, other) => way * (categories.role === 'time' ? one.at - other.at : compare(one.name, other.name));
    for (const other of heads.cells) other.removeAttribute('aria-sort');
    head.ariaSort = order;
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
  const number = (value) => (Number.isNaN(value) ? '' : `${value}`);
  const lines = [
    [categories.label, ...shown.map(({ label, unit }) => label + (unit && ` (${unit})`))],
    ...categories.labels.map((name, row) => [name, ...shown.map(({ at }) => number(figures.value(row, ...at)))]),
  ];
  return new Blob(['\ufeff', ...lines.map((line) => line.map(quoted).join(',') + '\r\n')], { type: 'text/csv' });
}
