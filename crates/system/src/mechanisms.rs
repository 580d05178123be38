//! One mechanism, one file: its purpose, equation, source, default and rival forms, code, limiting
//! cases.

pub mod conflict;
pub mod fragmentation;
pub mod recruitment;
