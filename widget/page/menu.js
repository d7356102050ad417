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

/** The menu of `plot`, whose `items()` gives groups of `{label, act, checked}` and whose `say(text)` announces a text. */
export function menuOf(plot) {
  const node = make('div', 'menu');
  const button = make('button', { class: 'more', 'aria-haspopup': 'menu', 'aria-expanded': false }, node);
  let pop;
  let words;

  /** Opens what `fill` fills, its focus on what this selector finds; as wide as the chart and as far as the page at most. */
  const show = (role, label, focus, fill) => {
    close();
    pop = make('div', { class: 'pop', role, 'aria-label': label }, node);
    button.ariaExpanded = true;
    listen(['pointerdown'], document, self);
    fill();
    // A frame's page ends with its chart.
    const most = Math.max(document.documentElement.scrollHeight - scrollY, innerHeight);
    pop.style.maxWidth = `${node.offsetParent.clientWidth}px`;
    pop.style.maxHeight = `${within(120, most - button.getBoundingClientRect().bottom - 12, 480)}px`;
    pop.querySelector(focus).focus();
  };

  const open = () =>
    show('menu', words.menu, 'button', () =>
      plot.items().forEach((group, at) => {
        if (at) make('hr', null, pop);
        for (const { label, act, checked } of group) {
          const role = checked == null ? 'menuitem' : 'menuitemradio';
          make('button', { role, tabindex: -1, 'aria-checked': checked }, pop, label).onclick = async () => {
            close(true);
            try {
              await act();
            } catch {
              plot.say(words.failed);
            }
          };
        }
      }),
    );

  const close = (focus) => {
    if (!pop) return;
    pop.remove();
    pop = null;
    button.ariaExpanded = false;
    listen(['pointerdown'], document, self, false);
    if (focus) button.focus();
  };

  const self = {
    node,

    set words(its) {
      words = its;
      button.ariaLabel = words.menu;
    },

    handleEvent(event) {
      const { type, key, relatedTarget } = event;
      if (type === 'pointerdown') {
        if (!event.composedPath().includes(node)) close();
      } else if (type === 'focusout') {
        if (relatedTarget && !node.contains(relatedTarget)) close();
      } else if (!pop) {
        if (key === 'ArrowDown') button.click();
        else return;
        event.preventDefault();
      } else if (key === 'Escape') {
        event.stopPropagation();
        close(true);
      } else if (pop.role === 'menu') {
        const items = [...pop.querySelectorAll('button')];
        const at = items.indexOf(event.target);
        const next = { ArrowDown: (at + 1) % items.length, ArrowUp: at - 1, Home: 0, End: -1 }[key];
        if (key === 'Tab') close();
        if (next == null) return;
        event.preventDefault();
        items.at(next).focus();
      }
    },

    /** Copies a text, or shows it selected where the page may not: a sandboxed frame has no clipboard. */
    async copy(label, code) {
      try {
        await navigator.clipboard.writeText(code);
        plot.say(words.copied);
      } catch {
        self.panel([{ label, code }]);
      }
    },

    /** Texts to copy, `{label, code}`. */
    panel(snippets) {
      const { copy } = words;
      show('dialog', copy, 'textarea', () => {
        for (const { label, code } of snippets) {
          const name = make('label', null, pop, label);
          const area = make('textarea', { readonly: '', rows: 3, 'aria-label': label }, pop, code);
          area.onfocus = () => area.select();
          make('button', { 'aria-label': `${copy}: ${label}` }, name, copy).onclick = () => {
            area.focus();
            if (document.execCommand('copy')) plot.say(words.copied);
          };
        }
        make('button', null, pop, words.close).onclick = () => close(true);
      });
    },
  };
  button.onclick = () => (pop ? close() : open());
  listen(['keydown', 'focusout'], node, self);
  return self;
}
