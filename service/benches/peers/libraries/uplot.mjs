// uPlot, with columns as it likes them.
import uPlot from 'uplot';

import { COLORS, draw } from './page.mjs';

draw((place, { kind, title, days, series }, { width, height }) => {
  const times = days.map((day) => Date.parse(day) / 1000);
  const legend = 60;
  const paths = kind === 'column' ? { paths: uPlot.paths.bars({ size: [0.8] }) } : {};
  const drawn = (at) => ({ ...paths, stroke: COLORS[at], fill: kind === 'column' ? COLORS[at] : undefined, width: 2 });
  const chart = new uPlot(
    {
      title,
      width,
      height: height - legend,
      series: [{}, ...series.map(({ name }, at) => ({ label: name, points: { show: false }, ...drawn(at) }))],
    },
    [times, ...series.map(({ values }) => values)],
    place,
  );
  return { prepare: (lists) => [times, ...lists], update: (columns) => chart.setData(columns) };
});
