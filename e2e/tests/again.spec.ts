// A request for quotations that nobody answers goes round again: the first ends with nobody chosen, and says so; the second
// finds a provider, whom a panel scores and the council chooses.

import { Award } from "../pages/award.ts";
import { Bid } from "../pages/bid.ts";
import { Opportunity } from "../pages/opportunity.ts";
import { Review } from "../pages/review.ts";
import { Cast } from "../support/cast.ts";
import { later, nextMonth, working, written } from "../support/calendar.ts";
import { expect, test } from "../support/test.ts";

// The journey moves the clock, so it has a server to itself.
test.use({ world: "again" });

const officer = "Amara Okonjo";
const approver = "Helen Marsh";
const reviewers = ["Tom Kowalczyk", "Bridget Nwosu"] as const;
const writer = "Joe Lambert";
const bidder = "Lantern Carers";
const commission = "C-0005";
const title = "Minibus for hospital journeys";
const question = "How will you be on time?";
const reason = "Two drivers for each journey and a second bus are on hand, with the figures of last year.";

test("a request for quotations that nobody answers goes round again", async ({ graphql, page, signedIn }) => {
  test.setTimeout(300_000);
  const cast = await Cast.of(graphql, signedIn);
  const publish = async (): Promise<{ reference: string; closes: Date }> => {
    const closes = working(later(cast.now, 20));
    const decides = working(later(closes, 30));
    const form = new Opportunity(await cast.as(officer));
    const reference = await form.begin(commission, "Use quotations", "8,000");
    await form.about(reference, "A lift to hospital and back, with help at both doors.");
    await form.criteria(reference, "Quality", "Says how, and shows that it has worked.");
    await form.question(reference, question, "Quality (70)");
    await form.timetable(reference, {
      questionsUntil: written(working(later(cast.now, 8))),
      closes: written(closes),
      decision: written(decides),
      starts: written(nextMonth(later(decides, 30))),
    });
    await form.open(`/council/opportunities/${reference}`);
    await form.send("Ask for approval");
    const second = new Opportunity(await cast.as(approver));
    await second.open(`/council/opportunities/${reference}`);
    await second.send("Approve and publish");
    return { reference, closes };
  };

  const first = await test.step("the officer asks for quotations", publish);

  await test.step("nobody answers, and it ends with nobody chosen", async () => {
    await cast.sleepUntil(later(first.closes, 1));
    const opening = new Opportunity(await cast.as(officer));
    await opening.opening(first.reference);
    await opening.send("End it with nobody chosen");
    await page.goto(`/opportunities/${first.reference}/result`);
    await expect(page.locator("main")).toContainText("No bid was received by the deadline.");
    const found = await graphql.run<{ commission: { stage: string } }>(
      `{ commission(reference: "${commission}") { stage } }`,
    );
    expect(found.commission.stage, "the commission goes back").toBe("PLAN");
  });

  const again = await test.step("the officer asks again", publish);

  await test.step("a provider sends a quotation this time", async () => {
    const form = new Bid(await cast.as(writer));
    await form.start(again.reference, "a quotation");
    await form.write(`1. ${question}`, "Two drivers for each journey, and a second bus that waits.", "23,400");
    await form.send("Send your quotation");
    await form.shows(/Receipt/);
  });

  await test.step("it is opened, scored and agreed", async () => {
    const panel = new Award(await cast.as(officer));
    await panel.of(again.reference);
    await panel.appoint(reviewers);
    await cast.sleepUntil(later(again.closes, 1));
    const form = new Opportunity(await cast.as(officer));
    await form.opening(again.reference);
    await form.shows("1 bid was received.");
    await form.send("Open the bids");
    for (const reviewer of reviewers) {
      const seat = new Review(await cast.as(reviewer));
      await seat.go(title, "Declare your interests");
      await seat.declareNone([bidder]);
      await seat.score(bidder, 1, "4 Very good: every part, with evidence for most", reason);
      await seat.send("Send your scores");
    }
    const chair = new Review(await cast.as(reviewers[0]));
    await chair.go(title, "Agree scores");
    await chair.agree(bidder, 1, "4 Very good: every part, with evidence for most", reason);
  });

  await test.step("the award is recommended, approved and told, with no waiting period", async () => {
    const form = new Award(await cast.as(officer));
    await form.of(again.reference);
    await form.recommend(bidder, "It was the only quotation, and it is a good one at a fair price.");
    const second = new Award(await cast.as(approver));
    await second.of(again.reference);
    await second.send("Approve the award");
    await form.of(again.reference);
    await form.send("Tell every bidder");
    await page.goto(`/opportunities/${again.reference}/result`);
    await expect(page.locator("main")).toContainText(bidder);
    await expect(page.locator("main")).toContainText("None for this kind of decision");
  });
});
