/**
 * What the menu offers of a chart: its other view, the orders of its categories, its files and what leads to it.
 */

import { save } from './menu.js';
import { csvOf } from './table.js';

/** The orders of categories, by the engine's number. */
export const ORDERS = ['given', 'descending', 'ascending'];
/** Kinds whose categories a reader may put in order: most list them in rows. */
export const ORDERED = /^(bar|multiples|stacked|bullet)$/;

/**
 * The groups of items of a chart with these figures: `plot`, whose view can be set; `chart`, its element; `page`, what the
 * loader shares; `menu`; and `file()`, which draws it as the text of a file.
 */
export function itemsOf(figures, of) {
  const { words, categories, document } = figures;
  const { plot, chart } = of;
  const tabled = plot.view === 'table';
  const other = { label: tabled ? words.chart : words.table, act: () => (plot.view = tabled ? 'chart' : 'table') };
  const orders = ORDERS.map((code, at) => ({
    label: words.orders[at],
    checked: code === (chart.getAttribute('sort') ?? document.sort ?? 'given'),
    act: () => chart.setAttribute('sort', code),
  }));
  const sorts = !tabled && ORDERED.test(document.kind) && categories.role !== 'time' && categories.ids.length > 2;
  return [[other], ...(sorts ? [orders] : []), ...files(figures, of)];
}

/** What can be had of the chart: from its service, or, for another office's dataset, made here. */
function files(figures, { chart, page, menu, file }) {
  const { words } = figures;
  const url = chart.hasAttribute('src') && page.address(chart);
  const ours = url && page.ours.exec(url.pathname);
  const at = (ending) => Object.assign(new URL(url), { pathname: url.pathname.replace(page.ours, '$1') + ending }).href;
  const fetched = (ending) => page.get(at(ending));
  const makers = { svg: () => new Blob([file()], { type: 'image/svg+xml' }), csv: () => csvOf(figures) };
  const saved = [...(ours ? ['png'] : []), ...Object.keys(makers)].map((kind) => ({
    label: `${words.save} ${kind.toUpperCase()}`,
    act: async () => {
      const blob = ours ? await (await fetched(`.${kind}`)).blob() : makers[kind]();
      save(blob, `${ours ? ours[1].split('/').pop() : 'chart'}.${kind}`);
    },
  }));
  const codes = async () => menu.panel((await (await fetched('/embed.json')).json()).snippets);
  const embed = { label: words.embed, act: codes };
  const copy = { label: words.link, act: () => menu.copy(words.link, ours ? at('') : location.href) };
  return [saved, ours ? [embed, copy] : [copy]];
}
