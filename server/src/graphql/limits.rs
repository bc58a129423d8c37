//! What one request may ask for, besides depth and complexity: how many
//! aliases, and how many mutations at once.

use async_graphql::Positioned;
use async_graphql::parser::types::{
    DocumentOperations, ExecutableDocument, OperationDefinition, OperationType, Selection, SelectionSet,
};

/// The most aliases in a request: enough for a page that asks for a few lists
/// twice, too few to try a thousand passwords at once.
const ALIASES: usize = 30;
/// The most mutations in a request.
const MUTATIONS: usize = 5;

/// Why a document asks for too much; nothing if it does not.
pub fn excess(document: &ExecutableDocument) -> Option<String> {
    let operations: Vec<&Positioned<OperationDefinition>> = match &document.operations {
        DocumentOperations::Single(one) => vec![one],
        DocumentOperations::Multiple(all) => all.values().collect(),
    };
    let sets = operations.iter().map(|operation| &operation.node.selection_set);
    let fragments = document.fragments.values().map(|fragment| &fragment.node.selection_set);
    let aliases: usize = sets.chain(fragments).map(|set| aliases(&set.node)).sum();
    if aliases > ALIASES {
        return Some(format!("The request has {aliases} aliases. The limit is {ALIASES}"));
    }
    let mutations = operations
        .iter()
        .filter(|operation| operation.node.ty == OperationType::Mutation)
        .map(|operation| fields(&operation.node.selection_set.node))
        .max()
        .unwrap_or_default();
    (mutations > MUTATIONS).then(|| format!("The request has {mutations} mutations. The limit is {MUTATIONS}"))
}

fn aliases(set: &SelectionSet) -> usize {
    set.items
        .iter()
        .map(|item| match &item.node {
            Selection::Field(field) => {
                usize::from(field.node.alias.is_some()) + aliases(&field.node.selection_set.node)
            }
            Selection::InlineFragment(fragment) => aliases(&fragment.node.selection_set.node),
            Selection::FragmentSpread(_) => 0,
        })
        .sum()
}

fn fields(set: &SelectionSet) -> usize {
    set.items
        .iter()
        .map(|item| match &item.node {
            Selection::Field(_) | Selection::FragmentSpread(_) => 1,
            Selection::InlineFragment(fragment) => fields(&fragment.node.selection_set.node),
        })
        .sum()
}
