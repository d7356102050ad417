// What the peers draw: the very JSON-stat documents that our own charts are drawn from, as plain lists.

/** Title, subtitle, the names along the axis and the series of a document whose dimensions are category, series, measure. */
export function plain({ id, dimension, value, extension: { chart } }) {
  const named = (name) => {
    const { index, label } = dimension[name].category;
    return index.map((id) => label[id]);
  };
  const series = chart.series ? named(chart.series) : [chart.title];
  return {
    kind: chart.kind,
    title: chart.title,
    subtitle: chart.subtitle,
    days: dimension[id[0]].category.index,
    categories: named(id[0]),
    series: series.map((name, at) => ({ name, values: value.filter((_, cell) => cell % series.length === at) })),
  };
}
