// Every page of the service: those of the catalogue's entries, the lists, the empty and the missing ones.
export const pages = async (base) => {
  const list = async (name) => (await (await fetch(`${base}/api/v1/${name}`)).json())[name];
  const [charts, indicators, organizations, periods] =
    await Promise.all(['charts', 'indicators', 'organizations', 'periods'].map(list));
  const own = ['/', '/studio', '/api', '/desk/sign-in', '/search', '/search?q=dang', '/search?q=nothing-like-it', '/indicators',
    '/organizations', '/briefings', '/releases', '/releases/2', '/charts/none', '/indicators/none', '/briefings/none', '/none'];
  const of = (items, code, ...folders) => folders.flatMap((folder) => items.map((one) => `${folder}${code(one)}`));
  return [
    ...own,
    ...of(charts, (one) => one.slug, '/charts/', '/embed/'),
    ...of(indicators, (one) => one.code, '/indicators/'),
    ...of(organizations, (one) => one.code, '/organizations/'),
    ...of(periods, (one) => one.code ?? one, '/briefings/'),
    '/indicators/disciplined?organization=ba-dinh',
    '/charts/inspection-work?known_on=2022-12-20',
  ];
};

// The same address in a language.
export const spoken = (address, lang) => `${address}${address.includes('?') ? '&' : '?'}lang=${lang}`;
