//! Killings put down to organised crime, by who counted: each counter is its own series.

use crate::series::Series;

pub(super) const OC_KILLINGS_MOLOEZNIK: Series = Series {
    id: "oc_killings_moloeznik",
    title: "Drug-related killings (Moloeznik)",
    unit: "deaths",
    definition: "Drug-related killings, press tally",
    publisher: "Moloeznik (2009), via Shirk",
    vintage: "As compiled in 2009",
    source: "Repository diegovalle/Homicide-MX-Drug-War, guns-executions/data/firearm-executions.csv (Moloeznik 2009, via Shirk)",
    licence: "facts; the repository is under MIT",
    caveats: &[
        "Counts of one year differ by up to 46 % between counters (2009: 6,587 to 9,614): never join them.",
        "A tally of press reports; its criteria were not found.",
    ],
    points: &[
        (2001, 1080.0),
        (2002, 1230.0),
        (2003, 1290.0),
        (2004, 1304.0),
        (2005, 1776.0),
        (2006, 2221.0),
    ],
};

pub(super) const OC_KILLINGS_REFORMA: Series = Series {
    id: "oc_killings_reforma",
    title: "Executions counted by Reforma",
    unit: "deaths",
    definition: "Ejecuciones: killings in the style of organised crime, press tally",
    publisher: "Reforma (newspaper)",
    vintage: "As compiled to 2009",
    source: "Repository diegovalle/Homicide-MX-Drug-War, guns-executions/data/firearm-executions.csv",
    licence: "facts; the repository is under MIT",
    caveats: &[
        "Counts of one year differ by up to 46 % between counters (2009: 6,587 to 9,614): never join them.",
        "2009 is thought too low: Chihuahua is short of about 1,600 (note in the repository).",
        "Half-years are known for 2018 (3,764) and 2019 (7,801); they are not here because they are not years.",
    ],
    points: &[
        (2006, 2120.0),
        (2007, 2280.0),
        (2008, 5153.0),
        (2009, 6587.0),
    ],
};

pub(super) const OC_KILLINGS_MILENIO: Series = Series {
    id: "oc_killings_milenio",
    title: "Executions counted by Milenio",
    unit: "deaths",
    definition: "Ejecuciones: killings in the style of organised crime, press tally",
    publisher: "Milenio (newspaper)",
    vintage: "As compiled to 2009",
    source: "Repository diegovalle/Homicide-MX-Drug-War, guns-executions/data/firearm-executions.csv",
    licence: "facts; the repository is under MIT",
    caveats: &[
        "Counts of one year differ by up to 46 % between counters (2009: 6,587 to 9,614): never join them.",
        "November 2009 is thought about 200 short (note in the repository).",
    ],
    points: &[(2007, 2773.0), (2008, 5661.0), (2009, 8281.0)],
};

pub(super) const OC_KILLINGS_PRESIDENCY: Series = Series {
    id: "oc_killings_presidency",
    title: "Deaths from presumed criminal rivalry (Presidency and PGR)",
    unit: "deaths",
    definition: "Deaths from presumed criminal rivalry in the base of the Presidency and the PGR (federal prosecutor)",
    publisher: "Presidency of Mexico and PGR",
    vintage: "Published January 2011 and January 2012",
    source: "https://persistencies3.rssing.com/chan-3363581/article31.html",
    licence: "facts",
    caveats: &[
        "Counts of one year differ by up to 46 % between counters (2009: 6,587 to 9,614): never join them.",
        "2011 is not here: the 12,903 published cover nine months.",
    ],
    points: &[
        (2007, 2826.0),
        (2008, 6838.0),
        (2009, 9614.0),
        (2010, 15_273.0),
    ],
};

pub(super) const OC_KILLINGS_FEDERAL: Series = Series {
    id: "oc_killings_federal",
    title: "Homicides linked to organised crime (federal government)",
    unit: "deaths",
    definition: "Intentional homicides that the federal government linked to organised crime",
    publisher: "Federal government of Mexico",
    vintage: "Series as published in 2014-2015",
    source: "https://vlex.com.mx/vid/bajan-narcoajustes-554226138 (2007-2012); http://tribuna.info/index.php?option=com_content&task=view&id=593621&Itemid=126 (2013)",
    licence: "facts",
    caveats: &[
        "Counts of one year differ by up to 46 % between counters (2009: 6,587 to 9,614): never join them.",
        "No criteria were published.",
        "Discontinued in August 2013: how far the 2013 figure covers the year was not found.",
        "Within 0.3 % of the Presidency's base in 2007-2010.",
    ],
    points: &[
        (2007, 2819.0),
        (2008, 6824.0),
        (2009, 9612.0),
        (2010, 15_259.0),
        (2011, 16_990.0),
        (2012, 14_857.0),
        (2013, 10_192.0),
    ],
};

pub(super) const OC_KILLINGS_LANTIA: Series = Series {
    id: "oc_killings_lantia",
    title: "Executions by organised crime (Lantia)",
    unit: "deaths",
    definition: "Organised-crime executions, estimate of a consultancy",
    publisher: "Lantia (2016); Lantia and Semáforo Delictivo (2017)",
    vintage: "As reported in the press",
    source: "https://diariojudio.com/opinion/59-meses-del-sexenio-de-pena-55-mil-691-ejecuciones/259116/ (2016); https://insightcrime.org/es/noticias/analisis/estudio-2017-el-ano-con-el-mayor-numero-de-homicidios-por-crimen-organizado-en-mexico/ (2017)",
    licence: "facts",
    caveats: &[
        "Counts of one year differ by up to 46 % between counters (2009: 6,587 to 9,614): never join them.",
        "2017 was given out together with Semáforo Delictivo as 75 % of the SESNSP case files of that year.",
    ],
    points: &[(2016, 12_224.0), (2017, 18_898.0)],
};
