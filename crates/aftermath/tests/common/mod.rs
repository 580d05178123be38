//! The program, run as a user runs it.

use assert_cmd::Command;
use std::path::Path;
use std::process::Output;

/// Runs the program in a folder.
pub fn aftermath(dir: &Path, args: &[&str]) -> Output {
    Command::cargo_bin("aftermath")
        .unwrap()
        .current_dir(dir)
        .args(args)
        .output()
        .unwrap()
}

/// What the program printed, which is always text.
pub fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// Runs, expects an exit status, returns standard output and error.
pub fn run(dir: &Path, args: &[&str], status: i32) -> (String, String) {
    let output = aftermath(dir, args);
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    assert_eq!(output.status.code(), Some(status), "{args:?}\n{out}\n{err}");
    assert!(!err.contains("panicked"), "{err}");
    (out, err)
}
