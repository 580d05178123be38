//! Levers with their limits, and portfolios of them.

use crate::flagship::catalogue::{BUILT_IN_QUESTION, CATALOGUE};
use crate::number::{number, percent};
use engine::describe::Lever;
use scenario::{LeverUse, Mode, Origin, Problems, Scenario};
use serde::Serialize;
use system::levers::LEVERS;

/// Steps between nothing and a lever's limit: finer doses would claim a precision that is not there.
pub const STEPS: u8 = 4;
/// Groups of built-in scenarios in which force is used.
const MILITARY: [&str; 2] = ["strikes", "force"];

/// A lever that a search may use, and how far.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Limit {
    /// Id of the lever.
    pub lever: &'static str,
    /// What it does.
    pub meaning: &'static str,
    /// Unit of its doses.
    pub unit: &'static str,
    /// The same in words.
    pub unit_meaning: &'static str,
    /// Largest dose.
    pub max: f64,
    /// Where the limit comes from.
    pub from: String,
    /// Whether it is force: strikes, troops, or the hunt for leaders.
    pub is_military: bool,
    /// Whether it acts with or without Mexico's consent.
    pub has_mode: bool,
    /// What is known of its cost.
    pub cost: String,
}

/// The levers of the built-in question, each up to its largest dose there; what is force, and what is known of costs, is
/// read from the same scenarios.
///
/// # Errors
///
/// A built-in scenario cannot be read.
pub fn limits() -> Result<Vec<Limit>, Problems> {
    let mut found: Vec<Limit> = Vec::new();
    for id in BUILT_IN_QUESTION {
        let scenario = scenario::load(id, &CATALOGUE)?;
        for used in &scenario.levers {
            match found.iter_mut().find(|l| l.lever == used.lever) {
                Some(limit) if used.intensity > limit.max => {
                    limit.max = used.intensity;
                    limit.from.clone_from(&scenario.id);
                }
                Some(_) => {}
                None => {
                    let Some(lever) = LEVERS.iter().find(|l| l.id == used.lever) else {
                        continue;
                    };
                    found.push(limit_of(lever, used, &scenario));
                }
            }
        }
    }
    Ok(found)
}

fn limit_of(lever: &'static Lever, used: &LeverUse, scenario: &Scenario) -> Limit {
    let group = scenario.group.as_deref().unwrap_or_default();
    Limit {
        lever: lever.id,
        meaning: lever.meaning,
        unit: used.unit,
        unit_meaning: lever
            .units
            .iter()
            .find(|u| u.id == used.unit)
            .map_or("", |u| u.meaning),
        max: used.intensity,
        from: scenario.id.clone(),
        is_military: MILITARY.contains(&group),
        has_mode: used.mode.is_some(),
        cost: scenario.cost.clone().unwrap_or_default(),
    }
}

impl Limit {
    /// The same with another largest dose; otherwise the largest that the model accepts.
    pub fn up_to(&self, max: f64) -> Result<Self, f64> {
        let lever = LEVERS.iter().find(|l| l.id == self.lever);
        let unit = lever.and_then(|l| l.units.iter().find(|u| u.id == self.unit));
        let most = unit.map_or(self.max, |u| u.max);
        if max > 0.0 && max <= most {
            Ok(Self {
                max,
                from: "asked for".to_owned(),
                ..self.clone()
            })
        } else {
            Err(most)
        }
    }
}

/// A lever at a dose, in words: what is done, with its unit.
pub fn action(lever: &str, dose: f64) -> String {
    let (n, share) = (number(dose), percent(dose));
    match lever {
        "strike.labs" => format!("{n} strikes a month on laboratories"),
        "strike.infrastructure" => format!("{n} strikes a month on other infrastructure"),
        "strike.leaders" => format!("{n} strikes a month on leaders"),
        "kingpin" => format!("{n} more top leaders removed a year"),
        "deploy" => format!("{} more Mexican troops", number(1e4 * dose)),
        "patrols" => format!("{} US troops on patrol", number(1e4 * dose)),
        "interdict" => format!(
            "interdiction at {} times its effort",
            number(2f64.powf(dose))
        ),
        "precursors" => format!("{share} of diverted precursors stopped"),
        "recruitment" => format!("{share} of those within reach kept from joining"),
        "deterrence" => format!("{share} of enforcement made conditional on violence"),
        "treatment" => format!("{share} of the untreated brought into treatment a year"),
        "naloxone" => format!("{share} of the gap in naloxone closed"),
        other => format!("{other} {n}"),
    }
}

/// What kind of portfolio it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Nothing is done.
    StatusQuo,
    /// Force alone.
    Military,
    /// No force.
    NonMilitary,
    /// Both.
    Mixed,
}

impl Kind {
    /// In words.
    pub fn name(self) -> &'static str {
        match self {
            Self::StatusQuo => "status quo",
            Self::Military => "military",
            Self::NonMilitary => "non-military",
            Self::Mixed => "mixed",
        }
    }
}

/// A combination of doses, in steps of a lever's limit.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Portfolio {
    /// Steps of each lever, in the order of the limits.
    pub steps: Vec<u8>,
    /// Whether what needs a mode is done without Mexico's consent; `false` where nothing does.
    pub is_unilateral: bool,
}

impl Portfolio {
    /// The portfolio nearest to genes between 0 and 1: one a lever, and one for the mode. Levers that are not allowed are
    /// left out; while it reaches too far, the smallest dose is given up (the last of equals).
    pub fn nearest(genes: &[f64], limits: &[Limit], allowed: &[bool], reach: f64) -> Self {
        let step = |(gene, allowed): (&f64, &bool)| {
            if *allowed {
                (gene.clamp(0.0, 1.0) * f64::from(STEPS)).round() as u8
            } else {
                0
            }
        };
        let mut steps: Vec<u8> = genes.iter().zip(allowed).map(step).collect();
        let most = (reach * f64::from(STEPS)).floor();
        while f64::from(steps.iter().map(|s| u16::from(*s)).sum::<u16>()) > most {
            let smallest = (0..steps.len())
                .rev()
                .filter(|k| steps[*k] > 0)
                .min_by_key(|k| steps[*k]);
            let Some(smallest) = smallest else { break };
            // A single dose beyond the reach is cut to it, not given up.
            let others: u16 =
                steps.iter().map(|s| u16::from(*s)).sum::<u16>() - u16::from(steps[smallest]);
            steps[smallest] = if others == 0 { most as u8 } else { 0 };
        }
        let has_mode = steps.iter().zip(limits).any(|(s, l)| *s > 0 && l.has_mode);
        let is_unilateral = has_mode && genes.last().is_some_and(|g| *g >= 0.5);
        Self {
            steps,
            is_unilateral,
        }
    }

    /// Genes of which it is the nearest.
    pub fn genes(&self) -> Vec<f64> {
        let doses = self.steps.iter().map(|s| f64::from(*s) / f64::from(STEPS));
        doses
            .chain([f64::from(u8::from(self.is_unilateral))])
            .collect()
    }

    /// Nothing done.
    pub fn nothing(limits: &[Limit]) -> Self {
        Self {
            steps: vec![0; limits.len()],
            is_unilateral: false,
        }
    }

    /// How far it reaches: the sum of its doses, each as a share of its lever's limit.
    pub fn reach(&self) -> f64 {
        self.steps.iter().map(|s| f64::from(*s)).sum::<f64>() / f64::from(STEPS)
    }

    /// What kind it is.
    pub fn kind(&self, limits: &[Limit]) -> Kind {
        let uses = |military: bool| {
            let mut of = self.steps.iter().zip(limits);
            of.any(|(s, l)| *s > 0 && l.is_military == military)
        };
        match (uses(true), uses(false)) {
            (false, false) => Kind::StatusQuo,
            (true, false) => Kind::Military,
            (false, true) => Kind::NonMilitary,
            (true, true) => Kind::Mixed,
        }
    }

    /// Doses in words, like `17 strikes a month on laboratories, without Mexico's consent + 25 % of the gap in naloxone closed`.
    pub fn words(&self, limits: &[Limit]) -> String {
        let used: Vec<String> = self
            .uses(limits)
            .map(|(limit, dose)| {
                let mode = match (limit.has_mode, self.is_unilateral) {
                    (false, _) => "",
                    (true, true) => ", without Mexico's consent",
                    (true, false) => ", with Mexico's consent",
                };
                action(limit.lever, dose) + mode
            })
            .collect();
        if used.is_empty() {
            return "nothing is added".to_owned();
        }
        used.join(" + ")
    }

    /// Levers in use with their doses.
    pub fn uses<'a>(&'a self, limits: &'a [Limit]) -> impl Iterator<Item = (&'a Limit, f64)> {
        self.steps
            .iter()
            .zip(limits)
            .filter(|(s, _)| **s > 0)
            .map(|(s, l)| (l, l.max * f64::from(*s) / f64::from(STEPS)))
    }

    /// As a scenario over the time of a baseline: every lever from its start to its end.
    pub fn scenario(&self, id: &str, limits: &[Limit], baseline: &Scenario) -> Scenario {
        let mode = if self.is_unilateral {
            Mode::Unilateral
        } else {
            Mode::Cooperative
        };
        let levers = self.uses(limits).map(|(limit, intensity)| LeverUse {
            name: limit.lever.replace('.', "-"),
            lever: limit.lever,
            intensity,
            unit: limit.unit,
            start: baseline.start,
            end: baseline.end,
            place: CATALOGUE.places[0],
            mode: limit.has_mode.then_some(mode),
            when: None,
            until: None,
        });
        Scenario {
            id: id.to_owned(),
            title: format!("Portfolio {id}"),
            description: format!("Found by a search over portfolios: {}.", self.words(limits)),
            dose: None,
            cost: None,
            group: Some(self.kind(limits).name().to_owned()),
            start: baseline.start,
            end: baseline.end,
            levers: levers.collect(),
            origin: Origin::BuiltIn,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_and_kinds_are_those_of_the_built_in_question() {
        let limits = limits().unwrap();
        let of = |id: &str| limits.iter().find(|l| l.lever == id).unwrap();
        assert_eq!(limits.len(), 12);
        assert_eq!((of("strike.labs").max, of("treatment").max), (17.0, 0.2));
        let force: Vec<&str> = limits
            .iter()
            .filter(|l| l.is_military)
            .map(|l| l.lever)
            .collect();
        assert_eq!(
            force,
            [
                "strike.labs",
                "strike.infrastructure",
                "strike.leaders",
                "kingpin",
                "deploy",
                "patrols"
            ]
        );
        assert!(of("patrols").has_mode && !of("deploy").has_mode);
        // No lever has a cost that could be set against that of another.
        let without = limits.iter().filter(|l| l.cost.starts_with("No cost"));
        assert_eq!(without.count(), limits.len() - 1);
    }

    #[test]
    fn a_portfolio_stays_within_reach_and_what_is_allowed() {
        let limits = limits().unwrap();
        let all = vec![true; limits.len()];
        let mut genes = vec![0.0; limits.len() + 1];
        (genes[0], genes[1], genes[2], genes[12]) = (0.9, 0.5, 0.3, 1.0);
        let wide = Portfolio::nearest(&genes, &limits, &all, 3.0);
        assert_eq!(
            (&wide.steps[..3], wide.is_unilateral),
            (&[4, 2, 1][..], true)
        );
        assert_eq!(Portfolio::nearest(&wide.genes(), &limits, &all, 3.0), wide);
        let narrow = Portfolio::nearest(&genes, &limits, &all, 1.5);
        assert_eq!((&narrow.steps[..3], narrow.reach()), (&[4, 2, 0][..], 1.5));
        assert_eq!(Portfolio::nearest(&genes, &limits, &all, 0.5).reach(), 0.5);
        let mut none = all.clone();
        none[..3].fill(false);
        let nothing = Portfolio::nearest(&genes, &limits, &none, 3.0);
        assert_eq!(nothing, Portfolio::nothing(&limits));
        assert_eq!(
            (wide.kind(&limits), nothing.kind(&limits)),
            (Kind::Military, Kind::StatusQuo)
        );
    }

    #[test]
    fn doses_are_told_with_names_and_units() {
        let limits = limits().unwrap();
        let mut portfolio = Portfolio::nothing(&limits);
        assert_eq!(portfolio.words(&limits), "nothing is added");
        let at = |id: &str| limits.iter().position(|l| l.lever == id).unwrap();
        portfolio.steps[at("strike.labs")] = 3;
        portfolio.steps[at("naloxone")] = 2;
        portfolio.is_unilateral = true;
        assert_eq!(
            portfolio.words(&limits),
            "12.8 strikes a month on laboratories, without Mexico's consent + 25 % of the gap in naloxone closed"
        );
        assert_eq!(action("deploy", 1.54), "15,400 more Mexican troops");
        for limit in &limits {
            let words = action(limit.lever, limit.max);
            // Each lever has words of its own, not its id with a bare dose.
            assert!(!words.starts_with(&format!("{} ", limit.lever)), "{words}");
        }
    }

    #[test]
    fn a_portfolio_is_a_scenario_that_can_be_read_again() {
        let limits = limits().unwrap();
        let baseline = scenario::load("status-quo", &CATALOGUE).unwrap();
        let genes = vec![1.0; limits.len() + 1];
        let portfolio = Portfolio::nearest(&genes, &limits, &vec![true; limits.len()], 12.0);
        let made = portfolio.scenario("p1", &limits, &baseline);
        let read = scenario::check_str("p1.toml", &made.to_toml(), &CATALOGUE).unwrap();
        assert_eq!(read.hash(), made.hash());
        assert_eq!(read.levers.len(), limits.len());
    }
}
