//! Questions put to ensembles: paired comparisons of options.
//!
//! | file | what |
//! | --- | --- |
//! | `claims` | sentences tested against the record and ensembles |
//! | `comparison` | the answer as plain data |
//! | `question` | options, and how large an ensemble answers |
//! | `flagship` | the questions put to the flagship model |
//! | `paired` | observers that summarise paired differences and bands in fixed memory |
//! | `population` | the question "what does each option change?" put to the cartel population model |
//! | `words` | the answer in plain sentences |

pub mod claims;
pub mod comparison;
pub mod flagship;
pub mod paired;
pub mod population;
pub mod question;
pub mod words;
