// A round of small grants: a treasurer who is afraid of forms applies on her telephone, in one sitting and on one page; two
// grants are given within the pot, and everyone reads who got one (R-4.15b, R-4.16).

import { Award } from "../pages/award.ts";
import { Bid } from "../pages/bid.ts";
import { Commission } from "../pages/commission.ts";
import { Grant, onPhone } from "../pages/grant.ts";
import { Opportunity } from "../pages/opportunity.ts";
import { Review } from "../pages/review.ts";
import { Cast } from "../support/cast.ts";
import { later, nextMonth, working, written } from "../support/calendar.ts";
import { expect, test } from "../support/test.ts";

// The journey moves the clock, so it has a server to itself.
test.use({ world: "round" });

const officer = "Amara Okonjo";
const approver = "Sunita Rao";
const reviewers = ["Tom Kowalczyk", "Bridget Nwosu"] as const;
const treasurer = "Maureen Doyle";
const small = "Next Door Table";
const writer = "Joe Lambert";
const large = "Lantern Carers";
const commission = "C-0005";
const title = "Minibus for hospital journeys";
const question = "Who will get to hospital who does not now?";
const expectation = "Tell us once, in April, how many people you took";
const reason = "It says who would be taken, from where and how often, with the figures of last year.";

test("a small charity applies for a small grant on a telephone, and two grants are given within the pot", async ({ graphql, page, signedIn }) => {
  test.setTimeout(300_000);
  const cast = await Cast.of(graphql, signedIn);
  const closes = working(later(cast.now, 20));
  const decides = working(later(closes, 30));

  const reference = await test.step("the officer sets the round up, and an approver publishes it", async () => {
    const amara = await cast.as(officer);
    await new Commission(amara).answerPrinciples(commission, "One winter of lifts, paid for once.");
    const form = new Grant(amara);
    const made = await form.begin(commission, "Project grant: it pays for a piece of work that is applied for", "9,000");
    await form.round(made, "5,000", [expectation, "Give back what you did not spend"]);
    const setUp = new Opportunity(amara);
    await setUp.about(made, "Small grants for groups that take people to hospital.");
    await form.criterion(made, "What it does for people", "Says who, and how often.");
    await form.question(made, question, "What it does for people (100)");
    await setUp.timetable(made, {
      questionsUntil: written(working(later(cast.now, 8))),
      closes: written(closes),
      decision: written(decides),
      starts: written(nextMonth(later(decides, 30))),
    });
    await form.open(`/council/opportunities/${made}`);
    await form.send("Ask for approval");
    const second = new Opportunity(await cast.as(approver));
    await second.open(`/council/opportunities/${made}`);
    await second.send("Approve and publish");
    return made;
  });

  await test.step("a treasurer applies on her telephone, on one page", async () => {
    const phone = await onPhone(await cast.as(treasurer));
    const form = new Bid(phone);
    await form.open(`/opportunities/${reference}`);
    await form.shows(expectation);
    await form.shows("Grants of up to £5,000 each, £9,000 in all");
    await form.start(reference, "an application");
    await expect(form.heading()).toHaveText(`Your application: ${title}`);
    expect(await phone.getByRole("main").getByRole("textbox").count(), "a question and a sum").toBeLessThanOrEqual(5);
    await form.fill({ [`1. ${question}`]: "Thirty of our neighbours who have no car.", "How much you ask for": "5,200" });
    await form.send("Check your answers");
    await form.shows("One application can be given £5,000 at most, and you ask for £5,200.");
    await form.follow(/^Change.*how much you ask for$/i);
    await form.fill({ "How much you ask for": "2,400" });
    await form.send("Check your answers");
    await form.send("Send your application");
    await form.shows("Application sent");
    const width = await phone.evaluate(() => document.documentElement.scrollWidth);
    expect(width, "nothing is wider than the telephone").toBeLessThanOrEqual(390);
  });

  await test.step("another applies", async () => {
    const form = new Bid(await cast.as(writer));
    await form.start(reference, "an application");
    await form.fill({ [`1. ${question}`]: "Forty carers and those whom they look after.", "How much you ask for": "4,800" });
    await form.send("Check your answers");
    await form.send("Send your application");
  });

  await test.step("they are opened, scored and agreed", async () => {
    const panel = new Award(await cast.as(officer));
    await panel.of(reference);
    await panel.appoint(reviewers);
    await cast.sleepUntil(later(closes, 1));
    const form = new Opportunity(await cast.as(officer));
    await form.opening(reference);
    await form.send("Open the bids");
    for (const reviewer of reviewers) {
      const seat = new Review(await cast.as(reviewer));
      await seat.go(title, "Declare your interests");
      await seat.declareNone([small, large]);
      await seat.score(small, 1, "4 Very good: every part, with evidence for most", reason);
      await seat.score(large, 1, "2 Fair: some parts, or little evidence", reason);
      await seat.send("Send your scores");
    }
    const chair = new Review(await cast.as(reviewers[0]));
    await chair.go(title, "Agree scores");
    await chair.agree(small, 1, "4 Very good: every part, with evidence for most", reason);
    await chair.agree(large, 1, "2 Fair: some parts, or little evidence", reason);
  });

  await test.step("both are given a grant within the pot, and told at once", async () => {
    for (const applicant of [small, large]) {
      const form = new Grant(await cast.as(officer));
      await form.recommend(reference, applicant, "It takes people to hospital who would miss their day there otherwise.");
      const second = new Award(await cast.as(approver));
      await second.of(reference);
      await second.send("Approve the award");
      await new Award(await cast.as(officer)).of(reference);
      await form.noSubsidy("It takes people for nothing and competes with nobody.");
    }
    const form = new Award(await cast.as(officer));
    await form.of(reference);
    await form.shows("£7,200 in 2 grants");
    await form.send("Tell every applicant");
    await page.goto(`/opportunities/${reference}/result`);
    const main = page.locator("main");
    await expect(main).toContainText(small);
    await expect(main).toContainText(large);
  });

  await test.step("the treasurer takes hers", async () => {
    const phone = await onPhone(await cast.as(treasurer));
    const form = new Bid(phone);
    await form.open("/provider/bids");
    await form.follow(new RegExp(title));
    const bid = new URL(phone.url()).pathname.split("/").slice(0, 4).join("/");
    await form.result(bid);
    await expect(form.heading()).toHaveText("Your application was chosen");
    await form.send("Accept");
    await form.shows("You have accepted.");
  });
});
