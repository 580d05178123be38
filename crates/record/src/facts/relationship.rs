//! The relationship between Mexico and the United States.

use crate::series::Series;

pub(super) const EXTRADITIONS_TO_US: Series = Series {
    id: "extraditions_to_us",
    title: "Extraditions from Mexico to the United States",
    unit: "persons",
    definition: "Persons of all nationalities extradited in the year",
    publisher: "US Department of Justice (2000-2006, 2008, 2009), US Embassy in Mexico (2007), Mexican prosecutor (2017-2019)",
    vintage: "As reported at the time",
    source: "banderasnews.com/0612/nr-mextraditions.htm (2000-2006); US Embassy release of 30 December 2008 (2007); Fox News, 1 November 2009 (2008); UPI, 21 May 2010 (2009); upnewsinfo.com, 24 February 2020 (2017-2019)",
    licence: "facts",
    caveats: &[
        "Years for which no source could be read are left out.",
        "2008 was 85 in the Embassy's count of 30 December.",
        "Three counters follow each other: a step from one to the next need not be a change.",
    ],
    points: &[
        (2000, 12.0),
        (2001, 17.0),
        (2002, 25.0),
        (2003, 31.0),
        (2004, 34.0),
        (2005, 41.0),
        (2006, 63.0),
        (2007, 83.0),
        (2008, 95.0),
        (2009, 107.0),
        (2017, 57.0),
        (2018, 69.0),
        (2019, 58.0),
    ],
};

pub(super) const EXTRADITIONS_TO_US_NATIONALS: Series = Series {
    id: "extraditions_to_us_nationals",
    title: "Mexican nationals extradited to the United States",
    unit: "persons",
    definition: "Mexican nationals extradited from Mexico to the United States in the year",
    publisher: "El Mañana (newspaper); whose count it reports was not recorded",
    vintage: "Press report with figures to 9 October 2023",
    source: "https://www.elmanana.com/noticias/nacional/extradicion-delincuencial-a-la-baja/5790406",
    licence: "facts",
    caveats: &[
        "Fewer than all nationalities: 53 against 58 in 2019.",
        "2023 is not here: the 54 reported run to 9 October.",
        "The same page gives sums of several years: 133 in 2001-2006, 473 in 2007-2012, 345 in 2013-2018.",
    ],
    points: &[(2019, 53.0), (2020, 56.0), (2021, 37.0), (2022, 78.0)],
};
