-- Everything is kept and nothing is changed: each filing and each catalogue load is a revision, and triggers refuse the
-- rest. Strict tables, since a text in a column of numbers would surface years later.

create table revision (
    id integer primary key,                  -- counted from 1, without gaps: a transaction that fails takes no number
    kind text not null check (kind in ('filing', 'catalogue')),
    made_at text not null,                   -- RFC 3339
    made_by text not null                    -- a token's public name, 'cli' or 'demo'
) strict;

create table filing (
    revision integer primary key references revision (id),
    sha256 blob not null unique check (length(sha256) = 32), -- the same bytes twice are one filing
    media_type text not null,
    filed_on text not null,                  -- the day in Hanoi; figures without a source are known from then on
    figures integer not null
) strict;

-- Clustered by filing: written in order at full speed, read whole at the start.
create table figure (
    revision integer not null references filing (revision),
    line integer not null,                   -- place in the filing
    indicator text not null,
    organization text not null,
    period text not null,
    measure text not null,
    breakdown text not null,                 -- canonical; '' is the total
    value integer,                           -- smallest units; null where the status says there is none
    as_of text,
    qualifier text,                          -- null is exact
    status text not null,
    source text,                             -- null: the filing itself
    primary key (revision, line)
) strict, without rowid;

-- A catalogue as a whole belongs to its revision; the newest one counts.
create table indicator (
    revision integer not null references revision (id),
    place integer not null,                  -- the order of the file is the order readers see
    code text not null,
    name_vi text not null,
    name_en text not null,
    unit text not null,
    unit_vi text not null,
    unit_en text not null,
    kind text not null,
    decimals integer not null check (decimals between 0 and 9),
    polarity text not null,
    sensitive integer not null check (sensitive in (0, 1)),
    breakdowns text not null,                -- joined by ';'
    theme text not null,
    primary key (revision, place)
) strict, without rowid;

create table organization (
    revision integer not null references revision (id),
    place integer not null,
    code text not null,
    name_vi text not null,
    name_en text not null,
    kind text not null,
    successors text not null,                -- joined by ';'
    primary key (revision, place)
) strict, without rowid;

create table placement (
    revision integer not null references revision (id),
    place integer not null,
    organization text not null,
    parent text,
    valid_from text,
    valid_to text,                           -- the first day it no longer holds
    primary key (revision, place)
) strict, without rowid;

create table source (
    revision integer not null references revision (id),
    place integer not null,
    id text not null,
    publisher text not null,
    published_on text not null,
    title text not null,
    about text not null,
    primary key (revision, place)
) strict, without rowid;

create table member (
    revision integer not null references revision (id),
    place integer not null,
    dimension text not null,
    member text,                             -- null names the breakdown itself
    name_vi text not null,
    name_en text not null,
    primary key (revision, place)
) strict, without rowid;

create table chart (
    revision integer not null references revision (id),
    place integer not null,
    slug text not null,
    kind text not null,
    query text not null,                     -- canonical parameters, one name=value a line
    category text not null,
    series text,
    whole text,
    title_vi text not null,
    title_en text not null,
    subtitle_vi text not null,
    subtitle_en text not null,
    primary key (revision, place)
) strict, without rowid;

create table token (
    name text primary key,                   -- public: it stands in the token and in the record
    sha256 blob not null unique check (length(sha256) = 32), -- of the secret, which is kept nowhere
    role text not null check (role in ('filer', 'publisher', 'admin')),
    organization text,                       -- null is all
    made_at text not null,
    expires_at text not null
) strict;

create trigger revision_stays before update on revision begin select raise(abort, 'revisions are never changed'); end;
create trigger revision_is_kept before delete on revision begin select raise(abort, 'revisions are never dropped'); end;
create trigger filing_stays before update on filing begin select raise(abort, 'filings are never changed'); end;
create trigger filing_is_kept before delete on filing begin select raise(abort, 'filings are never dropped'); end;
create trigger figure_stays before update on figure begin select raise(abort, 'figures are never changed'); end;
create trigger figure_is_kept before delete on figure begin select raise(abort, 'figures are never dropped'); end;
