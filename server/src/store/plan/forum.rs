//! Forums, their members and their meetings. Every one is public; which needs
//! and specifications a meeting spoke of shows as far as one sees those.

use std::collections::HashMap;

use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use shared::plan::forum::{About, Forum, Meeting, Member, Minutes, Who};
use shared::plan::{ForumId, ForumMemberId, MeetingId, NeedId};
use shared::secure::SpecificationId;

use crate::store::Error;
use crate::store::entity::plan::{forum, forum_member, meeting, meeting_need, meeting_specification};
use crate::store::page::{Cursor, Page, Slice};
use crate::store::row::{present, read, read_optional};

fn from_row(row: forum::Model) -> Result<Forum, Error> {
    const TABLE: &str = "forum";
    Ok(Forum {
        id: read(TABLE, &row.id, "id", &row.id)?,
        buyer: read(TABLE, &row.id, "buyer_id", &row.buyer_id)?,
        about: About { kind: read(TABLE, &row.id, "kind", &row.kind)?, name: row.name, purpose: row.purpose },
        author: read(TABLE, &row.id, "author_id", &row.author_id)?,
        created_at: row.created_at,
    })
}

fn member_from(row: forum_member::Model) -> Result<Member, Error> {
    const TABLE: &str = "forum_member";
    let organisation = read_optional(TABLE, &row.id, "organisation_id", row.organisation_id.as_deref())?;
    Ok(Member {
        id: read(TABLE, &row.id, "id", &row.id)?,
        forum: read(TABLE, &row.id, "forum_id", &row.forum_id)?,
        who: match organisation {
            Some(id) => Who::Organisation(id),
            None => Who::Named(present(TABLE, &row.id, "name", row.name)?),
        },
        added_at: row.added_at,
    })
}

/// One forum.
pub async fn find(db: &impl ConnectionTrait, id: &ForumId) -> Result<Option<Forum>, Error> {
    forum::Entity::find_by_id(id.as_str()).one(db).await?.map(from_row).transpose()
}

/// Several forums, in no particular order.
pub async fn get_many(db: &impl ConnectionTrait, ids: &[ForumId]) -> Result<Vec<Forum>, Error> {
    let select = forum::Entity::find().filter(forum::Column::Id.is_in(ids.iter().map(ForumId::as_str)));
    select.all(db).await?.into_iter().map(from_row).collect()
}

/// A page of forums, newest first.
pub async fn list(db: &impl ConnectionTrait, page: &Page) -> Result<Slice<Forum>, Error> {
    let mut select = forum::Entity::find();
    let total = if page.count { Some(select.clone().count(db).await?) } else { None };
    if let Some(after) = &page.after {
        select = select.filter(forum::Column::Id.lt(after.id.as_str()));
    }
    let rows = select.order_by_desc(forum::Column::Id).limit(page.first + 1).all(db).await?;
    let found = rows.into_iter().map(from_row).collect::<Result<Vec<_>, _>>()?;
    Ok(Slice::new(found, page, total, |one| Cursor { key: String::new(), id: one.id.to_string() }))
}

/// Adds a forum.
pub async fn insert(db: &impl ConnectionTrait, new: &Forum) -> Result<(), Error> {
    let row = forum::Model {
        id: new.id.to_string(),
        buyer_id: new.buyer.to_string(),
        kind: new.about.kind.as_str().to_owned(),
        name: new.about.name.clone(),
        purpose: new.about.purpose.clone(),
        author_id: new.author.to_string(),
        created_at: new.created_at,
    };
    forum::Entity::insert(row.into_active_model()).exec_without_returning(db).await.map_err(Error::from_write)?;
    Ok(())
}

/// The members of these forums, in the order in which they were invited.
pub async fn members(db: &impl ConnectionTrait, forums: &[ForumId]) -> Result<Vec<Member>, Error> {
    forum_member::Entity::find()
        .filter(forum_member::Column::ForumId.is_in(forums.iter().map(ForumId::as_str)))
        .order_by_asc(forum_member::Column::ForumId)
        .order_by_asc(forum_member::Column::Id)
        .all(db)
        .await?
        .into_iter()
        .map(member_from)
        .collect()
}

/// One member.
pub async fn find_member(db: &impl ConnectionTrait, id: &ForumMemberId) -> Result<Option<Member>, Error> {
    forum_member::Entity::find_by_id(id.as_str()).one(db).await?.map(member_from).transpose()
}

/// Adds a member.
pub async fn insert_member(db: &impl ConnectionTrait, new: &Member) -> Result<(), Error> {
    let (organisation_id, name) = match &new.who {
        Who::Organisation(id) => (Some(id.to_string()), None),
        Who::Named(name) => (None, Some(name.clone())),
    };
    let (id, forum_id) = (new.id.to_string(), new.forum.to_string());
    let row = forum_member::Model { id, forum_id, organisation_id, name, added_at: new.added_at };
    let row = row.into_active_model();
    forum_member::Entity::insert(row).exec_without_returning(db).await.map_err(Error::from_write)?;
    Ok(())
}

/// Takes a member away.
pub async fn delete_member(db: &impl ConnectionTrait, id: &ForumMemberId) -> Result<(), Error> {
    let done = forum_member::Entity::delete_many().filter(forum_member::Column::Id.eq(id.as_str())).exec(db).await?;
    if done.rows_affected == 0 { Err(Error::Stale) } else { Ok(()) }
}

/// The meetings of these forums, the latest first.
pub async fn meetings(db: &impl ConnectionTrait, forums: &[ForumId]) -> Result<Vec<Meeting>, Error> {
    let of = meeting::Column::ForumId.is_in(forums.iter().map(ForumId::as_str));
    whole(db, meeting::Entity::find().filter(of).order_by_desc(meeting::Column::HeldOn).all(db).await?).await
}

/// The meetings that spoke of each of these needs, the latest first.
pub async fn about_needs(db: &impl ConnectionTrait, needs: &[NeedId]) -> Result<HashMap<NeedId, Vec<Meeting>>, Error> {
    let links = meeting_need::Entity::find()
        .filter(meeting_need::Column::NeedId.is_in(needs.iter().map(NeedId::as_str)))
        .all(db)
        .await?;
    let pairs = links.into_iter().map(|link| (link.meeting_id, link.need_id)).collect();
    grouped(db, pairs).await
}

/// The meetings that spoke of each of these specifications, the latest first.
pub async fn about_specifications(
    db: &impl ConnectionTrait,
    specifications: &[SpecificationId],
) -> Result<HashMap<SpecificationId, Vec<Meeting>>, Error> {
    let ids = specifications.iter().map(SpecificationId::as_str);
    let links = meeting_specification::Entity::find()
        .filter(meeting_specification::Column::SpecificationId.is_in(ids))
        .all(db)
        .await?;
    let pairs = links.into_iter().map(|link| (link.meeting_id, link.specification_id)).collect();
    grouped(db, pairs).await
}

/// The meetings of these links, by what each was about.
async fn grouped<K: std::str::FromStr + Eq + std::hash::Hash>(
    db: &impl ConnectionTrait,
    links: Vec<(String, String)>,
) -> Result<HashMap<K, Vec<Meeting>>, Error> {
    let ids = links.iter().map(|(meeting, _)| meeting.as_str());
    let rows = meeting::Entity::find().filter(meeting::Column::Id.is_in(ids)).all(db).await?;
    let found: HashMap<String, Meeting> =
        whole(db, rows).await?.into_iter().map(|meeting| (meeting.id.to_string(), meeting)).collect();
    let mut all: HashMap<K, Vec<Meeting>> = HashMap::new();
    for (meeting, about) in links {
        let key = read("meeting", &meeting, "about", &about)?;
        all.entry(key).or_default().extend(found.get(&meeting).cloned());
    }
    for meetings in all.values_mut() {
        meetings.sort_by(|a, b| (b.minutes.held_on, &b.id).cmp(&(a.minutes.held_on, &a.id)));
    }
    Ok(all)
}

/// Meetings with what they spoke of: one statement for each kind of link.
async fn whole(db: &impl ConnectionTrait, rows: Vec<meeting::Model>) -> Result<Vec<Meeting>, Error> {
    const TABLE: &str = "meeting";
    let ids = || rows.iter().map(|row| row.id.as_str());
    let mut needs: HashMap<String, Vec<NeedId>> = HashMap::new();
    for link in meeting_need::Entity::find()
        .filter(meeting_need::Column::MeetingId.is_in(ids()))
        .order_by_asc(meeting_need::Column::NeedId)
        .all(db)
        .await?
    {
        let id = read("meeting_need", &link.meeting_id, "need_id", &link.need_id)?;
        needs.entry(link.meeting_id).or_default().push(id);
    }
    let mut specifications: HashMap<String, Vec<SpecificationId>> = HashMap::new();
    for link in meeting_specification::Entity::find()
        .filter(meeting_specification::Column::MeetingId.is_in(ids()))
        .order_by_asc(meeting_specification::Column::SpecificationId)
        .all(db)
        .await?
    {
        let id = read("meeting_specification", &link.meeting_id, "specification_id", &link.specification_id)?;
        specifications.entry(link.meeting_id).or_default().push(id);
    }
    rows.into_iter()
        .map(|row| {
            Ok(Meeting {
                id: read(TABLE, &row.id, "id", &row.id)?,
                forum: read(TABLE, &row.id, "forum_id", &row.forum_id)?,
                needs: needs.remove(&row.id).unwrap_or_default(),
                specifications: specifications.remove(&row.id).unwrap_or_default(),
                minutes: Minutes {
                    held_on: read(TABLE, &row.id, "held_on", &row.held_on)?,
                    title: row.title,
                    notes: row.notes,
                },
                recorded_by: read(TABLE, &row.id, "recorded_by_id", &row.recorded_by_id)?,
                recorded_at: row.recorded_at,
            })
        })
        .collect()
}

/// Adds a meeting.
pub async fn insert_meeting(db: &impl ConnectionTrait, new: &Meeting) -> Result<(), Error> {
    let row = meeting::Model {
        id: new.id.to_string(),
        forum_id: new.forum.to_string(),
        held_on: new.minutes.held_on.to_string(),
        title: new.minutes.title.clone(),
        notes: new.minutes.notes.clone(),
        recorded_by_id: new.recorded_by.to_string(),
        recorded_at: new.recorded_at,
    };
    meeting::Entity::insert(row.into_active_model()).exec_without_returning(db).await.map_err(Error::from_write)?;
    let of = |id: &MeetingId| id.to_string();
    let needs = new
        .needs
        .iter()
        .map(|id| meeting_need::Model { meeting_id: of(&new.id), need_id: id.to_string() }.into_active_model());
    meeting_need::Entity::insert_many(needs).exec_without_returning(db).await.map_err(Error::from_write)?;
    let specifications = new.specifications.iter().map(|id| {
        let (meeting_id, specification_id) = (of(&new.id), id.to_string());
        meeting_specification::Model { meeting_id, specification_id }.into_active_model()
    });
    let insert = meeting_specification::Entity::insert_many(specifications);
    insert.exec_without_returning(db).await.map_err(Error::from_write)?;
    Ok(())
}
