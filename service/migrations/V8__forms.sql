-- Forms belong to their catalogue, as everything in it does.

create table form (
    revision integer not null references revision (id),
    place integer not null,
    code text not null,
    name_vi text not null,
    name_en text not null,
    kinds text not null,                     -- of organizations, joined by ';'
    periods text not null,                   -- kinds of periods, joined by ';'
    closing_day integer check (closing_day between 1 and 28), -- null: the month's last
    due_days integer not null,               -- after the closing day
    valid_from text,
    valid_to text,                           -- the first day it no longer holds
    partial text not null,                   -- whole, any, at-end
    primary key (revision, place)
) strict, without rowid;

create table form_item (
    revision integer not null references revision (id),
    place integer not null,
    form text not null,
    indicator text not null,
    breakdown text not null,                 -- as in form-items.csv, canonical; '' is the total
    measures text not null,                  -- joined by ';'
    required integer not null check (required in (0, 1)),
    primary key (revision, place)
) strict, without rowid;

-- Which forms a filing filled in, for whom and when; written in the filing's own transaction, and like it for good. The
-- cells are counted by the catalogue of that day.
create table received (
    revision integer not null references filing (revision),
    form text not null,
    organization text not null,
    period text not null,
    filed_on text not null,                  -- in Hanoi
    cells integer not null,                  -- of the form that the filing has figures for
    complete integer not null check (complete in (0, 1)), -- whether, with what was filed before, none that is required is empty
    primary key (form, period, organization, revision)
) strict, without rowid;

create trigger received_stays before update on received begin select raise(abort, 'what was received is never changed'); end;
create trigger received_is_kept before delete on received begin select raise(abort, 'what was received is never dropped'); end;
