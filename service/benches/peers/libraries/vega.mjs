// Vega-Lite, compiled in the page as its documentation has it, on canvas.
import { changeset, parse, View } from 'vega';
import { compile } from 'vega-lite';

import { COLORS, draw } from './page.mjs';

draw(async (place, { kind, title, categories, days, series }, { width, height }) => {
  const rows = (lists) => lists.flatMap((list, at) => list.map((y, x) => ({ x: x_of[x], y, series: series[at].name })));
  const x_of = kind === 'column' ? categories : days.map((day) => Date.parse(day));
  const bars = kind === 'column';
  const { spec } = compile({
    title,
    width,
    height,
    autosize: { type: 'fit', contains: 'padding' },
    data: { name: 'rows' },
    mark: bars ? { type: 'bar', tooltip: true } : { type: 'line', tooltip: true },
    encoding: {
      x: { field: 'x', type: bars ? 'nominal' : 'temporal', sort: null, title: null },
      y: { field: 'y', type: 'quantitative', title: null },
      color: { field: 'series', type: 'nominal', scale: { range: COLORS }, legend: series.length > 1 ? {} : null },
      ...(bars && { xOffset: { field: 'series' } }),
    },
  });
  const view = new View(parse(spec), { renderer: 'canvas', container: place, hover: true });
  view.data('rows', rows(series.map(({ values }) => values)));
  await view.runAsync();
  return {
    prepare: rows,
    update: (list) => view.change('rows', changeset().remove(() => true).insert(list)).runAsync(),
  };
});
