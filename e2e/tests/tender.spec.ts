// A tender of two lots. Two providers bid together for both, a third for one; each lot is ranked and awarded by itself, to
// different bidders, and every letter says what became of each lot (R-4.10, R-4.20b, R-4.20d, R-S5).

import { Award } from "../pages/award.ts";
import { Bid } from "../pages/bid.ts";
import { Opportunity } from "../pages/opportunity.ts";
import { Review } from "../pages/review.ts";
import { Cast } from "../support/cast.ts";
import { later, nextMonth, working, written } from "../support/calendar.ts";
import { expect, test } from "../support/test.ts";

// The journey moves the clock, so it has a server to itself.
test.use({ world: "tender" });

const officer = "Amara Okonjo";
const approver = "Helen Marsh";
const reviewers = ["Tom Kowalczyk", "Bridget Nwosu"] as const;
const commission = "C-0005";
const title = "Minibus for hospital journeys";
const question = "How will you be on time?";

const lead = { person: "Kofi Mensah", organisation: "Greenway Minibus" } as const;
const partner = { person: "Dr Leila Haddad", organisation: "Canal Street Advocacy" } as const;
const single = { person: "Ruth Adeyemi", organisation: "Lantern Carers" } as const;

const north = "Your price for lot 1, Villages in the north";
const south = "Your price for lot 2, Villages in the south";

// How a bid of several is called.
const together = `${lead.organisation}, with ${partner.organisation}`;

const scores = {
  [together]: ["4 Very good: every part, with evidence for most", "Three buses, two drivers each, and the figures of last year."],
  [single.organisation]: ["4 Very good: every part, with evidence for most", "Drivers who know the carers, with a second bus on hand."],
} as const;

test("two providers win one lot of a tender together, a third the other", async ({ graphql, page, signedIn }) => {
  test.setTimeout(420_000);
  const cast = await Cast.of(graphql, signedIn);
  const closes = working(later(cast.now, 25));
  const decides = working(later(closes, 30));

  const reference = await test.step("the officer cuts the tender into two lots, and it is published", async () => {
    const form = new Opportunity(await cast.as(officer));
    const made = await form.begin(commission, "Use a tender");
    await form.about(made, "A lift to hospital and back, with help at both doors.");
    await form.lots(made, [["Villages in the north", "110,000"], ["Villages in the south", "76,000"]]);
    await form.criteria(made, "Quality", "Says how, and shows that it has worked.");
    await form.question(made, question, "Quality (70)");
    await form.timetable(made, {
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
    await page.goto(`/opportunities/${made}`);
    await expect(page.locator("main")).toContainText("Villages in the north");
    await expect(page.locator("main")).toContainText("Villages in the south");
    return made;
  });

  const bids = await test.step("two providers bid together: nothing is sent until shares make 100 and both are in", async () => {
    const form = new Bid(await cast.as(lead.person));
    const bid = await form.start(reference);
    await form.writeLots(`1. ${question}`, "Three buses with two drivers each, and a call the evening before.", {
      [north]: "104,000",
      [south]: "75,500",
    });
    await form.ask(bid, partner.organisation);
    await form.share(bid, {
      [lead.organisation]: ["Buses and drivers", "80"],
      [partner.organisation]: ["Helps people book, and speaks for them", "19.9"],
    });
    await form.open(`${bid}/check`);
    await form.shows("99.9");
    await form.shows("Your team is not ready");
    await expect(form.page.getByRole("button", { name: "Send your bid" })).toHaveCount(0);
    await form.share(bid, { [partner.organisation]: ["Helps people book, and speaks for them", "20"] });
    await new Bid(await cast.as(partner.person)).join(lead.organisation);
    await form.open(`${bid}/check`);
    await form.send("Send your bid");
    await form.shows(/Receipt/);
    const other = new Bid(await cast.as(single.person));
    const own = await other.start(reference);
    await other.writeLots(`1. ${question}`, "Drivers whom the carers know, and a second bus that waits.", { [south]: "64,000" });
    await other.send("Send your bid");
    await other.shows(/Receipt/);
    return { together: bid, alone: own };
  });

  await test.step("the panel scores each answer once", async () => {
    const panel = new Award(await cast.as(officer));
    await panel.of(reference);
    await panel.appoint(reviewers);
    await cast.sleepUntil(later(closes, 1));
    const form = new Opportunity(await cast.as(officer));
    await form.opening(reference);
    await form.shows("2 bids were received.");
    await form.send("Open the bids");
    for (const reviewer of reviewers) {
      const seat = new Review(await cast.as(reviewer));
      await seat.go(title, "Declare your interests");
      await seat.declareNone(Object.keys(scores));
      for (const [bidder, [points, reason]] of Object.entries(scores)) await seat.score(bidder, 1, points, reason);
      await seat.send("Send your scores");
    }
    const chair = new Review(await cast.as(reviewers[0]));
    await chair.go(title, "Agree scores");
    for (const [bidder, [points, reason]] of Object.entries(scores)) await chair.agree(bidder, 1, points, reason);
  });

  await test.step("each lot is ranked and awarded by itself", async () => {
    const winners = [together, single.organisation];
    for (const [index, winner] of winners.entries()) {
      const lot = index + 1;
      const form = new Award(await cast.as(officer));
      await form.of(reference, lot);
      await form.recommend(winner, "It has the best score of this lot, and drivers who are there on time.");
      const second = new Award(await cast.as(approver));
      await second.of(reference, lot);
      await second.send("Approve the award");
      await form.of(reference, lot);
      await form.send("Tell every bidder");
    }
    await page.goto(`/opportunities/${reference}/result`);
    for (const one of [lead, single]) await expect(page.locator("main")).toContainText(one.organisation);
  });

  await test.step("each bidder reads what became of each lot", async () => {
    const pair = new Bid(await cast.as(lead.person));
    await pair.result(bids.together);
    await pair.shows("Lot 1, Villages in the north: Your bid was chosen");
    await pair.shows("Lot 2, Villages in the south: Your bid was not chosen");
    await pair.send("Accept");
    await pair.shows("You have accepted");
    const alone = new Bid(await cast.as(single.person));
    await alone.result(bids.alone);
    await alone.shows("Lot 2, Villages in the south: Your bid was chosen");
  });
});
