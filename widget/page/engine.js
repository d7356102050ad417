/**
 * The engine: one wasm instance for all charts of the page, and the way of a document into it.
 *
 * wasm-bindgen writes glue for this, but its glue is for any wasm, and four times this file. What is needed of it stands in
 * `give` and `call`; `widget/pack` lets no wasm pass that asks for more. `widget/src/browser.rs` says what the functions of
 * the wasm do.
 */

import { cubeOf } from './cube.js';
import { describe } from './describe.js';
import { normalise, word } from './jsonstat.js';
import { ravel } from './strands.js';

let compiled;
let running;

/** Tells which wasm to run; `baocao.js` fetches its strands while this file is on its way. */
export function start(file) {
  compiled ??= WebAssembly.compile(ravel(file));
}

/** The functions of the one instance. */
const engine = () => (running ??= compiled.then(WebAssembly.instantiate).then((instance) => instance.exports));

/** Gives the instance up: the next work gets a new one, and what was made in the old one is lost. */
export function lose() {
  running = null;
}

/**
 * Does `work` with the engine. An instance that trapped is dead: the work is tried once more, on a new one. A text that
 * `work` throws is its own word and is thrown on.
 */
export async function draw(work) {
  const instance = engine();
  const wasm = await instance;
  try {
    return work(wasm);
  } catch (fault) {
    if (typeof fault === 'string') throw fault;
    if (instance === running) lose();
    return work(await engine());
  }
}

/** Where a text's bytes or a list's numbers are in the engine, which frees them, and how many they are. */
function give(wasm, value) {
  const worded = typeof value === 'string';
  const units = worded ? new TextEncoder().encode(value) : value;
  const [Type, size] = worded ? [Uint8Array, 1] : [Float64Array, 8];
  const at = wasm.__wbindgen_malloc(units.length * size, size) >>> 0;
  new Type(wasm.memory.buffer, at, units.length).set(units);
  return [at, units.length];
}

/** What a function of the engine answers to texts, lists, numbers and truths; a list that it answers is one of `Int32`. */
export function call(wasm, name, ...given) {
  const answer = wasm[name](...given.flatMap((value) => (value.length == null ? [value] : give(wasm, value))));
  if (!answer?.length) return answer;
  const [at, length] = answer;
  const [Type, size] = /draw|lines|sheet/.test(name) ? [Uint8Array, 1] : [Int32Array, 4];
  const units = new Type(wasm.memory.buffer, at >>> 0, length).slice();
  wasm.__wbindgen_free(at, length * size, size);
  return size > 1 ? units : new TextDecoder().decode(units);
}

const closed = new FinalizationRegistry(([wasm, at]) => wasm.close(at));

/** One chart in the engine. It lives as long as the instance that it was made in. */
export function viewOf(wasm, document) {
  const at = call(wasm, 'open', ...flat(document));
  let marks;
  /** Six numbers of each mark: the positions in the document of its category and series, and the box that is ringed. */
  const all = () => (marks ??= self.ask('marks'));
  const self = {
    /** Asks `widget/src/browser.rs` by a function's name: of the picture drawn last, or for another one. */
    ask(name, ...given) {
      if (name === 'draw') marks = null;
      return call(wasm, name, at, ...given);
    },

    /** Forgets the chart at once: it is not used any more. */
    free() {
      closed.unregister(self);
      self.ask('close');
    },

    /** The six numbers of one mark; none where there is no such one. */
    mark(index) {
      return index < 0 ? [] : all().slice(index * 6, index * 6 + 6);
    },

    /** The mark of a category and a series, or −1. */
    find(category, series) {
      let index = all().length / 6 - 1;
      while (index >= 0 && (marks[index * 6] !== category || marks[index * 6 + 1] !== series)) index -= 1;
      return index;
    },
  };
  closed.register(self, [wasm, at], self);
  return self;
}

const FIELDS = 'label status kind lang sort stacking title subtitle description category series'.split(' ');

/** A document as the engine reads it: its texts one after the other, its counts and positions, and its values. */
function flat(document) {
  const words = [];
  const numbers = [];
  // A control character is no part of any text: the engine would not draw it.
  const say = (...texts) => words.push(...texts.map((text) => word(text).replaceAll('\x1f', ' ')));
  const all = (parts, each) => {
    numbers.push(parts.length);
    parts.forEach(each);
  };
  document.description ??= describe(document, cubeOf(document));
  say(...FIELDS.map((name) => document[name]));
  numbers.push(document.highlight ?? -1, document.top ?? -1, document.additive ? 1 : 0);
  all(document.footer, (line) => say(line));
  all(document.details, (line) => say(line));
  for (const positions of [document.hidden, document.colors]) all(positions, (position) => numbers.push(position));
  all(document.references, ({ at, label }) => {
    numbers.push(...at);
    say(label);
  });
  all(document.pickers, ({ label, options, chosen }) => say(label, options[chosen]?.label));
  all(document.dimensions, ({ id, label, role, ids, labels, units, decimals }) => {
    say(id, label);
    numbers.push(['time', 'geo', 'metric'].indexOf(role) + 1);
    all(ids, (id, at) => {
      say(id, labels[at]);
      if (role !== 'metric') return;
      say(units[at]);
      numbers.push(decimals[at]);
    });
  });
  return [words.join('\x1f'), numbers, document.values];
}

/** Any JSON-stat dataset as the text of an SVG; see `svg` in `baocao.js`. */
export async function svg(dataset, { width = 600, height = 0, texts = true, standalone = false, lang } = {}) {
  const document = normalise(dataset, lang);
  return draw((wasm) => {
    const view = viewOf(wasm, document);
    const picture = view.ask('draw', width, height, texts, standalone);
    view.free();
    return picture;
  });
}
