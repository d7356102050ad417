-- Successions belong to their catalogue, as everything in it does.

create table succession (
    revision integer not null references revision (id),
    place integer not null,
    happened_on text not null,               -- the first day of what came after
    kind text not null,
    from_organization text not null,
    to_organization text,                    -- null: nobody carries its figures on
    weight integer not null check (weight between 1 and 1000000), -- millionths of from_organization's figures
    primary key (revision, place)
) strict, without rowid;
