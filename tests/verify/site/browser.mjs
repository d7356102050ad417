// axe-core (https://github.com/dequelabs/axe-core) and Lighthouse (https://github.com/GoogleChrome/lighthouse) in Debian's Chromium.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { startFlow } from 'lighthouse';
import puppeteer from 'puppeteer-core';
import { asked, named, spoken } from './pages.mjs';

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];

const open = () => puppeteer.launch({ executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium', headless: true, args: FLAGS });

/** Goes where a look says, as who it says. What a form answers with is fetched before: a browser sends none from nowhere. */
const go = async (page, base, look) => {
  const reply = look.body && await asked(base, look);
  const body = reply && await reply.text();
  const sends = (request) => {
    const own = request.isNavigationRequest() && request.frame() === page.mainFrame();
    if (own && reply) request.respond({ status: reply.status, contentType: reply.headers.get('content-type'), body });
    else request.continue({ headers: { ...request.headers(), cookie: look.cookie ?? '' } });
  };
  page.on('request', sends);
  await page.goto(`${base}${look.path}`, { waitUntil: 'load' });
  page.off('request', sends);
};

export const axe = async (base, looks) => {
  const script = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  const browser = await open();
  const problems = [];
  let count = 0;
  for (const scheme of ['light', 'dark']) {
    const page = await browser.newPage();
    await page.setViewport({ width: 600, height: 900 });
    await page.setRequestInterception(true);
    // The pages' own policy would refuse axe's script.
    await page.setBypassCSP(true);
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }, { name: 'prefers-reduced-motion', value: 'reduce' }]);
    for (const [look, lang] of looks.flatMap((one) => [[one, 'vi'], [one, 'en']])) {
      await go(page, base, spoken(look, lang));
      await page.evaluate(script);
      const [spoke, found] = await page.evaluate(() => window.axe.run().then((all) => [document.documentElement.lang,
        all.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(' | ').slice(0, 200)}`)]));
      const name = named(spoken(look, lang), lang);
      if (spoke !== lang) problems.push(`${name}: it is in ${JSON.stringify(spoke)}`);
      problems.push(...found.map((one) => `${name} ${scheme}: ${one}`));
      count += 1;
    }
    await page.close();
  }
  await browser.close();
  return { figure: `${count} pages × languages × themes`, problems };
};

// A page of a newsroom, with three embeds, each of another grade, as the studio hands them out. It has no style sheet: what is right on it
// is right by itself.
const article = async (base) => {
  const embed = async (slug) => (await (await fetch(`${base}/charts/${slug}/embed.json`)).json());
  const [one, two, three] = await Promise.all(['members-admitted', 'discipline-outcomes-2022', 'investment-2024'].map(embed));
  const code = (all, grade) => all.snippets.find((one) => one.grade === grade).code;
  return `<!doctype html><html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="Một bài báo có ba biểu đồ."><link rel="icon" href="data:,"><title>Bài báo</title></head>
<body><main><h1>Bài báo</h1><p>Đoạn đầu.</p>${code(one, 'element')}<p>Đoạn hai.</p>${code(two, 'frame')}<p>Đoạn ba.</p>${code(three, 'figure')}</main></body></html>`;
};

const LEAST = { performance: 95, accessibility: 100, 'best-practices': 100 };

export const lighthouse = async (base) => {
  const host = createServer((_, reply) => article(base).then((html) =>
    reply.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html)));
  await new Promise((ready) => host.listen(0, '127.0.0.1', ready));
  const browser = await open();
  const problems = [];
  const scores = [];
  for (const [name, address] of [['chart', `${base}/charts/members-admitted`], ['embeds', `http://127.0.0.1:${host.address().port}/`],
    ['indicator', `${base}/indicators/members-admitted`], ['front', `${base}/`]]) {
    // The machine may be busy: of the speed the best of three counts, of what does not vary any.
    let best = null;
    for (let at = 0; at < 3; at += 1) {
      const page = await browser.newPage();
      const flow = await startFlow(page, { config: { extends: 'lighthouse:default', settings: { onlyCategories: Object.keys(LEAST), formFactor: 'mobile' } } });
      await flow.navigate(address);
      const [{ lhr }] = (await flow.createFlowResult()).steps;
      await page.close();
      const speed = lhr.categories.performance.score;
      if (!best || speed > best.categories.performance.score) best = lhr;
      if (speed * 100 >= LEAST.performance) break;
    }
    const found = Object.entries(LEAST).map(([category, least]) => [category, Math.round(best.categories[category].score * 100), least]);
    scores.push(`${name} ${found.map(([, score]) => score).join('/')}`);
    for (const [category, score, least] of found.filter(([, score, least]) => score < least)) {
      const audits = best.categories[category].auditRefs.map((ref) => best.audits[ref.id]).filter((one) => one.score !== null && one.score < 0.9);
      problems.push(`${name}: ${category} ${score} < ${least}: ${audits.map((one) => one.id).join(', ')}`);
    }
  }
  await browser.close();
  host.close();
  return { figure: `${scores.join(', ')} (performance/accessibility/best practices on a phone)`, problems };
};
