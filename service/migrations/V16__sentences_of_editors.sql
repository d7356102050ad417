-- Sentences that editors write for charts. The last row of a chart and language stands; an empty one is the service's own again.

create table own_sentence (
    id integer primary key,
    made_at text not null,                   -- RFC 3339
    made_by text not null,                   -- a token's public name
    chart text not null,                     -- a slug
    lang text not null check (lang in ('vi', 'en')),
    template text not null
) strict;
create index own_sentence_by_chart on own_sentence (chart, lang, id);
create trigger own_sentence_stays before update on own_sentence begin select raise(abort, 'sentences are never changed; save another'); end;
create trigger own_sentence_is_kept before delete on own_sentence begin select raise(abort, 'sentences are never dropped; save another'); end;
