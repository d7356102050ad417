// Charts drawn in Node: ECharts' own server-side rendering as SVG, Chart.js on node-canvas as PNG. Reads a task a line
// (`svg` or `png`), works for a stretch and answers with its rate, so that the bench can take turns with it.
import { readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

import { Canvas, registerFont } from 'canvas';
import { BarController, BarElement, CategoryScale, Chart, Legend, LinearScale, Title } from 'chart.js';
import { BarChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TitleComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

import { plain } from './document.mjs';

const STRETCH = 700;
const [WIDTH, HEIGHT] = [640, 400];
const [, , folder, fonts] = process.argv;
const { title, subtitle, categories, series } = plain(JSON.parse(readFileSync(`${folder}/bars.json`, 'utf8')));
const COLORS = ['#0b5fa5', '#e8590c'];
const footer = 'Nguồn: Số liệu mẫu · Số liệu đến 30/6/2024';

echarts.use([BarChart, GridComponent, LegendComponent, TitleComponent, SVGRenderer]);
Chart.register(BarController, BarElement, CategoryScale, Legend, LinearScale, Title);
for (const [name, weight] of [['Regular', 'normal'], ['Bold', 'bold']]) {
  registerFont(`${fonts}/Roboto-${name}.ttf`, { family: 'Roboto', weight });
}
Chart.defaults.font.family = 'Roboto';

function svg() {
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height: HEIGHT });
  chart.setOption({
    animation: false,
    title: { text: title, subtext: subtitle },
    legend: { bottom: 0 },
    grid: {},
    xAxis: { type: 'category', data: categories },
    yAxis: { type: 'value' },
    series: series.map(({ name, values }) => ({ type: 'bar', name, data: values })),
  });
  const text = chart.renderToSVGString();
  chart.dispose();
  return Buffer.from(text);
}

function png() {
  const canvas = new Canvas(WIDTH, HEIGHT);
  const ground = {
    id: 'ground',
    beforeDraw({ ctx }) {
      ctx.fillStyle = '#fff';
      ctx.fillRect(0, 0, WIDTH, HEIGHT);
    },
  };
  const datasets = series.map(({ name, values }, at) => ({ label: name, data: values, backgroundColor: COLORS[at] }));
  const chart = new Chart(canvas, {
    type: 'bar',
    data: { labels: categories, datasets },
    options: {
      animation: false,
      responsive: false,
      devicePixelRatio: 1,
      plugins: { title: { display: true, text: [title, subtitle] }, legend: { position: 'bottom' } },
      scales: { x: { title: { display: true, text: footer } } },
    },
    plugins: [ground],
  });
  const bytes = canvas.toBuffer('image/png');
  chart.destroy();
  return bytes;
}

const work = { svg, png };
for await (const task of createInterface({ input: process.stdin })) {
  const draw = work[task];
  writeFileSync(`${folder}/peer.${task}`, draw());
  const started = performance.now();
  let times = 0;
  while (performance.now() - started < STRETCH) {
    draw();
    times += 1;
  }
  console.log((times * 1000) / (performance.now() - started));
}
