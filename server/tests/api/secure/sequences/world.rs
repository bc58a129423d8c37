//! The databases that sequences begin with, and one copy with its people.

use std::sync::Arc;

use serde_json::{Value, json};
use server::app::{Cx, Shared};
use server::clock::Clock;
use server::config::Config;
use server::graphql::{self, context};
use server::keys::Keys;
use server::store::people::{membership, user};
use server::store::{self, Db};
use shared::{Actor, Timestamp};

use crate::harness::rows::select_with;
use crate::harness::{App, faults};
use crate::secure::award;
use crate::secure::evaluation::build::{Scene, agree, open, score_all, sent};

/// Everybody who acts; whoever is not known to the database is a visitor.
pub const PEOPLE: [&str; 11] =
    ["amara", "gareth", "sunita", "helen", "colin", "tom", "bridget", "idris", "joe", "steve", "visitor"];

/// Where a sequence begins.
pub struct Start {
    /// What was done last.
    pub name: &'static str,
    file: std::path::PathBuf,
    now: Timestamp,
    scene: Arc<Scene>,
    actors: Arc<Vec<(&'static str, Actor)>>,
    schema: graphql::Schema,
    config: Config,
    /// Holds the files.
    _app: Arc<App>,
}

/// One copy of a database, the people in it and a clock of its own.
pub struct World {
    pub cx: Cx,
    pub scene: Arc<Scene>,
    actors: Arc<Vec<(&'static str, Actor)>>,
    schema: graphql::Schema,
    _folder: tempfile::TempDir,
}

/// What stands in the records, for choosing what to do and for judging it.
pub struct Facts {
    pub closed: bool,
    pub opened: bool,
    pub version: i64,
    pub bids: [String; 2],
    /// Each seat: its identifier, whose it is, whether the scores are sent, and
    /// whether interests are declared and how many scores are given.
    pub seats: Vec<(String, String, bool, (bool, i64))>,
    /// The newest award: its identifier, stage, version and last waiting day.
    pub award: Option<(String, String, i64, Option<String>)>,
    /// The newest agreement: its identifier, stage and version.
    pub agreement: Option<(String, String, i64)>,
    /// Which sides have signed it.
    pub signed: Vec<String>,
}

/// The databases to begin with, on SQLite; none elsewhere.
pub async fn starts() -> Option<Vec<Start>> {
    let app = Arc::new(App::start().await);
    if app.cx.db().is_postgres() {
        return None;
    }
    let scene = sent(&app).await;
    let actors = Arc::new(actors(&app).await);
    let shared = Shared {
        db: app.cx.db().clone(),
        clock: app.cx.clock().clone(),
        config: app.cx.config().clone(),
        keys: Keys::load_or_create(&app.cx.config().keys).unwrap(),
    };
    let schema = graphql::build(Arc::new(shared));
    let scene = Arc::new(scene);
    let mut starts = Vec::new();
    let mut keep = async |name: &'static str| {
        let file = app.folder().join(format!("{name}.sqlite"));
        app.cx.db().execute(&format!("vacuum into '{}'", file.display())).await.unwrap();
        let (scene, actors, schema) = (scene.clone(), actors.clone(), schema.clone());
        let (now, config) = (app.cx.now(), app.cx.config().clone());
        starts.push(Start { name, file, now, scene, actors, schema, config, _app: app.clone() });
    };
    keep("sent").await;
    app.advance(crate::secure::evaluation::build::LATE).await;
    keep("closed").await;
    open(&app, &scene).await;
    keep("opened").await;
    score_all(&app, &scene).await;
    keep("scored").await;
    agree(&app, &scene).await;
    keep("agreed").await;
    let id = award::approved(&app, &scene).await;
    keep("approved").await;
    let amara = app.sign_in("amara").await;
    award::act(&amara, "awardNotify", &id).await;
    keep("notified").await;
    award::act(&app.sign_in("joe").await, "awardAccept", &id).await;
    keep("accepted").await;
    let draft = "mutation($award: ID!) { agreementDraft(award: $award) { agreement { id } userErrors { message } } }";
    let made = amara.run(draft, json!({ "award": id })).await["agreementDraft"].clone();
    let offered = amara.act("agreementOffer", &made["agreement"]["id"], "", "agreement { stage }").await;
    assert_eq!(offered["agreement"]["stage"], "OFFERED", "{made:#} {offered:#}");
    keep("offered").await;
    Some(starts)
}

async fn actors(app: &App) -> Vec<(&'static str, Actor)> {
    let (tx, mut all) = (app.cx.begin().await.unwrap(), Vec::new());
    for name in PEOPLE {
        let found = user::find_by_email(&tx, &format!("{name}@test.example")).await.unwrap();
        let actor = match found {
            None => Actor::Visitor,
            Some((user, _)) => {
                let held = membership::of_user(&tx, &user.id, app.cx.now()).await.unwrap();
                Actor::Person { user: user.id, acting: held.into_iter().next().map(membership::acting) }
            }
        };
        all.push((name, actor));
    }
    store::commit(tx).await.unwrap();
    all
}

impl World {
    /// A copy of a database to begin with.
    pub async fn copy(start: &Start) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("it.sqlite");
        std::fs::copy(&start.file, &file).unwrap();
        let db = Db::connect(&format!("sqlite://{}", file.display())).await.unwrap();
        // Nobody needs it after the test: it does not wait for the disk.
        db.execute("pragma synchronous = off").await.unwrap();
        let keys = Keys::load_or_create(&start.config.keys).unwrap();
        let shared = Shared { db, clock: Clock::still(start.now), config: start.config.clone(), keys };
        let cx = Cx::new(Arc::new(shared), Actor::System);
        let (scene, actors, schema) = (start.scene.clone(), start.actors.clone(), start.schema.clone());
        Self { cx, scene, actors, schema, _folder: folder }
    }

    /// What somebody is answered; it is never a fault of the program's own.
    pub async fn ask(&self, who: &str, query: &str, variables: Value) -> Value {
        let actor = &self.actors.iter().find(|(name, _)| *name == who).unwrap().1;
        let request = async_graphql::Request::new(query).variables(async_graphql::Variables::from_json(variables));
        let request = context::request(self.cx.acting(actor.clone()), request);
        let answer = Box::pin(self.schema.execute(request)).await;
        let errors: Vec<_> = answer.errors.iter().map(|error| error.message.clone()).collect();
        let data = answer.data.into_json().unwrap();
        assert!(errors.is_empty(), "{who}: {query}: {errors:?}");
        data
    }

    /// Does something; answers what was against it.
    pub async fn act(&self, who: &str, mutation: &str, arguments: &str, variables: Value) -> Vec<String> {
        let declared: Vec<_> = variables
            .as_object()
            .unwrap()
            .iter()
            .map(|(name, value)| match (name.as_str(), value) {
                (_, Value::Number(_)) => format!("${name}: Int!"),
                (_, Value::String(_)) => format!("${name}: ID!"),
                _ => format!("${name}: {}!", input(mutation)),
            })
            .collect();
        let query = format!(
            "mutation({}) {{ it: {mutation}({arguments}) {{ userErrors {{ code field message }} }} }}",
            declared.join(", ")
        );
        let answer = self.ask(who, &query, variables).await;
        faults(&answer["it"])
    }

    /// The rows of a query.
    pub async fn rows(&self, query: &str) -> Vec<Value> {
        select_with(&self.cx, query).await
    }

    /// What stands in the records now.
    pub async fn facts(&self) -> Facts {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let of = self.rows("select opened_at, version from opportunity").await.remove(0);
        let seats = self
            .rows(
                "select m.id, u.email, m.sent_at,
                 (select cast(count(*) as text) from interest i where i.panel_member_id = m.id) as declared,
                 (select cast(count(*) as text) from score s where s.panel_member_id = m.id) as scored from panel_member m join user_account u on u.id = m.user_id
                 order by m.id",
            )
            .await;
        let many = |value: &Value| value.as_str().map_or(0, |text| text.parse().unwrap());
        let done = |row: &Value| (many(&row["declared"]) > 0, many(&row["scored"]));
        let seats = seats.iter().map(|row| {
            (text(&row["id"]), text(&row["email"]).replace("@test.example", ""), !row["sent_at"].is_null(), done(row))
        });
        let award = self
            .rows("select id, stage, version, standstill_ends_on from award order by id desc limit 1")
            .await
            .pop()
            .map(|row| {
                let last = row["standstill_ends_on"].as_str().map(str::to_owned);
                (text(&row["id"]), text(&row["stage"]), row["version"].as_i64().unwrap(), last)
            });
        let agreement = self.rows("select id, stage, version from agreement order by id desc limit 1").await.pop();
        let agreement = agreement.map(|row| (text(&row["id"]), text(&row["stage"]), row["version"].as_i64().unwrap()));
        let signed = match &agreement {
            None => Vec::new(),
            Some((id, ..)) => self.rows(&format!("select side from signature where agreement_id = '{id}'")).await,
        };
        let closes: Timestamp = crate::secure::evaluation::build::LATE.parse().unwrap();
        Facts {
            closed: self.cx.now() >= closes,
            opened: !of["opened_at"].is_null(),
            version: of["version"].as_i64().unwrap(),
            bids: self.scene.bids.clone(),
            seats: seats.collect(),
            award,
            agreement,
            signed: signed.iter().map(|row| text(&row["side"])).collect(),
        }
    }
}

/// The name of a mutation's input.
fn input(mutation: &str) -> &'static str {
    match mutation {
        "panelAppoint" => "PanelInput",
        "interestDeclare" => "InterestsInput",
        "scoreSave" => "ScoreInput",
        "scoreModerate" => "ModerationInput",
        "awardRecommend" => "AwardInput",
        "agreementSign" => "AgreementSignInput",
        "agreementDecline" => "AgreementDeclineInput",
        _ => "AwardReasonInput",
    }
}
