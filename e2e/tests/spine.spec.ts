// The spine of the product in one journey: from a need to an accepted figure and what a resident says of it, by the people
// who would do it, each in their own browser, under the test clock.

import { Agreement, DataReturn } from "../pages/agreement.ts";
import { Award } from "../pages/award.ts";
import { Bid } from "../pages/bid.ts";
import { Commission, Specification } from "../pages/commission.ts";
import { Feedback } from "../pages/feedback.ts";
import { Opportunity } from "../pages/opportunity.ts";
import { Need } from "../pages/plan.ts";
import { Review } from "../pages/review.ts";
import { Cast } from "../support/cast.ts";
import { later, nextMonth, working, written } from "../support/calendar.ts";
import { expect, test } from "../support/test.ts";

// The journey moves the clock, so it has a server to itself.
test.use({ world: "spine" });

const officer = "Amara Okonjo";
const approver = "Sunita Rao";
const reviewers = ["Tom Kowalczyk", "Bridget Nwosu"] as const;
const writer = "Joe Lambert";
const certifier = "Ruth Adeyemi";
const rival = "Dr Leila Haddad";
const winner = "Lantern Carers";
const loser = "Canal Street Advocacy";

const need = "Carers who get no night's sleep";
const service = "Night sitting for carers";
const question = "How will a carer get a whole night's sleep?";
const measure = "Carers who sleep through a night each week";

const scores = {
  [winner]: ["4 Very good: every part, with evidence for most", "A sitter for each family, trained, with figures from three years of nights."],
  [loser]: ["2 Fair: some parts, or little evidence", "Says who would sit, but not how a family comes to trust a stranger at night."],
} as const;

test("a need becomes a service that is measured and that people speak of", async ({ graphql, page, signedIn }) => {
  test.setTimeout(600_000);
  const cast = await Cast.of(graphql, signedIn);

  const closes = working(later(cast.now, 20));
  const decides = working(later(closes, 30));
  const starts = nextMonth(later(decides, 30));

  const needReference = await test.step("the officer writes a need down, with evidence", async () => {
    const form = new Need(await cast.as(officer));
    const reference = await form.write({
      directorate: "Adult Care and Health",
      title: need,
      summary: "People who look after somebody at home are woken many times a night. They tell us that they are worn out.",
      people: "Adults who look after somebody at home without pay",
      community: "Unpaid carers",
      demand: "380",
      source: "Ouzel Valley carers' survey",
      supply: "20",
      services: "One respite bed",
    });
    expect(reference).toMatch(/^N-\d{4}$/);
    await form.addEvidence({
      kind: "Survey",
      title: "What carers say of their nights",
      says: "One carer in five has not slept through a night in the last month.",
      source: "Ouzel Valley Council, carers' survey",
      date: written(later(cast.now, -60)),
      strength: "Fair",
    });
    await form.shows("One carer in five has not slept through a night");
    const { areas } = await graphql.run<{ areas: { totalCount: number } }>("{ areas { totalCount } }");
    if (areas.totalCount === 0) {
      console.log("No official figures are loaded (COMMONWEAL_OPEN_DATA), so the need cites none.");
    } else {
      await form.addFigure("E01016845", "Deprivation decile", "What the area's figures show", "The area is in the most deprived tenth of England.");
      await form.shows("1 of 10");
    }
    await form.hear(
      "Carers' circle in Wolverton",
      written(later(cast.now, -40)),
      "One whole night a week would keep us going.",
      "We will ask them when we plan the service.",
    );
    await form.send("Ask for approval");
    return reference;
  });

  await test.step("an approver publishes the need, and anyone can read it", async () => {
    const form = new Need(await cast.as(approver));
    await form.open(`/council/needs/${needReference}`);
    await form.send("Approve and publish");
    await page.goto(`/needs/${needReference}`);
    await expect(page.getByRole("heading", { level: 1 })).toContainText(need);
  });

  const commission = await test.step("the officer starts a commission and writes the specification", async () => {
    const amara = await cast.as(officer);
    const form = new Commission(amara);
    const reference = await form.start({
      title: service,
      directorate: "Adult Care and Health",
      summary: "Somebody you trust stays awake, so that you can sleep.",
      whoFor: "Adults who look after somebody at home.",
      howToUse: "Ring us on 01632 960 114.",
    });
    await form.takeNextStep("Write the specification");
    const specification = new Specification(amara);
    const home = new URL(amara.url()).pathname;
    await specification.section("scope", home);
    await specification.scope(
      "A sitter stays from ten at night to seven in the morning, one night a week. It does not cover nursing.",
      "Carers sleep, and can go on caring.",
    );
    await specification.outcome(
      "Carers sleep",
      "Adults who look after somebody at home",
      `${needReference} ${need}`,
      {
        name: measure,
        kind: "What changes for people",
        unit: "%",
        direction: "Higher is better",
        baseline: "20",
        target: "60",
        tolerance: "5",
        source: "The provider's return",
        frequency: "Every quarter",
      },
    );
    await specification.monitoring(
      "We read a short report each quarter.",
      "We ask carers each spring what has changed.",
      "We look at the service once a year.",
    );
    await specification.money("30,000", "2", "We pay each quarter, 30 days after the bill.");
    await specification.send("Ask for approval");
    const sunita = new Specification(await cast.as(approver));
    await sunita.open(home);
    await sunita.send("Approve");
    await sunita.shows("Approved");
    return reference;
  });

  const opportunity = await test.step("the value asks for a tender, which is set up and published", async () => {
    await new Commission(await cast.as(officer)).answerPrinciples(commission, "Carers tell us that they cannot wait.");
    const form = new Opportunity(await cast.as(officer));
    const reference = await form.begin(commission, "Use a tender");
    await form.about(reference, "Somebody you trust stays awake, so that you can sleep.");
    await form.criteria(reference, "Quality", "Says how, for how many people, and shows that it has worked.");
    await form.question(reference, question, "Quality (70)");
    await form.timetable(reference, {
      questionsUntil: written(working(later(cast.now, 8))),
      closes: written(closes),
      decision: written(decides),
      starts: written(starts),
    });
    await form.open(`/council/opportunities/${reference}`);
    await form.send("Ask for approval");
    const sunita = new Opportunity(await cast.as(approver));
    await sunita.open(`/council/opportunities/${reference}`);
    await sunita.send("Approve and publish");
    await page.goto(`/opportunities/${reference}`);
    await expect(page.getByRole("heading", { level: 1 })).toContainText(service);
    return reference;
  });

  await test.step("the officer chooses the panel", async () => {
    const form = new Award(await cast.as(officer));
    await form.of(opportunity);
    await form.appoint(reviewers);
    for (const reviewer of reviewers) await form.shows(reviewer);
  });

  const bids = await test.step("two providers send sealed bids", async () => {
    const sent = async (person: string, answer: string, price: string): Promise<string> => {
      const form = new Bid(await cast.as(person));
      const bid = await form.start(opportunity);
      await form.write(`1. ${question}`, answer, price);
      await form.shows(answer);
      await form.send("Send your bid");
      await form.shows(/Receipt/);
      return bid;
    };
    return {
      winner: await sent(
        writer,
        "Each family gets a sitter of its own, who comes three evenings before the first night. We have sat 900 nights.",
        "58,800",
      ),
      loser: await sent(rival, "We would ask for volunteers and train them in the first quarter.", "54,000"),
    };
  });

  await test.step("nobody at the council can open them, or count them, before the deadline", async () => {
    const form = new Opportunity(await cast.as(officer));
    await form.opening(opportunity);
    await form.shows("Bids are sealed. Nobody can see how many.");
    await form.shows("You cannot open the bids yet");
    await expect(form.page.getByRole("button", { name: "Open the bids" })).toHaveCount(0);
  });

  await test.step("after the deadline the officer opens them together", async () => {
    await cast.sleepUntil(later(closes, 1));
    const form = new Opportunity(await cast.as(officer));
    await form.opening(opportunity);
    await form.shows("2 bids were received.");
    await form.send("Open the bids");
  });

  await test.step("the reviewers declare their interests, score alone and send", async () => {
    for (const reviewer of reviewers) {
      const form = new Review(await cast.as(reviewer));
      await form.go(service, "Declare your interests");
      await form.declareNone([winner, loser]);
      for (const [bidder, [points, reason]] of Object.entries(scores)) await form.score(bidder, 1, points, reason);
      await form.send("Send your scores");
    }
  });

  await test.step("the panel agrees, and the ranking appears", async () => {
    const form = new Review(await cast.as(reviewers[0]));
    await form.go(service, "Agree scores");
    for (const [bidder, [points, reason]] of Object.entries(scores)) await form.agree(bidder, 1, points, reason);
    await form.shows("2 of 2 agreed");
  });

  await test.step("the officer recommends, the approver approves, every bidder is told", async () => {
    const form = new Award(await cast.as(officer));
    await form.of(opportunity);
    await form.recommend(winner, "Lantern Carers has sat many nights already and shows that families trust its sitters.");
    const sunita = new Award(await cast.as(approver));
    await sunita.of(opportunity);
    await sunita.send("Approve the award");
    await form.of(opportunity);
    await form.send("Tell every bidder");
    await form.shows("Waiting period ends");
  });

  await test.step("both bidders read their letters, and the chosen one accepts", async () => {
    const second = new Bid(await cast.as(rival));
    await second.result(bids.loser);
    await expect(second.heading()).toHaveText("Your bid was not chosen");
    await second.shows(scores[loser][1]);
    const first = new Bid(await cast.as(certifier));
    await first.result(bids.winner);
    await expect(first.heading()).toHaveText("Your bid was chosen");
    await first.send("Accept");
    await first.shows("You have accepted");
  });

  const agreement = await test.step("the officer draws the agreement up and offers it; nobody signs in the waiting period", async () => {
    const form = new Agreement(await cast.as(officer));
    await form.open(`/council/opportunities/${opportunity}/award`);
    await form.send("Draw up the agreement");
    const reference = form.reference();
    await form.send("Offer it to the provider");
    const ruth = new Agreement(await cast.as(certifier));
    await ruth.open(`/provider/agreements/${reference}`);
    await ruth.shows("The waiting period ends on");
    return reference;
  });

  await test.step("after the waiting period both sides sign", async () => {
    await cast.sleepUntil(later(cast.now, 18));
    await new Agreement(await cast.as(approver)).sign("council", agreement, approver);
    const ruth = new Agreement(await cast.as(certifier));
    await ruth.sign("provider", agreement, certifier);
    await ruth.shows(approver);
    await ruth.shows(certifier);
  });

  await test.step("when the first quarter ends, the provider reports and the officer accepts", async () => {
    await cast.sleepUntil(later(nextMonth(starts, 3), 5));
    const report = new DataReturn(await cast.as(writer));
    await report.from("/provider/returns", agreement);
    await report.report(`1 ${measure}`, "64", "25");
    const checked = new DataReturn(await cast.as(officer));
    await checked.from("/council/agreements", agreement);
    await checked.shows("64");
    await checked.send("Accept");
    await checked.shows("Accepted");
  });

  await test.step("a resident says how it is, and sees counts that give nobody away", async () => {
    await page.goto(`/agreements/${agreement}`);
    const link = await page.getByRole("link", { name: "Tell us about this service" }).getAttribute("href");
    const form = new Feedback(page);
    await form.give((link ?? "").split("/")[2] ?? "", "Very good", "I slept.", "someone who uses it");
    await form.shows("Thank you");
    await form.shows("Fewer than 5");
  });

  await test.step("anyone can follow the thread from the need to the result", async () => {
    await page.goto(`/agreements/${agreement}`);
    const main = page.locator("main");
    await expect(main).toContainText("no breaks");
    await expect(main).toContainText(need);
    await expect(main).toContainText("64%");
    await expect(main).toContainText("On target");
  });
});
