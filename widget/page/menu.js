/**
 * The menu at the title's right: a button, a list of items, and a panel of texts to copy.
 */

import { listen, make, within } from './dom.js';

/** Hands a file to the reader. */
export function save(blob, name) {
  const link = make('a', { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

export class Menu {
  node = make('div', 'menu');
  #button = make('button', { class: 'more', 'aria-haspopup': 'menu', 'aria-expanded': false }, this.node);
  #pop;
  #plot;
  #words;

  /** `plot.items()` gives groups of `{label, act, checked}`; `plot.say(text)` announces a text. */
  constructor(plot) {
    this.#plot = plot;
    this.#button.onclick = () => (this.#pop ? this.close() : this.#open());
    listen(['keydown', 'focusout'], this.node, this);
  }

  set words(words) {
    this.#words = words;
    this.#button.ariaLabel = words.menu;
  }

  handleEvent(event) {
    const { type, key, relatedTarget } = event;
    if (type === 'pointerdown') {
      if (!event.composedPath().includes(this.node)) this.close();
    } else if (type === 'focusout') {
      if (relatedTarget && !this.node.contains(relatedTarget)) this.close();
    } else if (!this.#pop) {
      if (key === 'ArrowDown') this.#button.click();
      else return;
      event.preventDefault();
    } else if (key === 'Escape') {
      event.stopPropagation();
      this.close(true);
    } else if (this.#pop.role === 'menu') {
      const items = [...this.#pop.querySelectorAll('button')];
      const at = items.indexOf(event.target);
      const next = { ArrowDown: (at + 1) % items.length, ArrowUp: at - 1, Home: 0, End: -1 }[key];
      if (key === 'Tab') this.close();
      if (next == null) return;
      event.preventDefault();
      items.at(next).focus();
    }
  }

  /** Opens what `fill` fills, its focus on what this selector finds; as wide as the chart and as far as the page at most. */
  #show(role, label, focus, fill) {
    this.close();
    this.#pop = make('div', { class: 'pop', role, 'aria-label': label }, this.node);
    this.#button.ariaExpanded = true;
    listen(['pointerdown'], document, this);
    fill(this.#pop);
    // A frame's page ends with its chart.
    const most = Math.max(document.documentElement.scrollHeight - scrollY, innerHeight);
    this.#pop.style.maxWidth = `${this.node.offsetParent.clientWidth}px`;
    this.#pop.style.maxHeight = `${within(120, most - this.#button.getBoundingClientRect().bottom - 12, 480)}px`;
    this.#pop.querySelector(focus).focus();
  }

  #open() {
    this.#show('menu', this.#words.menu, 'button', (pop) =>
      this.#plot.items().forEach((group, at) => {
        if (at) make('hr', null, pop);
        for (const { label, act, checked } of group) {
          const role = checked == null ? 'menuitem' : 'menuitemradio';
          make('button', { role, tabindex: -1, 'aria-checked': checked }, pop, label).onclick = async () => {
            this.close(true);
            try {
              await act();
            } catch {
              this.#plot.say(this.#words.failed);
            }
          };
        }
      }),
    );
  }

  /** Copies a text, or shows it selected where the page may not: a sandboxed frame has no clipboard. */
  async copy(label, code) {
    try {
      await navigator.clipboard.writeText(code);
      this.#plot.say(this.#words.copied);
    } catch {
      this.panel([{ label, code }]);
    }
  }

  /** Texts to copy, `{label, code}`. */
  panel(snippets) {
    const { copy, close } = this.#words;
    this.#show('dialog', copy, 'textarea', (pop) => {
      for (const { label, code } of snippets) {
        const name = make('label', null, pop, label);
        const area = make('textarea', { readonly: '', rows: 3, 'aria-label': label }, pop, code);
        area.onfocus = () => area.select();
        make('button', { 'aria-label': `${copy}: ${label}` }, name, copy).onclick = () => {
          area.focus();
          if (document.execCommand('copy')) this.#plot.say(this.#words.copied);
        };
      }
      make('button', null, pop, close).onclick = () => this.close(true);
    });
  }

  close(focus) {
    if (!this.#pop) return;
    this.#pop.remove();
    this.#pop = null;
    this.#button.ariaExpanded = false;
    listen(['pointerdown'], document, this, false);
    if (focus) this.#button.focus();
  }
}
