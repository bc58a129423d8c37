//! The public schema's own text.

use crate::harness::sdl::Sdl;

/// House style 5: every type, field, argument and value has a sentence.
#[test]
fn everything_in_the_schema_says_what_it_is() {
    let found = Sdl::read().undescribed();
    assert!(found.is_empty(), "without a sentence: {found:#?}");
}
