/**
 * The figures as an HTML table: what a screen reader meets before the drawing, and what a reader may see instead of it.
 */

import { cube } from './cube.js';
import { attributes, make } from './dom.js';

/** Rows and heads of a document: `{name, head, rows}`, a row `{name, cells: [{value, text, note}]}`. */
export function grid(document) {
  const figures = cube(document);
  const { categories, series, metric, measures, words } = figures;
  const columns = series.ids.flatMap((_, at) => measures.map((measure) => [at, measure]));
  const known = ([at, measure]) =>
    measure === measures[0] || categories.ids.some((_, row) => figures.text(row, at, measure));
  const shown = columns.filter(known);
  const several = new Set(shown.map(([, measure]) => measure)).size > 1;
  const head = shown.map(([at, measure]) => ({
    label: [series.labels[at], several || !series.labels[at] ? metric.labels[measure] : ''].filter(Boolean).join(' · '),
    unit: figures.unit(measure),
  }));
  const rows = categories.ids.map((_, row) => ({
    name: categories.labels[row],
    cells: shown.map(([at, measure]) => ({
      value: figures.value(row, at, measure),
      text: figures.text(row, at, measure),
      note: figures.provisional(row, at, measure) ? words.provisional : '',
    })),
  }));
  return { name: categories.label ?? '', periods: categories.role === 'time', head, rows };
}

/** The table, its heads with buttons that sort it when `sorts`. */
export function tableOf(document, sorts) {
  const { name, periods, head, rows } = grid(document);
  const table = make('table');
  make('caption', '', table, [document.title, document.subtitle].filter(Boolean).join('. '));
  const heads = make('tr', '', make('thead', '', table));
  const body = make('tbody', '', table);
  const collator = new Intl.Collator(document.lang === 'en' ? 'en' : 'vi', { numeric: true });

  const written = rows.map(({ name, cells }, at) => {
    const row = make('tr', '', body);
    make('th', '', row, name).scope = 'row';
    for (const { value, text, note } of cells) {
      const cell = make('td', Number.isNaN(value) ? 'w' : '', row, text);
      if (note) make('small', '', cell, note);
    }
    return { row, name, at, values: cells.map(({ value }) => value) };
  });

  /** Less than zero where `one` comes first; what has no figure is last in either direction. */
  const compare = (one, other, column, way) => {
    if (column < 0) return way * (periods ? one.at - other.at : collator.compare(one.name, other.name));
    const [a, b] = [one.values[column], other.values[column]];
    return Number.isNaN(a) - Number.isNaN(b) || way * (a - b) || one.at - other.at;
  };
  const sort = (cell, column) => {
    const first = column < 0 ? 'ascending' : 'descending';
    const now = cell.getAttribute('aria-sort');
    const next = now !== first ? first : column < 0 ? 'descending' : 'ascending';
    for (const other of heads.cells) other.removeAttribute('aria-sort');
    cell.setAttribute('aria-sort', next);
    body.append(
      ...written.sort((a, b) => compare(a, b, column, next === 'ascending' ? 1 : -1)).map(({ row }) => row),
    );
  };
  [{ label: name, unit: '' }, ...head].forEach(({ label, unit }, at) => {
    const cell = attributes(make('th', '', heads), { scope: 'col' });
    const words = sorts ? attributes(make('button', '', cell), { type: 'button' }) : cell;
    make('span', '', words, label);
    if (unit) make('small', '', words, unit);
    if (sorts) words.onclick = () => sort(cell, at - 1);
  });
  return table;
}

const quoted = (field) => (/[",\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field);

/** The table as a CSV file: decimal points, and empty where there is no figure. */
export function csvOf(document) {
  const { name, head, rows } = grid(document);
  const lines = [
    [name, ...head.map(({ label, unit }) => (unit ? `${label} (${unit})` : label))],
    ...rows.map(({ name, cells }) => [name, ...cells.map(({ value }) => (Number.isNaN(value) ? '' : String(value)))]),
  ];
  return new Blob(['\ufeff', lines.map((line) => line.map(quoted).join(',') + '\r\n').join('')], { type: 'text/csv' });
}
