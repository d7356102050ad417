/**
 * The engine: one wasm instance for all charts of the page, and the way of a document into it.
 *
 * A `View` is one chart in the engine; `widget/src/browser.rs` says what its methods do. It lives as long as the instance
 * that made it: after a trap, or `lose()`, every chart makes a new one from its document.
 */

import { normalise } from './jsonstat.js';

/** wasm-bindgen's glue, put in here by `widget/pack`; every call makes room for one more instance. */
const glue = () => {
  /* GLUE */
  return wasm_bindgen;
};

let compiled;
let running;

/** Tells which wasm to run; `baocao.js` fetches it while this file is on its way. */
export function start(module) {
  compiled ??= module;
}

/** The glue around the one instance. */
function engine() {
  running ??= (async () => {
    const bindings = glue();
    await bindings({ module_or_path: compiled });
    return bindings;
  })();
  return running;
}

/** Gives the instance up: the next work gets a new one. */
export function lose() {
  running = null;
}

/**
 * Does `work` with the bindings of the engine, `{View, stylesheet}`. An instance that trapped is dead: the work is tried
 * once more, on a new one. A text that `work` throws is its own word and is thrown on.
 */
export async function draw(work) {
  const instance = engine();
  const bindings = await instance;
  try {
    return work(bindings);
  } catch (fault) {
    if (typeof fault === 'string') throw fault;
    if (instance === running) lose();
    return work(await engine());
  }
}

/** A new `View` of a document that `normalise` made. */
export const view = ({ View }, document) => new View(...flat(document));

const ROLES = ['time', 'geo', 'metric'];
const REFERENCES = ['line', 'span', 'point'];

/** A document as the engine reads it: its texts one after the other, its counts and positions, and its values. */
function flat(document) {
  const words = [];
  const numbers = [];
  // A control character is no part of any text: the engine would not draw it.
  const word = (...texts) => words.push(...texts.map((text) => text.replaceAll('\x1f', ' ')));
  const list = (all, each) => {
    numbers.push(all.length);
    all.forEach(each);
  };
  const { footer, details, hidden, references, pickers, dimensions, values } = document;
  word(document.label, document.status);
  word(document.kind, document.lang, document.sort, document.stacking);
  word(document.title, document.subtitle, document.description, document.category, document.series);
  numbers.push(document.highlight, document.top, document.additive);
  list(footer, (line) => word(line));
  list(details, (line) => word(line));
  list(hidden, (position) => numbers.push(position));
  list(references, ({ kind, at, label }) => {
    numbers.push(REFERENCES.indexOf(kind), ...at);
    word(label);
  });
  list(pickers, ({ label, options, chosen }) => word(label, options[chosen]?.label ?? ''));
  list(dimensions, ({ id, label, role, ids, labels, units, decimals }) => {
    word(id, label);
    numbers.push(ROLES.indexOf(role) + 1);
    list(ids, (id, at) => {
      word(id, labels[at]);
      if (role !== 'metric') return;
      word(units[at]);
      numbers.push(decimals[at]);
    });
  });
  return [words.join('\x1f'), Float64Array.from(numbers), values];
}

/** Any JSON-stat dataset as the text of an SVG; see `svg` in `baocao.js`. */
export async function svg(dataset, { width = 600, height = 0, texts = true, standalone = false } = {}) {
  const document = normalise(dataset);
  return draw((bindings) => {
    const drawn = view(bindings, document);
    try {
      return drawn.draw(width, height, texts, standalone);
    } finally {
      drawn.free();
    }
  });
}
