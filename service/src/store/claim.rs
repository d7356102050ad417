//! Claims of articles, and what was told of them.

use rusqlite::{OptionalExtension, Row};

use super::digest::Kept;
use super::{Reading, StoreError, Writing};
use crate::domain::{
    Act, Actor, Article, Claim, Deed, MOST_CLAIMS, Moment, OrganizationCode, Printed, Query, Rounding,
    Stated, Verdict, parameters,
};

impl Writing<'_> {
    /// Keeps a claim and returns its number; `None` when there are too many.
    ///
    /// # Errors
    /// When the store fails, or the actor may not; likewise below.
    pub fn claim(&self, stated: &Stated, by: &Actor, at: &Moment) -> Result<Option<u64>, StoreError> {
        let standing: u64 = self.transaction.query_row(
            "select (select count(*) from claim) - (select count(*) from claim_withdrawn)",
            (),
            |row| row.get(0),
        )?;
        if standing >= MOST_CLAIMS {
            return Ok(None);
        }
        let query = written(&stated.query);
        let Printed { value, direction, plan, rank } = &stated.printed;
        self.transaction.execute(
            "insert into claim (made_at, made_by, query, about, article, rounding, value, direction, plan, rank)
             values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                &at.instant,
                &by.name,
                &query,
                stated.about.as_ref().map(OrganizationCode::as_str),
                stated.article.as_str(),
                stated.rounding.power(),
                value,
                direction,
                plan,
                rank,
            ),
        )?;
        let id = u64::try_from(self.transaction.last_insert_rowid()).unwrap_or_default();
        let about = format!("claim {id}");
        let detail = self.with_hash(Kept::Claim, id, &format!("{query} in {}", stated.article.as_str()))?;
        self.audit(&Deed { by, act: Act::RegisterClaim, about: &about, detail: &detail, at })?;
        Ok(Some(id))
    }

    /// Takes a claim back; `false` when there is none of this number that still stands, or it is another's and the actor does not
    /// publish for all.
    ///
    /// # Errors
    /// As above.
    pub fn withdraw_claim(&self, id: u64, by: &Actor, at: &Moment) -> Result<bool, StoreError> {
        let withdrawn = self.transaction.execute(
            "insert into claim_withdrawn (claim, made_at, made_by) select id, ?, ? from claim
             where id = ? and (made_by = ? or ?) and id not in (select claim from claim_withdrawn)",
            (&at.instant, &by.name, id, &by.name, by.sees_all_claims()),
        )?;
        if withdrawn == 0 {
            return Ok(false);
        }
        let about = format!("claim {id}");
        self.audit(&Deed { by, act: Act::WithdrawClaim, about: &about, detail: "", at })?;
        Ok(true)
    }

    /// Whether a claim was last told to be stale.
    ///
    /// # Errors
    /// As above.
    pub fn was_stale(&self, claim: u64) -> Result<bool, StoreError> {
        let last = self
            .transaction
            .prepare_cached("select stale from claim_told where claim = ? order by id desc limit 1")?
            .query_row((claim,), |row| row.get(0))
            .optional()?;
        Ok(last.unwrap_or(false))
    }

    /// Notes what is told of a claim.
    ///
    /// # Errors
    /// As above.
    pub fn verdict(&self, verdict: &Verdict) -> Result<(), StoreError> {
        self.transaction.execute(
            "insert into claim_told (claim, revision, told_ms, stale, now) values (?, ?, ?, ?, ?)",
            (verdict.claim, verdict.revision, verdict.told_ms, verdict.stale, &verdict.now),
        )?;
        Ok(())
    }
}

impl Reading<'_> {
    /// The claims that stand, in the order in which they were registered.
    ///
    /// # Errors
    /// When they cannot be read; likewise below.
    pub fn claims(&self) -> Result<Vec<Claim>, StoreError> {
        let mut select = self.transaction.prepare_cached(
            "select * from claim where id not in (select claim from claim_withdrawn) order by id",
        )?;
        let mut rows = select.query(())?;
        let mut claims = Vec::new();
        while let Some(row) = rows.next()? {
            claims.push(claim(row)?);
        }
        Ok(claims)
    }

    /// The last things that were told of claims, the newest first.
    ///
    /// # Errors
    /// As above.
    pub fn verdicts(&self, most: usize) -> Result<Vec<Verdict>, StoreError> {
        let mut select =
            self.transaction.prepare_cached("select * from claim_told order by id desc limit ?")?;
        let rows = select.query_map((most,), |row| {
            Ok(Verdict {
                id: row.get("id")?,
                claim: row.get("claim")?,
                revision: row.get("revision")?,
                told_ms: row.get("told_ms")?,
                stale: row.get("stale")?,
                now: row.get("now")?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

fn claim(row: &Row<'_>) -> Result<Claim, StoreError> {
    let query: String = row.get("query")?;
    let pairs: Vec<(String, String)> =
        parameters(&query).map(|(name, value)| value.map(|value| (name, value))).collect::<Result<_, _>>()?;
    let about: Option<String> = row.get("about")?;
    let stated = Stated {
        query: Query::parse(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())))?,
        about: about.as_deref().map(OrganizationCode::parse).transpose()?,
        article: Article::parse(&row.get::<_, String>("article")?)?,
        rounding: Rounding::of_power(row.get("rounding")?)?,
        printed: Printed {
            value: row.get("value")?,
            direction: row.get("direction")?,
            plan: row.get("plan")?,
            rank: row.get("rank")?,
        },
    };
    Ok(Claim { id: row.get("id")?, made_at: row.get("made_at")?, made_by: row.get("made_by")?, stated })
}

/// Codes, periods and days: nothing in them has to be escaped but what joins them.
fn written(query: &Query) -> String {
    let pairs = query.parameters();
    pairs.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
}
