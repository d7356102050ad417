// The same cubes read by jsonstat-toolkit: each value that the CSV has, by the ids of its dimensions.
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import JSONstat from "jsonstat-toolkit";

let cubes = 0;
let cells = 0;
let different = 0;
const fails = (text) => {
  different += 1;
  if (different <= 10) console.log(`  FAILED: ${text}`);
};
for await (const line of createInterface({ input: createReadStream(process.argv[2]) })) {
  const { document, values } = JSON.parse(line);
  const dataset = JSONstat(document);
  cubes += 1;
  if (dataset.class !== "dataset" || dataset.length !== document.id.length) {
    fails(`the toolkit reads a ${dataset.class} of ${dataset.length} dimensions`);
    continue;
  }
  let found = 0;
  for (const [key, expected] of Object.entries(values)) {
    const place = { ...Object.fromEntries(document.id.map((id) => [id, "_T"])), ...JSON.parse(key) };
    const cell = dataset.Data(place);
    cells += 1;
    found += 1;
    if (cell?.value !== Number(expected)) fails(`${key} is ${cell?.value} by the toolkit and ${expected} in the CSV`);
  }
  // Of a cube without cells the toolkit gives null.
  const all = dataset.Data() ?? [];
  if (all.length !== document.value.length) fails(`${all.length} of ${document.value.length} cells`);
  const there = all.filter((cell) => cell.value !== null).length;
  if (there !== found) fails(`${there} values are in the cube and ${found} in the CSV`);
}
console.log(`jsonstat-toolkit: ${cubes.toLocaleString("en")} cubes, ${cells.toLocaleString("en")} cells, ${different} different`);
process.exit(different || !cubes ? 1 : 0);
