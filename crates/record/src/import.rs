//! Importers of official files as they are downloaded.
//!
//! | file | what it reads |
//! | --- | --- |
//! | `sheet` | any CSV: names of columns whatever their case and accents, UTF-8 or Latin-1, problems by row |
//! | `inegi` | INEGI, *Estadísticas de defunciones registradas*: one row a death, or a column a month |
//! | `sesnsp` | SESNSP, *Víctimas, incidencia delictiva estatal*: a column a month |
//! | `ucdp` | Uppsala Conflict Data Program, Georeferenced Event Dataset: one row an event |
//! | `cdc` | CDC, *VSRR Provisional Drug Overdose Death Counts*: twelve months up to each month |
//!
//! Each gives a long table of counts by month and says what it left out. Every row is checked: if any is
//! wrong, all wrong ones are listed and nothing is imported.

mod cdc;
mod inegi;
mod sesnsp;
mod sheet;
mod ucdp;

pub use sheet::{ImportError, RowProblem};

use sheet::Sheet;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// INEGI: registered deaths, one row each, or counts by state with a column a month.
    Inegi,
    /// SESNSP: victims of crimes by state with a column a month.
    Sesnsp,
    /// UCDP: events with place and date.
    Ucdp,
    /// CDC: provisional counts of overdose deaths.
    Cdc,
}

/// A table made of official files.
#[derive(Clone, Debug, PartialEq)]
pub struct Imported {
    /// Names of the columns, keys first.
    pub header: Vec<&'static str>,
    /// Rows in the order of their keys; `None` is not known, never zero.
    pub rows: Vec<Vec<Option<f64>>>,
    /// What was left out and what the counts mean, in plain words.
    pub notes: Vec<String>,
}

impl Imported {
    /// The table as CSV; blank where not known.
    pub fn to_csv(&self) -> String {
        let mut text = self.header.join(",") + "\n";
        for row in &self.rows {
            let fields: Vec<String> = row
                .iter()
                .map(|v| v.map_or(String::new(), |v| v.to_string()))
                .collect();
            text += &(fields.join(",") + "\n");
        }
        text
    }
}

/// Reads official files of one kind, each a name for messages and its bytes, into one table.
///
/// # Errors
///
/// The first file that is not of the kind, or that has wrong rows; nothing is read then.
pub fn import(kind: Kind, files: &[(String, Vec<u8>)]) -> Result<Imported, ImportError> {
    let sheets = files
        .iter()
        .map(|(name, bytes)| Sheet::new(name, bytes))
        .collect::<Result<Vec<_>, _>>()?;
    match kind {
        Kind::Inegi => inegi::import(&sheets),
        Kind::Sesnsp => sesnsp::import(&sheets),
        Kind::Ucdp => ucdp::import(&sheets),
        Kind::Cdc => cdc::import(&sheets),
    }
}

/// The months in Spanish, as the columns of Mexican tables name them.
const MESES: [&str; 12] = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn one(kind: Kind, text: &str) -> Result<Imported, ImportError> {
        import(kind, &[("t.csv".to_owned(), text.as_bytes().to_vec())])
    }

    fn message(kind: Kind, text: &str) -> String {
        one(kind, text).unwrap_err().to_string()
    }

    fn value(table: &Imported, keys: &[f64], column: &str) -> Option<f64> {
        let at = table.header.iter().position(|h| *h == column).unwrap();
        let row = table
            .rows
            .iter()
            .find(|r| keys.iter().zip(*r).all(|(k, v)| Some(*k) == *v));
        row.unwrap()[at]
    }

    const DEATHS: &str = "ENT_OCURR,MES_OCURR,ANIO_OCUR,ANIO_REGIS,TIPO_DEFUN\n\
        25,10,2019,2019,2\n25,10,2019,2019,2\n25,10,2019,2019,1\n8,1,2018,2019,2\n33,5,2019,2019,2\n25,99,2019,2019,2\n";

    #[test]
    fn inegi_deaths_are_counted_where_and_when_they_happened() {
        let table = one(Kind::Inegi, DEATHS).unwrap();
        assert_eq!(table.rows.len(), 32 * 12, "every state and month");
        assert_eq!(value(&table, &[25.0, 2019.0, 10.0], "homicides"), Some(2.0));
        assert_eq!(value(&table, &[25.0, 2019.0, 11.0], "homicides"), Some(0.0));
        assert_eq!(
            table.notes[1],
            "Left out: 1 that happened before 2019, 1 without a known state, month or year, 1 abroad."
        );
        let older = DEATHS.replace("TIPO_DEFUN", "PRESUNTO");
        assert_eq!(one(Kind::Inegi, &older).unwrap().rows, table.rows);
    }

    #[test]
    fn inegi_years_are_put_together_once_and_without_gaps() {
        let file = |name: &str, year: &str| {
            (
                name.to_owned(),
                DEATHS
                    .replace("2019,2019", &format!("{year},{year}"))
                    .into_bytes(),
            )
        };
        let twice = import(Kind::Inegi, &[file("a.csv", "2019"), file("b.csv", "2019")]);
        assert_eq!(
            twice.unwrap_err().to_string(),
            "b.csv: deaths registered in 2019 stand in a.csv too: two vintages are not added up"
        );
        let text = DEATHS.replace("8,1,2018,2019,2\n", "");
        let year = |y: &str| (format!("{y}.csv"), text.replace("2019", y).into_bytes());
        let gap = import(Kind::Inegi, &[year("2017"), year("2019")]);
        assert!(gap.unwrap_err().to_string().contains("2018 is missing"));
        let both = import(Kind::Inegi, &[year("2018"), year("2019")]).unwrap();
        assert_eq!(both.rows.len(), 2 * 32 * 12);
    }

    #[test]
    fn inegi_query_has_a_column_a_month() {
        let months = MESES.join(",");
        let text = format!(
            "Entidad federativa,Año,{months}\nMichoacán de Ocampo,2019,1,2,3,4,5,6,7,8,9,10,11,\"1,200\"\n"
        );
        let table = one(Kind::Inegi, &text).unwrap();
        assert_eq!(
            value(&table, &[16.0, 2019.0, 12.0], "homicides"),
            Some(1200.0)
        );
        // Another vintage, even if its months are others.
        let name = "Michoacán de Ocampo,2019";
        let file = |file: &str, rest: &str| {
            let text = format!("Entidad federativa,Año,{months}\n{name}{rest}\n");
            (file.to_owned(), text.into_bytes())
        };
        let files = [
            file("a.csv", ",,,,,,,7,8,9,10,11,12"),
            file("b.csv", ",1,2,3,4,5,6,,,,,,"),
        ];
        assert_eq!(
            import(Kind::Inegi, &files).unwrap_err().to_string(),
            "b.csv: 1 row is wrong, nothing was imported\n  line 2: state 16 in 2019 stands in a.csv, line 2 already: \
             two vintages are not added up"
        );
    }

    #[test]
    fn wrong_rows_are_all_listed_and_nothing_is_imported() {
        let text = DEATHS
            .replace("25,10,2019,2019,1", "25,10,2019,2019,7")
            .replace("25,99", "25,13x")
            .replace("8,1,2018", "88,1,2018,9");
        let error = message(Kind::Inegi, &text);
        assert_eq!(
            error,
            "t.csv: 3 rows are wrong, nothing was imported\n  \
             line 4: column tipo_defun: `7` is not a kind of death from 1 to 9\n  \
             line 5: 6 fields where the first line has 5\n  \
             line 7: column mes_ocurr: `13x` is not a month from 1 to 12, or 99"
        );
        assert_eq!(
            message(Kind::Inegi, "ent_ocurr,mes_ocur\n1,1\n"),
            "t.csv, line 1: there is no column `tipo_defun` or `presunto`"
        );
    }

    fn sesnsp(rows: &str) -> String {
        format!(
            "Año,Clave_Ent,Entidad,Bien jurídico afectado,Tipo de delito,Subtipo de delito,Modalidad,Sexo,Rango de edad,{}\n{rows}",
            MESES.join(",")
        )
    }

    #[test]
    fn sesnsp_victims_are_added_up_by_state_and_month() {
        let text = sesnsp(
            "2024,25,Sinaloa,La vida,Homicidio,Homicidio doloso,Con arma de fuego,Hombre,Adultos,10,20,,,,,,,,,,\n\
             2024,25,Sinaloa,La vida,Homicidio,Homicidio doloso,Con arma de fuego,Mujer,Adultos,1,2,,,,,,,,,,\n\
             2024,25,Sinaloa,La vida,Feminicidio,Feminicidio,Con arma blanca,Mujer,Adultos,3,0,,,,,,,,,,\n\
             2024,25,Sinaloa,La vida,Homicidio,Homicidio culposo,En accidente,Mujer,Adultos,9,9,,,,,,,,,,\n",
        );
        let table = one(Kind::Sesnsp, &text).unwrap();
        assert_eq!(table.rows.len(), 2, "months not yet reported are left out");
        let keys = [25.0, 2024.0, 1.0];
        assert_eq!(value(&table, &keys, "victims_homicidio_doloso"), Some(11.0));
        assert_eq!(value(&table, &keys, "victims_feminicidio"), Some(3.0));
        let latin: Vec<u8> = text.chars().map(|c| c as u32 as u8).collect();
        let table_latin = import(Kind::Sesnsp, &[("t.csv".to_owned(), latin)]).unwrap();
        assert_eq!(table_latin, table);
        let gap = message(
            Kind::Sesnsp,
            &text.replace("Mujer,Adultos,1,2", "Mujer,Adultos,1,"),
        );
        assert!(gap.contains("line 3: febrero 2024 is blank"), "{gap}");
        let again = message(
            Kind::Sesnsp,
            &text.replace("arma de fuego,Mujer", "arma de fuego,Hombre"),
        );
        assert!(
            again.contains("line 3: the same year, state")
                && again.contains("stand in t.csv, line 2: two vintages"),
            "{again}"
        );
        let negative = message(Kind::Sesnsp, &text.replace(",10,20", ",-10,20"));
        assert!(
            negative.contains("line 2: column enero: `-10` is not blank or"),
            "{negative}"
        );
    }

    #[test]
    fn ucdp_events_are_added_up_by_state_and_month() {
        let text = "id,country,type_of_violence,adm_1,date_start,best\n\
            1,Mexico,2,Sinaloa state,2019-10-17 00:00:00.000,13\n2,Mexico,3,Sinaloa state,2019-10-18,2\n\
            3,Mexico,2,,2020-01-01,4\n4,Syria,1,Aleppo,2019-10-17,9\n5,Mexico,2,Mexico state,2019-11-01,1\n";
        let table = one(Kind::Ucdp, text).unwrap();
        let keys = [25.0, 2019.0, 10.0];
        assert_eq!(value(&table, &keys, "events"), Some(2.0));
        assert_eq!(value(&table, &keys, "deaths_non_state"), Some(13.0));
        assert_eq!(
            value(&table, &[15.0, 2019.0, 11.0], "deaths_non_state"),
            Some(1.0)
        );
        assert_eq!(table.rows.len(), 2 * 32 * 12);
        let wrong = message(Kind::Ucdp, &text.replace("Sinaloa state", "Sinalao state"));
        assert!(wrong.contains("did you mean `Sinaloa`"), "{wrong}");
        let twice = message(Kind::Ucdp, &text.replace("\n2,", "\n1,"));
        assert!(
            twice.contains("line 3: event 1 stands in t.csv, line 2 already"),
            "{twice}"
        );
    }

    #[test]
    fn cdc_counts_keep_reported_and_predicted_apart() {
        let header = "State,Year,Month,Period,Indicator,Data Value,Percent Complete,Percent Pending Investigation,State Name,Footnote,Footnote Symbol,Predicted Value\n";
        let rows = "US,2023,April,12 month-ending,Number of Drug Overdose Deaths,\"109,000\",100,0.1,United States,,**,\"111,000\"\n\
            US,2023,April,12 month-ending,\"Synthetic opioids, excl. methadone (T40.4)\",75000,100,0.1,United States,,**,\n\
            AK,2023,April,12 month-ending,Number of Drug Overdose Deaths,300,100,0.1,Alaska,,**,301\n";
        let table = one(Kind::Cdc, &format!("{header}{rows}")).unwrap();
        let keys = [2023.0, 4.0];
        assert_eq!(
            value(&table, &keys, "all_drugs_12_months_predicted"),
            Some(111_000.0)
        );
        assert_eq!(
            value(&table, &keys, "synthetic_opioids_12_months"),
            Some(75_000.0)
        );
        assert_eq!(
            value(&table, &keys, "synthetic_opioids_12_months_predicted"),
            None
        );
        let wrong = message(
            Kind::Cdc,
            &format!("{header}{}", rows.replace("April", "Abril")),
        );
        assert!(
            wrong.contains("`Abril` is not the English name of a month"),
            "{wrong}"
        );
        let two =
            ["a.csv", "b.csv"].map(|f| (f.to_owned(), format!("{header}{rows}").into_bytes()));
        let error = import(Kind::Cdc, &two).unwrap_err().to_string();
        assert!(
            error.contains("line 2: april 2023 of this indicator stands in a.csv, line 2 already"),
            "{error}"
        );
    }

    proptest! {
        #[test]
        fn no_bytes_bring_an_importer_down(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            for kind in [Kind::Inegi, Kind::Sesnsp, Kind::Ucdp, Kind::Cdc] {
                prop_assert!(import(kind, &[("t.csv".to_owned(), bytes.clone())]).is_err());
            }
        }
    }
}
