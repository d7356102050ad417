/**
 * Nodes: HTML by name, and SVG from the engine's text without the page's parser, which Trusted Types would guard.
 */

/** A new element of this class, with this text, at the end of `parent`. */
export function make(name, kind, parent, text) {
  const node = document.createElement(name);
  if (kind) node.className = kind;
  if (text) node.textContent = text;
  parent?.append(node);
  return node;
}

/** Sets or, for null, removes attributes. */
export function attributes(node, values) {
  for (const [name, value] of Object.entries(values)) {
    if (value == null) node.removeAttribute(name);
    else node.setAttribute(name, value);
  }
  return node;
}

/** Keeps a length from `least` to `most`. */
export const within = (least, wanted, most) => Math.max(least, Math.min(wanted, most));

const SVG = 'http://www.w3.org/2000/svg';
const TOKEN = /<(\/?)([\w-]+)((?:\s+[\w:-]+="[^"]*")*)\s*(\/?)>|([^<]+)/g;
const ATTRIBUTE = /([\w:-]+)="([^"]*)"/g;
const ENTITIES = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const plain = (escaped) =>
  escaped.replace(/&(?:#(\d+)|(\w+));/g, (_, code, name) => (code ? String.fromCodePoint(code) : ENTITIES[name]));

/** The nodes of an SVG that our own engine wrote. */
export function nodes(picture) {
  let root;
  let at;
  for (const [, closes, name, attributes, empty, words] of picture.matchAll(TOKEN)) {
    if (words) at?.append(plain(words));
    else if (closes) at = at.parentNode;
    else {
      const node = document.createElementNS(SVG, name);
      for (const [, key, value] of attributes.matchAll(ATTRIBUTE)) node.setAttribute(key, plain(value));
      at?.append(node);
      root ??= node;
      if (!empty) at = node;
    }
  }
  return root;
}
