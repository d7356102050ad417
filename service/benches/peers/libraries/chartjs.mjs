// Chart.js, only the parts that are used; many points are thinned by its own plugin and neither parsed nor sorted.
import {
  BarController, BarElement, CategoryScale, Chart, Decimation, Legend, LinearScale, LineController, LineElement, PointElement,
  Title, Tooltip,
} from 'chart.js';

import { COLORS, draw } from './page.mjs';

Chart.register(
  BarController, BarElement, CategoryScale, Decimation, Legend, LinearScale, LineController, LineElement, PointElement, Title,
  Tooltip,
);

const MANY = 1000;

draw((place, { kind, title, categories, series }) => {
  const many = categories.length > MANY;
  const points = (values) => (many ? values.map((y, x) => ({ x, y })) : values);
  const canvas = document.createElement('canvas');
  place.append(canvas);
  const chart = new Chart(canvas, {
    type: kind === 'column' ? 'bar' : 'line',
    data: {
      labels: many ? undefined : categories,
      datasets: series.map(({ name, values }, at) => ({
        label: name,
        data: points(values),
        backgroundColor: COLORS[at],
        borderColor: COLORS[at],
        borderWidth: 2,
        pointRadius: 0,
      })),
    },
    options: {
      animation: false,
      maintainAspectRatio: false,
      ...(many && { parsing: false, normalized: true }),
      plugins: {
        title: { display: true, text: title },
        legend: { display: series.length > 1 },
        decimation: { enabled: many, algorithm: 'min-max' },
      },
      scales: many ? { x: { type: 'linear', ticks: { callback: (x) => categories[x] } } } : {},
    },
  });
  return {
    prepare: (lists) => lists.map(points),
    update(lists) {
      lists.forEach((list, at) => (chart.data.datasets[at].data = list));
      chart.update('none');
    },
  };
});
