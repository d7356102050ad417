/** The builder draws itself anew while its fields change; without this script its button does. */
const form = document.getElementById('builder');
const built = document.querySelector('.built');
const status = built.querySelector('[data-live]');
let timer, under;

/** The fields that say something, as an address has them. */
const asked = () => {
  const pairs = [...new FormData(form)].filter(([name, value]) => value !== '' && !(name === 'lang' && value === 'vi'));
  const query = new URLSearchParams(pairs).toString();
  return query ? `${form.action}?${query}` : form.action;
};

/** Puts in what the page that was fetched has anew, but never under somebody's hands. */
const takeOver = (page) => {
  for (const part of document.querySelectorAll('[data-fresh]')) {
    const fresh = page.querySelector(`[data-fresh="${part.dataset.fresh}"]`);
    if (!fresh || part.innerHTML === fresh.innerHTML) continue;
    const focused = part.contains(document.activeElement) ? document.activeElement : null;
    if (focused?.matches('input:not([type="checkbox"])')) continue;
    const open = [...part.querySelectorAll('details')].map((one) => one.open);
    part.replaceChildren(...fresh.childNodes);
    part.querySelectorAll('details').forEach((one, at) => (one.open ||= open[at] ?? false));
    if (focused?.id) document.getElementById(focused.id)?.focus({ preventScroll: true });
    else if (focused?.name) part.querySelector(`[name="${focused.name}"][value="${CSS.escape(focused.value)}"]`)?.focus({ preventScroll: true });
  }
  for (const input of page.querySelectorAll('[data-suggest] input')) {
    document.getElementById(input.id).placeholder = input.placeholder;
  }
  const own = page.getElementById('draft-address');
  document.getElementById('draft-address').value = own.value;
  document.querySelector('[hreflang]').replaceWith(page.querySelector('[hreflang]'));
};

const draw = async () => {
  under?.abort();
  under = new AbortController();
  const address = asked();
  built.classList.add('stale');
  try {
    const reply = await fetch(address, { signal: under.signal, headers: { accept: 'text/html' } });
    const page = new DOMParser().parseFromString(await reply.text(), 'text/html');
    if (!page.querySelector('.built')) throw new Error(String(reply.status));
    takeOver(page);
    history.replaceState(null, '', address);
    status.textContent = document.getElementById('told') ? status.dataset.wrong : status.dataset.live;
  } catch (fault) {
    if (fault.name === 'AbortError') return;
    status.textContent = status.dataset.wrong;
  }
  built.classList.remove('stale');
};

const soon = (wait) => {
  clearTimeout(timer);
  timer = setTimeout(draw, wait);
};
form.addEventListener('input', (event) => soon(event.target.matches('select, [type="checkbox"], [type="date"]') ? 0 : 400));
form.addEventListener('submit', (event) => {
  if (event.submitter?.formAction !== form.action) return;
  event.preventDefault();
  soon(0);
});
