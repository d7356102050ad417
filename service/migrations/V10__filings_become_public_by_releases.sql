-- What was decided, each decision a row that is never changed: what a filing is, and what readers see when, follows from all
-- rows and the time. Until now every filing was public at once.

create table event (
    id integer primary key,                  -- in the order in which it was decided
    kind text not null check (kind in ('catalogue', 'accepted', 'returned', 'release', 'cancelled', 'roll-back')),
    about integer,                           -- the catalogue's revision; the filing accepted or returned; the release taken back
    made_at text not null,                   -- RFC 3339
    made_ms integer not null,                -- the same, in milliseconds since 1970
    due_ms integer,                          -- when a release becomes public; null: at once
    day text not null,                       -- the day in Hanoi on which it happens
    made_by text not null,                   -- a token's public name, 'cli' or 'demo'
    sha256 blob check (length(sha256) = 32), -- of the filing that was looked at
    reason text not null
) strict;
create index event_by_what_it_is_about on event (about, kind);
create index event_to_come on event (due_ms) where due_ms is not null;

create table released (
    release integer not null references event (id),
    filing integer not null references filing (revision),
    primary key (release, filing)
) strict, without rowid;
create index released_by_filing on released (filing);

insert into event (id, kind, about, made_at, made_ms, due_ms, day, made_by, sha256, reason)
    select id, case revision.kind when 'filing' then 'release' else 'catalogue' end,
        case revision.kind when 'catalogue' then id end,
        made_at, coalesce(cast(unixepoch(made_at) as integer), 0) * 1000, null,
        coalesce(filed_on, date(made_at, '+7 hours'), '1970-01-01'), made_by, null, ''
    from revision left join filing on filing.revision = revision.id
    order by id;
insert into released select revision, revision from filing;

create trigger event_stays before update on event begin select raise(abort, 'decisions are never changed'); end;
create trigger event_is_kept before delete on event begin select raise(abort, 'decisions are never dropped'); end;
create trigger released_stays before update on released begin select raise(abort, 'releases are never changed'); end;
create trigger released_is_kept before delete on released begin select raise(abort, 'releases are never dropped'); end;
