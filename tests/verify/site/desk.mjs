// What is seen by who is signed in, and what is left behind by what they do there: a filing that waits, a draft, a chart that was saved and
// one that was withdrawn. A publisher of the service's own is made for it (BAOCAO, BAOCAO_DATA: tests/verify/served.sh).
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const FIGURES = ['indicator,organization,period,as_of,measure,value',
  'investment-disbursed,ba-dinh,2024-03,2024-03-14,actual,5.5', 'members-admitted,ba-dinh,2023,2023-12-31,actual,31', ''].join('\n');
const FIELDS = 'indicator=inspected&by-subject=%2A&title_vi=Ki%E1%BB%83m%20tra&title_en=Inspected&note1=line&note1_at=1000&note1_vi=M%E1%BB%91c';

/** Signs in, does what leaves pages behind, and tells how each of them is asked: `{ path, cookie }`, and `type` and `body(lang)` of a form. */
export const signedIn = async (base) => {
  const said = (await run(process.env.BAOCAO, ['token', 'new', '--role', 'admin'])).stdout;
  const token = said.trim().split('\n').pop();
  const sent = (path, body, headers) => fetch(`${base}${path}`, { method: 'POST', redirect: 'manual', headers: { origin: base, ...headers }, body });
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const entered = await sent('/desk/sign-in', `token=${token}`, form);
  const cookie = entered.headers.get('set-cookie')?.split(';')[0];
  if (!cookie) throw new Error(`not signed in: ${entered.status}`);
  const done = async (path, body) => {
    const reply = await sent(path, body, { ...form, cookie });
    if (reply.status !== 303) throw new Error(`${path}: ${reply.status} ${(await reply.text()).slice(0, 400)}`);
  };
  const filed = await sent('/api/v1/filings', FIGURES, { 'content-type': 'text/csv', authorization: `Bearer ${token}` });
  if (filed.status !== 201) throw new Error(`not filed: ${filed.status} ${await filed.text()}`);
  const { filing } = await filed.json();
  const fields = encodeURIComponent(FIELDS);
  for (const name of ['Một', 'Hai']) await done('/studio/drafts', `name=${name}&draft=${name === 'Hai' ? 1 : ''}&fields=${fields}`);
  for (const slug of ['verify-kept', 'verify-gone', 'verify-gone-for-it']) await done('/studio/charts', `slug=${slug}&fields=${fields}`);
  const why = 'reason_vi=S%E1%BB%91%20sai&reason_en=Wrong%20figures&sure=yes';
  await done('/studio/charts/verify-gone/withdraw', why);
  await done('/studio/charts/verify-gone-for-it/withdraw', `${why}&successor=verify-kept`);
  const linked = await (await sent('/studio/links', `days=1&fields=${fields}`, { ...form, cookie })).text();
  const link = linked.match(/\/studio\/unreleased\/[^<"]+/)?.[0].replaceAll('&amp;', '&');
  if (!link) throw new Error('no link to unreleased figures');
  const pages = ['/desk', '/desk/forms/investment?period=2024-03', `/desk/filings/${filing}`, '/desk/releases', '/desk/charts',
    '/desk/sentences', '/desk/sentences?chart=members-admitted', '/desk/upload', '/studio/drafts', '/studio/drafts/1', '/studio/save',
    `/studio/save?${FIELDS}`, '/studio/save?chart=members-admitted&kind=pie', '/studio/charts/verify-kept', '/studio/charts/verify-gone', link];
  const left = ['/charts/verify-kept', '/charts/verify-gone', '/charts/verify-gone-for-it', '/embed/verify-gone', '/embed/verify-gone-for-it',
    '/studio/unreleased/nothing', '/studio?chart=verify-gone'];
  const form_of = (path, fields) => ({ path, type: form['content-type'], body: (lang) => `${fields}&lang=${lang}` });
  const file = FIGURES.replace('5.5', 'năm');
  const upload = (lang) => ['--x', 'content-disposition: form-data; name="file"; filename="a.csv"', '', file,
    '--x', 'content-disposition: form-data; name="lang"', '', lang, '--x--', ''].join('\r\n');
  const answered = [
    form_of('/desk/sign-in', 'token=wrong'),
    form_of('/studio/charts/verify-kept/withdraw', 'reason_vi='),
    form_of('/studio/charts', `slug=Wrong&fields=${fields}`),
    form_of('/studio/links', `days=1&fields=${fields}`),
    form_of('/desk/sentences', 'chart=members-admitted&of=vi&template=%7B%7B&do=check'),
    form_of('/desk/sentences', 'chart=members-admitted&of=vi&template=T%C4%83ng&do=save'),
    form_of('/desk/releases', 'filing=999'),
    { path: '/desk/upload', type: 'multipart/form-data; boundary=x', body: upload },
  ];
  return [...left.map((path) => ({ path })), ...pages.map((path) => ({ path, cookie })), ...answered.map((one) => ({ ...one, cookie }))];
};
