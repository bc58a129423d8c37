// Panels: interests declared, scores given alone, points agreed.

import { Form } from "./form.ts";

export class Review extends Form {
  /** Goes from one's list of panels to the next step of the one about this opportunity. */
  async go(title: string, step: string): Promise<void> {
    await this.open("/review");
    const row = this.page.getByRole("row").filter({ hasText: title });
    const address = await row.getByRole("link", { name: step, exact: true }).getAttribute("href");
    await this.open(address ?? "");
  }

  async declareNone(bidders: readonly string[]): Promise<void> {
    for (const bidder of bidders) await this.choose(bidder, "I have no interest");
    await this.send("Declare");
  }

  /** Scores one answer from the list of answers, and comes back to the list. */
  async score(bidder: string, question: number, points: string, reason: string): Promise<void> {
    await this.follow(new RegExp(`^${bidder} ?, question ${String(question)}$`));
    await this.choose("Score", points);
    await this.fill({ "Why, in words the bidder will read": reason });
    await this.send("Save and stop");
  }

  /** Agrees on one answer from the list of answers, and comes back to the list. */
  async agree(bidder: string, question: number, points: string, reason: string): Promise<void> {
    await this.follow(`Question ${String(question)}, ${bidder}`);
    await this.choose("Agreed score", points);
    await this.fill({ "Why, in words the bidder will read": reason });
    await this.send("Record agreed score");
  }
}
