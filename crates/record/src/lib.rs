//! Embedded facts with their sources, and readers for official files.
