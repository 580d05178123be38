//! The questions put to the flagship model.
//!
//! | file | what |
//! | --- | --- |
//! | `catalogue` | what scenarios may contain, and scenarios as the model takes them |
//! | `question` | what would each option change? |
//! | `inform` | which measurement would change the choice of an option? |
//! | `lines` | what assumptions change beside what a policy changes |
//! | `neutrality` | do structure or priors smuggle the conclusion in? |
//! | `facts` | regularities of the record: observed, simulated, pass or miss |
//! | `portfolios` | which combinations of levers does no other beat in everything? |
//! | `record` | how the model stood up to the record: hindcast and event study |
//! | `values` | outcomes of policies as one number a draw |
//! | `why` | sensitivity, ledger of mechanisms, and what moved first |
//! | `width` | what the width of an answer is made of: chance, parameters, structures |
//! | `words` | the answer in plain sentences |

pub mod catalogue;
pub mod facts;
pub mod inform;
pub mod lines;
pub mod neutrality;
pub mod portfolios;
pub mod question;
pub mod record;
mod values;
pub mod why;
mod width;
pub mod words;
