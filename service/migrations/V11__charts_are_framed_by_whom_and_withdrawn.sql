-- Who may frame a chart, and what stands in its place when it is no longer shown. Charts kept before this are shown to all.

alter table chart add column hosts text not null default ''; -- joined by ';'; '' is all
alter table chart add column withdrawn_on text;   -- the first day; null: it is shown
alter table chart add column withdrawn_vi text not null default ''; -- why
alter table chart add column withdrawn_en text not null default '';
alter table chart add column successor text;      -- the slug of the chart that takes its place

-- How often pages of other hosts asked for a chart. No addresses of readers, no cookies. Counts of what was seen, not figures:
-- they grow in place, belong to no revision, and are dropped after a year.
create table sighting (
    day text not null,                            -- in Hanoi
    slug text not null,
    host text not null,                           -- of the page; '' for all beyond the most that are told apart
    count integer not null check (count > 0),
    primary key (day, slug, host)
) strict, without rowid;
