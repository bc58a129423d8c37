//! Values for a mutation's arguments, made from the schema alone: the fields'
//! names and types, what is in the database, and what the answers say is wrong
//! with the values tried before.

use std::collections::HashMap;

use async_graphql::parser::types::{BaseType, FieldDefinition, Type};
use serde_json::{Map, Value, json};

use super::sdl::{Sdl, named, snake};

/// What suits fields of these names, where words do not.
const HINTS: &[(&str, &[&str])] = &[
    ("email", &["somebody@test.example"]),
    ("role", &["member", "commissioner"]),
    ("url", &[""]),
    ("website", &[""]),
    ("area", &[""]),
    ("areas", &[""]),
    ("measure", &[""]),
    ("demandEstimate", &[""]),
    ("demandFigure", &["1,900"]),
    ("supplyFigure", &["420"]),
    ("follows", &[""]),
    ("service", &[""]),
    ("criterion", &["1"]),
    ("register", &["none"]),
    ("method", &["TENDER"]),
    ("category", &["LIGHT_TOUCH"]),
    ("strength", &["STRONG"]),
    ("points", &["3"]),
    ("chair", &[]),
];
/// What is tried in turn where neither a hint nor an identifier suits.
const WORDS: &[&str] = &[
    "Some plain words that would do for any field of any form",
    "",
    "1",
    "1,000.00",
    "2 March 2026",
    "2 March 2027",
    "yes",
    "none",
    "QUALITY",
    "SURVEY",
    "CHARITY",
    "OUTCOME",
    "QUARTERLY",
];
/// Names of fields that hold a thing of another name.
const KIN: &[(&str, &str)] = &[
    ("user", "user_account"),
    ("officer", "user_account"),
    ("members", "user_account"),
    ("chair", "user_account"),
    ("seat", "panel_member"),
    ("return", "data_return"),
];

/// The identifiers of what is in the database, by table.
pub type Ids = HashMap<String, Vec<String>>;

/// The table of things that a name names.
pub fn table(ids: &Ids, name: &str) -> Option<String> {
    let name = snake(name);
    let name = name.strip_suffix("_id").unwrap_or(&name);
    let kin = KIN.iter().find(|(field, _)| *field == name).map_or(name, |(_, table)| *table);
    ids.contains_key(kin).then(|| kin.to_owned())
}

/// The arguments of one mutation, tried until nothing is wrong with their form.
pub struct Sample<'a> {
    sdl: &'a Sdl,
    ids: &'a Ids,
    field: &'a FieldDefinition,
    /// The table behind each argument that is an identifier.
    kinds: HashMap<String, String>,
    /// How many values were tried of each place.
    tried: HashMap<String, usize>,
    /// Which of each table's things to name.
    pub turn: usize,
}

impl<'a> Sample<'a> {
    /// Nothing tried yet.
    pub fn new(sdl: &'a Sdl, ids: &'a Ids, field: &'a FieldDefinition) -> Self {
        Self { sdl, ids, field, kinds: HashMap::new(), tried: HashMap::new(), turn: 0 }
    }

    /// The operation: every field of the payload beside `userErrors` is asked
    /// for, so that a refusal which tells something is seen.
    pub fn query(&self) -> String {
        let each = |line: &dyn Fn(&str, &Type) -> String| {
            let of = self.field.arguments.iter();
            of.map(|one| line(one.node.name.node.as_str(), &one.node.ty.node)).collect::<Vec<_>>().join(", ")
        };
        let declared = each(&|name, ty| format!("${name}: {ty}"));
        let passed = each(&|name, _| format!("{name}: ${name}"));
        let (declared, passed) = if declared.is_empty() {
            (String::new(), String::new())
        } else {
            (format!("({declared})"), format!("({passed})"))
        };
        let told = self.sdl.fields(named(&self.field.ty.node)).into_iter().map(|field| {
            let name = field.name.node.as_str();
            match name {
                "userErrors" => String::new(),
                _ if self.sdl.is_object(named(&field.ty.node)) => format!("{name} {{ __typename }}"),
                _ => name.to_owned(),
            }
        });
        let told = told.collect::<Vec<_>>().join(" ");
        let name = &self.field.name.node;
        format!("mutation{declared} {{ it: {name}{passed} {{ {told} userErrors {{ code field message }} }} }}")
    }

    /// The arguments as they stand.
    pub fn variables(&self) -> Value {
        let of = self.field.arguments.iter();
        let all: Map<String, Value> = of
            .map(|one| {
                let name = one.node.name.node.as_str();
                (name.to_owned(), self.value(name, name, &one.node.ty.node, 0))
            })
            .collect();
        all.into()
    }

    /// How many things there are to name, at least one.
    pub fn turns(&self) -> usize {
        self.kinds.values().filter_map(|table| self.ids.get(table)).map(Vec::len).max().unwrap_or(1).max(1)
    }

    /// The tables of which it names things that do not exist.
    pub fn unmade(&self) -> Vec<&String> {
        self.kinds.values().filter(|table| self.ids.get(*table).is_none_or(Vec::is_empty)).collect()
    }

    /// Learns from an answer what to try next; false if there is nothing more.
    pub fn learn(&mut self, answer: &Value) -> bool {
        if let Some(message) = answer["errors"][0]["message"].as_str() {
            return self.learn_kind(message);
        }
        let errors = answer["data"]["it"]["userErrors"].as_array().cloned().unwrap_or_default();
        let mut more = false;
        for field in errors.iter().filter_map(|error| error["field"].as_str()) {
            let tried = self.tried.entry(field.to_owned()).or_default();
            *tried += 1;
            more |= *tried < WORDS.len() + 3;
        }
        more
    }

    /// `"?" is not a PanelMemberId`: the first argument not known yet is one.
    fn learn_kind(&mut self, message: &str) -> bool {
        let Some(kind) = message.split(" is not a ").nth(1).and_then(|rest| rest.split("Id").next()) else {
            return false;
        };
        let of = self.field.arguments.iter().map(|one| one.node.name.node.to_string());
        let unknown = of.into_iter().find(|name| {
            let argument = self.field.arguments.iter().find(|one| one.node.name.node == name.as_str());
            argument.is_some_and(|one| named(&one.node.ty.node) == "ID") && !self.kinds.contains_key(name)
        });
        let Some(unknown) = unknown else { return false };
        self.kinds.insert(unknown, table(self.ids, kind).unwrap_or_else(|| snake(kind)));
        true
    }

    fn value(&self, path: &str, name: &str, ty: &Type, depth: usize) -> Value {
        let inner = match &ty.base {
            BaseType::List(inner) => return json!([self.value(&format!("{path}.0"), name, inner, depth + 1)]),
            BaseType::Named(inner) => inner.as_str(),
        };
        match inner {
            _ if depth > 8 => Value::Null,
            "ID" => json!(self.identifier(name)),
            "String" => json!(self.text(path, name)),
            "Int" => json!(1),
            "Float" => json!(1.0),
            "Boolean" => json!(true),
            "DateTime" => json!("2027-01-04T12:00:00Z"),
            "NaiveDate" => json!("2027-01-04"),
            "Money" => json!("1000.00"),
            _ => match self.sdl.input(inner) {
                None => json!(self.sdl.values(inner).first()),
                Some(input) => {
                    let fields = input.fields.iter().map(|field| {
                        let (name, ty) = (field.node.name.node.as_str(), &field.node.ty.node);
                        // A fault names the field within the input.
                        let path = if depth == 0 { name.to_owned() } else { format!("{path}.{name}") };
                        (name.to_owned(), self.value(&path, name, ty, depth + 1))
                    });
                    fields.collect::<Map<_, _>>().into()
                }
            },
        }
    }

    fn identifier(&self, argument: &str) -> String {
        let Some(table) = self.kinds.get(argument) else { return "?".to_owned() };
        match self.ids.get(table).filter(|ids| !ids.is_empty()) {
            Some(ids) => ids[self.turn % ids.len()].clone(),
            None => "?".to_owned(),
        }
    }

    fn text(&self, path: &str, name: &str) -> String {
        let hints = HINTS.iter().find(|(field, _)| *field == name).map_or(&[][..], |(_, hints)| *hints);
        let things = table(self.ids, name).and_then(|table| self.ids.get(&table)).cloned().unwrap_or_default();
        let turned = things.iter().cycle().skip(self.turn).take(things.len().min(2)).map(String::as_str);
        let mut all = hints.iter().copied().chain(turned).chain(WORDS.iter().copied());
        // A part of the input that stands in others too names its fields from itself on.
        let places = std::iter::successors(Some(path), |path| path.split_once('.').map(|(_, rest)| rest));
        let tried = places.filter_map(|place| self.tried.get(place)).copied().max().unwrap_or_default();
        all.nth(tried).unwrap_or_default().to_owned()
    }
}
