// Reads every page of a running service with software that is not ours, and ends with 1 where any of it finds something:
//   the Nu HTML checker   every page, every feed                no error
//   axe-core              every page, theme and language        nothing
//   Lighthouse            a chart page, a page with 3 embeds    accessibility and best practices 100, performance 95 on a phone
//   the examples of /api  as they stand on the page             run, and print a figure
// BAOCAO_URL says where it is (tests/verify/served.sh). Parts may be named: node check.mjs nu axe lighthouse examples.
import { examples } from './examples.mjs';
import { axe, lighthouse } from './browser.mjs';
import { nu } from './nu.mjs';
import { pages } from './pages.mjs';

const base = process.env.BAOCAO_URL;
if (!base) throw new Error('BAOCAO_URL is not set: run tests/verify/served.sh node tests/verify/site/check.mjs');
const parts = { nu, axe, lighthouse, examples };
const wanted = process.argv.slice(2);
let failed = false;
const looks = await pages(base);
for (const [name, part] of Object.entries(parts)) {
  if (wanted.length && !wanted.includes(name)) continue;
  const { figure, problems } = await part(base, looks);
  console.log(`${name}: ${figure}, ${problems.length} problems`);
  for (const problem of problems.slice(0, 40)) console.log(`  ${problem}`);
  failed ||= problems.length > 0;
}
process.exit(failed ? 1 : 0);
