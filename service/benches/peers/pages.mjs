// The same pages with our charts and with each peer's, in headless Chromium: bytes, times, memory and updates as JSON.
//
// node pages.mjs FOLDER WIDGET: the folder holds `pages.json` and our drawings, WIDGET is where the widget's files are.
// Every round visits every page once, so that what else the machine does hits all of them alike; then those that are
// closest to one another are seen again and again in turns, there and back, for as long as there is time.
import { readFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { availableParallelism } from 'node:os';
import { brotliCompressSync } from 'node:zlib';

import { build } from 'esbuild';
import { chromium } from 'playwright-core';

import * as probe from './probe.mjs';

const [, , folder, widget] = process.argv;
const ROUNDS = 4;
const TURNS = 40;
/** How long it takes at most, in milliseconds: the rounds, and everything. */
const LONGEST = { rounds: 270_000, all: 455_000 };
/** A window that has just opened is still busy with its own tools, which is noise of the measure. */
const SETTLING = 250;
const updatesOf = (subject) => (subject === 'vega' ? 5 : 20);
const read = (name) => readFileSync(`${folder}/${name}`, 'utf8');
const pages = JSON.parse(read('pages.json'));
const LIBRARIES = ['chartjs', 'echarts', 'uplot', 'vega'];
const SUBJECTS = ['blank', 'picture', 'ours', ...LIBRARIES];
const CLOSE = [
  ['picture', 'ours', 'ours', 'picture'],
  ['ours', 'picture', 'uplot', 'picture', 'ours'],
];

// --- What is served: compressed once, cached by nobody.

const files = new Map();
const serve = (path, type, contents, packed) =>
  files.set(path, { type, contents: packed ?? brotliCompressSync(contents), plain: contents.length });
const html = (path, head, body) =>
  serve(path, 'text/html; charset=utf-8', `<!doctype html><html lang="vi"><meta charset="utf-8"><title>Biểu đồ</title>${head}<body>${body}`);

const bundles = await build({
  entryPoints: LIBRARIES.map((name) => `${import.meta.dirname}/libraries/${name}.mjs`),
  bundle: true,
  minify: true,
  write: false,
  format: 'iife',
  target: 'es2022',
  outdir: '/',
  logLevel: 'error',
  define: { 'process.env.NODE_ENV': '"production"' },
});
for (const { path, contents } of bundles.outputFiles) serve(path, 'text/javascript', contents);
serve('/uplot.css', 'text/css', readFileSync(`${import.meta.dirname}/node_modules/uplot/dist/uPlot.min.css`));
for (const name of readdirSync(widget)) {
  const type = { js: 'text/javascript', wasm: 'application/wasm' }[name.split('.').pop()];
  if (type) serve(`/${name}`, type, readFileSync(`${widget}/${name}`), readFileSync(`${widget}/${name}.br`));
}

for (const { name, width, height, documents, pictures } of pages) {
  const sized = `.chart{display:block;width:${width}px;height:${height}px}body{margin:0;display:flex;flex-wrap:wrap}`;
  const style = `<style>${sized}</style>`;
  const own = `<style>${read('stylesheet.css')}${sized}</style>`;
  const each = (list, make) => list.map(make).join('');
  html(`/${name}-blank`, style, '');
  html(`/${name}-picture`, own, each(pictures, (picture) => `<div class="chart">${picture}</div>`));
  const element = (picture, at) => `<baocao-chart class="chart" src="/${name}-${at}.json">${picture}</baocao-chart>`;
  html(`/${name}-ours`, own, each(pictures, element) + '<script type="module" src="/baocao.js"></script>');
  documents.forEach((document, at) => serve(`/${name}-${at}.json`, 'application/json', JSON.stringify(document)));
  const data = `<script type="application/json" id="data">${JSON.stringify(documents)}</script>`;
  for (const library of LIBRARIES) {
    const sheet = library === 'uplot' ? '<link rel="stylesheet" href="/uplot.css">' : '';
    const script = `<script defer data-peer src="/${library}.js"></script>`;
    html(`/${name}-${library}`, style + sheet, each(documents, () => '<div class="chart"></div>') + data + script);
  }
}

const server = createServer((request, response) => {
  const file = files.get(new URL(request.url, 'http://localhost').pathname);
  if (!file) return response.writeHead(404).end();
  const headers = { 'content-type': file.type, 'content-encoding': 'br', 'cache-control': 'no-store' };
  response.writeHead(200, headers).end(file.contents);
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const address = `http://127.0.0.1:${server.address().port}`;

// --- What is measured.

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
});
const whole = await browser.newBrowserCDPSession();

/** Seconds that the processes which draw have worked, with all of their threads. */
async function worked() {
  const { processInfo } = await whole.send('SystemInfo.getProcessInfo');
  return processInfo.filter(({ type }) => type !== 'browser').reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}

async function heap(session) {
  for (let time = 0; time < 2; time += 1) await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize;
}

/** Several updates: main-thread seconds and those of all threads for one, and the heap afterwards. */
async function updated(page, session, { lines, points }, count) {
  await page.evaluate(probe.prepare, { lines, points, count: 3 });
  await page.evaluate(probe.update);
  await page.waitForFunction(() => !document.querySelector('baocao-chart') || document.querySelector('baocao-plot'));
  await page.evaluate(probe.prepare, { lines, points, count });
  await session.send('HeapProfiler.collectGarbage');
  const main = async () => (await session.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration').value;
  const before = [await main(), await worked()];
  await page.evaluate(probe.update);
  const after = [await main(), await worked()];
  await page.evaluate(() => (globalThis.prepared = null));
  const wasm = await page.evaluate(() => globalThis.wasm?.buffer.byteLength ?? 0);
  return { main: (after[0] - before[0]) / count, cpu: (after[1] - before[1]) / count, used: await heap(session), wasm };
}

/** When its reader sees it and can use it; `wholly`, also what it holds and what an update costs. */
async function visit({ name, updates }, subject, throttling, wholly) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 1100 }, reducedMotion: 'reduce' });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await page.addInitScript(probe.probe);
    await session.send('Performance.enable');
    await page.waitForTimeout(SETTLING);
    await session.send('Emulation.setCPUThrottlingRate', { rate: throttling });
    await page.goto(`${address}/${name}-${subject}`, { waitUntil: 'load' });
    // The driver leaves things of its own in the heap: on the blank page it does the same.
    await page.waitForFunction((blank) => blank || times.interactive, subject === 'blank', { timeout: 60_000 });
    const result = await page.evaluate(() => times);
    if (!wholly) return result;
    await page.waitForTimeout(100);
    if (throttling === 1) result.heap = await heap(session);
    const can = subject === 'ours' && updates ? await page.evaluate(probe.own) : LIBRARIES.includes(subject);
    if (updates && can) Object.assign(result, await updated(page, session, updates, updatesOf(subject)));
    return result;
  } finally {
    await context.close();
  }
}

const results = {};
const started = Date.now();
/** How often `visits` was done to every page: at most so often and, as far as the last time tells, not longer than that. */
async function repeated(most, longest, visits) {
  let times = 0;
  for (let [begun, took] = [Date.now(), 0]; times < most && begun + took - started <= longest; times += 1) {
    for (const page of pages) for (const throttling of [1, 4]) await visits(page, throttling, times);
    [begun, took] = [Date.now(), Date.now() - begun];
  }
  return times;
}
async function noted(page, subject, throttling, wholly) {
  const place = (((results[page.name] ??= {})[throttling] ??= {})[subject] ??= {});
  for (const [what, value] of Object.entries(await visit(page, subject, throttling, wholly))) (place[what] ??= []).push(value);
}

await visit(pages[0], 'picture', 1);
const rounds = await repeated(ROUNDS, LONGEST.rounds, async (page, throttling) => {
  // Blank is what the heaps are compared with, and those are measured at full speed.
  for (const subject of SUBJECTS) if (subject !== 'blank' || throttling === 1) await noted(page, subject, throttling, true);
});
const turns = await repeated(TURNS, LONGEST.all, async (page, throttling, turn) => {
  for (const subject of CLOSE[turn % CLOSE.length]) await noted(page, subject, throttling);
});
await browser.close();
server.close();

const bytes = Object.fromEntries([...files].map(([path, { contents }]) => [path.slice(1), contents.length]));
console.log(JSON.stringify({ rounds, turns, cores: availableParallelism(), bytes, results }));
