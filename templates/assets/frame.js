// In a frame, tells the page around it how high it is, in each dialect that a host may listen for; where the host gives it
// less, and does not listen, the drawing is made to fit.
(() => {
  if (parent === window) return;
  const root = document.documentElement;
  const post = (message) => parent.postMessage(message, '*');
  const pym = new URLSearchParams(location.search).get('childId');
  let secret = /secret=(\w+)/.exec(location.hash)?.[1];
  const drawings = [...document.querySelectorAll('.drawing svg')];
  /** Draws so that nothing scrolls, in the drawing whose letters stay largest; answers the height that would do for all. */
  const fit = () => {
    // Whoever opens the table wants to scroll.
    const tabled = document.querySelector('details[open]');
    for (const { style, parentElement } of tabled ? [] : drawings) style.height = parentElement.style.display = '';
    const wanted = Math.ceil(root.getBoundingClientRect().height);
    const shown = drawings.map((one) => one.getBoundingClientRect()).find(({ width }) => width);
    const room = shown && shown.height + innerHeight - wanted;
    // A frame that is not shown has no height.
    if (tabled || !(innerHeight < wanted && room > 100)) return wanted;
    const scale = ({ viewBox: { baseVal } }) => Math.min(shown.width / baseVal.width, room / baseVal.height);
    const best = drawings.reduce((one, other) => (scale(other) > scale(one) ? other : one));
    for (const { parentElement } of drawings) parentElement.style.display = parentElement === best.parentElement ? 'block' : 'none';
    best.style.height = `${Math.floor(room)}px`;
    return wanted;
  };
  const tell = () => {
    const height = fit();
    if (secret) post({ message: 'height', value: height, secret }); // WordPress
    if (pym) post(`pymxPYMx${pym}xPYMxheightxPYMx${height}`);
    post({ 'datawrapper-height': { [location.pathname.split('/').pop()]: height } });
    post({ sentinel: 'amp', type: 'embed-size', height });
    post(JSON.stringify({ src: location.href, context: 'iframe.resize', height })); // Medium, Embedly
  };
  // WordPress tells its secret once more when the frame has loaded.
  addEventListener('message', ({ data }) => {
    if (data?.message !== 'ready' || !data.secret) return;
    secret = data.secret;
    tell();
  });
  // Its sandbox opens no windows: it follows a link of the frame's own host itself, when it is told of one.
  addEventListener('click', (event) => {
    const link = event.target.closest('a[href]');
    if (!secret || !link) return;
    event.preventDefault();
    post({ message: 'link', value: link.href, secret });
  });
  // At once, for a frame that its host hides until it has told its height is not laid out, and so observes nothing.
  tell();
  addEventListener('load', tell);
  addEventListener('resize', fit);
  new ResizeObserver(tell).observe(root);
})();
