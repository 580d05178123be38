//! Forces of the Mexican state.

use crate::series::Series;

pub(super) const ARMY_ON_PUBLIC_SECURITY: Series = Series {
    id: "army_on_public_security",
    title: "Soldiers on duty against crime",
    unit: "persons",
    definition: "Monthly average of soldiers of the Army on anti-crime duty in the year",
    publisher: "SEDENA (Secretaría de la Defensa Nacional), by requests for information reported in the press",
    vintage: "Press reports of 2017-2019",
    source: "La Jornada, 5 April 2019 (2006-2012, 2018); Punto por Punto, \"Militarizan más, suben muertes\" (2013); Milenio, \"Narcolucha: Sedena desplegó 52 mil 807 soldados\" (2017)",
    licence: "facts",
    caveats: &[
        "Another release gives 49,650 for 2011.",
        "Navy and National Guard are not included.",
        "2014-2016 were not found.",
    ],
    points: &[
        (2006, 37_253.0),
        (2007, 45_000.0),
        (2008, 45_106.0),
        (2009, 48_650.0),
        (2010, 49_650.0),
        (2011, 52_690.0),
        (2012, 49_650.0),
        (2013, 34_529.0),
        (2017, 52_807.0),
        (2018, 54_980.0),
    ],
};
