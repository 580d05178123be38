//! Deaths and seizures in the United States.
//!
//! Only figures that were read on a page or in a file are here. Years for which the exact figure was
//! not read are left out, even where a rounded one is known.

use crate::series::Series;

pub(super) const US_OVERDOSE_DEATHS: Series = Series {
    id: "us_overdose_deaths",
    title: "Overdose deaths in the United States, all drugs",
    unit: "deaths",
    definition: "Deaths of US residents with drug poisoning as underlying cause (ICD-10 X40-X44, X60-X64, X85, Y10-Y14), any intent, final counts",
    publisher: "CDC/NCHS, National Vital Statistics System",
    vintage: "Final yearly counts; the latest is NCHS Data Brief 522 (December 2024)",
    source: "NCHS, Drug Poisoning Mortality by State, data.cdc.gov, read from repository manjunath5496/CSV-Datasets_4, NCHS_-_Drug_Poisoning_Mortality_by_State__United_States.csv, commit c75f370c (1999-2017); MMWR 69:290-297, doi 10.15585/mmwr.mm6911a4 (2018); NCHS Data Brief 394 (2019); NCHS count as reported by Trust for America's Health, 4 January 2022 (2020); CDC final count as reported by Scripps News, 22 December 2022 (2021); NCHS Data Brief 491 as quoted at drugpolicyfacts.org/node/4474 (2022); NCHS Data Brief 522 (2023)",
    licence: "US government work, public domain",
    caveats: &[
        "Provisional counts, often quoted in the press, differ: they include all overdose deaths in the country, the final ones only residents.",
        "All drugs and all intents: not deaths from Mexican fentanyl.",
    ],
    points: &[
        (1999, 16_849.0),
        (2000, 17_415.0),
        (2001, 19_394.0),
        (2002, 23_518.0),
        (2003, 25_785.0),
        (2004, 27_424.0),
        (2005, 29_813.0),
        (2006, 34_425.0),
        (2007, 36_010.0),
        (2008, 36_450.0),
        (2009, 37_004.0),
        (2010, 38_329.0),
        (2011, 41_340.0),
        (2012, 41_502.0),
        (2013, 43_982.0),
        (2014, 47_055.0),
        (2015, 52_404.0),
        (2016, 63_632.0),
        (2017, 70_237.0),
        (2018, 67_367.0),
        (2019, 70_630.0),
        (2020, 91_799.0),
        (2021, 106_699.0),
        (2022, 107_941.0),
        (2023, 105_007.0),
    ],
};

pub(super) const US_OVERDOSE_DEATHS_SYNTHETIC_OPIOIDS: Series = Series {
    id: "us_overdose_deaths_synthetic_opioids",
    title: "Overdose deaths in the United States involving synthetic opioids",
    unit: "deaths",
    definition: "Overdose deaths of US residents, any intent, with synthetic opioids other than methadone (ICD-10 T40.4) among the causes; largely illicitly made fentanyl since 2013",
    publisher: "CDC/NCHS, National Vital Statistics System",
    vintage: "Final yearly counts",
    source: "MMWR 70:202-207, doi 10.15585/mmwr.mm7006a4 (2013, 2019); MMWR 69:290-297 as reported by pharmacist.com, \"New data show significant changes in drug overdose deaths\" (2018); NIDA, Drug Overdose Death Rates, as reproduced at anypillcankill.org/statistics (2021); text on Statista series in Google Dataset Search, \"drug deaths in America per year\" (2022, the sum of 19,880 women and 53,958 men; 2023)",
    licence: "US government work, public domain; the 2022 and 2023 figures are facts read from a secondary page",
    caveats: &[
        "Years that are not here were not read on any page, though the publisher has them.",
        "About one drug poisoning death in five lacks information on the drugs involved (CDC note to its figures of 1999-2019), so the count is too low.",
        "The pages for 2022 and 2023 call the category fentanyl.",
    ],
    points: &[
        (2013, 3105.0),
        (2018, 31_335.0),
        (2019, 36_359.0),
        (2021, 70_601.0),
        (2022, 73_838.0),
        (2023, 72_776.0),
    ],
};

pub(super) const FENTANYL_SEIZURES_CBP: Series = Series {
    id: "fentanyl_seizures_cbp",
    title: "Fentanyl seized by US Customs and Border Protection",
    unit: "pounds",
    definition: "Fentanyl seized nationwide by the Office of Field Operations and the Border Patrol, gross weight, by US fiscal year (October of the year before to September)",
    publisher: "US Customs and Border Protection, drug seizure statistics",
    vintage: "As reported in January 2022 (2020, 2021) and May 2023 (2022)",
    source: "conservativedailynews.com, January 2022, \"Border Patrol Saw 134% Increase in Fentanyl Seizures for Fiscal Year 2021\" (2020, 2021); weeklyblitz.net, 27 May 2023, \"Fentanyl seizures at US borders soar\" (2022: 14,699.88, cut to whole pounds)",
    licence: "US government work, public domain",
    caveats: &[
        "The year is the fiscal year.",
        "Gross weight of seized material, not pure fentanyl.",
        "Seizures follow both the flow and the effort to find it: they are not the flow.",
        "CBP revises: 2020 was 4,776 in reports of 2021.",
        "2019 and 2023 are left out: pages read give 2,801 at first and about 2,800 for 2019, and over 27,000 for 2023.",
    ],
    points: &[(2020, 4791.0), (2021, 11_201.0), (2022, 14_699.0)],
};
