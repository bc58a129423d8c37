//! The two macros that put a leaf type on the wire, in the database and in the
//! log under one spelling.

/// A closed list: one enum for the rules, the API (`SCREAMING_SNAKE_CASE`) and
/// the database (the text given after `=`).
///
/// ```text
/// wire_enum! {
///     /// What became of a bid.
///     pub enum Stage as "BidStage" {
///         /// Being written.
///         Draft = "draft",
///     }
/// }
/// ```
macro_rules! wire_enum {
    ($(#[$meta:meta])* pub enum $name:ident as $graphql:literal {
        $($(#[$variant_meta:meta])* $variant:ident = $text:literal,)+
    }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "SCREAMING_SNAKE_CASE")]
        #[cfg_attr(feature = "server", derive(async_graphql::Enum))]
        #[cfg_attr(feature = "server", graphql(name = $graphql))]
        pub enum $name { $($(#[$variant_meta])* $variant,)+ }

        impl $name {
            /// Every value, in the order of the list.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The text kept in the database.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::error::UnknownValue;
            /// Reads the database's text; the wire's spelling is read too, so
            /// that a form may post either.
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::ALL
                    .iter()
                    .copied()
                    .find(|value| text.eq_ignore_ascii_case(value.as_str()))
                    .ok_or_else(|| $crate::error::UnknownValue::new($graphql, text))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

/// An identifier: a prefix that says what it names and a `UUIDv7`, the same text
/// on the wire, in the database and in the log.
macro_rules! wire_id {
    ($(#[$meta:meta])* $name:ident, $prefix:literal) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// What every such identifier starts with.
            pub const PREFIX: &'static str = $prefix;

            /// Makes the identifier that carries this UUID.
            pub fn from_uuid(uuid: uuid::Uuid) -> Self {
                Self(format!(concat!($prefix, "{}"), uuid.simple()))
            }

            /// The whole text, prefix and all.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::error::UnknownValue;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.strip_prefix($prefix)
                    .and_then(|rest| uuid::Uuid::try_parse(rest).ok())
                    .map(Self::from_uuid)
                    .ok_or_else(|| $crate::error::UnknownValue::new(stringify!($name), text))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }

        #[cfg(feature = "server")]
        impl async_graphql::InputType for $name {
            type RawValueType = Self;
            fn type_name() -> std::borrow::Cow<'static, str> {
                <async_graphql::ID as async_graphql::InputType>::type_name()
            }
            fn create_type_info(registry: &mut async_graphql::registry::Registry) -> String {
                <async_graphql::ID as async_graphql::InputType>::create_type_info(registry)
            }
            fn parse(value: Option<async_graphql::Value>) -> async_graphql::InputValueResult<Self> {
                match value {
                    Some(async_graphql::Value::String(text)) => text.parse().map_err(
                        |error: $crate::error::UnknownValue| async_graphql::InputValueError::custom(error),
                    ),
                    other => Err(async_graphql::InputValueError::expected_type(other.unwrap_or_default())),
                }
            }
            fn to_value(&self) -> async_graphql::Value {
                async_graphql::Value::String(self.0.clone())
            }
            fn as_raw_value(&self) -> Option<&Self> {
                Some(self)
            }
        }

        #[cfg(feature = "server")]
        impl async_graphql::OutputType for $name {
            fn type_name() -> std::borrow::Cow<'static, str> {
                <async_graphql::ID as async_graphql::OutputType>::type_name()
            }
            fn create_type_info(registry: &mut async_graphql::registry::Registry) -> String {
                <async_graphql::ID as async_graphql::OutputType>::create_type_info(registry)
            }
            async fn resolve(
                &self,
                _: &async_graphql::ContextSelectionSet<'_>,
                _: &async_graphql::Positioned<async_graphql::parser::types::Field>,
            ) -> async_graphql::ServerResult<async_graphql::Value> {
                Ok(async_graphql::Value::String(self.0.clone()))
            }
        }

        #[cfg(feature = "client")]
        impl cynic::schema::IsScalar<cynic::Id> for $name {
            type SchemaType = cynic::Id;
        }

        #[cfg(feature = "client")]
        impl cynic::coercions::CoercesTo<cynic::Id> for $name {}
    };
}
