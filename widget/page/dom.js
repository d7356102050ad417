/**
 * Nodes: HTML by name, and SVG from the engine's text without the page's parser, which Trusted Types would guard.
 */

/** A new element of this class or with these attributes, with this text, at the end of `parent`. */
export function make(name, given, parent, text) {
  const node = attributes(document.createElement(name), given?.at ? { class: given } : given);
  if (text) node.textContent = text;
  parent?.append(node);
  return node;
}

/** Sets or, for null, removes attributes; one that stays is not touched, which would have its node styled anew. */
export function attributes(node, values) {
  for (const name in values) {
    const value = values[name];
    if (value == null) node.removeAttribute(name);
    else if (node.getAttribute(name) !== `${value}`) node.setAttribute(name, value);
  }
  return node;
}

/** Keeps a length from `least` to `most`. */
export const within = (least, wanted, most) => Math.max(least, Math.min(wanted, most));

/** Listens to events, of which the document's are seen before any other node's; stops listening with `on` false. */
export function listen(types, node, listener, on = true) {
  for (const type of types) node[on ? 'addEventListener' : 'removeEventListener'](type, listener, node === document);
}

/**
 * A longer path jumps to its new outline, which the browser would build anew for every frame of its way, and has no round
 * corners, which nobody would see and which take a fifth of the work.
 */
const LONGEST = 2_000;
/** So many nodes on is looked for a path of the ink that is drawn: those between are of series that were switched off. */
const FAR = 9;
const ENTITIES = { lt: '<', gt: '>', amp: '&', quot: '"' };
const plain = (escaped) => escaped.replace(/&(\w+);/g, (_, name) => ENTITIES[name]);

/**
 * Makes an SVG that our own engine wrote, whose elements are all on one level, the content of `place`. What is there already
 * stays and takes what differs: that is quicker than new nodes, and a path is seen on its way to its new outline, if it is of
 * the same ink.
 */
export function put(place, picture) {
  let parent = place;
  let node = place.firstChild;
  let long = false;
  // Cut at what the engine writes as nothing else, which is quicker for a path of thousands than to look for it.
  for (const element of picture.split('<')) {
    const [name] = /^\w*/.exec(element);
    if (!name) continue;
    const parts = element.split('"');
    const values = {};
    for (let at = 1; at < parts.length; at += 2) {
      values[parts[at - 1].slice(at > 1 ? 1 : name.length + 1, -1)] = plain(parts[at]);
      long ||= parts[at].length > LONGEST;
    }
    const fits = (one) =>
      one.localName === name && one.attributes.length === parts.length >> 1 && (name !== 'path' || one.className.baseVal === values.class);
    let kept = node;
    for (let far = 0; kept && !fits(kept); far += 1) kept = far < FAR && kept.nextSibling;
    while (kept && node !== kept) {
      node = node.nextSibling;
      node.previousSibling.remove();
    }
    if (!kept) node = parent.insertBefore(document.createElementNS('http://www.w3.org/2000/svg', name), node);
    attributes(node, values);
    if (parent === place) [parent, node] = [node, node.firstChild];
    else {
      const text = plain(parts.at(-1).replace(/^[^>]*>/, ''));
      if (node.textContent !== text) node.textContent = text;
      node = node.nextSibling;
    }
  }
  place.classList.toggle('long', long);
  while (node?.nextSibling) node.nextSibling.remove();
  node?.remove();
}
