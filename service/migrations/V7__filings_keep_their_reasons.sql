-- Why a filing is right although a rule says it is not; kept in the filing's own transaction, and like it for good.

create table justification (
    revision integer not null references filing (revision),
    place integer not null,                  -- counted from 0
    about text,                              -- the cell, as 'indicator organization period measure breakdown'; null: the whole filing
    findings text not null,                  -- the codes it answers, joined by ';'
    text text not null,
    primary key (revision, place)
) strict, without rowid;

create trigger justification_stays before update on justification begin select raise(abort, 'reasons are never changed'); end;
create trigger justification_is_kept before delete on justification begin select raise(abort, 'reasons are never dropped'); end;
