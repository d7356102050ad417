/**
 * The text alternative of a dataset that brings none.
 */

import { joined } from './jsonstat.js';

/** More series than these are not each told of. */
const MOST_TOLD = 6;

/** What is drawn and by what, the highest and the lowest, in time the first and the last of each series, and what is not there. */
export function describe({ title, subtitle, kind }, { at, categories, series, words, measures }) {
  const missing = {};
  const told = series.labels.map((name, column) =>
    categories.labels
      .map((label, row) => {
        const figure = at(row, column, measures[0]);
        if (figure.value == null) missing[figure.text] = (missing[figure.text] ?? 0) + 1;
        return { name: joined([label, name], ', '), figure };
      })
      .filter(({ figure }) => figure.value != null),
  );
  const ends = (all) => [all[0], all.at(-1)].map((one) => one && `${one.name}: ${one.figure.text}`);
  const sorted = told.flat().sort((a, b) => b.figure.value - a.figure.value);
  return joined(
    [
      title,
      subtitle,
      joined([words.kinds[kind], ...[categories, series].map(({ label, ids }) => ids[1] && `${label} (${ids.length})`)]),
      ...ends(sorted).map((text, at) => text && `${at ? words.lowest : words.highest}: ${text}`),
      ...(categories.role === 'time' && !told[MOST_TOLD] ? told : []).map((all) =>
        joined([...new Set(ends(all))], ` ${words.to} `),
      ),
      ...Object.entries(missing).map((state) => state.join(': ')),
    ],
    '. ',
  );
}
