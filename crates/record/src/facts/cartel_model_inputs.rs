//! The series that the cartel population model of 2023 was fitted to.

use crate::series::Series;

pub(super) const PC2023_HOMICIDES: Series = Series {
    id: "pc2023_homicides",
    title: "Homicides as used by the cartel population model",
    unit: "deaths",
    definition: "Yearly homicides in Mexico that the model of 2023 was fitted to (INEGI counts at the time)",
    publisher: "As compiled by the authors of the model",
    vintage: "As of the publication, 2023",
    source: "Prieto-Curiel, Campedelli & Hope, Science 381:1312-1316 (2023); authors' public repository rafaelprietocuriel/Recruitment",
    licence: "facts; the repository states no licence",
    caveats: &["Within 3 of the definitive INEGI counts, except 2021 (35,625 against 35,700)."],
    points: &[
        (2012, 25_967.0),
        (2013, 23_063.0),
        (2014, 20_013.0),
        (2015, 20_763.0),
        (2016, 24_560.0),
        (2017, 32_082.0),
        (2018, 36_687.0),
        (2019, 36_662.0),
        (2020, 36_773.0),
        (2021, 35_625.0),
    ],
};

pub(super) const PC2023_MISSING: Series = Series {
    id: "pc2023_missing",
    title: "Missing persons as used by the cartel population model",
    unit: "persons",
    definition: "Yearly reports of missing persons, found or not, that the model of 2023 was fitted to",
    publisher: "As compiled by the authors of the model",
    vintage: "As of the publication, 2023",
    source: "Prieto-Curiel, Campedelli & Hope, Science 381:1312-1316 (2023); authors' public repository rafaelprietocuriel/Recruitment",
    licence: "facts; the repository states no licence",
    caveats: &["Other counts of one year differ by a factor of three: 3,402 to 10,760 for 2012."],
    points: &[
        (2012, 10_760.0),
        (2013, 17_614.0),
        (2014, 17_887.0),
        (2015, 13_442.0),
        (2016, 14_630.0),
        (2017, 17_335.0),
        (2018, 17_123.0),
        (2019, 23_272.0),
        (2020, 22_943.0),
        (2021, 22_470.0),
    ],
};

pub(super) const PC2023_INCARCERATIONS: Series = Series {
    id: "pc2023_incarcerations",
    title: "Incarcerations as used by the cartel population model",
    unit: "persons",
    definition: "Yearly entries to prison that the model of 2023 was set beside",
    publisher: "As compiled by the authors of the model",
    vintage: "As of the publication, 2023",
    source: "Prieto-Curiel, Campedelli & Hope, Science 381:1312-1316 (2023); authors' public repository rafaelprietocuriel/Recruitment",
    licence: "facts; the repository states no licence",
    caveats: &["Enters the published fit only through the bounds of the number of arrests."],
    points: &[
        (2012, 102_535.0),
        (2013, 110_256.0),
        (2014, 105_581.0),
        (2015, 106_930.0),
        (2016, 89_232.0),
        (2017, 105_739.0),
        (2018, 105_636.0),
        (2019, 122_556.0),
        (2020, 110_351.0),
        (2021, 119_252.0),
    ],
};
