//! What an older version has kept is taken over.

use rusqlite::Connection;

use super::fixtures::{Folder, charted, moment, operator};
use crate::domain::{Figure, Look, Observation, Qualifier};
use crate::store::{Store, open};

#[test]
fn a_chart_kept_by_an_older_version_is_drawn_as_it_was() {
    let folder = Folder::new("older");
    let store = Store::open(&folder.0).unwrap();
    store.write(|writing| writing.catalogue(&charted(), &moment(), &operator())).unwrap();
    let sql = Connection::open(folder.0.join("baocao.sqlite")).unwrap();
    let old = "insert into chart (revision, place, slug, kind, query, category, title_vi, title_en, subtitle_vi, subtitle_en)
         select revision, 1, 'older', 'bar', query, category, title_vi, title_en, subtitle_vi, subtitle_en from chart";
    sql.execute(old, ()).unwrap();
    let charts = store.contents().unwrap().catalogue.parts().charts.clone();
    assert_eq!((&charts[1].look, charts[1].pickers.len()), (&Look::default(), 0));
}

#[test]
fn a_store_of_an_older_version_is_taken_over_whole() {
    let folder = Folder::new("migrated");
    std::fs::create_dir_all(&folder.0).unwrap();
    let path = folder.0.join("baocao.sqlite");
    {
        let mut old = Connection::open(&path).unwrap();
        open::migrate_to(&mut old, 2);
        old.execute_batch(
            "insert into revision values (1, 'filing', '2022-12-27T03:00:00Z', 'test'), (2, 'filing', '2022-12-28T03:00:00Z', 'test');
             insert into filing values (1, zeroblob(32), 'text/csv', '2022-12-27', 3), (2, randomblob(32), 'text/csv', '2022-12-28', 1);
             insert into figure values
                (1, 0, 'b', 'y', '2022', 'actual', '', 7, null, null, 'A', null),
                (1, 1, 'a', 'x', '2022-09', 'plan-rate', 'subject=member', 108700, '2022-12-20', 'more-than', 'P', 'report'),
                (1, 2, 'a', 'x', '2022', 'universe', '', null, null, null, 'L', 'report'),
                (2, 0, 'a', 'x', '2022', 'universe', '', -3, null, null, 'A', null);",
        )
        .unwrap();
    }
    let store = Store::open(&folder.0).unwrap();
    let words = |one: &Observation| {
        let Observation { figure, known_on, revision } = one;
        let Figure {
            indicator,
            organization,
            period,
            measure,
            breakdown,
            value,
            as_of,
            qualifier,
            status,
            source,
        } = figure;
        let (value, as_of) = (
            value.map_or("-".to_owned(), |value| value.to_string()),
            as_of.map_or("-".to_owned(), |day| day.to_string()),
        );
        let (qualifier, source) = (qualifier.map_or("-", Qualifier::as_str), source.as_ref().unwrap());
        format!(
            "{revision} {known_on} {indicator} {organization} {period} {measure} {breakdown} {value} {as_of} {qualifier} {status} {source}"
        )
    };
    let mut kept: Vec<String> = store.contents().unwrap().observations.iter().map(words).collect();
    kept.sort();
    assert_eq!(
        kept,
        [
            "1 2022-12-27 a x 2022 universe  - - - L report",
            "1 2022-12-27 a x 2022-09 plan-rate subject=member 108700 2022-12-20 more-than P report",
            "1 2022-12-27 b y 2022 actual  7 - - A filing-1",
            "2 2022-12-28 a x 2022 universe  -3 - - A filing-2",
        ]
    );
    assert!(Connection::open(&path).unwrap().execute("delete from figure", ()).is_err());
}
