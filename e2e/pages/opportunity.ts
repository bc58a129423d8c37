// Opportunities: how providers are invited, set up task by task; and the opening of what they sent.

import { Form } from "./form.ts";

export interface Timetable {
  readonly questionsUntil: string;
  readonly closes: string;
  readonly decision: string;
  readonly starts: string;
}

export class Opportunity extends Form {
  /** Has the method worked out for a commission, takes it, and answers the opportunity's reference. */
  async begin(commission: string, method: string, valueAYear?: string): Promise<string> {
    await this.open(`/council/commissions/${commission}/method`);
    await this.choose("Does the council get a service in return?", "Yes");
    await this.choose("Is there a price for it?", "Yes");
    await this.choose("Does somebody owe it, so that they can be made to do it?", "Yes");
    await this.send("Continue");
    if (valueAYear !== undefined) await this.fill({ "Value a year, before VAT": valueAYear });
    await this.send("Work it out");
    await this.send(method);
    return this.reference();
  }

  async about(reference: string, summary: string): Promise<void> {
    await this.open(`/council/opportunities/${reference}/about`);
    await this.fill({ "What it is for, in one line": summary });
    await this.send("Save and continue");
  }

  /** Cuts it into lots, each with its value. */
  async lots(reference: string, lots: readonly (readonly [title: string, value: string])[]): Promise<void> {
    await this.open(`/council/opportunities/${reference}/lots`);
    for (const [index, [title, value]] of lots.entries()) {
      await this.fillIn(`Lot ${String(index + 1)}`, { "What it is about": title, "Its whole value, before VAT": value });
    }
    await this.send("Save and continue");
  }

  /** One criterion of quality and one of price. */
  async criteria(reference: string, quality: string, good: string): Promise<void> {
    await this.open(`/council/opportunities/${reference}/criteria`);
    await this.fillIn("Criterion 1", {
      "What it is called": quality,
      "Weight of 100": "70",
      "What a good bid shows (optional)": good,
    });
    await this.selectIn("Criterion 1", { "What it judges": "Quality" });
    await this.fillIn("Criterion 2", { "What it is called": "Price", "Weight of 100": "30" });
    await this.selectIn("Criterion 2", { "What it judges": "Price" });
    await this.send("Save and continue");
  }

  async question(reference: string, prompt: string, criterion: string): Promise<void> {
    await this.open(`/council/opportunities/${reference}/questions`);
    await this.fillIn("Question 1", { "The question": prompt, "Words, at most": "500" });
    await this.selectIn("Question 1", { "The criterion it counts towards": criterion });
    await this.send("Save and continue");
  }

  async timetable(reference: string, dates: Timetable): Promise<void> {
    await this.open(`/council/opportunities/${reference}/timetable`);
    await this.fill({
      "Last day for questions": dates.questionsUntil,
      "Bidding closes on": dates.closes,
      "Decision expected on": dates.decision,
      "The service starts on": dates.starts,
    });
    await this.send("Save and continue");
  }

  async opening(reference: string): Promise<void> {
    await this.open(`/council/opportunities/${reference}/opening`);
  }
}
