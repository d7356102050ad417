// Runs in every measured page before its own scripts.

/**
 * Notes when the charts are seen and when the page has time for its reader.
 *
 * A chart is there when its place holds an SVG, or a canvas that something was painted on. Seen is the frame in which
 * the last one is there: its end on the main thread or, if later, the browser's own time of the first frame with
 * contents on the screen. That works alike for a picture that came with the page and for a canvas that a script paints.
 * Interactive is the first idle moment after that in which the scripts have made their charts.
 */
export function probe() {
  const painted = new WeakSet();
  const { prototype } = CanvasRenderingContext2D;
  const originals = ['fill', 'stroke', 'fillRect', 'drawImage'].map((name) => [name, prototype[name]]);
  for (const [name, original] of originals) {
    prototype[name] = function () {
      painted.add(this.canvas);
      return original.apply(this, arguments);
    };
  }
  const times = (globalThis.times = {});
  const { instantiate } = WebAssembly;
  WebAssembly.instantiate = async (...given) => {
    const made = await instantiate(...given);
    globalThis.wasm = (made.instance ?? made).exports.memory;
    return made;
  };

  const there = (place) => place.querySelector('svg') || [...place.querySelectorAll('canvas')].some((one) => painted.has(one));
  const ready = () => {
    if (document.querySelector('[data-peer]')) return globalThis.ready;
    const element = document.querySelector('baocao-chart');
    return !element || customElements.get('baocao-chart');
  };
  let contents = 0;
  new PerformanceObserver((list) => {
    contents = list.getEntriesByName('first-contentful-paint')[0]?.startTime ?? contents;
  }).observe({ type: 'paint', buffered: true });

  const rest = () =>
    requestIdleCallback(() => {
      if (!ready() || !contents) return setTimeout(rest, 1);
      times.visible = Math.max(times.drawn, contents);
      times.interactive = Math.max(times.visible, performance.now());
    });
  const look = () => {
    const places = document.readyState === 'loading' ? [] : [...document.querySelectorAll('.chart')];
    if (!places.length || !places.every(there)) return requestAnimationFrame(look);
    for (const [name, original] of originals) prototype[name] = original;
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      times.drawn = performance.now();
      rest();
    };
    port2.postMessage(0);
  };
  requestAnimationFrame(look);
}

/** Ours behind the same two functions as the peers', once its first drawing has taken the picture's place. */
export async function own() {
  const element = document.querySelector('baocao-chart');
  if (!element.update) return false;
  await element.ready;
  const cells = (lists) => Float64Array.from({ length: lists.length * lists[0].length }, (_, cell) => lists[cell % lists.length][Math.floor(cell / lists.length)]);
  globalThis.chart = { prepare: cells, update: (values) => element.update(values) };
  return true;
}

/** Makes new values ready, so that their making is not measured: walks like the ones that are shown. */
export function prepare({ lines, points, count }) {
  const walk = () => {
    let value = 50_000;
    return Array.from({ length: points }, () => (value = Math.min(99_000, Math.max(1_000, Math.round(value + 4_096 * Math.random() - 2_048)))));
  };
  globalThis.prepared = Array.from({ length: count }, () => chart.prepare(Array.from({ length: lines }, walk)));
}

/** Shows each of the values made ready, to the end of its frame. */
export async function update() {
  const frame = () =>
    new Promise((resolve) =>
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = resolve;
        port2.postMessage(0);
      }),
    );
  for (const values of prepared) {
    await chart.update(values);
    await frame();
  }
}
