/**
 * Báo Cáo's charts and figures in any page: `<baocao-chart src>` and `<baocao-figure src>`.
 *
 * What the element holds is the server's own picture, so a reader sees the chart before, and without, this script.
 * Nothing is fetched until a chart is used or no longer fits its place; then the same code that drew it on the server
 * draws it here, in the same box. Whatever fails, the picture stays and the console is quiet.
 *
 * The integrity in the page's snippet covers this file, which names the hashes of the two that it fetches.
 */

const PLOT = new URL('NAME.js', import.meta.url).href;
const PLOT_HASH = 'NAME.js integrity';
const WASM = new URL('NAME.wasm', import.meta.url).href;
const WASM_HASH = 'NAME.wasm integrity';

/** How far a picture may be scaled before it is drawn anew. */
const TOLERANCE = 0.08;

// --- What is fetched, at the first use.

async function get(url, options) {
  const answer = await fetch(url, { credentials: 'omit', ...options });
  if (!answer.ok) throw `${answer.status} ${url}`;
  return answer;
}

/** Why there is nothing to draw, where the browser alone knows more, in a language of its own. */
const unread = (element) => (language(element) === 'vi' ? 'không đọc được số liệu' : 'the figures cannot be read');

/** The document of an element, from its address; a page of words or an empty one is none. */
async function load(element, url = address(element)) {
  const answer = await get(url);
  return answer.json().catch(() => {
    throw `${unread(element)}: ${answer.status} ${url}`;
  });
}

/** The promise that `make` gives, once; again only after it failed, since the network may be back. */
function once(make) {
  let made;
  return () => {
    made ??= make();
    made.catch(() => (made = null));
    return made;
  };
}

/** `page/plot.js`. A script imported on demand has no integrity of its own, but one that was preloaded keeps it. */
const plot = once(async () => {
  await new Promise((onload, onerror) => {
    const link = { rel: 'modulepreload', href: PLOT, integrity: PLOT_HASH, crossOrigin: '', onload, onerror };
    document.head.append(Object.assign(document.createElement('link'), link));
  });
  return import(PLOT);
});

const wasm = once(async () => (await get(WASM, { integrity: WASM_HASH })).arrayBuffer());

let permission;

/**
 * Whether the page's policy has 'wasm-unsafe-eval', found out before anything is fetched by compiling the smallest
 * module there is. A caught refusal leaves no line on the console; it is tried once a page, for a policy may report it.
 */
function permitted() {
  try {
    permission ??= !!new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
  } catch {
    permission = false;
  }
  return permission;
}

/** The page's script, ready to draw. */
async function drawing() {
  const [module, file] = await Promise.all([plot(), wasm()]);
  module.start(file);
  return module;
}

/**
 * Any JSON-stat 2.0 dataset as the text of an SVG, byte for byte as the server draws it for a page.
 * @param {object} dataset a parsed document, such as the answer of `/charts/{slug}.json`
 * @param {{width?: number, height?: number, texts?: boolean}} options `height` 0 takes the natural one
 * @returns {Promise<string>}
 */
export const svg = async (dataset, options) => (await drawing()).svg(dataset, options);

// --- What the elements share.

/** The attributes that are part of the question: `filter-outcome` asks for the dimension `outcome`. */
const ASKS = /^(src|lang|period|organization|known-on|filter-.+)$/;
/** Those of them that become parameters. */
const PARAMETERS = /^(period|organization|known-on|filter-.+)$/;
/** The address of a chart of this service; any other one is asked as it stands. */
const OURS = /(\/charts\/[^/.]+)(\.json)?$/;

/** What the page asks for; else what the picture was drawn in, so that nothing changes under the reader's eyes. */
function language(element) {
  const picture = element.querySelector('svg, img');
  const asked = /[?&]lang=(\w+)/.exec([element.getAttribute('src'), picture?.currentSrc]);
  const found =
    element.getAttribute('lang') ?? asked?.[1] ?? picture?.getAttribute('lang') ?? element.closest('[lang]')?.lang ?? 'vi';
  return found.startsWith('vi') ? 'vi' : 'en';
}

/** Where an element's document is: its `src`, with its other attributes as the query. */
function address(element) {
  const url = new URL(element.getAttribute('src'), document.baseURI);
  if (!OURS.test(url.pathname)) return url;
  url.pathname = url.pathname.replace(OURS, '$1.json');
  url.searchParams.set('lang', language(element));
  for (const { name, value } of element.attributes) {
    const parameter = name.replace('filter-', '').replace('known-on', 'known_on');
    if (PARAMETERS.test(name) && value) url.searchParams.set(parameter, value);
  }
  return url;
}

/** Calls back with the names of the attributes that have changed, once for all that a script changes in one go. */
function watch(element, call) {
  new MutationObserver((records) => {
    const changed = records.filter(({ attributeName, oldValue }) => element.getAttribute(attributeName) !== oldValue);
    call(changed.map(({ attributeName }) => attributeName));
  }).observe(element, { attributes: true, attributeOldValue: true });
}

const emit = (element, type, detail) =>
  element.dispatchEvent(new CustomEvent(`baocao-${type}`, { bubbles: true, composed: true, detail }));

/** The server's pictures: a page of its own holds one for each width of room, and shows the one that fits. */
const pictures = (element) => element.querySelectorAll('svg, img');

/** The one that is shown. */
function picture(element) {
  const all = pictures(element);
  // Only a choice is worth a layout.
  return (all[1] && [...all].find((one) => one.getBoundingClientRect().width)) ?? all[0];
}

/** Calls back once when the element comes near the reader. */
function near(element, call) {
  const watch = new IntersectionObserver(
    (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      watch.disconnect();
      call();
    },
    { rootMargin: '200px' },
  );
  watch.observe(element);
}

/** Calls back when the element's children are there. */
const parsed = (call) => (document.readyState === 'loading' ? addEventListener('DOMContentLoaded', call) : call());

const FIRST_USES = ['pointerenter', 'pointermove', 'click', 'focusin'];

/**
 * `<baocao-chart src="https://host/charts/slug">`: the server's picture until it is used. `src` may also be the address
 * of any JSON-stat 2.0 dataset.
 *
 * Attributes: `lang`, `period`, `organization`, `known-on` and `filter-DIMENSION` change the query and draw anew;
 * `sort` (`given`, `descending`, `ascending`) orders the categories; charts of one `group` follow one another's
 * selection; `bare` leaves out title, subtitle and footer, for a page that shows them itself, and then a padding of
 * 36 px under the chart gives the menu a place; `static` keeps the picture for good.
 *
 * Properties: `data`, `selection`, `hiddenSeries`, `view`, `ready` and the method `update`, each described below.
 *
 * Events, which bubble and leave shadow roots:
 * - `baocao-load` `{kind, title, cells, src}` when a dataset has been drawn;
 * - `baocao-select` `{category: {id, label}, series: {id, label} | null, value, text, index}` when a reader points at a
 *   figure, walks to it by key or taps it; `{category: null}` when that ends;
 * - `baocao-error` `{message}` when something cannot be had or drawn; what was there stays.
 */
class Chart extends HTMLElement {
  #picture;
  #plot;
  #given;
  #started;
  #used;
  #message;
  /** Of the requests under way only the last one counts. */
  #turn = 0;
  #pointer;
  #sizes = new ResizeObserver(() => this.#fit());

  constructor() {
    super();
    watch(this, (names) => {
      if (!this.#started || !names.length) return;
      if (names.includes('src')) this.#given = null;
      if (names.some((name) => ASKS.test(name))) this.#fetch().catch(() => {});
      else this.#plot?.refresh();
    });
  }

  connectedCallback() {
    // What a script set before this one ran hides the properties of the class.
    for (const [name, value] of Object.entries(this)) {
      delete this[name];
      this[name] = value;
    }
    if (!this.hasAttribute('static')) parsed(() => this.#start());
  }

  disconnectedCallback() {
    this.#plot?.pointing.close();
  }

  /** The JSON-stat document that is drawn, or null; one that is set is drawn without fetching anything but the code. */
  get data() {
    return this.#plot?.data ?? this.#given ?? null;
  }

  set data(dataset) {
    this.#given = dataset;
    if (dataset || this.hasAttribute('src')) this.#fetch().catch(() => {});
  }

  /** `{category, series}` by their ids, or null; setting it shows the figure's tooltip and fires no event. */
  get selection() {
    return this.#plot?.pointing.selection ?? null;
  }

  set selection(selection) {
    this.#then((plot) => (plot.pointing.selection = selection), !selection);
  }

  /** The ids of the series that are switched off. */
  get hiddenSeries() {
    return this.#plot?.hiddenSeries ?? [];
  }

  set hiddenSeries(ids) {
    this.#then((plot) => (plot.hiddenSeries = ids));
  }

  /** `chart` or `table`. */
  get view() {
    return this.#plot?.view ?? 'chart';
  }

  set view(view) {
    this.#then((plot) => (plot.view = view));
  }

  /** Resolves when a drawing stands in the place of the picture, which asking for it brings about. */
  get ready() {
    // What was set just now is heard of after this.
    return Promise.resolve().then(() => this.#used || this.#fetch());
  }

  /** Draws other numbers of the same shape, such as a `Float64Array`, in the order of the document's `value`. */
  update(values) {
    this.#then((plot) => plot.update(values));
  }

  /** Does this to the plot, which is fetched for it unless that would be `idle`. */
  #then(work, idle) {
    if (this.#plot) work(this.#plot);
    else if (!idle) this.ready.then(() => work(this.#plot)).catch(() => {});
  }

  #start() {
    if (this.#started) return;
    this.#started = true;
    this.#picture = picture(this);
    for (const type of FIRST_USES) this.addEventListener(type, this);
    // All else waits until the page has shown its first frame.
    requestAnimationFrame(() => setTimeout(() => this.#settle()));
  }

  #settle() {
    // Used already.
    if (this.#turn) return;
    if (this.#picture && !this.hasAttribute('tabindex')) {
      this.tabIndex = 0;
      this.setAttribute('role', 'group');
      const name = this.#picture.alt ?? this.#picture.getAttribute('aria-label');
      if (name) this.setAttribute('aria-label', name);
    }
    near(this.#picture ?? this, () => {
      // The server's picture is in the order that the document gives.
      if (!this.#picture || this.hasAttribute('sort')) return this.#use();
      if (pictures(this)[1]) return;
      this.#sizes.observe(this.#picture);
      this.#picture.addEventListener('load', () => this.#fit());
    });
  }

  handleEvent(event) {
    // A finger that only touches may be scrolling.
    if (event.type === 'click' || event.pointerType === 'mouse') this.#pointer = event;
    this.#use();
  }

  /** A picture that its page scaled too much is drawn for the size that it has. */
  #fit() {
    const drawn = this.#picture.naturalWidth ?? this.#picture.viewBox.baseVal.width;
    const { width } = this.#picture.getBoundingClientRect();
    if (drawn && width && Math.abs(width / drawn - 1) > TOLERANCE) this.#use();
  }

  #use() {
    if (!this.#used) this.#fetch().catch(() => {});
  }

  #fetch() {
    return (this.#used = this.#show(++this.#turn));
  }

  async #show(turn) {
    if (!this.#given && !this.hasAttribute('src')) return;
    try {
      if (!permitted()) throw "the page's policy has no 'wasm-unsafe-eval'";
      this.#plot?.wait();
      const dataset = this.#given ?? load(this);
      const [{ plotOf }, document] = await Promise.all([drawing(), dataset]);
      if (turn !== this.#turn) return this.#used;
      if (!this.isConnected) return;
      const plot = (this.#plot ??= plotOf(this, picture(this), { address, language, emit, get, ours: OURS }));
      await plot.show(document);
      if (turn !== this.#turn) return this.#used;
      this.#message?.remove();
      this.#hand();
      emit(this, 'load', plot.summary);
    } catch (fault) {
      if (turn === this.#turn) this.#fail(fault);
      throw fault;
    }
  }

  /** What is there stays, and the next use tries again; where there is nothing, a sentence says why. */
  #fail(fault) {
    this.#used = false;
    this.#plot?.wait(false);
    if (!permitted()) this.#rest();
    if (!this.#plot?.host.isConnected) {
      if (this.#picture) this.removeAttribute('tabindex');
      else {
        this.#message ??= document.createElement('p');
        const sorry = language(this) === 'vi' ? 'Không hiển thị được biểu đồ. Lý do' : 'This chart cannot be shown. Reason';
        this.#message.textContent = `${sorry}: ${fault.at ? fault : unread(this)}`;
        this.append(this.#message);
      }
    }
    emit(this, 'error', { message: String(fault.message ?? fault) });
  }

  /** Waits for no further use: the picture has given way to a drawing, or nothing can be drawn here. */
  #rest() {
    this.#sizes.disconnect();
    for (const type of FIRST_USES) this.removeEventListener(type, this);
    this.removeAttribute('tabindex');
  }

  /** From the picture to the drawing: focus, and what the pointer is already on. */
  #hand() {
    if (document.activeElement === this) this.#plot.focus();
    if (this.#pointer?.type === 'click' || (this.#pointer && this.matches(':hover'))) this.#plot.pointing.point(this.#pointer);
    this.#pointer = null;
    this.#rest();
  }
}

/**
 * `<baocao-figure src="https://host/charts/slug">`: a number in a sentence. The text that it holds stays until there is
 * a newer one; `static` keeps it for good.
 *
 * Attributes: `lang`, `period`, `organization`, `known-on` and `filter-DIMENSION` are the query; `measure` is `actual`,
 * `plan`, `plan-rate`, `change` or `universe`; `format` is `value` or `unit`, which writes the unit too.
 *
 * Events as a chart's: `baocao-load` `{text, value, src}` and `baocao-error` `{message}`.
 */
class Figure extends HTMLElement {
  #turn = 0;
  #near;

  constructor() {
    super();
    watch(this, (names) => {
      if (this.#near && names.some((name) => ASKS.test(name) || /measure|format/.test(name))) this.#show();
    });
  }

  connectedCallback() {
    if (this.#near || this.hasAttribute('static')) return;
    near(this, () => {
      this.#near = true;
      this.#show();
    });
  }

  async #show() {
    const turn = ++this.#turn;
    if (!this.hasAttribute('src')) return;
    try {
      const url = address(this);
      const [{ figure }, document] = await Promise.all([plot(), load(this, url)]);
      if (turn === this.#turn) emit(this, 'load', figure(this, document, url, language(this)));
    } catch (fault) {
      // The text that it holds was true when it was written.
      emit(this, 'error', { message: String(fault.message ?? fault) });
    }
  }
}

// A page that carries two snippets may carry two copies of this script; the first one serves both.
if (!customElements.get('baocao-chart')) {
  customElements.define('baocao-chart', Chart);
  customElements.define('baocao-figure', Figure);
}
