//! A calibration that is killed, or whose disk is full: what was there stays whole, and it goes on to the same bytes.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use assumptions::Ledger;
use inference::calibration::{CalibrationError, Plan};
use std::fmt::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use system::parameters::PARAMETERS;

const PROGRAM: &str = env!("CARGO_BIN_EXE_aftermath");

fn aftermath(dir: &Path, args: &[&str]) -> Output {
    Command::new(PROGRAM)
        .current_dir(dir)
        .args(args)
        .output()
        .unwrap()
}

/// Runs the program where no file can grow beyond 512 bytes a block: writes fail part of the way, as on a full disk.
fn with_room_for(blocks: u32, dir: &Path, args: &str) -> (Option<i32>, String) {
    let out = Command::new("sh")
        .current_dir(dir)
        .args([
            "-c",
            &format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" {args}"),
            PROGRAM,
        ])
        .output()
        .unwrap();
    let error = String::from_utf8_lossy(&out.stderr).into_owned();
    (out.status.code(), error)
}

/// A folder with a small plan: five years of made-up counts, one shard of sixteen particles.
fn planned() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let mut text = "state_code,year,month,homicides\n".to_owned();
    for year in 2000..=2004 {
        for month in 1..=12 {
            for state in 1..=32 {
                writeln!(text, "{state},{year},{month},{}", 20 + state).unwrap();
            }
        }
    }
    std::fs::write(dir.path().join("counts.csv"), text).unwrap();
    let args = [
        "calibrate",
        "plan",
        "counts.csv",
        "--out",
        "fit",
        "--size",
        "reduced",
    ];
    assert!(aftermath(dir.path(), &args).status.success());
    let path = dir.path().join("fit/plan.json");
    let plan = std::fs::read_to_string(&path).unwrap();
    let small = plan
        .replace("\"shards\": 2", "\"shards\": 1")
        .replace("\"particles\": 48", "\"particles\": 16");
    assert_ne!(plan, small);
    std::fs::write(&path, small).unwrap();
    dir
}

fn shard(dir: &Path) -> Option<Vec<u8>> {
    std::fs::read(dir.join("fit/shard-000.bin")).ok()
}

const RUN: [&str; 3] = ["calibrate", "run", "fit"];

/// The same plan, run without a break.
fn whole(dir: &Path) -> Vec<u8> {
    let other = tempfile::tempdir().unwrap();
    std::fs::create_dir(other.path().join("fit")).unwrap();
    std::fs::copy(
        dir.join("fit/plan.json"),
        other.path().join("fit/plan.json"),
    )
    .unwrap();
    assert!(aftermath(other.path(), &RUN).status.success());
    shard(other.path()).unwrap()
}

/// Runs the first stage alone.
fn first_stage(dir: &Path) {
    let ledger = Ledger::built_in(PARAMETERS).unwrap();
    let folder = dir.join("fit");
    let plan = Plan::read(&folder, &ledger).unwrap();
    let cancel = AtomicBool::new(false);
    let stop = |_| cancel.store(true, Ordering::Relaxed);
    let stopped = plan.run_shard(&folder, 0, &plan.target(&ledger), &cancel, stop);
    assert!(matches!(stopped, Err(CalibrationError::Cancelled)));
}

#[test]
fn killed_at_any_moment_it_goes_on_to_the_same_bytes() {
    let dir = planned();
    let expected = whole(dir.path());
    let mut killed = 0;
    // Longer and longer, since what falls within a stage begins that stage anew; no clock decides the outcome.
    for milliseconds in (1..).map(|k| 20 * k) {
        let mut child = Command::new(PROGRAM)
            .current_dir(dir.path())
            .args(RUN)
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(milliseconds));
        if child.try_wait().unwrap().is_some_and(|s| s.success()) {
            break;
        }
        // SIGKILL.
        child.kill().unwrap();
        if child.wait().unwrap().success() {
            break;
        }
        killed += 1;
        let status = aftermath(dir.path(), &["calibrate", "status", "fit"]);
        assert!(
            status.status.success(),
            "what is on disk is whole: {status:?}"
        );
    }
    assert!(killed > 0);
    assert_eq!(shard(dir.path()).unwrap(), expected);
}

#[test]
fn a_full_disk_is_an_error_and_the_last_stage_is_gone_on_from() {
    let dir = planned();
    let expected = whole(dir.path());
    let (code, error) = with_room_for(2, dir.path(), "calibrate run fit");
    assert_eq!(code, Some(2), "{error}");
    for part in [
        "every stage that was written is kept",
        "calibrate run fit",
        "shard-000.bin: ",
    ] {
        assert!(error.contains(part), "{part}: {error}");
    }
    assert_eq!(shard(dir.path()), None, "no half of a checkpoint");

    // A checkpoint of the first stage, then no room.
    first_stage(dir.path());
    let before = shard(dir.path()).unwrap();
    assert_ne!(before, expected);
    let (code, error) = with_room_for(2, dir.path(), "calibrate run fit");
    assert_eq!(code, Some(2), "{error}");
    assert_eq!(
        shard(dir.path()).unwrap(),
        before,
        "what was there is whole"
    );
    assert!(aftermath(dir.path(), &RUN).status.success());
    assert_eq!(shard(dir.path()).unwrap(), expected);

    // What is written at the end, and tables that are imported.
    let collect = "calibrate collect fit --out posterior.bin";
    std::fs::write(dir.path().join("posterior.bin"), "old").unwrap();
    let (code, error) = with_room_for(2, dir.path(), collect);
    assert!(
        code == Some(2) && error.contains("posterior.bin: "),
        "{error}"
    );
    let deaths = "ENT_OCURR,MES_OCURR,ANIO_OCUR,ANIO_REGIS,TIPO_DEFUN\n25,10,2019,2019,2\n";
    std::fs::write(dir.path().join("deaths.csv"), deaths).unwrap();
    std::fs::write(dir.path().join("table.csv"), "old").unwrap();
    let import = "evidence import inegi deaths.csv --out table.csv --force";
    let (code, error) = with_room_for(2, dir.path(), import);
    assert!(code == Some(2) && error.contains("table.csv: "), "{error}");
    for name in ["posterior.bin", "table.csv"] {
        assert_eq!(
            std::fs::read_to_string(dir.path().join(name)).unwrap(),
            "old",
            "{name}"
        );
    }
    let left: Vec<_> = std::fs::read_dir(dir.path().join("fit")).unwrap().collect();
    assert_eq!(left.len(), 2, "plan and shard: {left:?}");
}

#[test]
fn damaged_and_foreign_checkpoints_are_named_and_left_alone() {
    let dir = planned();
    first_stage(dir.path());
    let (path, good) = (
        dir.path().join("fit/shard-000.bin"),
        shard(dir.path()).unwrap(),
    );
    let refused = |bytes: &[u8], words: &str| {
        std::fs::write(&path, bytes).unwrap();
        for args in ["run fit", "status fit", "collect fit --out posterior.bin"] {
            let args: Vec<&str> = std::iter::once("calibrate")
                .chain(args.split(' '))
                .collect();
            let out = aftermath(dir.path(), &args);
            let error = String::from_utf8_lossy(&out.stderr).into_owned();
            assert_eq!(out.status.code(), Some(2), "{args:?}: {error}");
            assert!(error.contains(words), "{args:?}: {error}");
            assert_eq!(std::fs::read(&path).unwrap(), bytes);
            assert!(!dir.path().join("posterior.bin").exists());
        }
    };
    refused(&good[..good.len() / 2], "shard-000.bin: cut off or damaged");
    // The plan with another seed: the checkpoint is not its own.
    let plan = dir.path().join("fit/plan.json");
    let text = std::fs::read_to_string(&plan).unwrap();
    let changed = text.replace("\"seed\": 1,", "\"seed\": 2,");
    assert_ne!(changed, text);
    std::fs::write(&plan, changed).unwrap();
    refused(&good, "shard-000.bin: belongs to another plan");
    let other = text.replace("\"model\": \"", "\"model\": \"0");
    std::fs::write(&plan, other).unwrap();
    refused(&good, "another version of the model");
}
