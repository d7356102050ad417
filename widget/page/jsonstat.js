/**
 * The document: JSON-stat (<https://json-stat.org/full/>) lets one thing be said in several ways, and offices publish all of
 * them; what draws reads one. A dataset of this service says in `extension.chart` how it is drawn; of any other one is
 * chosen what makes a chart, and the subtitle says what was left out.
 */

/** Cells that a page may try to draw. */
const LARGEST = 1e6;
/** More series than these are not told apart, and more columns are a line; no more panels stand side by side. */
const MOST_SERIES = 6;
const MOST_COLUMNS = 24;

/** What cannot be drawn, in each language. */
const FOREIGN = ['Đây không phải là bộ số liệu JSON-stat.', 'This is not a JSON-stat dataset.'];
const EMPTY = ['Bộ số liệu không có con số nào.', 'This dataset has no figures.'];
const SIZES = ['Bộ số liệu có `size` khác `value`.', 'In this dataset `size` and `value` differ.'];
const LARGE = ['Bộ số liệu quá lớn.', 'This dataset is too large.'];

const TIME = /^(time|period|year|quarter|month|date|tid|anno|ref_?date|tlist)/i;
const DATE = /^\d{4}([-\s]?[QMHSTWK]?\d{1,2}(-\d\d)?)?$/i;
const TOTAL = /^(total|tổng|chung|cả |all |both |i alt|alt|alle|begge|ensemble|state$|_?t(ot)?$)/i;
const PERCENT = /^(%|per ?cent.*|pro[sc]ent|pct\.?)$/i;
const UNIT = /^unit/i;
const COUNT = /^(number|antall?|count|unit|số)$/i;

/** SDMX letters for the flags of other offices, the first that fits. */
const FLAGS = {
  '': /^[APEMLQ]$/,
  M: /^(\.|[a-z]*z)$/,
  Q: /^([a-z]*c|C)$/,
  P: /^[a-z]*p$/,
  E: /^([a-z]*[efis]|[FI])$/,
  L: /^[.:]/,
};

export const word = (value) => `${value ?? ''}`;
const listed = (value) => (Array.isArray(value) ? value : []);
const texts = (value) => listed(value).map(word);
const known = Number.isFinite;
const metric = ({ role }) => role === 'metric';
/** How many cells dimensions have, or those of their categories that are picked. */
export const count = (dimensions, of = ({ ids }) => ids) =>
  dimensions.reduce((cells, dimension) => cells * of(dimension).length, 1);
/** Texts in one line, without the empty ones. */
export const joined = (texts, by = ' · ') => texts.filter(Boolean).join(by);

/** The digits after the decimal mark that values need whose unit does not say. */
const digits = (values) =>
  values.reduce((most, value) => Math.min(6, Math.max(most, word(value).split('.')[1]?.length ?? 0)), 0);

/** One dimension, with the positions that are drawn; all of them until something else is chosen. */
function read(name, dataset) {
  const { label, category = {} } = dataset.dimension[name] ?? {};
  const { unit, child } = category;
  const index = category.index ?? Object.keys(category.label ?? {});
  const ids = Array.isArray(index) ? texts(index) : Object.keys(index).sort((a, b) => index[a] - index[b]);
  const labels = ids.map((id) => word(category.label?.[id] ?? id));
  let [role = ''] = Object.entries(dataset.role ?? {}).find(([, names]) => listed(names).includes(name)) ?? [];
  if (!role && (TIME.test(name) || labels.every((label) => DATE.test(label)))) role = 'time';
  return { id: word(name), label: word(label ?? name), role, ids, labels, unit, child, picked: [...ids.keys()] };
}

/** The top of a hierarchy: what is no part of anything else. */
function roots({ ids, child, picked }) {
  const parts = Object.values(child ?? {}).flat();
  return picked.filter((at) => !parts.includes(ids[at]));
}

/** The categories of a hierarchy that are drawn side by side: the top ones, or what the only top one is made of. */
function level(dimension) {
  const { ids, child, picked } = dimension;
  const top = roots(dimension);
  const parts = top.length > 1 ? [] : picked.filter((at) => child[ids[top[0]]]?.includes(ids[at]));
  return parts.length ? parts : top;
}

/** The category that stands for all of a dimension, or −1. */
function total(dimension) {
  const { ids, labels, picked, child } = dimension;
  const top = roots(dimension);
  if (child && top.length === 1) return top[0];
  return picked.find((at) => TOTAL.test(labels[at]) || TOTAL.test(ids[at])) ?? -1;
}

/**
 * Of a dataset that does not say: along the periods if there are some, else along the longest dimension; series of a short
 * one, rather one without a total, or over time panels of a longer one; of every other dimension its total, or else its
 * first category. Answers the two chosen and what the subtitle says of the others.
 */
function choose(dimensions) {
  const long = dimensions.filter((dimension) => !metric(dimension) && dimension.ids.length > 1);
  const [longest] = long.toSorted((a, b) => b.ids.length - a.ids.length);
  const axis = long.find(({ role }) => role === 'time') ?? longest ?? dimensions.find((one) => !metric(one));
  const apart = (most) => long.filter((dimension) => dimension !== axis && dimension.ids.length <= most);
  const series =
    apart(MOST_SERIES).find((dimension) => total(dimension) < 0) ??
    apart(MOST_SERIES)[0] ??
    apart(axis?.role === 'time' ? MOST_COLUMNS : 0)[0];
  const said = [];
  for (const dimension of dimensions) {
    const { id, label, labels, ids, child } = dimension;
    if (dimension === axis || dimension === series) {
      if (child) dimension.picked = level(dimension);
      continue;
    }
    const at = Math.max(0, total(dimension));
    dimension.picked = [at];
    if (!UNIT.test(id) && (!metric(dimension) || ids[1])) said.push(`${label}: ${labels[at]}`);
  }
  return { axis, series, said };
}

/** The unit of a metric's category, as it stands behind a number. */
function unitOf({ label, base, symbol }) {
  const unit = word(label || base || symbol);
  if (COUNT.test(unit)) return '';
  return PERCENT.test(unit) || symbol === '%' ? '%' : unit;
}

/** Where the figures are from, in the words of the dataset. */
function footer({ source, updated, note }, english) {
  const day = Date.parse(updated);
  const date = new Intl.DateTimeFormat(english ? 'en-GB' : 'vi', { dateStyle: 'long', timeZone: 'UTC' });
  const from = source && `${english ? 'Source' : 'Nguồn'}: ${source}`;
  return [joined([from, day && `${english ? 'Updated' : 'Cập nhật'} ${date.format(day)}`]), ...texts(note)].filter(Boolean);
}

/**
 * Any JSON-stat dataset as the engine and the page read it: what `extension.chart` says, and beside it what is there in any
 * case. `dimensions` have `id`, `label`, `role` ('time', 'geo', 'metric' or another), and `ids`, `labels`, `units` and
 * `decimals` of their categories; `values` is a `Float64Array` in smallest units (`10 ** -decimals`), NaN where there is
 * none; `references` have `label` and `at`, the number of
 * their kind and two others. `lang` is what a document that does not say is drawn in, and
 * the language of the text that is thrown where one cannot be drawn.
 */
export function normalise(document, lang = 'vi') {
  const found = [document, ...Object.values(document ?? {})].find((one) => one?.dimension);
  // JSON-stat 1 wraps a dataset in a bundle, and keeps `id`, `size` and `role` in `dimension`.
  const { id, size, role } = found?.dimension ?? {};
  const dataset = { id, size, role, ...found };
  const { label, value, status, extension } = dataset;
  const chart = extension?.chart ?? {};
  const english = (chart.lang ?? lang) === 'en';
  const need = (truth, words) => {
    if (!truth) throw words[+english];
  };
  need(listed(dataset.id)[0], FOREIGN);
  need(value && typeof value === 'object', EMPTY);
  const dimensions = dataset.id.map((name) => read(name, dataset));
  const cells = count(dimensions);
  const last = value.length ?? Math.max(0, ...Object.keys(value).slice(-1)) + 1;
  need(cells, FOREIGN);
  need(dimensions.every(({ ids }, at) => (dataset.size?.[at] ?? ids.length) === ids.length), SIZES);
  need(value.length == null ? last <= cells : last === cells, SIZES);

  // What is drawn of it: the places of the picked cells among the values, row by row.
  const own = dimensions.some(({ id }) => id === chart.category);
  const { axis, series, said } = own ? {} : choose(dimensions);
  need(count(dimensions, ({ picked }) => picked) <= LARGEST, LARGE);
  let places = [0];
  for (const { ids, picked } of dimensions) {
    places = places.flatMap((place) => picked.map((at) => place * ids.length + at));
  }
  const numbers = places.map((at) => (known(value[at]) ? value[at] : NaN));
  need(extension?.chart || numbers.some(known), EMPTY);
  const drawn = dimensions.map(({ picked, unit, ...dimension }) => {
    const [ids, labels] = [dimension.ids, dimension.labels].map((list) => picked.map((at) => list[at]));
    const units = metric(dimension) ? ids.map((id) => unit?.[id] ?? {}) : [];
    const decimals = units.map((unit) => unit.decimals ?? digits(numbers));
    return { ...dimension, ids, labels, units: units.map(unitOf), decimals };
  });
  let measure = drawn.find(metric);
  if (!measure) {
    const unit = drawn.find(({ id }) => UNIT.test(id));
    const units = [unit?.ids.length === 1 ? unitOf({ label: unit.labels[0] }) : ''];
    measure = { role: 'metric', labels: [label], units, decimals: [digits(numbers)] };
    drawn.push(measure);
  }
  // To the engine a dataset without plans has actual figures only.
  if (!own) Object.assign(measure, { id: 'measure', ids: ['actual'] });
  const stride = count(drawn.slice(drawn.indexOf(measure) + 1));
  const scale = measure.decimals.map((decimals) => 10 ** decimals);
  const values = Float64Array.from(numbers, (number, cell) =>
    Math.round(number * scale[Math.floor(cell / stride) % scale.length]),
  );
  const letter = (at) => {
    const flag = word(typeof status === 'string' ? status : status[status.length === 1 ? 0 : at]);
    const found = Object.keys(FLAGS).find((letter) => FLAGS[letter].test(flag)) ?? 'A';
    // A figure that is there is not missing, whatever its mark says.
    return found === '' ? flag : known(value[at]) && /[LM]/.test(found) ? 'A' : flag === ':' && extension?.px ? 'Q' : found;
  };

  const category = own ? chart.category : (axis ?? measure).id;
  const within = own ? chart.series : series?.id;
  const place = (dimension, id) => Math.max(0, drawn.find((one) => one.id === dimension)?.ids.indexOf(id) ?? 0);
  const actual = scale[Math.max(0, measure.ids.indexOf('actual'))];
  const spots = {
    line: ({ value }) => [0, Math.round(value * actual), 0],
    span: ({ from, to }) => [1, place(category, from), place(category, to)],
    point: (one) => [2, place(category, one.category), place(within, one.series)],
  };
  return {
    kind:
      axis?.role !== 'time' ? 'bar' : series?.ids[MOST_SERIES] ? 'multiples' : values.length > MOST_COLUMNS ? 'line' : 'column',
    title: label,
    subtitle: own ? '' : joined([measure.units[0], ...said]),
    ...chart,
    label,
    dimensions: drawn,
    values,
    status: status ? places.map(letter).join('') : '',
    lang: english ? 'en' : 'vi',
    footer: chart.footer || own ? texts(chart.footer) : footer(dataset, english),
    category,
    series: within,
    details: texts(chart.details),
    hidden: listed(chart.hidden),
    colors: listed(chart.colors),
    references: listed(chart.references)
      .filter(({ kind }) => kind in spots)
      .map((reference) => ({ ...reference, at: spots[reference.kind](reference) })),
    pickers: listed(chart.pickers),
  };
}
