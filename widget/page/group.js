/**
 * Charts of one group follow one another's selection.
 */

/** Tells the others of a chart's group; setting a property fires no event, so nothing comes back. */
export function share(chart, selection) {
  const group = chart.getAttribute('group');
  if (!group) return;
  for (const other of chart.getRootNode().querySelectorAll('baocao-chart[group]')) {
    if (other !== chart && other.getAttribute('group') === group) other.selection = selection;
  }
}
