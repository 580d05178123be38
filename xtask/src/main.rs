//! Checks that people and CI run alike.
fn main() {}
