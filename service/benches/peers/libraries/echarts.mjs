// ECharts, only the parts that are used, on canvas, which is faster than its SVG; many points are thinned by its sampling.
import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TitleComponent, TooltipComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

import { COLORS, draw } from './page.mjs';

echarts.use([BarChart, LineChart, GridComponent, LegendComponent, TitleComponent, TooltipComponent, CanvasRenderer]);

draw((place, { kind, title, categories, series }) => {
  const chart = echarts.init(place);
  const type = kind === 'column' ? 'bar' : 'line';
  chart.setOption({
    animation: false,
    color: COLORS,
    title: { text: title },
    legend: { show: series.length > 1, bottom: 0 },
    tooltip: { trigger: 'axis' },
    xAxis: { type: 'category', data: categories },
    yAxis: { type: 'value' },
    series: series.map(({ name, values }) => ({ type, name, data: values, showSymbol: false, sampling: 'minmax' })),
  });
  return {
    prepare: (lists) => lists,
    update: (lists) => chart.setOption({ series: lists.map((data) => ({ data })) }),
  };
});
