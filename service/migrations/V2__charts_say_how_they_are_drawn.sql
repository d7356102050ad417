-- Charts kept before this are drawn as they were.

alter table chart add column sort text not null default 'given';
alter table chart add column top integer;        -- null shows all
alter table chart add column stacking text not null default 'absolute';
alter table chart add column references_vi text not null default ''; -- the cells of charts.csv, canonical
alter table chart add column references_en text not null default '';
alter table chart add column pickers text not null default '';
