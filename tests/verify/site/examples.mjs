// The examples of /api, as they stand on the page in either language: each is run by its own language, and prints a figure.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const RUNNERS = { sh: ['sh', '.sh'], python: ['python3', '.py'], javascript: ['node', '.mjs'], r: ['Rscript', '.R'] };
const plain = (html) => html.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');

export const examples = async (base) => {
  const folder = await mkdtemp(join(tmpdir(), 'baocao-examples-'));
  const problems = [];
  let ran = 0;
  for (const lang of ['vi', 'en']) {
    const page = await (await fetch(`${base}/api?lang=${lang}`)).text();
    const found = [...page.matchAll(/<code data-example="(\w+)">([^]*?)<\/code>/g)];
    if (found.length < 5) problems.push(`${lang}: the page has only ${found.length} examples`);
    for (const [, name, html] of found) {
      const text = plain(html);
      let said = '';
      if (name === 'address') {
        said = await (await fetch(text)).text();
      } else {
        const [program, suffix] = RUNNERS[name];
        const file = join(folder, `example${suffix}`);
        await writeFile(file, text);
        said = await run(program, [file], { timeout: 60_000 }).then((all) => all.stdout, (fault) => { problems.push(`${lang} ${name}: ${fault.message}`); return ''; });
      }
      if (!said.includes('10183')) problems.push(`${lang} ${name}: no figure in ${JSON.stringify(said.slice(0, 200))}`);
      ran += 1;
    }
  }
  await rm(folder, { recursive: true });
  return { figure: `${ran} run`, problems };
};
