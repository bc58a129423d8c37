//! Everybody who may come, for the tables of who may do and see what.

use std::fmt::Display;
use std::str::FromStr;

use super::{Acting, Actor};
use crate::money::Money;
use crate::people::OrganisationKind::{Buyer, Provider};
use crate::people::membership::Role;
use crate::people::{OrganisationKind, UserId};

/// An identifier that ends in this number.
pub(crate) fn id<T: FromStr>(prefix: &str, last: usize) -> T
where
    T::Err: std::fmt::Debug,
{
    format!("{prefix}0000000000000000000000000000{last:04}").parse().unwrap()
}

fn person(user: usize, role: Role, (kind, organisation): (OrganisationKind, usize), directorate: usize) -> Actor {
    Actor::Person {
        user: id::<UserId>("usr_", user),
        acting: Some(Acting {
            membership: id("mem_", user),
            organisation: id("org_", organisation),
            kind,
            directorate: (directorate > 0).then(|| id("dir_", directorate)),
            role,
            limit: (role == Role::Approver).then(|| Money::pounds(1_000_000)),
        }),
    }
}

/// Every role of the council `org_..1` with its commissioner of the directorate
/// `dir_..1`, the chosen provider `org_..11`, and strangers to both.
pub(crate) fn cast() -> Vec<(String, Actor)> {
    let mut all = vec![
        ("visitor".to_owned(), Actor::Visitor),
        ("person without a membership".to_owned(), Actor::Person { user: id("usr_", 100), acting: None }),
    ];
    let council = Role::ALL.iter().filter(|role| role.fits(Buyer));
    all.extend((101..).zip(council).map(|(user, role)| {
        let directorate = usize::from(*role == Role::Commissioner);
        (role.to_string(), person(user, *role, (Buyer, 1), directorate))
    }));
    for (name, role, of, directorate) in [
        ("commissioner of all directorates", Role::Commissioner, (Buyer, 1), 0),
        ("commissioner of another directorate", Role::Commissioner, (Buyer, 1), 2),
        ("commissioner of another council", Role::Commissioner, (Buyer, 2), 0),
        ("approver of another council", Role::Approver, (Buyer, 2), 0),
        ("member of the provider", Role::Member, (Provider, 11), 0),
        ("certifier of the provider", Role::Certifier, (Provider, 11), 0),
        ("administrator of the provider", Role::Administrator, (Provider, 11), 0),
        ("member of another provider", Role::Member, (Provider, 12), 0),
    ] {
        all.push((name.to_owned(), person(120 + all.len(), role, of, directorate)));
    }
    all
}

/// A table with a line for everybody at each stage: what they see, and what they
/// may do.
pub(crate) fn table<A: Display>(
    stages: &[impl Display],
    cast: &[(String, Actor)],
    line: impl Fn(usize, &Actor) -> (Vec<&'static str>, Vec<A>),
) -> String {
    let mut table = String::new();
    for (place, stage) in stages.iter().enumerate() {
        table.push_str(&format!("{stage}\n"));
        for (name, actor) in cast {
            let (sees, may) = line(place, actor);
            let may: Vec<String> = may.iter().map(ToString::to_string).collect();
            table.push_str(&format!("  {name}: sees [{}]; may [{}]\n", sees.join(" "), may.join(" ")));
        }
    }
    table
}
