//! The schema's own text, read by the tests that walk all of it.

use std::collections::HashMap;

use async_graphql::Positioned;
use async_graphql::parser::types::{
    BaseType, FieldDefinition, InputObjectType, Type, TypeDefinition, TypeKind, TypeSystemDefinition,
};

/// Every type of the schema, by name.
pub struct Sdl(HashMap<String, TypeDefinition>);

impl Sdl {
    /// The schema as it is served.
    pub fn read() -> Self {
        let document = async_graphql::parser::parse_schema(server::graphql::sdl()).unwrap();
        let types = document.definitions.into_iter().filter_map(|definition| match definition {
            TypeSystemDefinition::Type(definition) => Some(definition.node),
            _ => None,
        });
        Self(types.map(|definition| (definition.name.node.to_string(), definition)).collect())
    }

    /// The fields of an object, in their order; none of anything else.
    pub fn fields(&self, object: &str) -> Vec<&FieldDefinition> {
        match self.0.get(object).map(|definition| &definition.kind) {
            Some(TypeKind::Object(object)) => object.fields.iter().map(|field| &field.node).collect(),
            _ => Vec::new(),
        }
    }

    /// The objects that keep to an interface, by name.
    pub fn implementing(&self, interface: &str) -> Vec<&str> {
        let keeps = |kind: &TypeKind| match kind {
            TypeKind::Object(object) => object.implements.iter().any(|name| name.node == interface),
            _ => false,
        };
        let mut found: Vec<&str> =
            self.0.iter().filter(|(_, definition)| keeps(&definition.kind)).map(|(name, _)| name.as_str()).collect();
        found.sort_unstable();
        found
    }

    /// Every type, field, argument, value and input field that has no sentence,
    /// as `Type.field(argument)`.
    pub fn undescribed(&self) -> Vec<String> {
        let mut found = Vec::new();
        for (name, definition) in &self.0 {
            let mut hear = |what: String, said: Option<&str>| {
                if said.is_none_or(|said| said.trim().is_empty()) {
                    found.push(what);
                }
            };
            hear(name.clone(), said(definition.description.as_ref()));
            let fields = match &definition.kind {
                TypeKind::Object(object) => &object.fields[..],
                TypeKind::Interface(interface) => &interface.fields[..],
                _ => &[],
            };
            for field in fields.iter().map(|field| &field.node) {
                hear(format!("{name}.{}", field.name.node), said(field.description.as_ref()));
                for argument in field.arguments.iter().map(|argument| &argument.node) {
                    let what = format!("{name}.{}({})", field.name.node, argument.name.node);
                    hear(what, said(argument.description.as_ref()));
                }
            }
            match &definition.kind {
                TypeKind::InputObject(input) => {
                    for field in input.fields.iter().map(|field| &field.node) {
                        hear(format!("{name}.{}", field.name.node), said(field.description.as_ref()));
                    }
                }
                TypeKind::Enum(list) => {
                    for value in list.values.iter().map(|value| &value.node) {
                        hear(format!("{name}.{}", value.value.node), said(value.description.as_ref()));
                    }
                }
                _ => {}
            }
        }
        found.sort_unstable();
        found
    }

    /// Whether fields have to be chosen of it.
    pub fn is_object(&self, name: &str) -> bool {
        matches!(self.0.get(name).map(|definition| &definition.kind), Some(TypeKind::Object(_)))
    }

    /// An input object's fields.
    pub fn input(&self, name: &str) -> Option<&InputObjectType> {
        match self.0.get(name).map(|definition| &definition.kind) {
            Some(TypeKind::InputObject(input)) => Some(input),
            _ => None,
        }
    }

    /// The values of an enum; none of anything else.
    pub fn values(&self, name: &str) -> Vec<String> {
        match self.0.get(name).map(|definition| &definition.kind) {
            Some(TypeKind::Enum(list)) => list.values.iter().map(|value| value.node.value.node.to_string()).collect(),
            _ => Vec::new(),
        }
    }
}

fn said(description: Option<&Positioned<String>>) -> Option<&str> {
    description.map(|description| description.node.as_str())
}

/// The name within lists and exclamation marks.
pub fn named(ty: &Type) -> &str {
    match &ty.base {
        BaseType::Named(name) => name.as_str(),
        BaseType::List(inner) => named(inner),
    }
}

/// `needArea` or `NeedArea` as the database spells it: `need_area`.
pub fn snake(name: &str) -> String {
    let mut out = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !out.is_empty() {
            out.push('_');
        }
        out.push(letter.to_ascii_lowercase());
    }
    out
}
