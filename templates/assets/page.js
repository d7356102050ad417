/**
 * What our pages do beyond what they say. Without this script a reader selects the text to copy, presses the form's button,
 * and asks for another page where a chart has pickers.
 */

const labels = new WeakMap();

/** Copy buttons are hidden until there is somebody to answer them. */
const offer = () => document.querySelectorAll('[data-copy]').forEach((button) => (button.hidden = false));

document.addEventListener('click', async ({ target }) => {
  const button = target.closest('[data-copy]');
  if (!button) return;
  const area = document.getElementById(button.dataset.copy);
  const label = button.firstChild;
  if (!labels.has(button)) labels.set(button, { before: label.textContent });
  const own = labels.get(button);
  area.select();
  try {
    await navigator.clipboard.writeText(area.value);
  } catch {
    document.execCommand('copy'); // Pages without https have no clipboard of their own.
  }
  label.textContent = button.dataset.done;
  button.setAttribute('aria-live', 'polite');
  clearTimeout(own.timer);
  own.timer = setTimeout(() => (label.textContent = own.before), 2000);
});
offer();

/** The form sends no empty day, and goes by itself when a choice is made. A search is sent by whoever wrote it. */
const form = document.querySelector('form.choose:not([role=search])');
form?.addEventListener('change', () => form.requestSubmit());

/** A chart's page is of what its reader picked: subtitle, sources, table, sentence, files and codes come with it. */
const chart = document.querySelector('.chart-page baocao-chart');
chart?.addEventListener('baocao-load', async () => {
  const url = new URL(location);
  for (const { name, value } of chart.attributes) {
    if (!/^(period|organization|known-on|filter-.+)$/.test(name)) continue;
    url.searchParams.set(name.replace('filter-', '').replace('known-on', 'known_on'), value);
  }
  if (url.href === location.href) return;
  history.replaceState(null, '', url);
  try {
    const answer = await fetch(url);
    if (!answer.ok) throw answer.status;
    const text = await answer.text();
    if (location.href === url.href) follow(new DOMParser().parseFromString(text, 'text/html'));
  } catch {
    location.reload(); // Better an error than a chart of one year among words of another.
  }
});

/** Puts what stands around the chart in another page around this one, which stays as it is. */
function follow(page) {
  const [room, its] = [document, page].map((one) => one.querySelector('.chart-page > .room'));
  const nodes = [...its.parentNode.childNodes];
  const at = nodes.indexOf(its);
  const isOpen = document.querySelector('details.data').open;
  while (room.previousSibling) room.previousSibling.remove();
  while (room.nextSibling) room.nextSibling.remove();
  room.before(...nodes.slice(0, at));
  room.after(...nodes.slice(at + 1));
  document.querySelector('details.data').open = isOpen;
  document.title = page.title;
  for (const link of document.querySelectorAll('a[hreflang]')) {
    link.href = page.querySelector(`a[hreflang=${link.hreflang}]`).href;
  }
  offer();
}
