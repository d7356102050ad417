/**
 * The rules of what the page adds to a picture; the pictures' own come from the engine.
 */

/** The sheet of every tooltip, whatever it is over; `--i` is ink, `--m` muted, `--k` ground, `--z` an edge. */
export const TIP = `
[hidden] { display: none !important }
.tip { position: absolute; left: 0; top: 0; z-index: 9; box-sizing: border-box; width: max-content; max-width: min(18rem, 100%); padding: 8px 12px; border: 1px solid var(--z); border-radius: 6px; background: var(--k); color: var(--i); box-shadow: 0 4px 16px #0003; font-size: 13px; line-height: 1.4; overflow-wrap: anywhere }
.tip::before { content: ''; position: absolute; inset: -10px; z-index: -1 }
.tip p { margin: 0 }
.tip p:nth-child(2) { font-size: 16px; font-weight: 700; font-variant-numeric: tabular-nums }
.tip p:nth-child(n + 3) { color: var(--m) }
.said { position: absolute; width: 1px; height: 1px; margin: 0; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
@media (prefers-reduced-motion: no-preference) { .tip { transition: opacity .1s } @starting-style { .tip { opacity: 0 } } }
@media print { .tip { display: none } }
`;

export const SHEET = `${TIP}
:host { display: flow-root; position: relative }
:where(.surface) { all: initial; display: block; color-scheme: inherit; visibility: inherit }
.surface { position: relative; --i: var(--baocao-ink, var(--bc-ink)); --m: var(--baocao-muted, var(--bc-muted)); --k: var(--baocao-ground, var(--bc-ground)); --z: var(--baocao-zero, var(--bc-zero)); --g: var(--baocao-grid, var(--bc-grid)); color: var(--i) }
.stage { outline-offset: 4px; touch-action: pan-y pinch-zoom }
:focus-visible, .pick:focus-within { outline: 2px solid var(--i); border-radius: 3px }
.stage:not(:focus-visible) { outline: none }
svg { display: block; width: 100%; height: auto; overflow: visible; transition: opacity .2s .3s }
[aria-busy=true] svg, [aria-busy=true] .sheet { opacity: .5 }
.ring { position: absolute; left: 0; top: 0; pointer-events: none; border-radius: 3px; outline: 1px solid var(--i); background: color-mix(in srgb, var(--i) 9%, transparent) }

button, select, textarea { font: inherit; color: inherit; margin: 0 }
button { background: none; border: 0; padding: 0; cursor: pointer; border-radius: 4px; forced-color-adjust: none }
.key, .pick, .menu { position: absolute; z-index: 2; min-width: 24px; min-height: 24px }
.key:hover, .more:hover, .more[aria-expanded=true], .pop button:hover, .pop button:focus-visible { background: color-mix(in srgb, var(--i) 10%, transparent) }
.key[aria-disabled=true] { cursor: default }
.pick select { position: absolute; inset: 0; width: 100%; height: 100%; opacity: 0; cursor: pointer }
.pick:hover { box-shadow: inset 0 0 0 1px var(--z) }
.menu { z-index: 8 }
.under { right: 0; top: 100%; width: 32px; height: 32px; margin-top: 2px }
.more { display: grid; place-items: center; width: 100%; height: 100%; color: var(--m) }
.more::before { content: ''; width: 4px; height: 4px; border-radius: 50%; background: currentColor; box-shadow: -6px 0, 6px 0 }
.pop { position: absolute; top: calc(100% + 4px); right: 0; box-sizing: border-box; width: max-content; min-width: 12rem; padding: 4px; overflow: auto; border: 1px solid var(--z); border-radius: 8px; background: var(--k); color: var(--i); box-shadow: 0 6px 24px #0003; font-size: 14px; line-height: 20px }
.pop [role^=menuitem] { display: block; box-sizing: border-box; width: 100%; padding: 6px 12px 6px 30px; text-align: start }
[role=menuitemradio][aria-checked=true]::before { content: '✓'; float: left; margin-left: -20px }
.pop hr { margin: 4px 8px; border: 0; border-top: 1px solid var(--g) }
.pop[role=dialog] { width: 22rem; padding: 12px }
.pop label { display: flex; align-items: end; justify-content: space-between; gap: 8px; margin-bottom: 4px; font-size: 13px; font-weight: 700 }
.pop[role=dialog] button { flex: none; padding: 2px 10px; min-height: 24px; border: 1px solid var(--z); font-weight: 400 }
textarea { display: block; box-sizing: border-box; width: 100%; margin-bottom: 12px; padding: 6px 8px; border: 1px solid var(--z); border-radius: 4px; background: none; font: 12px/1.4 ui-monospace, monospace; resize: vertical }

.tabled { display: flex; flex-direction: column; font-size: 14px }
.tabled .stage, .tabled .key { display: none }
.tabled .over { display: flex; flex-wrap: wrap; gap: 8px; margin-bottom: 8px }
.tabled .over:not(:has(.pick)) { margin: 0 }
.tabled .pick { position: relative; inset: auto !important; width: auto !important; height: 32px !important; max-width: 100% }
.tabled .pick select { position: static; opacity: 1; border: 1px solid var(--z); border-radius: 4px; background: var(--k); padding: 0 8px }
.head { flex: none; margin: 0 40px 12px 0; font-size: 14px; line-height: 20px; color: var(--m) }
.head b { display: block; font-size: 18px; line-height: 24px; color: var(--i) }
.sheet { flex: 1 1 0; min-height: 0; overflow: auto; font-variant-numeric: tabular-nums; line-height: 20px }
.foot { flex: none; margin: 12px 0 0; font-size: 12px; line-height: 16px; color: var(--m) }
.foot p { margin: 0 }
table { border-collapse: separate; border-spacing: 0; width: 100% }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
th, td { padding: 5px 0 6px 16px; border-bottom: 1px solid var(--g); text-align: right; vertical-align: top; font-weight: 400 }
th:first-child { padding-left: 0; text-align: left; min-width: 6rem }
thead th { position: sticky; top: 0; z-index: 1; padding-top: 0; background: var(--k); border-bottom-color: var(--z); vertical-align: bottom; font-size: 12px; line-height: 16px; color: var(--m) }
thead button { min-height: 24px; text-align: inherit; font-weight: 600 }
button span::after { content: ' ↕'; opacity: .5 }
[aria-sort=ascending] span::after { content: ' ↑'; opacity: 1 }
[aria-sort=descending] span::after { content: ' ↓'; opacity: 1 }
td { white-space: nowrap }
td.w { color: var(--m); font-style: italic }
small { display: block; font-size: 12px; line-height: 16px; font-weight: 400; color: var(--m) }
@media (forced-colors: active) { .pop, .tip, .more { forced-color-adjust: none } .pop button:focus-visible { outline: 2px solid Highlight } }
@media print {
  .ring, .over, .menu, span::after { display: none }
  .surface { height: auto !important }
  .sheet { overflow: visible; flex: none }
}
`;
