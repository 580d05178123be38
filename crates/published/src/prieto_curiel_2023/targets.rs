//! What the model must reproduce: statements of the publication and reference values.
//!
//! Reference values come from a run of the authors' own public script (R 4.2.2, deSolve `lsoda`)
//! and, for elasticities, profile and one-off blows, from a port checked against it. Published
//! figures are those of the abstract and of press quotations; where the authors' own code does not
//! give a published figure the row is shown and not required.

use crate::check::{Target, Tolerance};

const EXACT: Tolerance = Tolerance::Absolute(0.0);

const fn rel(relative: f64) -> Tolerance {
    Tolerance::Relative(relative)
}

const fn abs(absolute: f64) -> Tolerance {
    Tolerance::Absolute(absolute)
}

const fn reference(
    quantity: &'static str,
    setting: &'static str,
    value: f64,
    tolerance: Tolerance,
    needs_network: bool,
) -> Target {
    Target { quantity, setting, published: None, reference: Some(value), tolerance, required: true, needs_network }
}

const fn stated(
    quantity: &'static str,
    setting: &'static str,
    published: f64,
    tolerance: Tolerance,
    required: bool,
) -> Target {
    Target { quantity, setting, published: Some(published), reference: None, tolerance, required, needs_network: true }
}

/// All targets of the model.
pub static TARGETS: [Target; 94] = [
    // The conflict matrix.
    reference("conflict_sum", "network", 13_520.917_208, rel(1e-9), true),
    reference("conflict_max", "network", 5.0, EXACT, true),
    reference("conflict_mean_off_diagonal", "network", 0.604_963, abs(1e-6), true),
    // The reference run.
    reference("members_total", "2012 (week 0)", 115_000.0, rel(1e-6), false),
    reference("members_total", "2017 (week 260)", 140_782.9343, rel(1e-6), true),
    reference("members_total", "2022 (week 520)", 173_836.9537, rel(1e-6), true),
    reference("killed_per_week", "2012", 67.242_585, rel(1e-6), true),
    reference("killed_per_week", "2017", 90.769_045, rel(1e-6), true),
    reference("killed_per_week", "2022", 124.300_225, rel(1e-6), true),
    reference("recruited_per_week", "2012", 290.659_51, rel(1e-6), false),
    reference("recruited_per_week", "2017", 355.825_206, rel(1e-6), true),
    reference("recruited_per_week", "2022", 439.368_381, rel(1e-6), true),
    reference("saturation_per_week", "2012", 27.722_941, rel(1e-6), false),
    reference("saturation_per_week", "2017", 42.016_052, rel(1e-6), true),
    reference("saturation_per_week", "2022", 64.092_055, rel(1e-6), true),
    reference("incapacitated_per_week", "2012", 110.0, EXACT, false),
    reference("incapacitated_per_week", "2017", 110.0, EXACT, false),
    reference("incapacitated_per_week", "2022", 110.0, EXACT, false),
    reference("killed_cumulative", "2022", 48_068.6346, rel(1e-6), true),
    reference("recruited_cumulative", "2022", 186_629.2361, rel(1e-6), true),
    reference("members_total_euler_dt1", "week 520", 173_800.1184, rel(1e-8), true),
    reference("killed_per_week_euler_dt1", "week 520", 124.2652, rel(1e-7), true),
    reference("cartel_size_rank50", "2022 (week 520)", 663.466_225, rel(1e-6), true),
    reference("cartel_size_rank100", "2022 (week 520)", 285.972_847, rel(1e-6), true),
    reference("cartel_size_rank150", "2022 (week 520)", 107.874_719, rel(1e-6), true),
    reference("kills_top10_vs_top10", "2022", 24.9523, rel(1e-4), true),
    reference("kills_in_top10_by_small", "2022", 9.348_175, rel(1e-4), true),
    reference("kills_in_small_by_top10", "2022", 55.057_57, rel(1e-4), true),
    reference("kills_small_vs_small", "2022", 34.942_19, rel(1e-4), true),
    reference("scenario_base:members_total", "2022+260 weeks", 213_744.565, rel(1e-6), true),
    reference("scenario_base:killed_per_week", "2022+260 weeks", 169.375_078, rel(1e-6), true),
    reference("scenario_base:members_pct_vs_2022", "2027 (260 wk)", 22.9569, abs(0.001), true),
    reference("scenario_base:killed_pct_vs_2022", "2027 (260 wk)", 36.2629, abs(0.001), true),
    reference("scenario_double_incapacitation:members_total", "2022+260 weeks", 184_036.254, rel(1e-6), true),
    reference("scenario_double_incapacitation:killed_per_week", "2022+260 weeks", 126.436_976, rel(1e-6), true),
    reference("scenario_double_incapacitation:members_pct_vs_2022", "2027 (260 wk)", 5.8672, abs(0.001), true),
    reference("scenario_double_incapacitation:killed_pct_vs_2022", "2027 (260 wk)", 1.719, abs(0.001), true),
    reference("scenario_halve_recruitment:members_total", "2022+260 weeks", 156_682.712, rel(1e-6), true),
    reference("scenario_halve_recruitment:killed_per_week", "2022+260 weeks", 92.256_133, rel(1e-6), true),
    reference("scenario_halve_recruitment:members_pct_vs_2022", "2027 (260 wk)", -9.868, abs(0.001), true),
    reference("scenario_halve_recruitment:killed_pct_vs_2022", "2027 (260 wk)", -25.7796, abs(0.001), true),
    reference("scenario_zero_recruitment:members_total", "2022+260 weeks", 113_274.209, rel(1e-6), true),
    reference("scenario_zero_recruitment:killed_per_week", "2022+260 weeks", 48.784_655, rel(1e-6), true),
    reference("scenario_zero_recruitment:members_pct_vs_2022", "2027 (260 wk)", -34.8388, abs(0.001), true),
    reference("scenario_zero_recruitment:killed_pct_vs_2022", "2027 (260 wk)", -60.7526, abs(0.001), true),
    reference("scenario_halve_recruitment_and_double_incapacitation:members_total", "2022+260 weeks", 130_028.573, rel(1e-6), true),
    reference("scenario_halve_recruitment_and_double_incapacitation:killed_per_week", "2022+260 weeks", 63.961_55, rel(1e-6), true),
    reference("rank1_cartel_halved_at_2022:killed_per_week", "2022+260 weeks", 152.9771, rel(1e-5), true),
    reference("elasticity_members_wrt_rho", "week 520", 1.2491, abs(0.002), true),
    reference("elasticity_kills_wrt_rho", "week 520", 2.3908, abs(0.002), true),
    reference("elasticity_members_wrt_eta", "week 520", -0.3862, abs(0.002), true),
    reference("elasticity_kills_wrt_eta", "week 520", -0.7316, abs(0.002), true),
    reference("elasticity_members_wrt_theta", "week 520", -0.307, abs(0.002), true),
    reference("elasticity_kills_wrt_theta", "week 520", 0.193, abs(0.002), true),
    reference("elasticity_members_wrt_omega", "week 520", -0.1273, abs(0.002), true),
    reference("elasticity_kills_wrt_omega", "week 520", -0.2006, abs(0.002), true),
    reference("elasticity_members_wrt_C0", "week 520", 0.9461, abs(0.002), true),
    reference("elasticity_kills_wrt_C0", "week 520", 1.7255, abs(0.002), true),
    reference("fit_rho", "fit", 0.002_527_474, rel(1e-3), true),
    reference("fit_eta", "fit", 110.0, EXACT, true),
    reference("fit_theta", "fit", 1.549231e-08, rel(1e-3), true),
    reference("fit_omega", "fit", 4e-08, EXACT, true),
    reference("fit_C0", "fit", 114_989.6, rel(1e-2), true),
    reference("fit_SSE", "fit", 37_963.56, rel(1e-4), true),
    reference("fit_RMSE_kills_per_week", "fit", 8.5444, rel(1e-3), true),
    reference("fit_SST", "fit", 179_069.6, rel(1e-4), false),
    reference("profile_SSE_at_C0=60000", "fit", 41_797.88, rel(5e-3), true),
    reference("profile_members_2022_at_C0=60000", "week 519", 99_675.0, rel(1e-2), true),
    reference("profile_SSE_at_C0=115000", "fit", 37_963.43, rel(5e-3), true),
    reference("profile_members_2022_at_C0=115000", "week 519", 173_656.0, rel(1e-2), true),
    reference("profile_SSE_at_C0=230000", "fit", 37_864.65, rel(5e-3), true),
    reference("profile_members_2022_at_C0=230000", "week 519", 320_611.0, rel(1e-2), true),
    reference("target_kills_per_week week1", "spline", 70.628_846, abs(1e-5), false),
    reference("target_kills_per_week week261", "spline", 95.166_084, abs(1e-5), false),
    reference("target_kills_per_week week520", "spline", 108.886_308, abs(1e-5), false),
    reference("poisson_y0_mean:members_2022", "200 draws", 173_854.41, abs(132.4), true),
    reference("poisson_y0_mean:killed_per_week_2022", "200 draws", 124.338, abs(0.1816), true),
    reference("poisson_y0_mean:members_2027", "200 draws", 213_763.0, abs(153.0), true),
    reference("poisson_y0_mean:killed_per_week_2027", "200 draws", 169.423, abs(0.2192), true),
    // What the publication states.
    stated("published:members_2022", "2022", 175_000.0, Tolerance::Between(160_000.0, 185_000.0), true),
    stated("published:recruit_per_week", "2012-2022", 360.0, Tolerance::Between(350.0, 370.0), true),
    stated("published:top2_cartels_members", "2022", 46_600.0, rel(2e-2), true),
    stated("published:net_growth_2021", "2021", 7_000.0, rel(4e-2), true),
    stated("published:killed_or_incapacitated_share_pct", "2012-2022", 37.0, abs(2.5), true),
    stated("published:killed_per_week", "2022", 120.0, rel(5e-2), true),
    stated("published:killed_plus_incapacitated_2021", "2021", 12_200.0, rel(3e-2), true),
    stated("published:recruited_2021", "2021, net of saturation", 19_300.0, rel(3e-2), true),
    stated("published:share_of_killed_from_small_orgs_pct", "2022", 75.0, abs(5.0), true),
    stated("published:halve_recruitment_casualties_pct", "2027", -25.0, abs(2.0), true),
    stated("published:halve_recruitment_members_pct", "2027", -11.0, abs(2.0), true),
    stated("published:zero_recruitment_years_to_2012_violence", "from 2022", 3.0, abs(0.5), true),
    stated("published:members_growth_by_2027_pct", "2027", 26.0, abs(3.0), false),
    stated("published:casualties_growth_by_2027_pct", "2027", 40.0, abs(3.0), false),
    stated("published:double_incapacitation_casualties_pct", "2027", 8.0, abs(5.0), false),
];
