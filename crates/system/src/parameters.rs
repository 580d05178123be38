//! The numbers that the mechanisms need: one list, in the order in which a draw supplies them.
//!
//! Their priors and sources are the ledger, `assumptions/*.toml`: a parameter here without an entry
//! there, or the reverse, fails a test. `_at_reference` means: at the level of enforcement,
//! deployment and cooperation of 2019-2023.

use engine::describe::Parameter;
use numerics::lanes::Lanes;

macro_rules! parameters {
    ($($name:ident, $unit:literal, $meaning:literal;)*) => {
        /// Parameters of `L` members of an ensemble side by side.
        #[derive(Clone, Debug, PartialEq)]
        pub struct Parameters<const L: usize> {
            $(#[doc = $meaning] #[doc = concat!("Unit: ", $unit, ".")] pub $name: Lanes<L>,)*
        }

        /// All parameters, in the order of [`Parameters::from_rows`].
        pub static PARAMETERS: &[Parameter] = &[
            $(Parameter { symbol: stringify!($name), unit: $unit, meaning: $meaning },)*
        ];

        impl<const L: usize> Parameters<L> {
            /// Takes one row a parameter, in the order of [`PARAMETERS`]; missing rows are zero.
            pub fn from_rows(rows: &[[f64; L]]) -> Self {
                let mut rows = rows.iter();
                let mut next = || Lanes(rows.next().copied().unwrap_or([0.0; L]));
                Self { $($name: next(),)* }
            }
        }
    };
}

parameters! {
    // Armed groups: assumptions/groups.toml
    members_2000, "people", "Members of all blocs at the start of 2000";
    rho_per_week, "1/week", "Recruits per member and week before prevention";
    eta_people_per_week, "people/week", "Members arrested a week at the number of members of 2000 and the enforcement of 2012-2018, shared out in proportion to size";
    arrest_elasticity, "1", "How arrests follow the number of members: 0 a fixed number, 1 a fixed share of those of 2000";
    omega_per_person_week, "1/(person week)", "Departures per member and member of the own fragment: what keeps a fragment from growing without end";
    income_elasticity, "1", "How recruitment follows the earnings per member (rival form `income`)";
    grievance_recruits, "people/death", "Recruits that each civilian killed by force brings (negative: drives away), spread over half a year";

    // Conflict: assumptions/conflict.toml
    theta_per_person_week, "1/(person week)", "Deaths per pair of rival members in a state and week at the hostility of 2000";
    reference_members, "people", "Members in a state at which the forms of contact give equal deaths";
    victims_per_member_killed, "people", "People killed in the fights between groups for each member killed: those around the trade, bystanders and members";
    hostility_per_split, "1", "What a split adds to the hostility in the states of its bloc, by its share there, as a multiple of that of 2000";
    hostility_per_removal, "share", "Share by which the removal of a top leader raises fights in a state where the bloc is alone; elsewhere by its share of members (negative: calms)";
    hostility_per_deployment, "1", "What 10,000 troops deployed in a state add to the hostility there as long as they stay (negative: calm)";
    hostility_half_life_years, "years", "Time to half of the extra hostility: how long wars last without a new cause";
    hostility_delay_weeks, "weeks", "Time in which half of a new war builds up after its cause";
    calm_after_capture, "share", "By how much fights of a bloc fall in the quarter after the capture of a leader";
    tension, "1", "Strength of the slow random changes of hostility in a state, as the standard deviation of its logarithm";
    tension_half_life_years, "years", "Time to half of a random change of hostility";

    // Fragmentation: assumptions/fragmentation.toml
    split_hazard_per_year, "1/year", "Hazard that a fragment splits while its bloc is stable";
    merger_hazard_per_year, "1/year", "Hazard that a fragment is absorbed by another of its bloc in its state";
    splits_per_removal, "splits", "Splits that follow the removal of a top leader by capture when succession is contested";
    lieutenant_weight, "share", "Effect of removing a lieutenant as a share of that of a top leader";
    killed_weight, "ratio", "Effect on splits and retaliation of killing a leader over that of capturing one";
    orderly_succession, "probability", "Chance that a removed leader is replaced without a contest";
    instability_half_life_weeks, "weeks", "Time to half of the instability after a removal";

    // Retaliation: assumptions/retaliation.toml
    attacks_per_thousand_members_year, "1/year", "Attacks on the state per 1,000 members and year without provocation";
    attacks_per_removal, "attacks", "Attacks on the state that follow the removal of a top leader (negative: fewer)";
    attacks_per_strike, "attacks", "Attacks on the state that follow a strike on Mexican soil (negative: fewer)";
    attacks_per_deployment, "attacks/year", "Attacks a year that each 10,000 troops deployed draw (negative: prevent)";
    attack_excitation, "share", "Attacks that each attack leads to: the share of attacks that are answers to attacks";
    retaliation_half_life_weeks, "weeks", "Time to half of the retaliation after a provocation";
    security_deaths_per_attack, "people", "Soldiers and police killed in an attack on the state";
    civilian_deaths_per_attack, "people", "Civilians killed in an attack on the state";
    us_persons_per_strike, "people", "US persons killed or hurt in retaliation for a strike by the United States";
    home_territory_probability, "probability", "Chance that a removal happens in the leader's home territory (rival form `home`)";
    deterrence_effect, "share", "Share by which violence falls if all enforcement is conditional on violence (negative: rises)";

    // Force of the state: assumptions/enforcement.toml
    killed_per_arrest, "people", "Members killed by the state for each member arrested";
    civilians_per_member_killed, "people", "Civilians killed in clashes with the state for each member killed there";
    security_deaths_per_member_killed, "people", "Soldiers and police killed in clashes for each member killed there";
    arrests_per_deployment, "share", "By how much 10,000 more troops in all raise arrests at the start of their deployment";
    removals_per_year, "1/year", "Top leaders removed a year if the pace of 2019-2023 goes on";
    patrol_arrests, "share", "By how much 10,000 US troops on patrol raise arrests";
    patrol_attacks, "attacks/year", "Attacks a year that 10,000 US troops on patrol draw";
    patrol_us_harm, "people/attack", "US persons killed or hurt in each attack drawn by US patrols";

    // Territory: assumptions/territory.toml
    presence_2000, "share", "Share of the territory of a typical state where the state is present, in 2000";
    presence_per_deployment, "share/year", "Presence that 10,000 troops in a state gain in a year";
    presence_erosion, "1/year", "Rate at which armed groups of 100 members per 100,000 people wear presence down";
    presence_recovery_per_year, "1/year", "Rate at which presence returns to its level of 2000 by itself";
    predation_per_thousand_members_year, "people/year", "Civilians killed by predation per 1,000 members and year where the state is absent";
    predation_fragmentation, "1", "How much more predation a state with many equal fragments sees than one with a single group";
    background_per_100k_year, "1/(100,000 year)", "Homicides without organised crime in 2000, per 100,000 people and year";
    background_trend_per_year, "1/year", "Yearly change of the logarithm of background homicides until 2007, constant after";

    // Strikes: assumptions/strikes.toml
    active_share, "share", "Share of the laboratories struck that are working when hit";
    labs_per_strike, "sites", "Sites destroyed by a strike on laboratories";
    infrastructure_per_strike, "share", "Share of export capacity that a strike on other infrastructure destroys";
    leader_hit_probability, "probability", "Chance that a strike on a leader kills a leader of the rank aimed at";
    members_per_strike, "people", "Members killed by a strike";
    civilian_share, "share", "Civilians among the people killed by a strike";
    dead_per_strike, "people", "People killed by a strike on leaders or infrastructure";
    civilians_per_lab, "people", "Civilians killed at a site of a laboratory struck";
    strike_learning, "share", "Fall of the civilian share when the number of strikes doubles";
    surveillance_deterrence, "share", "Share by which fights and attacks fall where aircraft watch all the time (negative: rise)";
    loss_of_control, "share", "Rise of predation by a bloc after the killing of its leader, fading like instability";
    concealment_per_strike, "1", "What each ten strikes add to hiding A: targets found fall to 1/(1 + A) of those at first, until groups relax";
    concealment_half_life_weeks, "weeks", "Time to half of what groups have learnt of hiding";
    consent_target_quality, "log ratio", "Effect of Mexico's consent on the quality of targets (negative: leaks outweigh help)";
    consent_retaliation, "log ratio", "Effect of Mexico's consent on retaliation (negative: consent calms)";
    consent_surveillance, "share", "Share of surveillance deterrence that is lost without consent";

    // Supply: assumptions/supply.toml
    laboratories, "sites", "Laboratories at work in Mexico at any time, 2023";
    capacity_slack, "ratio", "What all sites could make over what is sold";
    rebuild_half_life_weeks, "weeks", "Time to half of the rebuilding of destroyed sites";
    dispersal_per_loss, "1", "How much harder to find sites get as a share of them is lost (rival form `disperse`)";
    relocation_share, "share", "Share of lost Mexican production that moves abroad (rival form `relocate`)";
    relocation_half_life_weeks, "weeks", "Time to half of the growth of non-Mexican supply";
    inventory_weeks, "weeks", "Stock held along the chain in Mexico and the United States, in weeks of sales";
    foreign_elasticity, "1", "How non-Mexican supply follows the price";
    precursor_dependence, "share", "Share of production that stops if precursor control removes all diverted precursors";
    precursor_adaptation_half_life_weeks, "weeks", "Time to half of the effect of precursor control as other sources are found";
    export_recovery_half_life_weeks, "weeks", "Time to half of the recovery of export capacity after strikes";

    // Border: assumptions/border.toml
    seizure_share, "share", "Share of the flow that is seized, 2023";
    interdiction_effect, "log ratio", "Rise of the odds of seizure if interdiction effort doubles";
    route_adaptation_half_life_weeks, "weeks", "Time to half of the effect of new interdiction as routes change";

    // Price and use: assumptions/market.toml
    demand_elasticity, "1", "Fall of use in per cent when the price rises by one per cent";
    price_inventory_elasticity, "1", "Rise of the price in per cent when stocks fall one per cent below normal";
    source_cost_pass_through, "1", "Rise of the retail price in per cent when the costs of making and moving rise by one per cent";
    purity_elasticity, "1", "Fall of purity in per cent when stocks fall one per cent below normal";
    death_elasticity, "1", "Fall of overdose deaths in per cent when use falls by one per cent";
    fentanyl_earnings_share, "share", "Share of fentanyl in what armed groups earn, 2023";
    purity_risk, "1", "Rise of deaths per unit of use when purity is one per cent below normal (negative: safer)";

    // Overdose: assumptions/overdose.toml
    overdose_trend_per_year, "1/year", "Yearly change of the logarithm of overdose deaths after 2023 without any change of policy or supply";
    untreated_share, "share", "Share of people with opioid use disorder who are not in treatment";
    treatment_risk_ratio, "ratio", "Risk of overdose death out of treatment over that in treatment";
    treatment_retention_half_life_weeks, "weeks", "Time to half of those newly in treatment staying there";
    scarcity_treatment_entry, "1", "Entry into treatment in per cent when use falls by one per cent through scarcity";
    naloxone_effect, "share", "Share of deaths that naloxone for all who need it would prevent";

    // Relationship: assumptions/relationship.toml
    shock_unilateral, "share", "Share of joint operations lost in the first months of unilateral strikes; other channels by their weights";
    shock_cooperative, "share", "Share of joint operations lost in the first months of strikes with consent (negative: gained); other channels by their weights";
    intelligence_weight, "ratio", "Loss of the intelligence channel over that of joint operations";
    extradition_weight, "ratio", "Loss of the extradition channel over that of joint operations";
    border_weight, "ratio", "Loss of the border channel over that of joint operations";
    shock_half_life_weeks, "weeks", "Time to half of the recovery of cooperation after the last act";
    permanent_share, "share", "Share of a loss of cooperation that does not come back";
    acquiesce_probability, "probability", "Chance that Mexico acquiesces: a tenth of the loss";
    compensate_probability, "probability", "Chance that Mexico cuts channels and compensates with enforcement of its own";
    compensation, "log ratio", "Change of Mexican enforcement if it compensates (negative: it does less)";
    intelligence_elasticity, "1", "How target quality and removals follow the intelligence channel";
    joint_elasticity, "1", "How arrests and raids follow the channel of joint operations";
    extradition_elasticity, "1", "How removals of leaders follow the channel of extradition";
    border_elasticity, "1", "How the odds of seizure follow the channel of border control";

    // Spill-over: assumptions/displacement.toml
    mobility_per_year, "1/year", "Share of members who move away in a year for each unit by which pressure is above that of a neighbouring state (a unit is 10,000 troops or five strikes a month)";
    route_learning_per_year, "1/year", "Rate at which routes and members move towards states with less pressure (rival form `routes`)";
    displaced_per_homicide, "people", "People displaced for each homicide above background";
    displaced_per_strike, "people", "People displaced by a strike";

    // Prevention: assumptions/prevention.toml
    prevention_reach, "share", "Share of recruitment that full prevention reaches";
    prevention_delay_weeks, "weeks", "Time until half of a prevention programme works";

    // Observation: assumptions/observation.toml
    inegi_share, "share", "Homicides registered by INEGI as a share of all";
    sesnsp_ratio, "ratio", "Victims counted by SESNSP over deaths registered by INEGI";
    ucdp_share, "share", "Share of deaths in fights between groups that UCDP codes as organised violence";
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Values for tests: of the right order, in the order of [`PARAMETERS`].
    const TYPICAL: &str = include_str!("../tests/fixture/typical.txt");

    fn values() -> impl Iterator<Item = (&'static str, f64)> {
        TYPICAL.lines().filter_map(|l| {
            let (symbol, value) = l.split_once(' ')?;
            Some((symbol, value.parse().ok()?))
        })
    }

    /// Parameters of the right order of size.
    pub fn typical<const L: usize>() -> Parameters<L> {
        let rows: Vec<[f64; L]> = values().map(|t| [t.1; L]).collect();
        Parameters::from_rows(&rows)
    }

    #[test]
    fn the_typical_values_are_in_the_order_of_the_parameters() {
        let symbols: Vec<&str> = PARAMETERS.iter().map(|p| p.symbol).collect();
        let typical: Vec<&str> = values().map(|t| t.0).collect();
        assert_eq!(symbols, typical);
    }
}
