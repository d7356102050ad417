-- Charts that are built in the studio. A chart that was saved there stays when a table of charts that does not name it is loaded.

alter table chart add column studio integer not null default 0 check (studio in (0, 1));

-- Drafts: each version a row that is never changed, with the fields of the builder as an address has them.
create table draft (
    draft integer not null,
    version integer not null,                -- from 1
    name text not null,
    fields text not null,
    made_at text not null,                   -- RFC 3339
    made_by text not null,                   -- a token's public name
    primary key (draft, version)
) strict, without rowid;
create trigger draft_stays before update on draft begin select raise(abort, 'a draft is never changed; keep another version'); end;
create trigger draft_is_kept before delete on draft begin select raise(abort, 'drafts are never dropped'); end;

-- What the links to figures that are not public are signed with: random, made at the first link.
create table link_key (
    only integer primary key check (only = 1),
    key blob not null check (length(key) = 32)
) strict;
