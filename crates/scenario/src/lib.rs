//! Scenario files: TOML in, checked scenario out, errors with file, line and range.
