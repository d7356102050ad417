// Every page of the service, each as it is asked for: `{ path }`, with a `cookie` where somebody has signed in, with a `type` and a `body`
// where a form was sent. Those of the catalogue's entries, the lists, the studio and the desk, the empty, the withdrawn and the missing ones.
import { signedIn } from './desk.mjs';

export const pages = async (base) => {
  const list = async (name) => (await (await fetch(`${base}/api/v1/${name}`)).json())[name];
  const [charts, indicators, organizations, periods] =
    await Promise.all(['charts', 'indicators', 'organizations', 'periods'].map(list));
  const own = ['/', '/api', '/desk/sign-in', '/search', '/search?q=dang', '/search?q=nothing-like-it', '/indicators',
    '/organizations', '/briefings', '/releases', '/releases/2', '/studio', '/studio?q=dang', '/studio?q=nothing-like-it',
    '/studio?page=2', '/studio/build', '/studio/build?kind=pie', '/studio/build?indicator=nothing',
    '/studio/build?indicator=inspected&by-subject=*&note1=line&note1_at=1000&note1_vi=M%E1%BB%91c&pick=organization'];
  const wrong = ['/none', '/charts/none', '/embed/none', '/indicators/none', '/organizations/none', '/briefings/none', '/releases/99',
    '/charts/members-admitted?known_on=none', '/embed/members-admitted?theme=none', '/search?page=none', '/studio?chart=none'];
  const of = (items, code, ...folders) => folders.flatMap((folder) => items.map((one) => `${folder}${code(one)}`));
  const open = [
    ...own,
    ...wrong,
    ...of(charts, (one) => one.slug, '/charts/', '/embed/', '/studio?chart=', '/studio/build?like='),
    ...of(indicators, (one) => one.code, '/indicators/'),
    ...of(organizations, (one) => one.code, '/organizations/'),
    ...of(periods, (one) => one.code ?? one, '/briefings/'),
    '/indicators/disciplined?organization=ba-dinh',
    '/charts/inspection-work?known_on=2022-12-20',
    '/embed/inspection-work?known_on=2022-12-20',
    '/embed/members-admitted?theme=dark',
  ];
  return [...open.map((path) => ({ path })), ...await signedIn(base)];
};

/** The same in a language. */
export const spoken = (look, lang) => ({
  ...look,
  path: `${look.path}${look.path.includes('?') ? '&' : '?'}lang=${lang}`,
  ...(look.body && { path: look.path, body: look.body(lang) }),
});

/** The answer to a look, as a page for who asks for one. */
export const asked = (base, { path, cookie = '', type, body }) => fetch(`${base}${path}`, {
  method: body ? 'POST' : 'GET',
  body,
  headers: { accept: 'text/html', cookie, ...(body && { origin: base, 'content-type': type }) },
});

/** What a look is called where something is found in it. */
export const named = ({ path, body }, lang) => (body ? `POST ${path} (${lang})` : path);
