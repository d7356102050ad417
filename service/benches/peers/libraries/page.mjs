// What every peer's page does: reads the documents that stand in it, draws each in its place, and says so.
import { plain } from '../document.mjs';

export const COLORS = ['#0b5fa5', '#e8590c', '#3f9c83', '#5b1148', '#9a72f0'];

/** `draw(place, data, size)` answers how the values of its chart are replaced, each series by a list of its own. */
export async function draw(draw) {
  const documents = JSON.parse(document.getElementById('data').textContent);
  const places = [...document.querySelectorAll('.chart')];
  const charts = await Promise.all(
    places.map((place, at) => draw(place, plain(documents[at]), { width: place.clientWidth, height: place.clientHeight })),
  );
  // What `prepare` does is not measured: it makes of new values what the library likes to be given.
  globalThis.chart = charts[0];
  globalThis.ready = true;
}
