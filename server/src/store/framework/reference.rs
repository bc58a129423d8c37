//! Running references for public things: `N-0007`, `O-0023`.

use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ActiveValue, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::store::Error;
use crate::store::entity::framework::reference;

/// What a reference names.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// A need, `N-`.
    Need,
    /// A service, `S-`.
    Service,
    /// A commission, `C-`.
    Commission,
    /// An opportunity, `O-`.
    Opportunity,
    /// An agreement, `A-`.
    Agreement,
    /// A consultation, `H-`: have your say.
    Consultation,
    /// A group on no public register, `G-`.
    Group,
}

impl Kind {
    const fn letter(self) -> &'static str {
        match self {
            Self::Need => "N",
            Self::Service => "S",
            Self::Commission => "C",
            Self::Opportunity => "O",
            Self::Agreement => "A",
            Self::Consultation => "H",
            Self::Group => "G",
        }
    }
}

/// Takes the next reference of its kind. Writers wait for each other on its
/// row, so none is given twice.
pub async fn next(db: &impl ConnectionTrait, kind: Kind) -> Result<String, Error> {
    let letter = kind.letter();
    let row = reference::ActiveModel { kind: ActiveValue::Set(letter.to_owned()), next: ActiveValue::Set(1) };
    reference::Entity::insert(row)
        .on_conflict(
            OnConflict::column(reference::Column::Kind)
                .value(reference::Column::Next, Expr::col((reference::Entity, reference::Column::Next)).add(1))
                .to_owned(),
        )
        .exec_without_returning(db)
        .await?;
    let row = reference::Entity::find().filter(reference::Column::Kind.eq(letter)).one(db).await?;
    let number = row.map_or(1, |row| row.next);
    Ok(format!("{letter}-{number:04}"))
}
