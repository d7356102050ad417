/**
 * The engine: one wasm instance for all charts of the page, and the way of a document into it.
 *
 * wasm-bindgen writes glue for this, but its glue is for any wasm, and four times this file. What is needed of it stands in
 * `give`, `text` and `list`; `widget/pack` lets no wasm pass that asks for more. `widget/src/browser.rs` says what the
 * functions of the wasm do.
 */

import { normalise } from './jsonstat.js';

let compiled;
let running;

/** Tells which wasm to run; `baocao.js` fetches it while this file is on its way. */
export function start(module) {
  compiled ??= module;
}

/** The one instance. */
async function instantiate() {
  const { exports: wasm } = await WebAssembly.instantiate(compiled);
  return { wasm, stylesheet: () => text(wasm, wasm.stylesheet()) };
}
const engine = () => (running ??= instantiate());

/** Gives the instance up: the next work gets a new one, and what was made in the old one is lost. */
export function lose() {
  running = null;
}

/**
 * Does `work` with the bindings of the engine: `stylesheet()` is the sheet for a shadow root that holds pictures, and
 * `view` wants them. An instance that trapped is dead: the work is tried once more, on a new one. A text that `work`
 * throws is its own word and is thrown on.
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

/** Where a text's bytes or a list's numbers are in the engine, which frees them, and how many they are. */
function give(wasm, value) {
  const units = typeof value === 'string' ? new TextEncoder().encode(value) : Float64Array.from(value);
  const size = units.BYTES_PER_ELEMENT;
  const at = wasm.__wbindgen_malloc(units.length * size, size) >>> 0;
  new units.constructor(wasm.memory.buffer, at, units.length).set(units);
  return [at, units.length];
}

/** The numbers that the engine answers, four bytes each, or the bytes of a text. */
function list(wasm, [at, length], Type = Int32Array) {
  const size = Type.BYTES_PER_ELEMENT;
  const units = new Type(wasm.memory.buffer, at >>> 0, length).slice();
  wasm.__wbindgen_free(at, length * size, size);
  return units;
}

const text = (wasm, answer) => new TextDecoder().decode(list(wasm, answer, Uint8Array));

const closed = new FinalizationRegistry(([wasm, at]) => wasm.close(at));

/** One chart in the engine. It lives as long as the instance that it was made in. */
class View {
  #wasm;
  #at;
  #marks = [];

  constructor(wasm, document) {
    this.#wasm = wasm;
    this.#at = wasm.open(...flat(document).flatMap((value) => give(wasm, value)));
    closed.register(this, [wasm, this.#at], this);
  }

  /** Forgets the chart at once: it is not used any more. */
  free() {
    closed.unregister(this);
    this.#wasm.close(this.#at);
  }

  /** The picture as SVG text; a height of 0 takes the natural one, `standalone` makes a file of its own. */
  draw(width, height, texts, standalone) {
    const picture = text(this.#wasm, this.#wasm.draw(this.#at, width, height, texts, standalone));
    this.#marks = list(this.#wasm, this.#wasm.marks(this.#at));
    return picture;
  }

  /** The height that suits a width. */
  height(width, texts) {
    return this.#wasm.height(this.#at, width, texts);
  }

  /** How many marks the picture has. */
  get length() {
    return this.#marks.length / 6;
  }

  /** The mark under a point of the picture, or −1. */
  hit(x, y) {
    return this.#wasm.hit(this.#at, x, y);
  }

  /** The mark that a key leads to from mark `from`, or −1. */
  step(from, key) {
    return this.#wasm.step(this.#at, from, ...give(this.#wasm, key));
  }

  /** Left, top, width and height of what a mark rings; empty where there is no such mark. */
  bounds(index) {
    return this.#marks.slice(index * 6 + 2, index * 6 + 6);
  }

  /** The positions in the document of a mark's category and series; empty where there is no such mark. */
  cell(index) {
    return this.#marks.slice(index * 6, index * 6 + 2);
  }

  /** The mark of a category and a series, or −1. */
  find(category, series) {
    let index = this.length - 1;
    while (index >= 0 && (this.#marks[index * 6] !== category || this.#marks[index * 6 + 1] !== series)) index -= 1;
    return index;
  }

  /** What a mark says, one line each. */
  lines(index) {
    return text(this.#wasm, this.#wasm.lines(this.#at, ...this.cell(index)));
  }

  /** Each control of the picture: `[action, argument, x, y, width, height]`, 0 for the menu, 1 a series, 2 a picker. */
  controls() {
    return list(this.#wasm, this.#wasm.controls(this.#at));
  }

  /** Switches series off, by their positions in the document. */
  set_hidden(positions) {
    this.#wasm.hide(this.#at, ...give(this.#wasm, positions));
  }

  /** 0 as given, 1 descending, 2 ascending. */
  set_sort(order) {
    this.#wasm.sort(this.#at, order);
  }

  /** Other values in the place of those that there are, as `values` of a document. */
  update(values) {
    this.#wasm.update(this.#at, ...give(this.#wasm, values));
  }
}

/** A new `View` of a document that `normalise` made. */
export const view = ({ wasm }, document) => new View(wasm, document);

const ROLES = ['time', 'geo', 'metric'];
const REFERENCES = ['line', 'span', 'point'];

/** A document as the engine reads it: its texts one after the other, its counts and positions, and its values. */
function flat(document) {
  const words = [];
  const numbers = [];
  // A control character is no part of any text: the engine would not draw it.
  const word = (...texts) => words.push(...texts.map((text) => text.replaceAll('\x1f', ' ')));
  const all = (parts, each) => {
    numbers.push(parts.length);
    parts.forEach(each);
  };
  const { footer, details, hidden, references, pickers, dimensions, values } = document;
  word(document.label, document.status);
  word(document.kind, document.lang, document.sort, document.stacking);
  word(document.title, document.subtitle, document.description, document.category, document.series);
  numbers.push(document.highlight, document.top, document.additive);
  all(footer, (line) => word(line));
  all(details, (line) => word(line));
  all(hidden, (position) => numbers.push(position));
  all(references, ({ kind, at, label }) => {
    numbers.push(REFERENCES.indexOf(kind), ...at);
    word(label);
  });
  all(pickers, ({ label, options, chosen }) => word(label, options[chosen]?.label ?? ''));
  all(dimensions, ({ id, label, role, ids, labels, units, decimals }) => {
    word(id, label);
    numbers.push(ROLES.indexOf(role) + 1);
    all(ids, (id, at) => {
      word(id, labels[at]);
      if (role !== 'metric') return;
      word(units[at]);
      numbers.push(decimals[at]);
    });
  });
  return [words.join('\x1f'), numbers, values];
}

/** Any JSON-stat dataset as the text of an SVG; see `svg` in `baocao.js`. */
export async function svg(dataset, { width = 600, height = 0, texts = true, standalone = false, lang } = {}) {
  const document = normalise(dataset, lang);
  return draw((bindings) => {
    const drawn = view(bindings, document);
    const picture = drawn.draw(width, height, texts, standalone);
    drawn.free();
    return picture;
  });
}
