// The panel, the ranking and the award of an opportunity.

import { Form } from "./form.ts";

export class Award extends Form {
  async of(reference: string, lot = 1): Promise<void> {
    await this.open(`/council/opportunities/${reference}/award${lot === 1 ? "" : `?lot=${String(lot)}`}`);
  }

  /** Chooses the panel; the first one leads it. */
  async appoint(reviewers: readonly string[]): Promise<void> {
    for (const reviewer of reviewers) await this.choose("Who scores the bids", reviewer);
    await this.select("Who leads the panel", reviewers[0] ?? "");
    await this.send("Save the panel");
  }

  async recommend(bidder: string, reasons: string): Promise<void> {
    await this.page.getByRole("group", { name: "Which bid" }).getByLabel(bidder).check();
    await this.fill({ "Why this bid, in words every bidder will read": reasons });
    await this.send("Recommend");
  }
}
