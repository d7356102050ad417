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
  if (!answer.ok) throw answer.statusText;
  return answer;
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

/** `plot.js`. A script that is imported on demand has no integrity of its own, but one that was preloaded keeps it. */
const plot = once(async () => {
  const link = document.createElement('link');
  if (link.relList.supports('modulepreload')) {
    Object.assign(link, { rel: 'modulepreload', href: PLOT, integrity: PLOT_HASH, crossOrigin: 'anonymous' });
    await new Promise((resolve, reject) => {
      Object.assign(link, { onload: resolve, onerror: reject });
      document.head.append(link);
    });
  }
  return import(PLOT);
});

const wasm = once(async () => WebAssembly.compile(await (await get(WASM, { integrity: WASM_HASH })).arrayBuffer()));

let permission;

/**
 * Whether the page's policy has 'wasm-unsafe-eval', found out before anything is fetched by compiling the smallest
 * module there is. A caught refusal leaves no line on the console; it is tried once a page, for a policy may report it.
 */
function permitted() {
  if (permission === undefined) {
    try {
      permission = Boolean(new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)));
    } catch {
      permission = false;
    }
  }
  return permission;
}

/** `plot.js`, ready to draw. */
async function drawing() {
  const [module, compiled] = await Promise.all([plot(), wasm()]);
  module.start(compiled);
  return module;
}

/**
 * Any JSON-stat 2.0 dataset as the text of an SVG, byte for byte as the server draws it for a page.
 * @param {object} dataset a parsed document, such as the answer of `/charts/{slug}.json`
 * @param {{width?: number, height?: number, texts?: boolean}} options `height` 0 takes the natural one
 * @returns {Promise<string>}
 */
export const svg = async (dataset, options) => (await drawing()).svg(dataset, options);

// --- The elements.

const PARAMETERS = ['period', 'organization', 'known-on'];

/** Where the document of an element is: its `src`, with its other attributes as the query. */
function address(element) {
  const url = new URL(element.getAttribute('src'), document.baseURI);
  url.pathname = url.pathname.replace(/(\.json)?$/, '.json');
  const picture = element.querySelector('svg, img');
  // What the page asks for; else what the picture was drawn in, so that nothing changes under the reader's eyes.
  const language =
    element.getAttribute('lang') ??
    url.searchParams.get('lang') ??
    /[?&]lang=(\w+)/.exec(picture?.currentSrc)?.[1] ??
    picture?.getAttribute('lang') ??
    element.closest('[lang]')?.lang ??
    'vi';
  url.searchParams.set('lang', language.startsWith('vi') ? 'vi' : 'en');
  for (const name of PARAMETERS) {
    const value = element.getAttribute(name);
    if (value) url.searchParams.set(name.replace('-', '_'), value);
  }
  return url;
}

/** The server's pictures: a page of its own holds one for each width of room, and shows the one that fits. */
const pictures = (element) => [...element.querySelectorAll('svg, img')];

/** The one that is shown. */
function picture(element) {
  const all = pictures(element);
  return all.find((one) => one.getBoundingClientRect().width) ?? all[0];
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
const parsed = (call) =>
  document.readyState === 'loading' ? document.addEventListener('DOMContentLoaded', call, { once: true }) : call();

const FIRST_USES = ['pointerenter', 'pointermove', 'click', 'focusin'];

/**
 * `<baocao-chart src="https://host/charts/slug">`: the server's picture until it is used.
 *
 * `lang`, `period`, `organization` and `known-on` change the query and draw anew; `bare` leaves out title, subtitle and
 * footer, for a page that shows them itself; `static` keeps the picture for good.
 */
class Chart extends HTMLElement {
  static observedAttributes = ['src', 'lang', ...PARAMETERS];

  #picture;
  #plot;
  #ready = false;
  #used = false;
  /** Of the requests under way only the last one counts. */
  #turn = 0;
  #pointer;
  #sizes = new ResizeObserver(() => this.#fit());

  connectedCallback() {
    if (!this.hasAttribute('static')) parsed(() => this.#start());
  }

  disconnectedCallback() {
    this.#plot?.close();
  }

  attributeChangedCallback(_, before, now) {
    if (this.#ready && before !== now) this.#fetch();
  }

  #start() {
    if (this.#ready) return;
    this.#ready = true;
    this.#picture = picture(this);
    for (const type of FIRST_USES) this.addEventListener(type, this);
    if (this.#picture && !this.hasAttribute('tabindex')) {
      this.tabIndex = 0;
      this.setAttribute('role', 'group');
      const name = this.#picture.alt ?? this.#picture.getAttribute('aria-label');
      if (name) this.setAttribute('aria-label', name);
    }
    near(this.#picture ?? this, () => {
      if (!this.#picture) return this.#use();
      if (pictures(this).length > 1) return;
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
    if (!this.#used) this.#fetch();
  }

  async #fetch() {
    if (!this.hasAttribute('src')) return;
    const turn = ++this.#turn;
    this.#used = true;
    if (!permitted()) return this.#rest();
    try {
      const [{ Plot }, dataset] = await Promise.all([drawing(), get(address(this)).then((answer) => answer.json())]);
      if (turn !== this.#turn || !this.isConnected) return;
      this.#plot ??= new Plot(this, picture(this));
      await this.#plot.show(dataset);
      this.#hand();
    } catch {
      // What is there stays, and the next use tries again.
      if (turn === this.#turn) this.#used = false;
      if (!this.#plot?.host.isConnected) this.removeAttribute('tabindex');
    }
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
    if (this.#pointer?.type === 'click' || (this.#pointer && this.matches(':hover'))) this.#plot.point(this.#pointer);
    this.#pointer = null;
    this.#rest();
  }
}

/** `<baocao-figure src>`: a number in a sentence; the text that it holds stays until there is a newer one. */
class Figure extends HTMLElement {
  connectedCallback() {
    near(this, async () => {
      try {
        const [{ number }, answer] = await Promise.all([plot(), get(address(this))]);
        this.textContent = number(await answer.json()) || this.textContent;
      } catch {
        // The text that it holds was true when it was written.
      }
    });
  }
}

// A page that carries two snippets may carry two copies of this script; the first one serves both.
if (!customElements.get('baocao-chart')) {
  customElements.define('baocao-chart', Chart);
  customElements.define('baocao-figure', Figure);
}

// --- In a frame: the height, in each dialect that a host may listen for.

if (document.documentElement.hasAttribute('data-baocao-frame') && parent !== window) {
  const root = document.documentElement;
  const post = (message) => parent.postMessage(message, '*');
  let secret = /secret=(\w+)/.exec(location.hash)?.[1];
  const tell = () => {
    const height = Math.ceil(root.getBoundingClientRect().height);
    const pym = new URLSearchParams(location.search).get('childId');
    if (secret) post({ message: 'height', value: height, secret }); // WordPress
    post({ 'datawrapper-height': { [location.pathname.split('/').pop()]: height } });
    post({ sentinel: 'amp', type: 'embed-size', height });
    post(JSON.stringify({ src: location.href, context: 'iframe.resize', height })); // Medium, Embedly
    if (pym) post(`pymxPYMx${pym}xPYMxheightxPYMx${height}`);
  };
  // WordPress tells its secret once more when the frame has loaded.
  addEventListener('message', ({ data }) => {
    if (data?.message !== 'ready' || !data.secret) return;
    secret = data.secret;
    tell();
  });
  new ResizeObserver(tell).observe(root);
}
