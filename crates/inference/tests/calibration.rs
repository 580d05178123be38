//! A small calibration to simulated counts: stopping and going on, damage, other plans, the posterior file.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use assumptions::Ledger;
use inference::calibration::{CalibrationError, LEARNING_RATE, PLAN, Plan, Size};
use inference::hindcast::Record;
use inference::posterior::{Posterior, PosteriorError};
use inference::structures::STRUCTURES;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use system::parameters::PARAMETERS;

const SIZE: Size = Size {
    shards: 2,
    particles: 16,
    moves: 1,
    last_moves: 1,
};

fn ledger() -> Ledger {
    Ledger::built_in(PARAMETERS).unwrap()
}

/// Five years of counts that rise in one state.
fn plan(ledger: &Ledger, seed: u64) -> Plan {
    let quarters = (0..20)
        .map(|t| {
            std::array::from_fn(|s| {
                let rise = if s == 7 { 10 * t } else { 0 };
                f64::from(50 + 3 * s as u32 + rise)
            })
        })
        .collect();
    Plan::new(ledger, &[], "made up".to_owned(), quarters, seed, SIZE)
}

fn run(plan: &Plan, ledger: &Ledger, folder: &Path) {
    let target = plan.target(ledger);
    for shard in 0..plan.shards {
        let cancel = AtomicBool::new(false);
        plan.run_shard(folder, shard, &target, &cancel, |_| ())
            .unwrap();
    }
}

fn bytes(folder: &Path, shard: u32) -> Vec<u8> {
    std::fs::read(Plan::shard_path(folder, shard)).unwrap()
}

#[test]
fn a_shard_that_was_stopped_goes_on_to_the_same_bytes_on_any_number_of_threads() {
    let ledger = ledger();
    let plan = plan(&ledger, 1);
    let (whole, stopped) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    run(&plan, &ledger, whole.path());

    let target = plan.target(&ledger);
    let one_thread = rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .build()
        .unwrap();
    let cancel = AtomicBool::new(false);
    let mut stages = 0;
    loop {
        cancel.store(false, Ordering::Relaxed);
        let result = one_thread.install(|| {
            plan.run_shard(stopped.path(), 0, &target, &cancel, |_| {
                stages += 1;
                cancel.store(true, Ordering::Relaxed);
            })
        });
        match result {
            Err(CalibrationError::Cancelled) => {}
            other => break assert!(other.is_ok()),
        }
    }
    assert!(stages > 2, "it was stopped after every stage");
    assert_eq!(bytes(whole.path(), 0), bytes(stopped.path(), 0));
    let again = plan.run_shard(whole.path(), 0, &target, &cancel, |_| panic!("it is done"));
    assert_eq!(again.unwrap().beta, LEARNING_RATE);
}

#[test]
fn damaged_and_foreign_files_are_refused_and_stay() {
    let ledger = ledger();
    let plan = plan(&ledger, 1);
    let dir = tempfile::tempdir().unwrap();
    run(&plan, &ledger, dir.path());
    let (path, good) = (Plan::shard_path(dir.path(), 0), bytes(dir.path(), 0));
    for length in [0, 10, 40, good.len() / 2, good.len() - 1] {
        std::fs::write(&path, &good[..length]).unwrap();
        let error = plan.progress(dir.path(), 0).unwrap_err();
        assert!(matches!(error, CalibrationError::Damaged { .. }), "{error}");
        assert_eq!(bytes(dir.path(), 0).len(), length);
    }
    let mut flipped = good.clone();
    flipped[100] ^= 1;
    std::fs::write(&path, &flipped).unwrap();
    assert!(matches!(
        plan.progress(dir.path(), 0),
        Err(CalibrationError::Damaged { .. })
    ));
    std::fs::write(&path, &good).unwrap();
    let mut other = plan.clone();
    other.seed = 2;
    assert!(matches!(
        other.progress(dir.path(), 0),
        Err(CalibrationError::OtherPlan { .. })
    ));
    // Shard 1 in the place of shard 0.
    std::fs::copy(Plan::shard_path(dir.path(), 1), &path).unwrap();
    assert!(matches!(
        plan.progress(dir.path(), 0),
        Err(CalibrationError::OtherPlan { .. })
    ));
}

#[test]
fn plans_are_checked_when_they_are_read() {
    let ledger = ledger();
    let dir = tempfile::tempdir().unwrap();
    let good = plan(&ledger, 1);
    good.write(dir.path()).unwrap();
    assert_eq!(Plan::read(dir.path(), &ledger).unwrap(), good);
    let change = |change: &dyn Fn(&mut Plan)| {
        let mut bad = good.clone();
        change(&mut bad);
        bad.write(dir.path()).unwrap();
        Plan::read(dir.path(), &ledger).unwrap_err().to_string()
    };
    assert!(change(&|p| p.model = "0".to_owned()).contains("another version of the model"));
    assert!(change(&|p| p.quarters[1][3] = -1.0).contains("not negative"));
    assert!(change(&|p| p.quarters[1].truncate(31)).contains("32 states"));
    assert!(change(&|p| p.active = vec![9999]).contains("active"));
    std::fs::write(dir.path().join(PLAN), "{").unwrap();
    let error = Plan::read(dir.path(), &ledger).unwrap_err().to_string();
    assert!(
        error.contains("not a plan") && error.contains("line 1"),
        "{error}"
    );
}

#[test]
fn a_posterior_is_collected_when_all_is_done_and_survives_its_file() {
    let ledger = ledger();
    let plan = plan(&ledger, 1);
    let dir = tempfile::tempdir().unwrap();
    let target = plan.target(&ledger);
    let early = Posterior::collect(&plan, &ledger, &target, dir.path());
    assert!(matches!(
        early,
        Err(CalibrationError::NotDone {
            done: 0,
            shards: 2,
            ..
        })
    ));
    run(&plan, &ledger, dir.path());
    let posterior = Posterior::collect(&plan, &ledger, &target, dir.path()).unwrap();
    assert_eq!(posterior.manifest.draws, 32);
    let file = dir.path().join("p.bin");
    posterior.write(&file).unwrap();
    let good = std::fs::read(&file).unwrap();
    let read = Posterior::decode(&good, &ledger).unwrap();
    assert_eq!(read.manifest, posterior.manifest);
    posterior.write(&file).unwrap();
    assert_eq!(good, std::fs::read(&file).unwrap(), "the same bytes");
    for length in [0, 30, good.len() - 1] {
        let error = Posterior::decode(&good[..length], &ledger).unwrap_err();
        assert!(matches!(error, PosteriorError::Damaged));
    }
}

#[test]
fn the_posteriors_that_ship_belong_to_this_model_and_are_small() {
    let (mut draws, mut bytes) = (0, 0);
    for (k, structure) in STRUCTURES.iter().enumerate() {
        let m = Posterior::shipped(k, &ledger()).unwrap().manifest;
        assert_eq!(m.last_year, 2022);
        assert_eq!(m.forms, structure.named_forms());
        draws += m.draws;
        let file = format!(
            "{}/../../posterior/{}.bin",
            env!("CARGO_MANIFEST_DIR"),
            structure.id
        );
        bytes += std::fs::metadata(file).unwrap().len();
    }
    assert!(
        draws >= 2000 && bytes <= 2_000_000,
        "{draws} draws, {bytes} bytes"
    );
    let record = Record::shipped().unwrap().hindcast;
    let weights = record.weights();
    assert_eq!(weights.len(), STRUCTURES.len());
    assert!((weights.iter().sum::<f64>() - 1.0).abs() < 1e-9);
    assert!(!record.scores.is_empty());
}
