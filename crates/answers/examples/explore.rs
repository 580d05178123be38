use answers::flagship::inputs::inputs;
use engine::{Block, Model, Series, Streams};
use system::forms::Forms;
use system::model::SystemModel;
use system::outcomes::{Id, OUTCOMES};
use system::parameters::PARAMETERS;
use system::policy::Policy;
use system::world::Clock;
static PLACES: [&str; 33] = ["x"; 33];
fn main() {
    let belief = match std::env::args().nth(1).as_deref() { Some("open") => assumptions::Belief::Open, _ => assumptions::Belief::Evidence };
    let mut ledger = assumptions::Ledger::built_in(PARAMETERS).unwrap_or_else(|e| panic!("{e}"));
    for o in std::env::args().skip(2) { let v = ledger.overlay(&o).unwrap(); ledger = ledger.with_overlay(&v); }
    let draws = assumptions::LedgerDraws::new(&ledger, belief);
    let model = SystemModel { inputs: inputs(), places: &PLACES, forms: Forms::default(), clock: Clock::WEEKLY, from: 0, to: 12 * 30 };
    let ids = [Id::Homicides, Id::HomicidesBetweenGroups, Id::DeathsWithinBlocs, Id::HomicidesWithState, Id::HomicidesOfCivilians, Id::HomicidesBackground, Id::SecurityDeaths, Id::AttacksOnState, Id::Members, Id::Fragments, Id::Concentration, Id::CapacityForViolence, Id::Presence, Id::LeadersRemoved, Id::Arrests, Id::MembersKilled, Id::Flow, Id::OverdoseDeaths, Id::Displaced];
    let n = 400;
    let mut all = vec![vec![Vec::new(); 30]; ids.len()];
    for d in (0..n).step_by(8) {
        let mut parameters = vec![[0.0; 8]; PARAMETERS.len()];
        engine::Draws::fill(&draws, 1, std::array::from_fn::<u32, 8, _>(|l| d + l as u32), &mut parameters);
        let block = Block::<8> { streams: std::array::from_fn(|l| Streams { seed: 1, draw: d + l as u32, replicate: 0 }), parameters };
        let mut s = Series::new(&model);
        model.simulate(&block, &Policy { start_month: 300, uses: vec![] }, &mut s);
        for (k, id) in ids.iter().enumerate() { for y in 0..30 { for l in 0..8 {
            let flow = OUTCOMES[*id as usize].measure == engine::describe::Measure::Flow;
            let sum: f64 = (1..=12).map(|m| s.get(*id as usize, 0, 12 * y + m)[l]).sum();
            all[k][y].push(if flow { sum } else { sum / 12.0 });
        } } }
    }
    let years = [0, 3, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 26, 29];
    print!("{:<26}", "year"); for y in years { print!("{:>8}", 2000 + y); } println!();
    for (k, id) in ids.iter().enumerate() {
        for q in if k == 0 || k == 8 || k == 9 || k == 12 { vec![0.05, 0.25, 0.5, 0.75, 0.95] } else { vec![0.5] } {
            print!("{:<22}{:>4}", OUTCOMES[*id as usize].id, q);
            for y in years { let mut v = all[k][y].clone(); v.sort_by(f64::total_cmp); let m = v[(q * v.len() as f64) as usize];
                if m.abs() >= 10.0 { print!("{m:>8.0}") } else { print!("{m:>8.3}") } }
            println!();
        }
    }
}
