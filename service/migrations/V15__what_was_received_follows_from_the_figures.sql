-- Which filings fill in a form is a list to find them by, and follows from figures and catalogues; so the check can make it
-- anew. How far they fill it in is counted when it is asked for: from those that count then, which may be fewer than on the
-- day on which it was written down here.
create table received_by_form (
    form text not null,
    period text not null,
    organization text not null,
    revision integer not null references filing (revision),
    primary key (form, period, organization, revision)
) strict, without rowid;
insert into received_by_form select form, period, organization, revision from received;
drop table received;
alter table received_by_form rename to received;

create trigger received_stays before update on received begin select raise(abort, 'what was received is never changed'); end;
create trigger received_is_kept before delete on received begin select raise(abort, 'what was received is never dropped'); end;
