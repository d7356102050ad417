// The Nu HTML checker (https://validator.github.io/validator/), as W3C runs it.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import vnu from 'vnu-jar';
import { asked, named, spoken } from './pages.mjs';

const run = promisify(execFile);

// CSS that every browser has had since 2023 (container queries) or leaves out where it has not (field-sizing), and that the
// checker's style-sheet part has not learned yet. Nothing else is let pass.
const NEWER = [
  'CSS: “container-type”: Property “container-type” doesn\'t exist.',
  'CSS: Unrecognized at-rule “@container”',
  'CSS: “field-sizing”: Property “field-sizing” doesn\'t exist.',
];

export const nu = async (base, looks) => {
  const folder = await mkdtemp(join(tmpdir(), 'baocao-nu-'));
  const names = new Map();
  const told = [];
  for (const look of looks) {
    for (const lang of ['vi', 'en']) {
      const one = spoken(look, lang);
      const reply = await asked(base, one);
      const kind = reply.headers.get('content-type') ?? '';
      if (!kind.startsWith('text/html') || reply.status >= 500) told.push(`${one.path}: ${reply.status} ${kind}`);
      const file = `${names.size}.html`;
      names.set(file, named(one, lang));
      await writeFile(join(folder, file), await reply.text());
    }
  }
  // It ends with 1 where it finds something, and says what on the other channel.
  const { stderr } = await run('java', ['-Xss4m', '-jar', vnu, '--format', 'json', '--exit-zero-always', folder],
    { maxBuffer: 1 << 28 });
  await rm(folder, { recursive: true });
  const all = JSON.parse(stderr).messages.filter((one) => one.type !== 'info' || one.subType === 'warning');
  const found = all.filter((one) => !NEWER.includes(one.message));
  const read = found.map((one) => {
    const file = one.url?.split('/').pop();
    return `${names.get(file) ?? file}: ${one.type}: ${one.message} ${(one.extract ?? '').replace(/\s+/g, ' ').slice(0, 160)}`;
  });
  return { figure: `${names.size} pages (but for ${NEWER.length} names of newer CSS)`, problems: [...new Set([...told, ...read])] };
};
