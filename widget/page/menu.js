/**
 * The menu at the title's right: a button, a list of items, and a panel of texts to copy.
 */

import { attributes, make, within } from './dom.js';

/** Whether the clipboard took a text: a sandboxed frame has none. */
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** Hands a file to the reader. */
export function save(blob, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

export class Menu {
  node = make('div', 'menu');
  #button = attributes(make('button', 'more', this.node), {
    type: 'button',
    'aria-haspopup': 'menu',
    'aria-expanded': false,
  });
  #pop;
  #items;
  #say;
  #words;

  /** `items` gives groups of `{label, act, checked}`; `say` announces a text. */
  constructor(items, say) {
    this.#items = items;
    this.#say = say;
    this.#button.onclick = () => (this.#pop ? this.close() : this.#open());
    this.node.addEventListener('keydown', this);
    this.node.addEventListener('focusout', this);
  }

  set words(words) {
    this.#words = words;
    this.#button.setAttribute('aria-label', words.menu);
  }

  handleEvent(event) {
    const { type, key } = event;
    if (type === 'pointerdown') {
      if (!event.composedPath().includes(this.node)) this.close();
    } else if (type === 'focusout') {
      if (event.relatedTarget && !this.node.contains(event.relatedTarget)) this.close();
    } else if (!this.#pop) {
      if (key !== 'ArrowDown') return;
      event.preventDefault();
      this.#open();
    } else if (key === 'Escape') {
      event.stopPropagation();
      this.close(true);
    } else if (this.#pop.getAttribute('role') === 'menu') {
      this.#walk(event);
    }
  }

  /** The arrow keys of a menu. */
  #walk(event) {
    const items = [...this.#pop.querySelectorAll('[role^=menuitem]')];
    const at = items.indexOf(event.target);
    const next = { ArrowDown: at + 1, ArrowUp: at < 0 ? -1 : at - 1 + items.length, Home: 0, End: -1 }[event.key];
    if (event.key === 'Tab') this.close();
    if (next == null) return;
    event.preventDefault();
    items.at(next < 0 ? next : next % items.length).focus();
  }

  #show(role, label) {
    this.close();
    this.#pop = attributes(make('div', 'pop', this.node), { role, 'aria-label': label });
    this.#button.setAttribute('aria-expanded', true);
    document.addEventListener('pointerdown', this, true);
    return this.#pop;
  }

  /** Not wider than the chart, and not further down than the page goes: a frame's page ends with its chart. */
  #fit() {
    const { bottom } = this.#button.getBoundingClientRect();
    const { scrollHeight } = document.documentElement;
    const pop = this.#pop.style;
    pop.maxWidth = `${this.node.offsetParent.clientWidth}px`;
    pop.maxHeight = `${within(120, Math.max(scrollHeight - scrollY, innerHeight) - bottom - 12, 480)}px`;
  }

  #open() {
    const pop = this.#show('menu', this.#words.menu);
    this.#items().forEach((group, at) => {
      if (at) attributes(make('hr', '', pop), { role: 'separator' });
      for (const { label, act, checked } of group) {
        const item = make('button', '', pop, label);
        const role = checked == null ? 'menuitem' : 'menuitemradio';
        attributes(item, { type: 'button', role, tabindex: -1, 'aria-checked': checked });
        item.onclick = () => {
          this.close(true);
          Promise.resolve(act()).catch(() => this.#say(this.#words.failed));
        };
      }
    });
    this.#fit();
    pop.querySelector('button').focus();
  }

  /** Copies a text, or shows it selected where the page may not. */
  async copy(label, code) {
    if (await copied(code)) this.#say(this.#words.copied);
    else this.panel(this.#words.link, [{ label, code }]);
  }

  /** Texts to copy, `{label, code}`. */
  panel(label, snippets) {
    const pop = this.#show('dialog', label);
    for (const { label, code } of snippets) {
      const name = make('label', '', pop, label);
      const button = attributes(make('button', '', name, this.#words.copy), {
        type: 'button',
        'aria-label': `${this.#words.copy}: ${label}`,
      });
      const area = attributes(make('textarea', '', pop), { readonly: '', rows: 3, spellcheck: false, 'aria-label': label });
      area.value = code;
      area.onfocus = () => area.select();
      button.onclick = async () => {
        const done = (await copied(code)) || (area.focus(), document.execCommand('copy'));
        button.textContent = done ? this.#words.copied : this.#words.copy;
        this.#say(done ? this.#words.copied : this.#words.press);
      };
    }
    const close = attributes(make('button', '', pop, this.#words.close), { type: 'button' });
    close.onclick = () => this.close(true);
    this.#fit();
    pop.querySelector(snippets.length > 1 ? 'button' : 'textarea').focus();
  }

  close(focus) {
    if (!this.#pop) return;
    this.#pop.remove();
    this.#pop = null;
    this.#button.setAttribute('aria-expanded', false);
    document.removeEventListener('pointerdown', this, true);
    if (focus) this.#button.focus();
  }
}
