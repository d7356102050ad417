/** The studio: the builder draws itself anew while its fields change, and codes are tried before they are handed out. Without this
 * script a button draws, and the codes are there untried. */
const builder = (form) => {
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
    if (event.submitter?.hasAttribute('formaction')) return;
    event.preventDefault();
    soon(0);
  });
};

/** Tries the addresses of the codes as they answer now, through whatever stands before the service. */
const tries = async (told) => {
  const wrong = [];
  const only = new Set();
  const needs = (reply, name, fits) => {
    const value = reply.headers.get(name) ?? '';
    if (!fits(value)) wrong.push(`${reply.url}: ${name} ${value || '–'}`);
  };
  const shown = (reply) => needs(reply, 'cross-origin-resource-policy', (value) => value === '' || value === 'cross-origin');
  const shared = (reply) => needs(reply, 'access-control-allow-origin', (value) => value === '*');
  const framed = (reply) => {
    needs(reply, 'x-frame-options', (value) => value === '');
    needs(reply, 'content-security-policy', (value) => {
      const hosts = /frame-ancestors ([^;]*)/.exec(value)?.[1].trim().split(/\s+/) ?? ['*'];
      if (!hosts.includes('*')) hosts.filter((host) => !host.startsWith("'")).forEach((host) => only.add(host));
      return hosts.some((host) => !host.startsWith("'"));
    });
  };
  const document_of = (address) => {
    const own = new URL(address);
    own.pathname += '.json';
    return own.href;
  };
  const asked = new Map();
  for (const area of document.querySelectorAll('.grade textarea')) {
    const code = new DOMParser().parseFromString(area.value, 'text/html');
    const all = (what, name) => [...code.querySelectorAll(what)].map((one) => one.getAttribute(name));
    const before = asked.size;
    all('iframe', 'src').forEach((address) => asked.set(address, framed));
    all('img', 'src').concat(all('source', 'srcset')).forEach((address) => asked.set(address, shown));
    all('script', 'src').forEach((address) => asked.set(address, shared));
    all('baocao-chart', 'src').forEach((address) => asked.set(document_of(address), shared));
    if (asked.size === before) asked.set(`/oembed?format=json&url=${encodeURIComponent(area.value.trim())}`, shared);
  }
  told.textContent = told.dataset.trying;
  await Promise.all([...asked].map(async ([address, holds]) => {
    try {
      const reply = await fetch(address, { method: 'HEAD', cache: 'no-store' });
      if (reply.ok) holds(reply);
      else wrong.push(`${address}: ${reply.status}`);
    } catch (fault) {
      wrong.push(`${address}: ${fault.message}`);
    }
  }));
  told.classList.toggle('refused', wrong.length > 0);
  const hosts = only.size ? ` ${told.dataset.only} ${[...only].join(', ')}.` : '';
  told.textContent = wrong.length ? `${told.dataset.bad} ${wrong.join('; ')}` : `${told.dataset.good}${hosts}`;
};

const form = document.getElementById('builder');
if (form) builder(form);
const told = document.getElementById('tries');
if (told) tries(told);
