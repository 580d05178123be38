//! Regularities of the record, each observed, simulated, and passed or missed. Misses are published, not tuned away.
//!
//! The identifiers F1 to F14 are those of the list of regularities that the model must reproduce. A fact that the
//! model is given (tempo of removals, regimes) or that a parameter states (time to a split) is called input.
//!
//! A 90 % interval that holds the observation is a pass only if it could have failed: where it is wider than half of what
//! is possible, or its ends differ more than fourfold, the model "says little". An interval that does not hold the
//! observation is a miss, however wide.

use super::question::reading;
use crate::comparison::{CheckedFact, Summary};
use crate::number::{Digits, brief};
use crate::question::CompareError;
use crate::sensitivity::correlation;
use assumptions::{Belief, Ledger};
use engine::{Ensemble, Member, Observer, ObserverError};
use inference::inputs::{FIRST_YEAR, RECORD_END, model};
use inference::posterior::BeliefDraws;
use inference::structures::Structures;
use record::history::{Rank, attacks, months_to_split, removed_in};
use std::sync::atomic::AtomicBool;
use system::forms::{Forms, Removal};
use system::inputs;
use system::model::SystemModel;
use system::outcomes::Id;
use system::parameters::PARAMETERS;
use system::policy::{Lever, Mode, Policy, Use};

/// What the check is run with.
#[derive(Clone, Copy, Debug)]
pub struct Run<'a> {
    /// The ledger, with overlays.
    pub ledger: &'a Ledger,
    /// Belief.
    pub belief: Belief,
    /// Forms that are asked for, beside what the structures say.
    pub asked: &'a [(String, String)],
    /// Draws.
    pub draws: u32,
    /// Seed.
    pub seed: u64,
}

/// What a quantity could be at all.
#[derive(Clone, Copy, Debug)]
enum Possible {
    /// A number between two bounds.
    Between(f64, f64),
    /// A positive number, whose intervals are judged by the ratio of their ends.
    Positive,
}

/// Ratio of the ends of an interval of a positive quantity above which it says little.
const FOURFOLD: f64 = 4.0;

/// What comes of a fact, the worst last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Verdict {
    Pass,
    SaysLittle,
    Miss,
}

impl Verdict {
    /// Of whether the record is met, and the 90 % interval that met it.
    fn of(is_met: bool, (low, high): (f64, f64), possible: Possible) -> Self {
        let is_wide = match possible {
            Possible::Between(least, most) => high - low > 0.5 * (most - least),
            Possible::Positive => low <= 0.0 || high > FOURFOLD * low,
        };
        match (is_met, is_wide) {
            (false, _) => Self::Miss,
            (true, true) => Self::SaysLittle,
            (true, false) => Self::Pass,
        }
    }

    /// Of a fact with several parts: the worst of them.
    fn worst<const N: usize>(parts: [Self; N]) -> Self {
        parts.into_iter().max().unwrap_or(Self::Miss)
    }

    fn name(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::SaysLittle => "says little",
            Self::Miss => "miss",
        }
    }
}

/// Takes a row of numbers from every member.
struct Collect<F> {
    take: F,
    rows: Vec<Vec<f64>>,
}

impl<F: FnMut(&Member<'_>) -> Vec<f64> + Send> Observer for Collect<F> {
    fn observe(&mut self, member: &Member<'_>) -> Result<(), ObserverError> {
        self.rows.push((self.take)(member));
        Ok(())
    }
}

/// Rows of numbers over members.
struct Rows(Vec<Vec<f64>>);

impl Rows {
    fn quantile(&self, column: usize, p: f64) -> f64 {
        let mut values: Vec<f64> = self.0.iter().map(|r| r[column]).collect();
        values.sort_by(f64::total_cmp);
        let at = (p * (values.len() as f64 - 1.0)).round() as usize;
        values.get(at).copied().unwrap_or(f64::NAN)
    }

    fn interval(&self, column: usize) -> (f64, f64) {
        (self.quantile(column, 0.05), self.quantile(column, 0.95))
    }

    /// What the 90 % interval says of an observed value.
    fn holds(&self, column: usize, observed: f64, possible: Possible) -> Verdict {
        self.meets(column, (observed, observed), possible)
    }

    /// What the 90 % interval says of an observed range.
    fn meets(&self, column: usize, (least, most): (f64, f64), possible: Possible) -> Verdict {
        let (low, high) = self.interval(column);
        Verdict::of(low <= most && high >= least, (low, high), possible)
    }

    /// Median and 90 % interval in words, in units of `scale`.
    fn words(&self, column: usize, scale: f64) -> String {
        let q = |p: f64| scale * self.quantile(column, p);
        let [q05, q25, q50, q75, q95] = [0.05, 0.25, 0.5, 0.75, 0.95].map(q);
        let s = Summary {
            mean: q50,
            q05,
            q25,
            q50,
            q75,
            q95,
        };
        let digits = Digits::of_any(&s).at_most(2);
        let [low, median, high] = [q05, q50, q95].map(|v| digits.show(v));
        format!("{median} ({low} to {high})")
    }
}

/// Rows over the members of all structures; `model` makes the model of a structure's forms.
fn members<F: FnMut(&Member<'_>) -> Vec<f64> + Send>(
    run: &Run<'_>,
    model: impl Fn(Forms) -> SystemModel,
    policies: &[Policy],
    cancel: &AtomicBool,
    take: F,
) -> Result<Rows, CompareError> {
    let mut collect = Collect {
        take,
        rows: Vec::new(),
    };
    let structures = Structures::new(run.belief, run.asked).map_err(CompareError::Form)?;
    for (part, range) in structures.shares(run.draws) {
        let ensemble = Ensemble {
            model: &model(part.forms),
            draws: &BeliefDraws::new(run.ledger, run.belief, part.number)?,
            scenarios: policies,
            seed: run.seed,
            range,
            replicates: 1,
        };
        ensemble.run(cancel, &mut [&mut collect])?;
    }
    Ok(Rows(collect.rows))
}

/// Point of the grid at the end of a year, for a model that records from 2000 on.
fn end_of(year: u16) -> usize {
    12 * usize::from(year - FIRST_YEAR + 1)
}

fn withdrawn(lever: Lever) -> Policy {
    Policy {
        start_month: 0,
        uses: vec![Use {
            lever,
            intensity: 1.0,
            months: 0..RECORD_END,
            place: None,
            mode: None,
            when: None,
            until: None,
        }],
    }
}

fn removed(first: u16, last: u16) -> Vec<f64> {
    (first..=last)
        .map(|y| f64::from(removed_in(y, Rank::Top) + removed_in(y, Rank::Lieutenant)))
        .collect()
}

fn homicides(first: u16, last: u16) -> Vec<f64> {
    let series = record::find("homicides_inegi")
        .map(|s| s.points)
        .unwrap_or_default();
    series
        .iter()
        .filter(|p| (first..=last).contains(&p.0))
        .map(|p| p.1)
        .collect()
}

fn fact(
    id: &str,
    statement: &str,
    observed: String,
    simulated: String,
    verdict: Option<Verdict>,
    source: &str,
) -> CheckedFact {
    CheckedFact {
        id: id.to_owned(),
        statement: statement.to_owned(),
        observed,
        simulated,
        verdict: verdict.map_or("input", Verdict::name).to_owned(),
        source: source.to_owned(),
    }
}

const CORRELATION: Possible = Possible::Between(-1.0, 1.0);
const HISTORY: &str = "aftermath evidence history";
const INEGI: &str = "INEGI, deaths by homicide (aftermath evidence show homicides_inegi)";

/// Checks all regularities.
pub fn facts(run: &Run<'_>, cancel: &AtomicBool) -> Result<Vec<CheckedFact>, CompareError> {
    let whole = |forms| model(forms, 0, RECORD_END);
    let as_it_was = Policy {
        start_month: 0,
        uses: Vec::new(),
    };
    let policies = [
        as_it_was.clone(),
        withdrawn(Lever::WithdrawKingpin),
        withdrawn(Lever::WithdrawDeploy),
    ];
    let symbol = |s: &str| PARAMETERS.iter().position(|p| p.symbol == s).unwrap_or(0);
    let (split_time, retaliation_time) = (
        symbol("instability_half_life_weeks"),
        symbol("retaliation_half_life_weeks"),
    );
    let retaliation = symbol("attacks_per_removal");
    let main = members(run, whole, &policies, cancel, |m| {
        let year = |id: Id, y: u16| reading(id, 0).of(m, 0, end_of(y));
        let registered = |y: u16| year(Id::ObservedInegi, y);
        let years = |a: u16, b: u16| (a..=b).map(registered).collect::<Vec<f64>>();
        let attacks = |scenario: usize| {
            let of = |y| reading(Id::AttacksOnState, 0).of(m, scenario, end_of(y));
            (2007..=2023).map(of).sum::<f64>()
        };
        let by_leaders = attacks(0) - attacks(1);
        let by_troops = attacks(0) - attacks(2);
        vec![
            correlation(&removed(2006, 2012), &years(2006, 2012)),
            correlation(&removed(2012, 2023), &years(2012, 2023)),
            registered(2006) / registered(2000),
            year(Id::Fragments, 2006),
            year(Id::Fragments, 2019),
            by_troops / (by_troops.abs() + by_leaders.abs()).max(1e-9),
            registered(2011) / registered(2007),
            registered(2014) / registered(2011),
            registered(2018) / registered(2011),
            registered(2022) / registered(2018),
            m.parameters[split_time] / (365.2425 / 7.0 / 12.0),
            m.parameters[retaliation_time],
            m.parameters[retaliation],
            registered(2007),
            registered(2011),
            registered(2018),
        ]
    })?;
    let local = after_one_removal(run, cancel)?;
    let fading = after_a_shock(run, cancel)?;
    let splits = without_splits(run, cancel)?;

    let observed: Vec<f64> = [2000, 2006, 2007, 2011, 2014, 2018, 2022]
        .iter()
        .map(|y| homicides(*y, *y).first().copied().unwrap_or(f64::NAN))
        .collect();
    let [h00, h06, h07, h11, h14, h18, h22] = observed[..] else {
        return Ok(Vec::new());
    };
    let (early, late) = (
        correlation(&removed(2006, 2012), &homicides(2006, 2012)),
        correlation(&removed(2012, 2023), &homicides(2012, 2023)),
    );
    let mut split_months = months_to_split();
    split_months.sort_by(f64::total_cmp);
    let median_split = split_months
        .get(split_months.len() / 2)
        .copied()
        .unwrap_or(f64::NAN);
    let leader_operations = attacks()
        .iter()
        .filter(|a| a.trigger.is_leader_operation())
        .count();
    let tempo = |a: u16, b: u16| removed(a, b).iter().sum::<f64>() / f64::from(b - a + 1);
    Ok(vec![
        fact(
            "F1",
            "Leaders removed a year: fast in 2007-2012 and 2013-2018, slower in 2019-2023",
            format!("{}; {}; {} a year", brief(tempo(2007, 2012)), brief(tempo(2013, 2018)), brief(tempo(2019, 2023))),
            "given to the model".to_owned(),
            None,
            HISTORY,
        ),
        fact(
            "F2",
            "Removals and homicides rose together in 2006-2012 and not in 2012-2023 (correlation of yearly figures)",
            format!("{}; {}", brief(early), brief(late)),
            format!("{}; {}", main.words(0, 1.0), main.words(1, 1.0)),
            Some(Verdict::worst([
                main.holds(0, early, CORRELATION),
                main.holds(1, late, CORRELATION),
            ])),
            HISTORY,
        ),
        fact(
            "F3",
            "Removals before the deployments went with fewer homicides: 2006 over 2000",
            brief(h06 / h00),
            main.words(2, 1.0),
            Some(main.holds(2, h06 / h00, Possible::Positive)),
            INEGI,
        ),
        fact(
            "F4",
            "Months from a removal to a split, where one follows: median",
            format!("{} ({} dated splits)", brief(median_split), split_months.len()),
            format!("{}, a parameter of the ledger", main.words(10, 1.0)),
            None,
            HISTORY,
        ),
        fact(
            "F5",
            "Independent groups multiplied: 2006 and 2019",
            "4 to 7; 25 to 37 by narrow definitions (150 to 200 by wide ones)".to_owned(),
            format!("{}; {}", main.words(3, 1.0), main.words(4, 1.0)),
            Some(Verdict::worst([
                main.meets(3, (4.0, 7.0), Possible::Positive),
                main.meets(4, (25.0, 37.0), Possible::Positive),
            ])),
            "Lettieri & Farfán-Méndez; Esberg 2020, Crisis Group; Congressional Research Service R41576",
        ),
        fact(
            "F6",
            "Large retaliation after removals of top leaders is uncommon: 8 of 57 in 2006-2024",
            "0.14 a removal".to_owned(),
            format!("{} attacks a removal, a parameter of the ledger", main.words(12, 1.0)),
            None,
            HISTORY,
        ),
        fact(
            "F7",
            "Retaliation is fast: 17 of 19 large answers within a week",
            "under a week".to_owned(),
            format!("half within {} weeks, a parameter of the ledger", main.words(11, 1.0)),
            None,
            HISTORY,
        ),
        fact(
            "F8",
            "Crackdowns as such draw about as many attacks as operations against leaders (share of crackdowns of both)",
            format!("about one half ({leader_operations} recorded attacks had an operation against leaders as trigger)"),
            main.words(5, 1.0),
            // Where one of the two lowers attacks the share lies outside 0 to 1: it can be anything from −1 to 1.
            Some(main.holds(5, 0.5, CORRELATION)),
            HISTORY,
        ),
        fact(
            "F9",
            "Unilateral acts of the United States brought sharp restrictions, handovers slow repair",
            "the course of regimes and events".to_owned(),
            "given to the model as the course of cooperation".to_owned(),
            None,
            HISTORY,
        ),
        fact(
            "F10",
            "Deployment is sticky and separate from the hunt for leaders",
            "37,253 (2006), 52,690 (2011), 34,529 (2013), 62,954 (2019)".to_owned(),
            "given to the model".to_owned(),
            None,
            HISTORY,
        ),
        fact(
            "F11",
            "Homicides in the home state in the 12 months after the removal of a top leader, change in per cent",
            "37 % in 6 months to 80 % in 12 months in the municipality; less in a whole state".to_owned(),
            format!("{} %", local.words(0, 100.0)),
            Some(Verdict::of(
                local.quantile(0, 0.5) > 0.0 && local.interval(0).1 >= 0.1 && local.quantile(0, 0.5) <= 0.8,
                local.interval(0),
                // All homicides gone, or twice as many.
                Possible::Between(-1.0, 1.0),
            )),
            "Evidence ledger A01, A04, A07",
        ),
        fact(
            "F12",
            "National homicides: low in 2007, threefold by 2011, down a quarter to 2014, a higher peak in 2018, slow decline to 2022",
            format!(
                "{} in 2007, {} in 2011, {} in 2018; ratios {}, {}, {}, {}",
                brief(h07), brief(h11), brief(h18),
                brief(h11 / h07), brief(h14 / h11), brief(h18 / h11), brief(h22 / h18)
            ),
            format!(
                "{} in 2007, {} in 2011, {} in 2018; ratios {}, {}, {}, {}",
                main.words(13, 1.0), main.words(14, 1.0), main.words(15, 1.0),
                main.words(6, 1.0), main.words(7, 1.0), main.words(8, 1.0), main.words(9, 1.0)
            ),
            Some(Verdict::worst(
                [
                    (13, h07),
                    (14, h11),
                    (15, h18),
                    (6, h11 / h07),
                    (7, h14 / h11),
                    (8, h18 / h11),
                    (9, h22 / h18),
                ]
                .map(|(column, observed)| main.holds(column, observed, Possible::Positive)),
            )),
            INEGI,
        ),
        fact(
            "F13",
            "Supply shocks fade: months until nine tenths of the rise of the price are gone",
            "4 to 18 (methamphetamine after 1995: the price was back in 4 months, harms in 18)".to_owned(),
            format!("{} months, where there was a rise at all", fading.words(0, 1.0)),
            Some(Verdict::of(
                (4.0..=18.0).contains(&fading.quantile(0, 0.5)),
                fading.interval(0),
                Possible::Positive,
            )),
            "Evidence ledger D05, D06",
        ),
        fact(
            "F14",
            "Splits matter: homicides of 2018-2020 with splits over those without",
            "visible: models without splits limit themselves (more than 2 % either way in half of the draws)".to_owned(),
            splits.words(0, 1.0),
            Some(Verdict::of(
                splits.quantile(1, 0.5) > 0.02,
                splits.interval(0),
                Possible::Positive,
            )),
            "Prieto-Curiel 2025, conflict shocks (aftermath published run conflict-shock-2025)",
        ),
    ])
}

/// Change of homicides in a state in the year after one more removal there, and nothing else.
fn after_one_removal(run: &Run<'_>, cancel: &AtomicBool) -> Result<Rows, CompareError> {
    let month = 12 * 10;
    let (sinaloa, bloc) = (24, 0);
    let to = month + 13;
    let policy = [Policy {
        start_month: 0,
        uses: Vec::new(),
    }];
    let year_after = |m: &Member<'_>| {
        let r = reading(Id::Homicides, 1 + sinaloa);
        vec![r.of(m, 0, month + 12 - (month - 12))]
    };
    let base = |forms| model(forms, month - 12, to);
    let without = members(run, base, &policy, cancel, year_after)?;
    let one_more = |forms| {
        let mut model = base(forms);
        model.inputs.removals.push(inputs::Removal {
            month,
            bloc,
            top: true,
            killed: false,
            count: 1,
        });
        model
    };
    let with = members(run, one_more, &policy, cancel, year_after)?;
    Ok(Rows(
        with.0
            .iter()
            .zip(&without.0)
            .map(|(a, b)| vec![a[0] / b[0].max(1e-9) - 1.0])
            .collect(),
    ))
}

/// Share of the largest rise of the price that counts as gone: what is published is when the price was back, not halfway.
const LEFT: f64 = 0.1;

/// Months from the peak until the price is back, after a quarter of very many strikes on laboratories.
fn after_a_shock(run: &Run<'_>, cancel: &AtomicBool) -> Result<Rows, CompareError> {
    let (start, quarter, to) = (RECORD_END, 3, RECORD_END + 60);
    let shock = Use {
        lever: Lever::StrikeLabs,
        intensity: 200.0,
        months: start..start + quarter,
        place: None,
        mode: Some(Mode::Cooperative),
        when: None,
        until: None,
    };
    let policies = [
        Policy {
            start_month: start,
            uses: Vec::new(),
        },
        Policy {
            start_month: start,
            uses: vec![shock],
        },
    ];
    let rows = members(
        run,
        |forms| model(forms, start, to),
        &policies,
        cancel,
        |m| {
            let rise = |point: usize| {
                let price = |s: usize| m.value(s, Id::Price as usize, 0, point);
                price(1) / price(0) - 1.0
            };
            let peak = (1..=60)
                .max_by(|a, b| rise(*a).total_cmp(&rise(*b)))
                .unwrap_or(1);
            let gone = (peak..=60).find(|p| rise(*p) < LEFT * rise(peak));
            vec![gone.map_or(60.0, |p| (p - peak) as f64), rise(peak)]
        },
    )?;
    Ok(Rows(rows.0.into_iter().filter(|r| r[1] > 0.01).collect()))
}

/// Homicides of 2018-2020 over those of a model in which nothing splits.
fn without_splits(run: &Run<'_>, cancel: &AtomicBool) -> Result<Rows, CompareError> {
    let policy = [Policy {
        start_month: 0,
        uses: Vec::new(),
    }];
    let three_years = |m: &Member<'_>| {
        vec![
            (2018..=2020)
                .map(|y| reading(Id::Homicides, 0).of(m, 0, end_of(y)))
                .sum::<f64>(),
        ]
    };
    let whole = members(
        run,
        |forms| model(forms, 0, RECORD_END),
        &policy,
        cancel,
        three_years,
    )?;
    let without = members(
        run,
        |forms| {
            let without_splits = Forms {
                fragmentation: false,
                removal: Removal::Off,
                ..forms
            };
            model(without_splits, 0, RECORD_END)
        },
        &policy,
        cancel,
        three_years,
    )?;
    Ok(Rows(
        whole
            .0
            .iter()
            .zip(&without.0)
            .map(|(a, b)| {
                let ratio = a[0] / b[0].max(1e-9);
                vec![ratio, (ratio - 1.0).abs()]
            })
            .collect(),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_that_holds_everything_is_no_pass() {
        let rows = |low: f64, high: f64| {
            let step = |k: i32| low + (high - low) * f64::from(k) / 100.0;
            Rows((0..=100).map(|k| vec![step(k)]).collect())
        };
        let of = |low, high, observed, possible| rows(low, high).holds(0, observed, possible);
        assert_eq!(of(-0.97, 1.0, 0.5, CORRELATION), Verdict::SaysLittle);
        assert_eq!(of(0.3, 0.7, 0.5, CORRELATION), Verdict::Pass);
        // A wide interval beside the record is a miss all the same.
        assert_eq!(of(-1.0, 0.4, 0.5, CORRELATION), Verdict::Miss);
        assert_eq!(of(1.0, 3.0, 2.0, Possible::Positive), Verdict::Pass);
        assert_eq!(of(1.0, 9.0, 2.0, Possible::Positive), Verdict::SaysLittle);
        let parts = [Verdict::Pass, Verdict::SaysLittle];
        assert_eq!(Verdict::worst(parts), Verdict::SaysLittle);
    }
}
