//! Which form of each mechanism is in force: the default, a rival where the literature disagrees, or none.

/// Declares an enum of forms with the names used in files and on the command line.
macro_rules! forms {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name { $($(#[$variant_doc])* $variant,)* }

        impl $name {
            /// All forms; the first is the default unless it is `off`.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The name used in files.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }
        }

        impl std::str::FromStr for $name {
            type Err = String;
            fn from_str(text: &str) -> Result<Self, String> {
                Self::ALL.iter().copied().find(|f| f.name() == text).ok_or_else(|| {
                    let names: Vec<&str> = Self::ALL.iter().map(|f| f.name()).collect();
                    format!("`{text}` is not one of {}", names.join(", "))
                })
            }
        }
    };
}

forms! {
    /// How contact turns into deaths.
    Conflict {
        /// Deaths grow with the product of members that meet (the population model of 2023).
        MassAction = "mass-action",
        /// Each member meets a fixed number of others a week: deaths grow with members.
        FrequencyDependent = "frequency-dependent",
        /// A contest over the rents of the trade: deaths grow with rents and the number of rivals.
        Tullock = "tullock",
        /// Nobody dies in fights between fragments.
        Off = "off",
    }
}

forms! {
    /// How losses are replaced.
    Recruitment {
        /// Each member brings a fixed number of recruits a week (the population model of 2023).
        Proportional = "proportional",
        /// As proportional, times a power of the earnings of the trade.
        Income = "income",
        /// As proportional, and civilians killed by force bring recruits or drive them away.
        Grievance = "grievance",
        /// Nobody joins.
        Off = "off",
    }
}

forms! {
    /// What the removal of a leader does to a bloc.
    Removal {
        /// Unless succession is orderly, fragments split for months.
        Splits = "splits",
        /// Leaders are always replaced: the bloc pauses its fights and does not split.
        Replacement = "replacement",
        /// Nothing.
        Off = "off",
    }
}

forms! {
    /// When groups take revenge on the state.
    Retaliation {
        /// In proportion to the provocation.
        Proportional = "proportional",
        /// After removals only where the leader is at home, and then in full.
        Home = "home",
        /// After removals only where forces are deployed.
        Conditional = "conditional",
        /// Never.
        Off = "off",
    }
}

forms! {
    /// What becomes of supply when laboratories are lost.
    Supply {
        /// They are rebuilt where they were.
        Rebuild = "rebuild",
        /// They are rebuilt smaller and better hidden.
        Disperse = "disperse",
        /// Part of the production moves abroad for good.
        Relocate = "relocate",
        /// Losses stay.
        Off = "off",
    }
}

forms! {
    /// How the retail price forms.
    Price {
        /// Costs passed on in part, and scarcity of stocks.
        Inventory = "inventory",
        /// Competitive suppliers pay for all seizures and penalties (Becker, Murphy & Grossman 2006), and
        /// scarcity of stocks.
        BeckerMurphyGrossman = "becker-murphy-grossman",
        /// It never changes.
        Off = "off",
    }
}

forms! {
    /// How the Mexican government answers unilateral force.
    Answer {
        /// Chance decides between the other three.
        Uncertain = "uncertain",
        /// It protests and goes on: a tenth of the loss.
        Acquiesce = "acquiesce",
        /// It cuts channels.
        CutChannels = "cut-channels",
        /// It cuts channels and changes its own enforcement.
        Compensate = "compensate",
        /// Cooperation never changes.
        Off = "off",
    }
}

forms! {
    /// Where members go under pressure.
    Displacement {
        /// To neighbouring states with less pressure.
        Neighbours = "neighbours",
        /// To any state, towards routes with less perceived risk.
        Routes = "routes",
        /// Nowhere.
        Off = "off",
    }
}

/// Which form of each mechanism is in force, and which terms of strikes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Forms {
    /// Conflict between groups.
    pub conflict: Conflict,
    /// Recruitment.
    pub recruitment: Recruitment,
    /// Removal of leaders.
    pub removal: Removal,
    /// Retaliation against the state.
    pub retaliation: Retaliation,
    /// Supply.
    pub supply: Supply,
    /// Price.
    pub price: Price,
    /// The Mexican government's answer.
    pub answer: Answer,
    /// Displacement.
    pub displacement: Displacement,
    /// Whether fragments split and merge.
    pub fragmentation: bool,
    /// Whether hostility changes.
    pub hostility: bool,
    /// Whether presence of the state changes.
    pub territory: bool,
    /// Whether overdose deaths follow the market.
    pub overdose: bool,
    /// Strikes: what they destroy and whom they kill.
    pub strike_incapacitation: bool,
    /// Strikes: being watched holds groups back.
    pub strike_deterrence: bool,
    /// Strikes: revenge.
    pub strike_retaliation: bool,
    /// Strikes: loss of control after a leader's death.
    pub strike_loss_of_control: bool,
}

impl Default for Forms {
    fn default() -> Self {
        Self {
            conflict: Conflict::MassAction,
            recruitment: Recruitment::Grievance,
            removal: Removal::Splits,
            retaliation: Retaliation::Proportional,
            supply: Supply::Rebuild,
            price: Price::Inventory,
            answer: Answer::Uncertain,
            displacement: Displacement::Neighbours,
            fragmentation: true,
            hostility: true,
            territory: true,
            overdose: true,
            strike_incapacitation: true,
            strike_deterrence: true,
            strike_retaliation: true,
            strike_loss_of_control: true,
        }
    }
}

impl Forms {
    /// Names of all mechanisms with the names of their forms.
    pub fn names() -> Vec<(&'static str, Vec<&'static str>)> {
        fn of<T: Copy>(all: &[T], name: fn(T) -> &'static str) -> Vec<&'static str> {
            all.iter().map(|f| name(*f)).collect()
        }
        let switch = || vec!["on", "off"];
        vec![
            ("conflict", of(Conflict::ALL, Conflict::name)),
            ("recruitment", of(Recruitment::ALL, Recruitment::name)),
            ("removal", of(Removal::ALL, Removal::name)),
            ("retaliation", of(Retaliation::ALL, Retaliation::name)),
            ("supply", of(Supply::ALL, Supply::name)),
            ("price", of(Price::ALL, Price::name)),
            ("answer", of(Answer::ALL, Answer::name)),
            ("displacement", of(Displacement::ALL, Displacement::name)),
            ("fragmentation", switch()),
            ("hostility", switch()),
            ("territory", switch()),
            ("overdose", switch()),
            ("strike.incapacitation", switch()),
            ("strike.deterrence", switch()),
            ("strike.retaliation", switch()),
            ("strike.loss-of-control", switch()),
        ]
    }

    /// Sets the form of a mechanism by names.
    ///
    /// # Errors
    ///
    /// Says which mechanisms or forms there are, if a name is not one of them.
    pub fn set(&mut self, mechanism: &str, form: &str) -> Result<(), String> {
        let switch = |form: &str| match form {
            "on" => Ok(true),
            "off" => Ok(false),
            _ => Err(format!("`{form}` is not one of on, off")),
        };
        let within = |error: String| format!("{mechanism}: {error}");
        match mechanism {
            "conflict" => self.conflict = form.parse().map_err(within)?,
            "recruitment" => self.recruitment = form.parse().map_err(within)?,
            "removal" => self.removal = form.parse().map_err(within)?,
            "retaliation" => self.retaliation = form.parse().map_err(within)?,
            "supply" => self.supply = form.parse().map_err(within)?,
            "price" => self.price = form.parse().map_err(within)?,
            "answer" => self.answer = form.parse().map_err(within)?,
            "displacement" => self.displacement = form.parse().map_err(within)?,
            "fragmentation" => self.fragmentation = switch(form).map_err(within)?,
            "hostility" => self.hostility = switch(form).map_err(within)?,
            "territory" => self.territory = switch(form).map_err(within)?,
            "overdose" => self.overdose = switch(form).map_err(within)?,
            "strike.incapacitation" => self.strike_incapacitation = switch(form).map_err(within)?,
            "strike.deterrence" => self.strike_deterrence = switch(form).map_err(within)?,
            "strike.retaliation" => self.strike_retaliation = switch(form).map_err(within)?,
            "strike.loss-of-control" => {
                self.strike_loss_of_control = switch(form).map_err(within)?
            }
            _ => {
                let names: Vec<&str> = Self::names().into_iter().map(|n| n.0).collect();
                return Err(format!(
                    "there is no mechanism `{mechanism}`; there are {}",
                    names.join(", ")
                ));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_sets_its_form_and_others_are_refused() {
        for (mechanism, names) in Forms::names() {
            let mut seen = Vec::new();
            for name in names {
                let mut forms = Forms::default();
                forms.set(mechanism, name).unwrap();
                assert!(
                    !seen.contains(&forms),
                    "{mechanism}={name} is another form too"
                );
                seen.push(forms);
            }
            assert!(
                Forms::default()
                    .set(mechanism, "sideways")
                    .unwrap_err()
                    .contains("not one of")
            );
        }
        assert!(
            Forms::default()
                .set("weather", "off")
                .unwrap_err()
                .contains("conflict")
        );
    }
}
