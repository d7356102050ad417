-- What articles claim, whom a release is told, and what is still to be told. Claims and webhooks are rows that are never changed;
-- only the outbox is worked off.

-- Newsrooms have tokens too. SQLite changes no check, so the table is written anew, with what refers to it.
create table token_anew (
    name text primary key,                   -- public: it stands in the token and in the record
    sha256 blob not null unique check (length(sha256) = 32), -- of the secret, which is kept nowhere
    role text not null check (role in ('newsroom', 'filer', 'publisher', 'admin')),
    organization text,                       -- null is all
    made_at text not null,
    expires_at text not null
) strict;
create table revocation_anew (
    token text primary key references token_anew (name),
    revoked_at text not null
) strict, without rowid;
create table session_anew (
    sha256 blob primary key check (length(sha256) = 32), -- of what the browser keeps
    token text not null references token_anew (name),
    made_at text not null,
    expires_at text not null
) strict, without rowid;
insert into token_anew select name, sha256, role, organization, made_at, expires_at from token;
insert into revocation_anew select token, revoked_at from revocation;
insert into session_anew select sha256, token, made_at, expires_at from session;
drop table session;
drop table revocation;
drop table token;
alter table token_anew rename to token;
alter table revocation_anew rename to revocation;
alter table session_anew rename to session;
create trigger token_stays before update on token begin select raise(abort, 'tokens are never changed; revoke it'); end;
create trigger token_is_kept before delete on token begin select raise(abort, 'tokens are never dropped; revoke it'); end;
create trigger revocation_stays before update on revocation begin select raise(abort, 'what is revoked stays revoked'); end;
create trigger revocation_is_kept before delete on revocation begin select raise(abort, 'what is revoked stays revoked'); end;

create table claim (
    id integer primary key,
    made_at text not null,                   -- RFC 3339
    made_by text not null,                   -- a token's public name
    query text not null,                     -- canonical parameters
    about text,                              -- the organization that is spoken of
    article text not null,                   -- its address, which is shown and never asked
    rounding integer not null,               -- the power of ten that the article rounds to
    value text,                              -- as printed: rounded, a point before decimals; null where it is not claimed
    direction text,                          -- likewise: a predicate of sentences
    plan text,
    rank text
) strict;
create table claim_withdrawn (
    claim integer primary key references claim (id),
    made_at text not null,
    made_by text not null
) strict;

-- What was told of a claim last: whether it holds.
create table claim_told (
    id integer primary key,
    claim integer not null references claim (id),
    revision integer not null,               -- the number of what made it so, as readers count
    told_ms integer not null,
    stale integer not null check (stale in (0, 1)),
    now text not null                        -- the differences then, as JSON
) strict;
create index claim_told_last on claim_told (claim, id);

create table webhook (
    id integer primary key,
    made_at text not null,
    made_by text not null,
    address text not null,
    secret blob not null check (length(secret) = 32)  -- signs; whoever reads this file can sign too
) strict;
create table webhook_ended (
    webhook integer primary key references webhook (id),
    made_at text not null,
    made_by text not null
) strict;

-- Up to which number it was told that there is something new.
create table told (revision integer primary key) strict;

create table outbox (
    id integer primary key,
    webhook integer not null references webhook (id),
    kind text not null,
    body text not null,                      -- JSON, as it is sent
    made_ms integer not null,
    due_ms integer,                          -- when it is tried next; null: never again
    tries integer not null default 0,
    outcome text not null default ''         -- of the last try
) strict;
create index outbox_due on outbox (due_ms) where due_ms is not null;
create index outbox_by_webhook on outbox (webhook, id);

create trigger claim_stays before update on claim begin select raise(abort, 'claims are never changed; withdraw it'); end;
create trigger claim_is_kept before delete on claim begin select raise(abort, 'claims are never dropped; withdraw it'); end;
create trigger claim_withdrawn_stays before update on claim_withdrawn begin select raise(abort, 'what is withdrawn stays so'); end;
create trigger claim_withdrawn_is_kept before delete on claim_withdrawn begin select raise(abort, 'what is withdrawn stays so'); end;
create trigger webhook_stays before update on webhook begin select raise(abort, 'webhooks are never changed; end it'); end;
create trigger webhook_is_kept before delete on webhook begin select raise(abort, 'webhooks are never dropped; end it'); end;
create trigger webhook_ended_stays before update on webhook_ended begin select raise(abort, 'what is ended stays so'); end;
create trigger webhook_ended_is_kept before delete on webhook_ended begin select raise(abort, 'what is ended stays so'); end;
