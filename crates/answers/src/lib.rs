//! Questions put to ensembles: paired comparisons of options.
//!
//! | file | what |
//! | --- | --- |
//! | `claims` | sentences tested against the record and ensembles |
//! | `comparison` | the answer as plain data |
//! | `prim` | scenario discovery: a box of assumptions in which cases are dense |
//! | `question` | options, and how large an ensemble answers |
//! | `flagship` | the questions put to the flagship model |
//! | `number` | numbers for people, one rule for the terminal and the page |
//! | `nsga2`, `pareto` | search after Pareto fronts over several outcomes |
//! | `objection` | the question with other assumptions, and what becomes of each conclusion |
//! | `paired` | observers that summarise paired differences and bands in fixed memory |
//! | `population` | the question "what does each option change?" put to the cartel population model |
//! | `reweight` | members drawn from one set of priors, weighted to stand for another |
//! | `sensitivity` | what an answer hangs on |
//! | `sobol` | variance-based sensitivity |
//! | `value_of_information` | which parameter would be worth measuring, for a decision |
//! | `weighted` | shares and quantiles of members that do not count alike |
//! | `words` | the answer in plain sentences |

pub mod claims;
pub mod comparison;
pub mod flagship;
pub mod nsga2;
pub mod number;
pub mod objection;
pub mod paired;
pub mod pareto;
pub mod population;
pub mod prim;
pub mod question;
pub mod reweight;
pub mod sensitivity;
pub mod sobol;
pub mod value_of_information;
pub mod weighted;
pub mod words;
