//! What must hold whatever the parameters are.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod fixture;

use engine::describe::{Outcome, Places};
use engine::{Draws, Ensemble, Member, Model, Observer, ObserverError, Series};
use fixture::{bare, block, country, parameters};
use std::sync::atomic::AtomicBool;
use system::forms::{
    Answer, Conflict, Displacement, Forms, Price, Recruitment, Removal, Retaliation, Supply,
};
use system::model::SystemModel;
use system::outcomes::{DYADS, Id, OUTCOMES};
use system::policy::{Level, Lever, Mode, Policy, Rule, Use};
use system::world::Clock;

const PLACES: [&str; 5] = ["national", "A", "B", "C", "D"];
const MONTHS: usize = 96;

fn model(forms: Forms) -> SystemModel {
    SystemModel {
        inputs: country(3, 4, MONTHS),
        places: &PLACES,
        forms,
        clock: Clock::WEEKLY,
        from: 0,
        to: MONTHS,
    }
}

fn lever(lever: Lever, intensity: f64) -> Use {
    let mode = matches!(
        lever,
        Lever::StrikeLabs | Lever::StrikeInfrastructure | Lever::StrikeLeaders | Lever::Patrols
    );
    Use {
        lever,
        intensity,
        months: 48..72,
        place: None,
        mode: mode.then_some(Mode::Unilateral),
        when: None,
        until: None,
    }
}

fn policy(uses: Vec<Use>) -> Policy {
    Policy {
        start_month: 48,
        uses,
    }
}

fn run<const L: usize>(
    model: &SystemModel,
    policy: &Policy,
    values: &[f64],
    draws: [u32; L],
) -> Series<L> {
    let mut series = Series::new(model);
    model.simulate(&block(values, draws), policy, &mut series);
    series
}

/// Places of an outcome in a world of four states.
fn places(outcome: &Outcome) -> usize {
    match outcome.places {
        Places::First => 1,
        Places::All => 5,
        Places::Own(number) => number,
    }
}

/// All values of a lane, bit for bit.
fn bits<const L: usize>(series: &Series<L>, lane: usize) -> Vec<u64> {
    let mut all = Vec::new();
    for (o, outcome) in OUTCOMES.iter().enumerate() {
        let places = places(outcome);
        for place in 0..places {
            for point in 0..=MONTHS {
                all.push(series.get(o, place, point)[lane].to_bits());
            }
        }
    }
    all
}

fn everything() -> Vec<Use> {
    Lever::ALL
        .iter()
        .map(|l| lever(*l, if *l as usize >= 7 { 0.5 } else { 2.0 }))
        .collect()
}

/// Parameter sets that push the model to its corners.
fn corners() -> Vec<Vec<f64>> {
    [
        &[][..],
        &[("members_2000", 3000.0), ("eta_people_per_week", 300.0)],
        &[("theta_per_person_week", 3e-6), ("rho_per_week", 0.02)],
        &[("splits_per_removal", 3.0), ("split_hazard_per_year", 1.0)],
        &[
            ("attacks_per_removal", -3.0),
            ("grievance_recruits", -300.0),
        ],
        &[
            ("hostility_per_removal", -3.0),
            ("surveillance_deterrence", -0.9),
        ],
        &[
            ("inventory_weeks", 0.3),
            ("capacity_slack", 1.0),
            ("laboratories", 2.0),
        ],
        &[
            ("shock_unilateral", 1.0),
            ("compensation", 2.0),
            ("members_per_strike", 400.0),
        ],
        &[("tension", 1.5), ("mobility_per_year", 3.0)],
    ]
    .iter()
    .map(|c| parameters(c))
    .collect()
}

#[test]
fn stocks_are_finite_and_never_negative() {
    let model = model(Forms::default());
    for values in corners() {
        for uses in [Vec::new(), everything()] {
            let series = run(&model, &policy(uses), &values, [0, 1]);
            for (o, outcome) in OUTCOMES.iter().enumerate() {
                let places = places(outcome);
                for place in 0..places {
                    for point in 0..=MONTHS {
                        for v in series.get(o, place, point) {
                            let may_be_negative = o == Id::Recruits as usize;
                            assert!(
                                v.is_finite() && (v >= 0.0 || may_be_negative),
                                "{} {v}",
                                outcome.id
                            );
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn people_are_conserved() {
    // Members now = members then + recruits − arrests − killed − those who left.
    let mut model = model(Forms {
        displacement: Displacement::Routes,
        ..Forms::default()
    });
    model.to = 60;
    let values = parameters(&[
        ("omega_per_person_week", 0.0),
        ("route_learning_per_year", 1.0),
    ]);
    let series = run(&model, &policy(everything()), &values, [3]);
    let get = |id: Id, point: usize| series.get(id as usize, 0, point)[0];
    for point in 1..=60 {
        let change = get(Id::Members, point) - get(Id::Members, point - 1);
        let flows =
            get(Id::Recruits, point) - get(Id::Arrests, point) - get(Id::MembersKilled, point);
        assert!(
            (change - flows).abs() < 1e-6 * get(Id::Members, point),
            "{point}: {change} {flows}"
        );
    }
}

#[test]
fn a_states_outcomes_sum_to_the_nation_and_kinds_to_the_total() {
    let series = run(
        &model(Forms::default()),
        &policy(everything()),
        &parameters(&[]),
        [5],
    );
    for point in 1..=MONTHS {
        for id in [
            Id::Homicides,
            Id::Members,
            Id::CiviliansKilledByForce,
            Id::Displaced,
            Id::Laboratories,
        ] {
            let get = |place: usize| series.get(id as usize, place, point)[0];
            let sum: f64 = (1..5).map(get).sum();
            assert!((sum - get(0)).abs() <= 1e-9 * get(0).max(1.0), "{id:?}");
        }
        let get = |id: Id| series.get(id as usize, 0, point)[0];
        let kinds = get(Id::HomicidesBetweenGroups)
            + get(Id::HomicidesWithState)
            + get(Id::HomicidesOfCivilians)
            + get(Id::HomicidesBackground);
        assert!((kinds / get(Id::Homicides) - 1.0).abs() < 1e-9);
        let blocs = get(Id::DeathsWithinBlocs) + get(Id::DeathsBetweenBlocs);
        assert!((blocs - get(Id::HomicidesBetweenGroups)).abs() < 1e-9 * blocs);
        let of_dyad = |k: usize| series.get(Id::DeathsByDyad as usize, k, point)[0];
        let dyads: f64 = (0..DYADS).map(of_dyad).sum();
        assert!((dyads - blocs).abs() < 1e-9 * blocs, "{dyads} {blocs}");
    }
}

#[test]
fn no_lever_and_levers_of_zero_make_no_difference_bit_for_bit() {
    let model = model(Forms::default());
    let values = parameters(&[]);
    let none = run(&model, &policy(Vec::new()), &values, [7]);
    let zero: Vec<Use> = Lever::ALL.iter().map(|l| lever(*l, 0.0)).collect();
    assert_eq!(
        bits(&none, 0),
        bits(&run(&model, &policy(zero), &values, [7]), 0)
    );
    // A rule that never comes true is no lever either.
    let never = Rule {
        outcome: Id::Flow as usize,
        above: true,
        level: Level::Value(1e9),
        after_months: 0,
        delay_months: 0,
    };
    let idle = Use {
        when: Some(never),
        ..lever(Lever::StrikeLabs, 50.0)
    };
    assert_eq!(
        bits(&none, 0),
        bits(&run(&model, &policy(vec![idle]), &values, [7]), 0)
    );
    for one in Lever::ALL {
        // `withdraw` needs something that the record has in these months.
        if matches!(one, Lever::WithdrawCooperation | Lever::WithdrawKingpin) {
            continue;
        }
        let other = run(&model, &policy(vec![lever(one, 1.0)]), &values, [7]);
        assert_ne!(bits(&none, 0), bits(&other, 0), "{one:?} does nothing");
    }
}

#[test]
fn history_can_be_undone() {
    let mut model = model(Forms::default());
    model.inputs.cooperation = (0..MONTHS)
        .map(|m| [if m < 50 { 0.5 } else { 1.0 }; 4])
        .collect();
    let values = parameters(&[]);
    let all = |l: Lever| Use {
        months: 0..MONTHS,
        ..lever(l, 1.0)
    };
    let get = |id: Id, uses: Vec<Use>| {
        let series = run(
            &model,
            &Policy {
                start_month: 0,
                uses,
            },
            &values,
            [7],
        );
        (1..=48)
            .map(|p| series.get(id as usize, 0, p)[0])
            .sum::<f64>()
    };
    assert!(get(Id::LeadersRemoved, Vec::new()) > 20.0);
    assert_eq!(
        get(Id::LeadersRemoved, vec![all(Lever::WithdrawKingpin)]),
        0.0
    );
    let presence = |uses| get(Id::Presence, uses);
    assert!(presence(vec![all(Lever::WithdrawDeploy)]) < presence(Vec::new()));
    let changed = run(
        &model,
        &Policy {
            start_month: 0,
            uses: vec![all(Lever::WithdrawCooperation)],
        },
        &values,
        [7],
    );
    assert_eq!(changed.get(Id::Cooperation as usize, 0, MONTHS)[0], 0.5);
}

#[test]
fn twice_the_steps_change_yearly_means_by_less_than_two_per_cent() {
    let mut means = Vec::new();
    for steps in [4, 8] {
        let mut model = model(Forms::default());
        model.clock = Clock::steps_per_month(steps);
        let n = 2048;
        let mut mean = vec![0.0; OUTCOMES.len()];
        for draw in (0..n).step_by(8) {
            let draws = std::array::from_fn::<u32, 8, _>(|l| draw + l as u32);
            let series = run(
                &model,
                &policy(vec![lever(Lever::StrikeLabs, 5.0)]),
                &parameters(&[]),
                draws,
            );
            for (o, mean) in mean.iter_mut().enumerate() {
                for point in MONTHS - 11..=MONTHS {
                    *mean += series.get(o, 0, point).iter().sum::<f64>();
                }
            }
        }
        means.push(
            mean.iter()
                .map(|m| m / f64::from(12 * n))
                .collect::<Vec<f64>>(),
        );
    }
    for id in [
        Id::Homicides,
        Id::HomicidesBetweenGroups,
        Id::HomicidesOfCivilians,
        Id::Members,
        Id::Presence,
        Id::Laboratories,
        Id::Flow,
        Id::Price,
        Id::OverdoseDeaths,
        Id::Cooperation,
        Id::Concentration,
        Id::SecurityDeaths,
        Id::Displaced,
    ] {
        let (a, b) = (means[0][id as usize], means[1][id as usize]);
        assert!((a / b - 1.0).abs() < 0.02, "{id:?}: {a} against {b}");
    }
}

struct Fixed(Vec<f64>);
impl Draws for Fixed {
    fn fill<const L: usize>(&self, _: u64, _: [u32; L], parameters: &mut [[f64; L]]) {
        for (row, value) in parameters.iter_mut().zip(&self.0) {
            *row = [*value; L];
        }
    }
}

#[derive(Default)]
struct Bits(Vec<u64>);
impl Observer for Bits {
    fn observe(&mut self, member: &Member<'_>) -> Result<(), ObserverError> {
        for scenario in 0..member.scenarios() {
            for outcome in 0..OUTCOMES.len() {
                for point in 0..=MONTHS {
                    self.0
                        .push(member.value(scenario, outcome, 0, point).to_bits());
                }
            }
        }
        Ok(())
    }
}

#[test]
fn threads_lanes_and_company_do_not_change_a_bit() {
    let model = model(Forms::default());
    let draws = Fixed(parameters(&[]));
    let scenarios = [policy(Vec::new()), policy(everything())];
    let ensemble = |range: std::ops::Range<u32>| Ensemble {
        model: &model,
        draws: &draws,
        scenarios: &scenarios,
        seed: 4,
        range,
        replicates: 2,
    };
    let run = |threads: usize, lanes: usize| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        let mut seen = Bits::default();
        let cancel = AtomicBool::new(false);
        pool.install(|| match lanes {
            1 => ensemble(0..10).run_in_lanes::<1>(&cancel, &mut [&mut seen]),
            4 => ensemble(0..10).run_in_lanes::<4>(&cancel, &mut [&mut seen]),
            _ => ensemble(0..10).run_in_lanes::<8>(&cancel, &mut [&mut seen]),
        })
        .unwrap();
        seen.0
    };
    let expected = run(1, 8);
    for (threads, lanes) in [(2, 8), (8, 8), (2, 1), (1, 4)] {
        assert!(
            expected == run(threads, lanes),
            "{threads} threads, {lanes} lanes"
        );
    }
    // Alone or beside other scenarios, with a shared past or without: the same.
    let alone = bits(&fixture_run(&model, &scenarios[1], &draws.0), 0);
    let mut both = [Series::<1>::new(&model), Series::new(&model)];
    model.simulate_all(&block(&draws.0, [7]), &scenarios, &mut both);
    assert_eq!(alone, bits(&both[1], 0));
}

fn fixture_run(model: &SystemModel, policy: &Policy, values: &[f64]) -> Series<1> {
    run(model, policy, values, [7])
}

/// Outcomes that differ between two sets of forms under everything at once.
fn differing(a: Forms, b: Forms) -> Vec<&'static str> {
    let values = parameters(&[]);
    let [a, b] = [a, b].map(|f| run(&model(f), &policy(everything()), &values, [2]));
    (0..OUTCOMES.len())
        .filter(|o| (0..=MONTHS).any(|p| a.get(*o, 0, p) != b.get(*o, 0, p)))
        .map(|o| OUTCOMES[o].id)
        .collect()
}

#[test]
fn switching_a_mechanism_changes_only_what_depends_on_it() {
    let f = Forms::default();
    // People in the United States die of the market, and nothing depends on them.
    assert_eq!(
        differing(
            f,
            Forms {
                overdose: false,
                ..f
            }
        ),
        ["overdose_deaths"]
    );
    // The market feeds back into Mexico only through earnings, which these forms do not use.
    let market = [
        "production",
        "flow",
        "seized",
        "foreign_supply",
        "price",
        "purity",
        "consumption",
        "overdose_deaths",
    ];
    let changed = differing(
        f,
        Forms {
            price: Price::Off,
            ..f
        },
    );
    assert!(
        changed.iter().all(|o| market.contains(o)) && changed.contains(&"price"),
        "{changed:?}"
    );
    let mut with_laboratories = market.to_vec();
    with_laboratories.push("laboratories");
    let changed = differing(
        f,
        Forms {
            supply: Supply::Off,
            ..f
        },
    );
    // Strikes on laboratories go where laboratories are, and so do their victims.
    assert!(
        changed.contains(&"laboratories") && !changed.contains(&"cooperation"),
        "{changed:?}"
    );
    // The state's presence feeds predation, and predation nothing but deaths and displacement.
    let changed = differing(
        f,
        Forms {
            territory: false,
            ..f
        },
    );
    let allowed = [
        "homicides",
        "homicides_of_civilians",
        "presence",
        "displaced",
        "observed_inegi",
        "observed_sesnsp",
    ];
    assert!(
        changed.iter().all(|o| allowed.contains(o)) && changed.contains(&"presence"),
        "{changed:?}"
    );
    // Every switch does something.
    for other in [
        Forms {
            conflict: Conflict::FrequencyDependent,
            ..f
        },
        Forms {
            conflict: Conflict::Tullock,
            ..f
        },
        Forms {
            recruitment: Recruitment::Income,
            ..f
        },
        Forms {
            removal: Removal::Replacement,
            ..f
        },
        Forms {
            removal: Removal::Off,
            ..f
        },
        Forms {
            retaliation: Retaliation::Home,
            ..f
        },
        Forms {
            retaliation: Retaliation::Conditional,
            ..f
        },
        Forms {
            retaliation: Retaliation::Off,
            ..f
        },
        Forms {
            supply: Supply::Disperse,
            ..f
        },
        Forms {
            supply: Supply::Relocate,
            ..f
        },
        Forms {
            price: Price::BeckerMurphyGrossman,
            ..f
        },
        Forms {
            answer: Answer::Acquiesce,
            ..f
        },
        Forms {
            answer: Answer::Off,
            ..f
        },
        Forms {
            displacement: Displacement::Routes,
            ..f
        },
        Forms {
            displacement: Displacement::Off,
            ..f
        },
        Forms {
            fragmentation: false,
            ..f
        },
        Forms {
            hostility: false,
            ..f
        },
        Forms {
            strike_incapacitation: false,
            ..f
        },
        Forms {
            strike_deterrence: false,
            ..f
        },
        Forms {
            strike_retaliation: false,
            ..f
        },
        Forms {
            strike_loss_of_control: false,
            ..f
        },
    ] {
        assert!(!differing(f, other).is_empty(), "{other:?}");
    }
    assert!(!differing(f, bare()).is_empty());
}
