-- The colours of a chart's series, as charts.csv has them: 'warning=2; expulsion=grey'. Charts kept before this leave them to the drawing.

alter table chart add column colors text not null default '';
