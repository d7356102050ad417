-- A figure names its codes by number and stands beside its neighbours: a fifth of the bytes, written in order, read in the
-- order in which memory holds it. Each dictionary holds exactly the codes that figures use.

create table indicator_code (id integer primary key, code text not null unique) strict;
create table organization_code (id integer primary key, code text not null unique) strict;
create table period_code (id integer primary key, code text not null unique) strict;
create table breakdown_code (id integer primary key, code text not null unique) strict; -- canonical; '' is the total
create table source_code (id integer primary key, code text not null unique) strict;

-- What is said beside a value, the same for most of a filing.
create table mark (
    id integer primary key,
    status text not null,
    as_of text,
    qualifier text,                          -- null is exact
    source integer references source_code (id) -- null: the filing itself
) strict;
create index mark_by_what_it_says on mark (status, as_of, qualifier, source);

-- The numbers are of the dictionaries above; to look each of five up again for each row would take longer than to write it.
create table figure_by_number (
    revision integer not null references filing (revision),
    indicator integer not null,
    organization integer not null,
    period integer not null,
    breakdown integer not null,
    measure integer not null check (measure between 0 and 3), -- actual, plan, universe, plan-rate
    line integer not null,                   -- place in the filing
    value integer,                           -- smallest units; null where the status says there is none
    mark integer not null,
    primary key (revision, indicator, organization, period, breakdown, measure, line)
) strict, without rowid;

insert into indicator_code (code) select distinct indicator from figure order by 1;
insert into organization_code (code) select distinct organization from figure order by 1;
insert into period_code (code) select distinct period from figure order by 1;
insert into breakdown_code (code) select distinct breakdown from figure order by 1;
insert into source_code (code) select distinct source from figure where source is not null order by 1;
insert into mark (status, as_of, qualifier, source)
    select distinct status, as_of, qualifier, source_code.id from figure left join source_code on code = source;

insert into figure_by_number
    select revision, indicator_code.id, organization_code.id, period_code.id, breakdown_code.id,
        case measure when 'actual' then 0 when 'plan' then 1 when 'universe' then 2 when 'plan-rate' then 3 end,
        line, value, mark.id
    from figure
    join indicator_code on indicator_code.code = figure.indicator
    join organization_code on organization_code.code = figure.organization
    join period_code on period_code.code = figure.period
    join breakdown_code on breakdown_code.code = figure.breakdown
    left join source_code on source_code.code = figure.source
    join mark on mark.status = figure.status and mark.as_of is figure.as_of and mark.qualifier is figure.qualifier
        and mark.source is source_code.id
    order by 1, 2, 3, 4, 5, 6, 7;

drop table figure;
alter table figure_by_number rename to figure;

create trigger figure_stays before update on figure begin select raise(abort, 'figures are never changed'); end;
create trigger figure_is_kept before delete on figure begin select raise(abort, 'figures are never dropped'); end;
create trigger indicator_code_stays before update on indicator_code begin select raise(abort, 'codes are never changed'); end;
create trigger indicator_code_is_kept before delete on indicator_code begin select raise(abort, 'codes are never dropped'); end;
create trigger organization_code_stays before update on organization_code begin select raise(abort, 'codes are never changed'); end;
create trigger organization_code_is_kept before delete on organization_code begin select raise(abort, 'codes are never dropped'); end;
create trigger period_code_stays before update on period_code begin select raise(abort, 'codes are never changed'); end;
create trigger period_code_is_kept before delete on period_code begin select raise(abort, 'codes are never dropped'); end;
create trigger breakdown_code_stays before update on breakdown_code begin select raise(abort, 'codes are never changed'); end;
create trigger breakdown_code_is_kept before delete on breakdown_code begin select raise(abort, 'codes are never dropped'); end;
create trigger source_code_stays before update on source_code begin select raise(abort, 'codes are never changed'); end;
create trigger source_code_is_kept before delete on source_code begin select raise(abort, 'codes are never dropped'); end;
create trigger mark_stays before update on mark begin select raise(abort, 'what is said of figures is never changed'); end;
create trigger mark_is_kept before delete on mark begin select raise(abort, 'what is said of figures is never dropped'); end;

-- The figures as they were filed, for whoever looks into the file.
create view figure_in_words as
    select revision, line, indicator_code.code as indicator, organization_code.code as organization,
        period_code.code as period,
        case measure when 0 then 'actual' when 1 then 'plan' when 2 then 'universe' else 'plan-rate' end as measure,
        breakdown_code.code as breakdown, value, as_of, qualifier, status,
        source_code.code as source
    from figure
    join indicator_code on indicator_code.id = figure.indicator
    join organization_code on organization_code.id = figure.organization
    join period_code on period_code.id = figure.period
    join breakdown_code on breakdown_code.id = figure.breakdown
    join mark on mark.id = figure.mark
    left join source_code on source_code.id = mark.source;
