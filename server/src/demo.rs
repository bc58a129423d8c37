//! The demonstration: Ouzel Valley Council, invented, made by calling the same
//! functions as people do, under a clock that runs from some years ago to now.

mod bids;
mod budget;
mod carers;
mod commissions;
mod consultations;
mod dialogue;
mod forum;
mod grants;
mod market;
mod needs;
mod panels;
mod people;
mod principles;
mod priorities;
mod recovery;
mod repairs;
mod support;
mod templates;

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use chrono::{Duration, Timelike};
use shared::people::{DirectorateId, OrganisationKind};
use shared::plan::NeedId;
use shared::secure::opportunity::Opportunity;
use shared::secure::{AgreementId, OpportunityId};
use shared::{Actor, Day, Timestamp, calendar};

use self::carers::agreement;
use crate::app::plan::area::Refused;
use crate::app::{self, Cx, Error, Shared, commit};
use crate::clock::Clock;
use crate::config::Config;
use crate::keys::Keys;
use crate::store::framework::installation;
use crate::store::{self, Db, people as rows};

/// Everybody's password in the demonstration; it is shown on `/demo`.
pub const PASSWORD: &str = "ouzel valley demonstration";

/// How many days before today the story begins: two years of an agreement, and
/// the time it took to come to it.
const BEGINS: i64 = 900;

/// The demonstration while it is being made.
pub(crate) struct Demo {
    /// The clock's context.
    cx: Cx,
    /// Today: what every date of the story is counted from.
    today: Day,
    directorates: HashMap<&'static str, DirectorateId>,
    actors: HashMap<&'static str, Actor>,
    /// The needs so far, by the story's own short names.
    needs: HashMap<&'static str, NeedId>,
    /// The opportunities so far, by the short names of their commissions.
    opportunities: HashMap<&'static str, OpportunityId>,
    /// The agreement on the carers' service, once it is drawn up.
    agreement: Option<AgreementId>,
}

/// One scene of the story; scenes are played in the order of their days.
enum Scene {
    /// A need is written down and published.
    Need(&'static needs::Story),
    /// A commission begins, and goes as far as its story says.
    Commission(&'static commissions::Story),
    /// The council asks people something.
    Ask(&'static consultations::Story),
    /// They answer.
    Replies(&'static consultations::Story),
    /// Officers break the answers into points.
    Weigh(&'static consultations::Story),
    /// The bids for the carers' service come in, in the open and sealed.
    CarersBids,
    /// They are opened, scored, and the award is made and accepted.
    CarersAward,
    /// The agreement on the carers' service is drawn up and signed.
    CarersAgreement,
    /// The return of a quarter is sent.
    CarersReturn(u32),
    /// The council accepts it, or asks about it first.
    CarersCheck(u32),
    /// The council asks about the last one.
    CarersQuestion,
    /// A reviewer from outside is invited.
    Outsider,
    /// The bids for repairs.
    RepairsBids,
    /// They are opened and scored, to the end.
    RepairsScores,
    /// The award of the repairs is recommended, and waits.
    RepairsAward,
    /// The bids for the recovery cafes.
    RecoveryBids,
    /// They are opened, and the reviewers begin.
    RecoveryScores,
    /// Bids for the night shelter, which nobody has opened.
    ShelterBids,
    /// A core grant is put out, applied for, and given.
    CoreBegins,
    /// Its applications.
    CoreApplications,
    /// They are opened, scored and agreed.
    CoreDecided,
    /// A round of small grants is put out.
    WarmBegins,
    /// Its applications, sealed.
    WarmApplications,
    /// The core grant is offered, and one more application to the round half written.
    GrantsLast,
    /// What providers write at present.
    OpenBids,
    /// What bidders ask about the advocacy tender.
    AdvocacyQuestions,
    /// What the council answers.
    AdvocacyAnswers,
    /// What it changes, and one more question.
    AdvocacyChange,
    /// A forum of providers is set up, and meets.
    Forum(i64),
    /// Needs are put in order.
    PrioritiesDecided,
    /// Others are to be, and answers are still missing.
    PrioritiesDraft,
    /// Standard documents are published.
    Templates,
    /// Providers say what they can do.
    Market,
    /// The council offers help to all of them.
    Support,
    /// One of them anew.
    TemplateAgain,
}

/// Every scene with its day, counted from today.
fn scenes(today: Day) -> Vec<(i64, Scene)> {
    let mut scenes = vec![
        (-870, Scene::CarersBids),
        (-853, Scene::CarersAward),
        (-816, Scene::CarersAgreement),
        (-55, Scene::RepairsBids),
        (-56, Scene::Outsider),
        (-39, Scene::RepairsScores),
        (-43, Scene::RecoveryBids),
        (-18, Scene::RecoveryScores),
        (-20, Scene::ShelterBids),
        (-10, Scene::CoreBegins),
        (-6, Scene::CoreApplications),
        (-4, Scene::WarmBegins),
        (-6, Scene::OpenBids),
        (-4, Scene::RepairsAward),
        (-4, Scene::AdvocacyQuestions),
        (-3, Scene::AdvocacyAnswers),
        (-2, Scene::AdvocacyChange),
        (-2, Scene::WarmApplications),
        (-1, Scene::GrantsLast),
        (-3, Scene::CarersQuestion),
        (-3, Scene::CoreDecided),
        (-118, Scene::Forum(0)),
        (-30, Scene::Forum(1)),
        (-114, Scene::PrioritiesDecided),
        (-9, Scene::PrioritiesDraft),
        (-898, Scene::Templates),
        (-890, Scene::Market),
        (-77, Scene::Support),
        (-300, Scene::TemplateAgain),
    ];
    let quarters = 0..=agreement::LAST;
    scenes.extend(quarters.clone().map(|quarter| (agreement::sent_on(today, quarter), Scene::CarersReturn(quarter))));
    let checked = quarters.take_while(|quarter| *quarter < agreement::LAST);
    scenes.extend(checked.map(|quarter| (agreement::checked_on(today, quarter), Scene::CarersCheck(quarter))));
    scenes.extend(needs::STORIES.iter().map(|story| (story.begins(), Scene::Need(story))));
    scenes.extend(commissions::STORIES.iter().map(|story| (story.begins, Scene::Commission(story))));
    scenes.extend(consultations::STORIES.iter().map(|story| (story.begins, Scene::Ask(story))));
    scenes.extend(consultations::STORIES.iter().map(|story| (story.replies_on, Scene::Replies(story))));
    let weighed = |story: &'static consultations::Story| Some((story.weighed_on?, Scene::Weigh(story)));
    scenes.extend(consultations::STORIES.iter().filter_map(weighed));
    scenes.sort_by_key(|(day, _)| *day);
    scenes
}

impl Scene {
    async fn play(&self, demo: &mut Demo) -> Result<(), Error> {
        match self {
            Self::Need(story) => needs::make(demo, story).await,
            Self::Commission(story) => Box::pin(commissions::make(demo, story)).await,
            Self::Ask(story) => consultations::ask(demo, story).await,
            Self::Replies(story) => consultations::replies(demo, story).await,
            Self::Weigh(story) => consultations::weigh(demo, story).await,
            Self::CarersBids => carers::bids(demo).await,
            Self::CarersAward => carers::award(demo).await,
            Self::CarersAgreement => agreement::sign(demo).await,
            Self::CarersReturn(quarter) => agreement::send(demo, *quarter).await,
            Self::CarersCheck(quarter) => agreement::check(demo, *quarter).await,
            Self::CarersQuestion => agreement::question(demo).await,
            Self::Outsider => people::outsider(demo).await,
            Self::RepairsBids => repairs::bids(demo).await,
            Self::RepairsScores => repairs::scores(demo).await,
            Self::RepairsAward => repairs::award(demo).await,
            Self::RecoveryBids => recovery::bids(demo).await,
            Self::RecoveryScores => recovery::scores(demo).await,
            Self::ShelterBids => bids::shelter(demo).await,
            Self::CoreBegins => Box::pin(grants::core_begins(demo)).await,
            Self::CoreApplications => Box::pin(grants::core_applications(demo)).await,
            Self::CoreDecided => Box::pin(grants::core_decided(demo)).await,
            Self::WarmBegins => Box::pin(grants::warm_begins(demo)).await,
            Self::WarmApplications => Box::pin(grants::warm_applications(demo)).await,
            Self::GrantsLast => Box::pin(grants::last(demo)).await,
            Self::OpenBids => bids::open(demo).await,
            Self::AdvocacyQuestions => dialogue::ask(demo).await,
            Self::AdvocacyAnswers => dialogue::answer(demo).await,
            Self::AdvocacyChange => dialogue::change(demo).await,
            Self::Forum(turn) => forum::meet(demo, *turn).await,
            Self::PrioritiesDecided => priorities::decide(demo).await,
            Self::PrioritiesDraft => priorities::draft(demo).await,
            Self::Templates => templates::first(demo).await,
            Self::Market => market::draw(demo).await,
            Self::Support => support::offer(demo).await,
            Self::TemplateAgain => templates::second(demo).await,
        }
    }
}

impl Demo {
    /// A story of which nothing is told yet.
    fn new(cx: Cx, today: Day) -> Self {
        Self {
            cx,
            today,
            directorates: HashMap::new(),
            actors: HashMap::new(),
            needs: HashMap::new(),
            opportunities: HashMap::new(),
            agreement: None,
        }
    }

    /// The context in which this person acts.
    pub(crate) fn act(&self, name: &str) -> Cx {
        let actor = self.actors.get(name).cloned().unwrap_or(Actor::Visitor);
        self.cx.acting(actor)
    }

    /// The directorate of this name.
    pub(crate) fn directorate(&self, name: &str) -> String {
        self.directorates.get(name).map(ToString::to_string).unwrap_or_default()
    }

    /// A day of the story: so many days from today.
    pub(crate) fn day(&self, offset: i64) -> Day {
        self.today + Duration::days(offset)
    }

    /// The opportunity of a commission, by the commission's short name.
    pub(crate) async fn opportunity(&self, key: &str) -> Result<Opportunity, Error> {
        let id = self.opportunities.get(key).ok_or(Error::NotFound)?;
        let found = store::secure::opportunity::find(self.cx.db().reader(), &Actor::System, id).await?;
        found.ok_or(Error::NotFound)
    }

    /// Moves the clock to a time of a day of the story, and does what falls due
    /// on the way.
    ///
    /// Nobody works at the weekend: it becomes the next working day, unless
    /// that were not in the past any more.
    pub(crate) async fn at(&self, offset: i64, hour: u32) -> Result<(), Error> {
        let day = self.day(offset);
        let working = calendar::on_or_after(day);
        self.on(if working < self.today { working } else { day }, hour).await
    }

    /// The same for a day by its date.
    pub(crate) async fn on(&self, day: Day, hour: u32) -> Result<(), Error> {
        let wall = day.and_hms_opt(hour, 0, 0).unwrap_or_default();
        let to = calendar::from_london(wall);
        if to > self.cx.now() {
            app::framework::clock::advance(&self.cx, to).await?;
        }
        Ok(())
    }
}

/// Somebody to sign in as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Their name.
    pub name: String,
    /// The address they sign in with.
    pub email: String,
    /// Their role and organisation, in words.
    pub role: String,
    /// Whether they work for the council or for a provider.
    pub kind: OrganisationKind,
}

/// Everybody one may sign in as, in the order in which they came. Whoever has
/// several roles is listed with the one they sign in to.
pub async fn everybody(db: &Db, now: Timestamp) -> Result<Vec<Person>, store::Error> {
    let mut listed: Vec<Person> = Vec::new();
    for (user, membership, organisation) in rows::user::with_roles(db.reader()).await? {
        if membership.is_active(now) && listed.iter().all(|person| person.email != user.email) {
            let role = format!("{}, {organisation}", membership.role.label());
            listed.push(Person { name: user.name, email: user.email, role, kind: membership.kind });
        }
    }
    Ok(listed)
}

/// Loads the demonstration, saying what it does. Answers whether it did:
/// not if it is there already.
pub async fn load(db: Db, config: Config, keys: Keys, now: Timestamp) -> Result<bool, String> {
    let made_by = installation::get(db.reader(), installation::MADE_BY).await.map_err(|error| error.to_string())?;
    if made_by.as_deref() == Some("demo") {
        return Ok(false);
    }
    if rows::organisation::council(db.reader()).await.map_err(|error| error.to_string())?.is_some() {
        return Err("this database holds a real council; the demonstration goes into an empty one. Set DATABASE_URL to a new file.".to_owned());
    }
    tell(Box::pin(build(db, config, keys, now)).await)?;
    Ok(true)
}

async fn build(db: Db, config: Config, keys: Keys, now: Timestamp) -> Result<(), Error> {
    let now = now.with_nanosecond(0).unwrap_or(now);
    let start = now - Duration::days(BEGINS);
    let shared = Arc::new(Shared { db, clock: Clock::still(start), config, keys });
    let cx = Cx::new(shared, Actor::System);
    let tx = cx.begin().await?;
    // Until the story is whole, the database is nobody's demonstration.
    installation::set(&tx, installation::MADE_BY, "test").await?;
    commit(tx).await?;

    println!("Areas and their figures");
    import_areas(&cx).await?;
    println!("The council, its officers and its providers");
    let mut demo = people::make(cx, calendar::day_of(now)).await?;
    println!("Two years of needs, competitions, awards and returns");
    for (_, scene) in scenes(demo.today) {
        Box::pin(scene.play(&mut demo)).await?;
    }

    app::framework::clock::advance(&demo.cx, now).await?;
    app::due::run(&demo.cx).await?;
    let tx = demo.cx.begin().await?;
    installation::set(&tx, installation::CLOCK_OFFSET, "0").await?;
    installation::set(&tx, installation::MADE_BY, "demo").await?;
    commit(tx).await
}

/// The official figures, where they lie beside the program; the demonstration
/// is whole without them, only its needs then cite no area.
async fn import_areas(cx: &Cx) -> Result<(), Error> {
    let Some(folder) = open_data() else {
        println!("  skipped: no official figures found (set COMMONWEAL_OPEN_DATA to their folder)");
        return Ok(());
    };
    let mut files = Vec::new();
    for name in ["imd2025-mk-lsoa21.csv", "imd2025-mk-lsoa21-indicators.csv", "census2021-mk-household-deprivation.csv"]
    {
        let path = folder.join(name);
        let bytes = std::fs::read(&path).map_err(|error| Error::Internal(format!("{}: {error}", path.display())))?;
        files.push(app::plan::area::File { name: name.to_owned(), bytes });
    }
    match app::plan::area::import(cx, &files).await {
        Ok(_) => Ok(()),
        Err(Refused::Faults(faults)) => {
            Err(Error::Internal(format!("{} faults in the official figures", faults.len())))
        }
        Err(Refused::Failed(error)) => Err(error),
    }
}

/// The folder of the official figures.
pub fn open_data() -> Option<PathBuf> {
    let given = crate::config::open_data();
    let beside = PathBuf::from("../shared/data");
    given.into_iter().chain([beside]).map(|folder| folder.join("milton-keynes")).find(|folder| folder.exists())
}

/// An error of the story as a sentence: every refusal in full.
fn tell(result: Result<(), Error>) -> Result<(), String> {
    result.map_err(|error| match error {
        Error::Refused(refusals) => refusals
            .iter()
            .map(|refusal| format!("{} ({})", refusal.message, refusal.field.as_deref().unwrap_or("-")))
            .collect::<Vec<_>>()
            .join("; "),
        other => other.to_string(),
    })
}
