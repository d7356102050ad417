/**
 * The document: JSON-stat lets one thing be said in several ways; what draws reads one of them.
 */

/** Cells of a dataset that a page may try to draw. */
const LARGEST = 1e6;

const text = (value) => (value == null ? '' : String(value));
const list = (value) => (Array.isArray(value) ? value : []);
const texts = (value) => list(value).map(text);

/** The digits after the decimal mark that a document needs which does not say. */
const digits = (values) =>
  Math.min(6, Math.max(0, ...Object.values(values).map((value) => text(value).split('.')[1]?.length ?? 0)));

/** The words of a list of codes, or the first where a document has another or none. */
const one = (value, ...codes) => (codes.includes(value) ? value : codes[0]);
const whole = (value) => (Number.isInteger(value) && value >= 0 ? value : -1);

/**
 * Any JSON-stat 2.0 dataset, with its `extension.chart`, as the engine and the page read it: every field is there and of
 * its type. `dimensions` have `id`, `label`, `role` ('time', 'geo', 'metric' or ''), and `ids`, `labels`, `units` and
 * `decimals` of their categories; `values` is a `Float64Array` in smallest units (`10 ** -decimals`), NaN where there is
 * none; `highlight` and `top` are −1 where there is none; a reference has `kind`, `label` and two numbers `at`;
 * `pickers` are as in the document.
 */
export function normalise({ label, id, role = {}, dimension, value, status, extension }) {
  const roles = Object.entries(role);
  const dimensions = id.map((name) => {
    const { label, category } = dimension[name];
    const index = category.index ?? Object.keys(category.label);
    const ids = Array.isArray(index) ? texts(index) : Object.keys(index).sort((a, b) => index[a] - index[b]);
    const kind = text(roles.find(([, names]) => names.includes(name))?.[0]);
    const unit = (id) => category.unit?.[id] ?? {};
    return {
      id: text(name),
      label: text(label ?? name),
      role: kind,
      ids,
      labels: ids.map((id) => text(category.label?.[id] ?? id)),
      units: kind === 'metric' ? ids.map((id) => text(unit(id).label)) : [],
      decimals: kind === 'metric' ? ids.map((id) => unit(id).decimals ?? digits(value)) : [],
    };
  });
  let measure = dimensions.find(({ id }) => id === 'measure');
  if (!measure) {
    // Another office's dataset: all of its values are actual ones.
    measure = { id: 'measure', label: '', role: 'metric', ids: ['actual'], labels: [text(label)], units: [''] };
    measure.decimals = [digits(value)];
    dimensions.push(measure);
  }
  const size = (list) => list.reduce((cells, { ids }) => cells * ids.length, 1);
  const stride = size(dimensions.slice(dimensions.indexOf(measure) + 1));
  if (size(dimensions) > LARGEST) throw 'too many cells to draw';
  const cells = [...Array(size(dimensions)).keys()];
  if (Array.isArray(value) && value.length !== cells.length) throw '`size` and `value` differ';
  const units = (cell) =>
    value[cell] == null ? NaN : Math.round(value[cell] * 10 ** measure.decimals[Math.floor(cell / stride) % measure.ids.length]);
  const chart = extension?.chart ?? {};
  const axis = dimensions.find(({ role }) => role === 'time') ?? dimensions.find(({ ids }) => ids.length > 1) ?? measure;
  const along = chart.category ?? axis.id;
  const place = (dimension, id) => Math.max(0, dimensions.find((one) => one.id === dimension)?.ids.indexOf(id) ?? 0);
  const actual = measure.decimals[Math.max(0, measure.ids.indexOf('actual'))];
  const reference = ({ kind, value, from, to, category, series, label }) => {
    let at = [Math.round(value * 10 ** actual), 0];
    if (kind === 'span') at = [place(along, from), place(along, to)];
    if (kind === 'point') at = [place(along, category), place(chart.series, series)];
    return { kind: one(kind, 'line', 'span', 'point'), label: text(label), at };
  };
  return {
    label: text(label),
    dimensions,
    values: Float64Array.from(cells, units),
    status: status ? cells.map((cell) => (text(status.length === 1 ? status[0] : status[cell]) || 'A')[0]).join('') : '',
    kind: text(chart.kind ?? (axis.role === 'time' ? 'column' : 'bar')),
    lang: text(chart.lang),
    title: text(chart.title ?? label),
    subtitle: text(chart.subtitle),
    footer: texts(chart.footer),
    description: text(chart.description),
    category: text(along),
    series: text(chart.series),
    highlight: whole(chart.highlight),
    details: texts(chart.details),
    sort: one(chart.sort, 'given', 'descending', 'ascending'),
    stacking: one(chart.stacking, 'absolute', 'percent'),
    top: whole(chart.top),
    additive: chart.additive ? 1 : 0,
    hidden: list(chart.hidden).map(whole),
    references: list(chart.references).map(reference),
    pickers: list(chart.pickers).map(({ parameter, label, options, chosen }) => ({
      parameter: text(parameter),
      label: text(label),
      options: list(options).map(({ value, label }) => ({ value: text(value), label: text(label ?? value) })),
      chosen: whole(chosen),
    })),
  };
}

