//! Any sequence of random actions by random people leaves what must never
//! happen undone: two accepted awards of one lot, a score seen early, a
//! signature in the waiting period (R-4.1, R-S1, R-S4, R-S5).
//!
//! Each sequence begins with a copy of a database that stands somewhere between
//! the bids and the signatures. `SEQUENCES_SEED` runs the same again,
//! `SEQUENCES_ONLY` one of them alone, `SEQUENCES` more or fewer.

mod check;
mod step;
mod world;

use std::collections::BTreeMap;
use std::sync::Arc;

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use world::{Start, World};

/// How many sequences run with all other tests; `SEQUENCES=2000` runs the whole
/// of them, which takes some ten minutes in a debug build on two cores.
const MANY: u64 = 100;
/// The most actions in one sequence.
const LONGEST: usize = 12;

/// What came of one action in all sequences: how often it was done and refused.
type Tally = BTreeMap<&'static str, (u64, u64)>;

#[expect(clippy::disallowed_methods, reason = "the test's own settings")]
fn setting(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().unwrap())
}

/// One sequence, the same for the same seed and number.
async fn run(starts: &[Start], seed: u64, number: u64) -> Tally {
    let mut rng = StdRng::seed_from_u64(seed.wrapping_add(number.wrapping_mul(0x9e37_79b9_7f4a_7c15)));
    let start = &starts[rng.gen_range(0..starts.len())];
    let world = Box::pin(World::copy(start)).await;
    let mut told = vec![format!("SEQUENCES_SEED={seed} SEQUENCES_ONLY={number} from {}", start.name)];
    let mut tally = Tally::new();
    for _ in 0..rng.gen_range(LONGEST / 2..=LONGEST) {
        let facts = world.facts().await;
        let (step, who) = step::choose(&facts, &mut rng);
        let errors = Box::pin(step::take(&world, &facts, step, who, &mut rng)).await;
        told.push(format!("{who} {step:?}: {}", errors.join("; ")));
        let count = tally.entry(step.name()).or_default();
        if errors.is_empty() {
            count.0 += 1;
            Box::pin(check::all(&world, step, who, &told)).await;
        } else {
            count.1 += 1;
        }
    }
    tally
}

/// R-S1, R-S4, R-S5
#[tokio::test(flavor = "multi_thread")]
async fn no_sequence_of_actions_awards_twice_shows_a_score_early_or_signs_in_the_waiting_period() {
    let Some(starts) = Box::pin(world::starts()).await else { return };
    let seed = setting("SEQUENCES_SEED").unwrap_or_else(rand::random);
    println!("SEQUENCES_SEED={seed}");
    let starts = Arc::new(starts);
    if let Some(number) = setting("SEQUENCES_ONLY") {
        println!("{:?}", Box::pin(run(&starts, seed, number)).await);
        return;
    }
    let many = setting("SEQUENCES").unwrap_or(MANY);
    let workers = u64::try_from(std::thread::available_parallelism().map_or(2, std::num::NonZero::get)).unwrap();
    let mut working = tokio::task::JoinSet::new();
    for worker in 0..workers {
        let starts = starts.clone();
        working.spawn(async move {
            let mut tally = Tally::new();
            for number in (worker..many).step_by(usize::try_from(workers).unwrap()) {
                for (name, (done, refused)) in Box::pin(run(&starts, seed, number)).await {
                    let sum = tally.entry(name).or_default();
                    *sum = (sum.0 + done, sum.1 + refused);
                }
            }
            tally
        });
    }
    let mut tally = Tally::new();
    while let Some(part) = working.join_next().await {
        for (name, (done, refused)) in part.unwrap_or_else(|fault| panic!("SEQUENCES_SEED={seed}: {fault}")) {
            let sum = tally.entry(name).or_default();
            *sum = (sum.0 + done, sum.1 + refused);
        }
    }
    println!("{tally:#?}");
    // Enough of each happened for the test to mean something.
    for (name, least) in [("sign", many / 100), ("accept", many / 100), ("recommend", many / 50), ("score", many / 50)]
    {
        let (done, refused) = tally.get(name).copied().unwrap_or_default();
        assert!(done >= least, "{name} was done {done} times, which is too few: {tally:#?}");
        assert!(refused >= least / 4, "{name} was refused {refused} times, which is too few: {tally:#?}");
    }
    let refused: u64 = tally.values().map(|(_, refused)| refused).sum();
    assert!(refused >= many, "{refused} refusals are too few");
}
