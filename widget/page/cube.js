/**
 * The figures of a document that `normalise` made, by category, series and measure, and how they are written.
 */

import { count } from './jsonstat.js';
import { wordsIn } from './words.js';

const MEASURES = ['actual', 'plan', 'plan-rate', 'change', 'universe'];
const NONE = { ids: [''], labels: [''], units: [''], decimals: [0], step: 0 };

export class Cube {
  constructor(document) {
    const { dimensions, lang } = document;
    const find = (meant) => {
      const at = dimensions.findIndex(meant);
      return at < 0 ? NONE : { ...dimensions[at], step: count(dimensions.slice(at + 1)) };
    };
    this.document = document;
    /** The dimensions along the axis, of the series and of the measures. */
    this.categories = find(({ id }) => id === document.category);
    this.series = find(({ id }) => id === document.series);
    this.metric = find(({ role }) => role === 'metric');
    this.words = wordsIn(lang);
    this.scales = this.metric.decimals.map((decimals) => 10 ** decimals);
    this.formats = this.metric.ids.map(
      (id, at) =>
        new Intl.NumberFormat(lang, {
          maximumFractionDigits: this.metric.decimals[at],
          signDisplay: id === 'change' ? 'exceptZero' : 'auto',
        }),
    );
  }

  /** The positions of the measures that a reader is shown. */
  get measures() {
    const found = MEASURES.map((id) => this.metric.ids.indexOf(id)).filter((at) => at >= 0);
    return found.length ? found : this.metric.ids.map((_, at) => at);
  }

  #cell(category, series, measure) {
    return category * this.categories.step + series * this.series.step + measure * this.metric.step;
  }

  /** One letter, `A` for a figure with nothing to be said about. */
  status(category, series, measure) {
    return this.document.status[this.#cell(category, series, measure)] ?? 'A';
  }

  /** How many smallest units one is in a cell of the document. */
  scale(cell) {
    const { scales, metric } = this;
    return scales[scales.length > 1 ? Math.floor(cell / metric.step) % scales.length : 0];
  }

  /** As a decimal number, NaN where there is none that may be shown. */
  value(category, series, measure) {
    if (/[QLM]/.test(this.status(category, series, measure))) return NaN;
    return this.document.values[this.#cell(category, series, measure)] / this.scales[measure];
  }

  /** As the drawing writes it, without its unit unless that is %; or why there is none. */
  text(category, series, measure) {
    const value = this.value(category, series, measure);
    const status = this.status(category, series, measure);
    if (!Number.isNaN(value)) {
      const percent = this.metric.units[measure] === '%' ? '%' : '';
      return this.formats[measure].format(value).replace('-', '−') + percent;
    }
    if (status === 'Q') return this.words.confidential;
    if (status === 'M') return this.words.notApplicable;
    return measure === this.measures[0] ? this.words.missing : '';
  }

  /** Whether a figure may still change. */
  provisional(category, series, measure) {
    return /[PE]/.test(this.status(category, series, measure)) && !Number.isNaN(this.value(category, series, measure));
  }

  /** The unit, where a number does not carry it itself. */
  unit(measure) {
    const unit = this.metric.units[measure] ?? '';
    return unit === '%' ? '' : unit;
  }
}
