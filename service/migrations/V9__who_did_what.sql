-- Who did what, in a chain in which nothing can be changed, dropped or put in without showing; tokens that end before their
-- day; sessions of the desk.

-- What was there before there was a log: it is the root of the chain.
create table audit_root (
    revision integer not null,               -- the newest revision then; 0 in a new store
    tokens text not null                     -- the tokens then, a line each: name, role, organization, days, hash
) strict;
insert into audit_root
    select coalesce((select max(id) from revision), 0),
        coalesce((select group_concat(line, char(10)) from (
            select name || ' ' || role || ' ' || coalesce(organization, '-') || ' ' || made_at || ' ' || expires_at || ' ' ||
                lower(hex(sha256)) as line
            from token order by name)), '');

create table audit (
    number integer primary key autoincrement, -- counted from 1 without gaps; SQLite keeps the highest it ever gave
    done_at text not null,                   -- RFC 3339
    actor text not null,                     -- a token's public name, 'cli' or 'demo'
    role text not null,
    organization text,                       -- null is all
    act text not null,
    about text not null,
    detail text not null,
    hash blob not null unique check (length(hash) = 32) -- SHA-256 of the hash before and of this row
) strict;

create index audit_by_what_it_is_about on audit (about);

-- Append-only, as tokens are.
create table revocation (
    token text primary key references token (name),
    revoked_at text not null
) strict, without rowid;

-- A session is as good as its token, and for a shorter time. It is dropped when it is over: the log has who came.
create table session (
    sha256 blob primary key check (length(sha256) = 32), -- of what the browser keeps
    token text not null references token (name),
    made_at text not null,
    expires_at text not null
) strict, without rowid;

create trigger audit_root_stays before update on audit_root begin select raise(abort, 'the log is never changed'); end;
create trigger audit_root_is_kept before delete on audit_root begin select raise(abort, 'the log is never dropped'); end;
create trigger audit_stays before update on audit begin select raise(abort, 'the log is never changed'); end;
create trigger audit_is_kept before delete on audit begin select raise(abort, 'the log is never dropped'); end;
create trigger token_stays before update on token begin select raise(abort, 'tokens are never changed; revoke it'); end;
create trigger token_is_kept before delete on token begin select raise(abort, 'tokens are never dropped; revoke it'); end;
create trigger revocation_stays before update on revocation begin select raise(abort, 'what is revoked stays revoked'); end;
create trigger revocation_is_kept before delete on revocation begin select raise(abort, 'what is revoked stays revoked'); end;
