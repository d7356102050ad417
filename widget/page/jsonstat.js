/**
 * The document: JSON-stat (<https://json-stat.org/full/>) lets one thing be said in several ways, and offices publish all of
 * them; what draws reads one. A dataset of this service says in `extension.chart` how it is drawn; of any other one is
 * chosen what makes a chart, and the subtitle says what was left out.
 */

/** Cells that a page may try to draw. */
const LARGEST = 1e6;
/** More series than these are not told apart, and more columns are a line. */
const MOST_SERIES = 6;
const MOST_COLUMNS = 24;

/** What cannot be drawn, in each language. */
const FAULTS = {
  foreign: ['Đây không phải là tài liệu JSON-stat.', 'This is not a JSON-stat document.'],
  collection: ['Đây là danh mục của nhiều bộ số liệu; hãy chọn một bộ.', 'This is a list of datasets; choose one of them.'],
  dimension: ['Đây là một bảng phân loại, không có số liệu.', 'This is a classification, without figures.'],
  empty: ['Bộ số liệu này không có con số nào.', 'This dataset has no figures.'],
  sizes: ['Bộ số liệu không khớp: số ô khác với số giá trị.', 'This dataset is not whole: `size` and `value` differ.'],
  large: ['Bộ số liệu quá lớn để vẽ.', 'This dataset is too large to draw.'],
};

const TIME = /^(time|period|year|quarter|month|date|tid|anno|ref_?date|tlist)/i;
const DATE = /^\d{4}([-\s]?[QMHSTWK]?\d{1,2}(-\d\d)?)?$/i;
const TOTAL = /^(total|tổng|chung|cả |all |both |i alt|alt|alle|begge|totale|ensemble|state$|_?t(ot)?$)/i;
const PERCENT = /^(%|percent.*|per cent|prosent|procent|pct\.?)$/i;
const COUNT = /^(number|antal|antall|count|unit|số)$/i;

/** SDMX letters for the flags of other offices, the first that fits. */
const FLAGS = [
  [/^[APEMLQ]$/, ''],
  [/^(\.|[a-z]*z)$/, 'M'],
  [/^[a-z]*c$|^C$/, 'Q'],
  [/^[a-z]*p$/, 'P'],
  [/^[a-z]*[efis]$|^[FI]$/, 'E'],
  [/^[.:]/, 'L'],
];

const word = (value) => (value == null ? '' : String(value));
const listed = (value) => (Array.isArray(value) ? value : []);
const texts = (value) => listed(value).map(word);
/** One of a list of codes, the first where a document has another or none. */
const one = (value, ...codes) => (codes.includes(value) ? value : codes[0]);
const whole = (value) => (Number.isInteger(value) && value >= 0 ? value : -1);
const known = (value) => typeof value === 'number' && Number.isFinite(value);

/** The digits after the decimal mark that values need whose unit does not say. */
function digits(values) {
  let most = 0;
  for (const value of values) if (known(value)) most = Math.max(most, word(value).split('.')[1]?.length ?? 0);
  return Math.min(6, most);
}

/** The dataset of a document: JSON-stat 1 wraps it in a bundle, and keeps `id`, `size` and `role` in `dimension`. */
function unwrapped(document, fault) {
  if (!document || typeof document !== 'object') throw fault('foreign');
  if (document.class === 'collection' || document.class === 'dimension') throw fault(document.class);
  const dataset = document.dimension ? document : Object.values(document).find((one) => one?.dimension);
  if (!dataset) throw fault('foreign');
  const { id, size, role } = dataset.dimension;
  return { id, size, role, ...dataset };
}

/** One dimension, with the positions that are drawn; all of them until something else is chosen. */
function read(name, dataset, fault) {
  const { label, category = {} } = dataset.dimension[name] ?? {};
  const index = category.index ?? Object.keys(category.label ?? {});
  const ids = Array.isArray(index) ? texts(index) : Object.keys(index).sort((a, b) => index[a] - index[b]);
  if (!ids.length) throw fault('foreign');
  const labels = ids.map((id) => word(category.label?.[id] ?? id));
  let role = word(Object.entries(dataset.role ?? {}).find(([, names]) => listed(names).includes(name))?.[0]);
  if (!role && (TIME.test(name) || labels.every((label) => DATE.test(label)))) role = 'time';
  const units = ids.map((id) => category.unit?.[id] ?? {});
  const picked = [...ids.keys()];
  return { id: word(name), label: word(label ?? name), role, ids, labels, units, child: category.child, picked };
}

/** The top of a hierarchy: what is no part of anything else. */
function roots({ ids, child, picked }) {
  const parts = Object.values(child ?? {}).flat().map(word);
  return picked.filter((at) => !parts.includes(ids[at]));
}

/** The categories of a hierarchy that are drawn side by side: the top ones, or what the only top one is made of. */
function level(dimension) {
  const { ids, child } = dimension;
  const top = roots(dimension);
  const parts = top.length === 1 ? texts(child[ids[top[0]]]).map((id) => ids.indexOf(id)) : [];
  return parts.some((at) => at >= 0) ? parts.filter((at) => at >= 0) : top;
}

/** The category that stands for all of a dimension, or −1. */
function total(dimension) {
  const [root, ...others] = roots(dimension);
  if (dimension.child && !others.length && root !== undefined) return root;
  const { ids, labels, picked } = dimension;
  return picked.find((at) => TOTAL.test(labels[at]) || TOTAL.test(ids[at])) ?? -1;
}

/**
 * Of a dataset that does not say: along the periods if there are some, else along the longest dimension; series of a short
 * one, rather one without a total; of every other dimension its total, or else its first category. Answers the two chosen
 * and what the subtitle says of the others.
 */
function choose(dimensions) {
  const long = dimensions.filter(({ role, ids }) => role !== 'metric' && ids.length > 1);
  const longest = [...long].sort((a, b) => b.ids.length - a.ids.length)[0];
  const axis = long.find(({ role }) => role === 'time') ?? longest ?? dimensions.find(({ role }) => role !== 'metric');
  const short = long.filter((dimension) => dimension !== axis && dimension.ids.length <= MOST_SERIES);
  const series = short.find((dimension) => total(dimension) < 0) ?? short[0];
  for (const dimension of [axis, series]) if (dimension?.child) dimension.picked = level(dimension);
  const said = [];
  for (const dimension of dimensions) {
    if (dimension === axis || dimension === series) continue;
    const at = Math.max(0, total(dimension));
    dimension.picked = [at];
    const { id, label, labels, role, ids } = dimension;
    if (!/^unit/i.test(id) && (role !== 'metric' || ids.length > 1)) said.push(`${label}: ${labels[at]}`);
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
function footer({ source, updated, note }, lang) {
  const day = new Date(updated ?? NaN);
  const english = lang === 'en';
  const [short, month] = english ? ['numeric', 'long'] : ['2-digit', '2-digit'];
  const written = { day: short, month, year: 'numeric', timeZone: 'UTC' };
  const from = source && `${english ? 'Source' : 'Nguồn'}: ${source}`;
  const on = !Number.isNaN(+day) && `${english ? 'Updated' : 'Cập nhật'} ${day.toLocaleDateString(english ? 'en-GB' : 'vi', written)}`;
  return [[from, on].filter(Boolean).join(' · '), ...texts(note ?? [])].filter(Boolean);
}

/**
 * Any JSON-stat dataset as the engine and the page read it: every field is there and of its type. `dimensions` have `id`,
 * `label`, `role` ('time', 'geo', 'metric' or ''), and `ids`, `labels`, `units` and `decimals` of their categories; `values`
 * is a `Float64Array` in smallest units (`10 ** -decimals`), NaN where there is none; `highlight` and `top` are −1 where
 * there is none; a reference has `kind`, `label` and two numbers `at`; `pickers` are as in the document. `lang` is what a
 * document that does not say is drawn in, and the language of the text that is thrown where one cannot be drawn.
 */
export function normalise(document, lang = 'vi') {
  const fault = (name) => FAULTS[name][(document?.extension?.chart?.lang ?? lang) === 'en' ? 1 : 0];
  const dataset = unwrapped(document, fault);
  const { label, value, status, extension } = dataset;
  const chart = extension?.chart ?? {};
  const language = one(chart.lang ?? lang, 'vi', 'en');
  if (!Array.isArray(dataset.id) || !dataset.id.length) throw fault('foreign');
  if (!value || typeof value !== 'object') throw fault('empty');
  const dimensions = dataset.id.map((name) => read(name, dataset, fault));
  const cells = dimensions.reduce((cells, { ids }) => cells * ids.length, 1);
  const differs = dimensions.some(({ ids }, at) => (dataset.size?.[at] ?? ids.length) !== ids.length);
  const last = Array.isArray(value) ? value.length : Math.max(0, ...Object.keys(value).slice(-1)) + 1;
  if (differs || (Array.isArray(value) ? last !== cells : last > cells)) throw fault('sizes');

  // What is drawn of it.
  const own = dimensions.some(({ id }) => id === chart.category);
  const { axis, series, said } = own ? { said: [] } : choose(dimensions);
  const places = pick(dimensions);
  const numbers = places.map((at) => (known(value[at]) ? value[at] : null));
  if (!own && !numbers.some((number) => number !== null)) throw fault('empty');
  const drawn = dimensions.map(({ id, label, role, ids, labels, units, picked }) => ({
    id,
    label,
    role,
    ids: picked.map((at) => ids[at]),
    labels: picked.map((at) => labels[at]),
    units: role === 'metric' ? picked.map((at) => unitOf(units[at])) : [],
    decimals: role === 'metric' ? picked.map((at) => units[at].decimals ?? digits(numbers)) : [],
  }));
  let measure = drawn.find(({ id, role }) => id === 'measure' || role === 'metric');
  if (!measure) {
    const unit = drawn.find(({ id }) => /^unit/i.test(id));
    measure = { id: 'measure', label: '', role: 'metric', labels: [word(label)] };
    measure.units = [unit?.ids.length === 1 ? unitOf({ label: unit.labels[0] }) : ''];
    measure.decimals = [digits(numbers)];
    drawn.push(measure);
  }
  // To the engine a dataset without plans has actual figures only.
  if (!own) Object.assign(measure, { id: 'measure', ids: ['actual'] });
  const stride = drawn.slice(drawn.indexOf(measure) + 1).reduce((cells, { ids }) => cells * ids.length, 1);
  const scale = measure.decimals.map((decimals) => 10 ** decimals);
  const values = Float64Array.from(numbers, (number, cell) =>
    number === null ? NaN : Math.round(number * scale[Math.floor(cell / stride) % scale.length]),
  );
  const letter = (at) => {
    const flag = word(typeof status === 'string' ? status : status.length === 1 ? status[0] : status[at]);
    const [, found = 'A'] = FLAGS.find(([pattern]) => pattern.test(flag)) ?? [];
    // A figure that is there is not missing, whatever its mark says.
    return found === '' ? flag : known(value[at]) && /[LM]/.test(found) ? 'A' : flag === ':' && extension?.px ? 'Q' : found;
  };

  const along = own ? chart.category : word((axis ?? measure).id);
  const within = own ? chart.series : series?.id;
  const place = (dimension, id) => Math.max(0, drawn.find((one) => one.id === dimension)?.ids.indexOf(id) ?? 0);
  const actual = scale[Math.max(0, measure.ids.indexOf('actual'))];
  const reference = ({ kind, value, from, to, category, series, label }) => {
    let at = [Math.round(value * actual), 0];
    if (kind === 'span') at = [place(along, from), place(along, to)];
    if (kind === 'point') at = [place(along, category), place(within, series)];
    return { kind: one(kind, 'line', 'span', 'point'), label: word(label), at };
  };
  const unit = measure.units[0];
  const overTime = axis?.role === 'time' && (values.length > MOST_COLUMNS ? 'line' : 'column');
  return {
    label: word(label),
    dimensions: drawn,
    values,
    status: status ? places.map(letter).join('') : '',
    kind: word(chart.kind ?? (overTime || 'bar')),
    lang: language,
    title: word(chart.title ?? label),
    subtitle: word(chart.subtitle ?? (own ? '' : [unit, ...said].filter(Boolean).join(' · '))),
    footer: chart.footer || own ? texts(chart.footer) : footer(dataset, language),
    description: word(chart.description),
    category: along,
    series: word(within),
    highlight: whole(chart.highlight),
    details: texts(chart.details),
    sort: one(chart.sort, 'given', 'descending', 'ascending'),
    stacking: one(chart.stacking, 'absolute', 'percent'),
    top: whole(chart.top),
    additive: chart.additive ? 1 : 0,
    hidden: listed(chart.hidden).map(whole),
    references: listed(chart.references).map(reference),
    pickers: listed(chart.pickers).map(({ parameter, label, options, chosen }) => ({
      parameter: word(parameter),
      label: word(label),
      options: listed(options).map(({ value, label }) => ({ value: word(value), label: word(label ?? value) })),
      chosen: whole(chosen),
    })),
  };

  /** Where the picked cells stand among the values, row by row. */
  function pick(dimensions) {
    if (dimensions.reduce((cells, { picked }) => cells * picked.length, 1) > LARGEST) throw fault('large');
    let places = [0];
    for (const { ids, picked } of dimensions) {
      places = places.flatMap((place) => picked.map((at) => place * ids.length + at));
    }
    return places;
  }
}
