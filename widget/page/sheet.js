/**
 * The rules of what the page adds to a picture; the pictures' own come from the engine. `--i` is ink, `--m` muted, `--k`
 * ground, `--z` an edge, `--g` a line.
 */

/** The sheet of every tooltip, whatever it is over. */
export const TIP = `
[hidden] { display: none !important }
.tip, .pop { position: absolute; box-sizing: border-box; width: max-content; border: 1px solid var(--z); border-radius: 6px; background: var(--k); color: var(--i); box-shadow: 0 4px 16px #0003; forced-color-adjust: none }
.tip { left: 0; top: 0; z-index: 9; max-width: min(18rem, 100%); padding: 8px 12px; font-size: 13px; line-height: 1.4; overflow-wrap: anywhere }
.tip::before { content: ''; position: absolute; inset: -10px; z-index: -1 }
.tip p, .foot p { margin: 0 }
.tip p:nth-child(2) { font-size: 16px; font-weight: 700 }
.tip p:nth-child(n + 3) { color: var(--m) }
.said, caption { position: absolute; width: 1px; height: 1px; margin: 0; contain: strict; clip-path: inset(50%); white-space: nowrap }
@media print { .tip, .ring, .over, .menu, .bc-p { display: none } }
`;

export const SHEET = `${TIP}
:host { display: flow-root; position: relative }
:where(.surface) { all: initial; display: block; color-scheme: inherit; visibility: inherit }
.surface { position: relative; --i: var(--baocao-ink, var(--bc-ink)); --m: var(--baocao-muted, var(--bc-muted)); --k: var(--baocao-ground, var(--bc-ground)); --z: var(--baocao-zero, var(--bc-zero)); --g: var(--baocao-grid, var(--bc-grid)); color: var(--i); font-size: 14px; line-height: 20px }
.stage { outline-offset: 4px; touch-action: pan-y pinch-zoom }
:focus-visible, .pick:focus-within { outline: 2px solid var(--i); border-radius: 3px }
svg { display: block; width: 100%; height: auto; overflow: visible; transition: opacity .2s .3s }
.long path { stroke-linejoin: bevel }
@media (prefers-reduced-motion: no-preference) { :not(.long) > svg > path { transition: d .25s ease-out } }
[aria-busy=true] svg, [aria-busy=true] .sheet { opacity: .5 }
.ring { position: absolute; left: 0; top: 0; border-radius: 3px; outline: 1px solid var(--i); pointer-events: none; background: color-mix(in srgb, var(--i) 9%, transparent) }

button, select, textarea { font: inherit; color: inherit; margin: 0; box-sizing: border-box }
button { background: none; border: 0; padding: 0; cursor: pointer; border-radius: 4px; forced-color-adjust: none }
.key, .pick, .menu { position: absolute; z-index: 2; min-width: 24px; min-height: 24px }
.key:hover, .more:hover, .pop button:is(:hover, :focus-visible) { background: color-mix(in srgb, var(--i) 9%, transparent) }
.pick select { position: absolute; inset: 0; width: 100%; height: 100%; opacity: 0; cursor: pointer }
.menu { z-index: 8 }
.under { right: 0; top: 100%; width: 32px; height: 32px; margin-top: 2px }
.more { display: grid; place-items: center; width: 100%; height: 100%; color: var(--m) }
.more::before { content: ''; width: 4px; height: 4px; border-radius: 50%; background: currentColor; box-shadow: -6px 0, 6px 0 }
.pop { top: 100%; right: 0; min-width: 12rem; padding: 4px; overflow: auto }
.pop [role] { display: block; width: 100%; padding: 6px 12px 6px 30px; text-align: start }
[aria-checked=true]::before { content: '✓'; float: left; margin-left: -20px }
hr { margin: 4px 8px; border: 0; border-top: 1px solid var(--g) }
.pop[role=dialog] { width: 22rem; padding: 12px }
.pop label { display: flex; align-items: end; justify-content: space-between; margin-bottom: 4px }
[role=dialog] button { flex: none; padding: 2px 10px; border: 1px solid var(--z) }
textarea { display: block; width: 100%; margin-bottom: 12px; padding: 6px; border: 1px solid var(--z); background: none; font: 12px/1.4 monospace }

.tabled { display: flex; flex-direction: column }
.tabled .stage, .tabled .key { display: none }
.tabled .over { display: flex; flex-wrap: wrap; gap: 8px }
.tabled .pick { position: relative; inset: auto !important; width: auto !important; height: 32px !important; max-width: 100%; margin-bottom: 8px }
.tabled select { position: static; opacity: 1; border: 1px solid var(--z); border-radius: 4px; background: var(--k); padding: 0 8px }
.head { flex: none; margin: 0 40px 12px 0; color: var(--m) }
.head b { display: block; font-size: 18px; line-height: 24px; color: var(--i) }
.sheet { flex: 1 1 0; min-height: 0; overflow: auto; font-variant-numeric: tabular-nums }
small, thead, .foot { font-size: 12px; line-height: 16px; color: var(--m) }
.foot { flex: none; margin-top: 12px }
table { border-spacing: 0; width: 100% }
th, td { padding: 5px 0 6px 16px; border-bottom: 1px solid var(--g); text-align: right; vertical-align: top; font-weight: 400 }
th:first-child { padding-left: 0; text-align: left; min-width: 6rem }
thead th { position: sticky; top: 0; z-index: 1; padding-top: 0; background: var(--k); border-color: var(--z); vertical-align: bottom }
thead button { min-height: 24px; text-align: inherit; font-weight: 600 }
button span::after { content: ' ↕'; opacity: .5 }
[aria-sort=ascending] span::after { content: ' ↑'; opacity: 1 }
[aria-sort=descending] span::after { content: ' ↓'; opacity: 1 }
td { white-space: nowrap }
td.w { color: var(--m); font-style: italic }
small { display: block }
@media (forced-colors: active) { .pop button:focus-visible { outline: 2px solid Highlight } }
@media print {
  .surface { height: auto !important }
  .sheet { overflow: visible; flex: none }
  .tabled select { appearance: none; border: 0; padding: 0 }
  button span::after { content: none }
  * { outline: 0 !important }
}
`;
