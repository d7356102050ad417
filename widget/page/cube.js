/**
 * The figures of a document that `normalise` made, by category, series and measure, and how they are written.
 */

import { count } from './jsonstat.js';
import { wordsIn } from './words.js';

const MEASURES = ['actual', 'plan', 'plan-rate', 'change', 'universe'];
const NONE = { ids: [''], labels: [''], units: [''], decimals: [0], step: 0 };

/** The figures of a document. */
export function cubeOf(document) {
  const { dimensions, lang } = document;
  const find = (meant) => {
    const at = dimensions.findIndex(meant);
    return at < 0 ? NONE : { ...dimensions[at], step: count(dimensions.slice(at + 1)) };
  };
  /** The dimensions along the axis, of the series and of the measures. */
  const categories = find(({ id }) => id === document.category);
  const series = find(({ id }) => id === document.series);
  const metric = find(({ role }) => role === 'metric');
  const words = wordsIn(lang);
  const scales = metric.decimals.map((decimals) => 10 ** decimals);
  const formats = metric.ids.map(
    (id, at) =>
      new Intl.NumberFormat(lang, {
        maximumFractionDigits: metric.decimals[at],
        signDisplay: id === 'change' ? 'exceptZero' : 'auto',
      }),
  );
  /** The positions of the measures that a reader is shown. */
  const known = MEASURES.map((id) => metric.ids.indexOf(id)).filter((at) => at >= 0);
  const measures = known.length ? known : metric.ids.map((_, at) => at);

  return {
    document,
    categories,
    series,
    metric,
    words,
    measures,

    /** How many smallest units one is in a cell of the document. */
    scale(cell) {
      return scales[scales.length > 1 ? Math.floor(cell / metric.step) % scales.length : 0];
    },

    /**
     * One figure: `value`, null where there is none that may be shown; `text` as the drawing writes it, without its unit
     * unless that is %, or why there is none; `note`, that it may still change.
     */
    at(category, column, measure) {
      const cell = category * categories.step + column * series.step + measure * metric.step;
      const status = document.status[cell];
      const value = document.values[cell] / scales[measure];
      if (/[QLM]/.test(status) || Number.isNaN(value)) {
        return { value: null, text: words[status] ?? (measure === measures[0] ? words.missing : ''), note: '' };
      }
      const percent = metric.units[measure] === '%' ? '%' : '';
      return {
        value,
        // Written when it is asked for: of many figures most are only compared.
        get text() {
          return formats[measure].format(value).replace('-', '−') + percent;
        },
        note: /[PE]/.test(status) ? words.provisional : '',
      };
    },

    /** The unit, where a number does not carry it itself. */
    unit(measure) {
      const unit = metric.units[measure] ?? '';
      return unit === '%' ? '' : unit;
    },
  };
}
