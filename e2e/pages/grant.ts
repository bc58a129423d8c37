// Grants: set up as an opportunity, given from a pot, and taken.

import type { Page } from "@playwright/test";

import { Form } from "./form.ts";

export class Grant extends Form {
  /** Answers that nothing is owed in return, has it worked out, and answers the opportunity's reference. */
  async begin(commission: string, kind: string, sum: string): Promise<string> {
    await this.open(`/council/commissions/${commission}/method`);
    await this.choose("Does the council get a service in return?", "No");
    await this.choose("Is there a price for it?", "No");
    await this.choose("Does somebody owe it, so that they can be made to do it?", "No");
    await this.send("Continue");
    await this.fill({ "Grant a year": sum, Years: "1" });
    await this.send("Work it out");
    await this.choose("What is the grant for?", kind);
    await this.send("Use a grant");
    return this.reference();
  }

  /** What one application may be given, and what is expected of whoever gets a grant. */
  async round(reference: string, most: string, expectations: readonly string[]): Promise<void> {
    await this.open(`/council/opportunities/${reference}/nature`);
    await this.fill({
      "The most that one application may be given (optional)": most,
      "What you expect of whoever gets a grant": expectations.join("\n"),
    });
    await this.send("Save and continue");
  }

  /** Judged by its answers alone. */
  async criterion(reference: string, title: string, good: string): Promise<void> {
    await this.open(`/council/opportunities/${reference}/criteria`);
    await this.fillIn("Criterion 1", {
      "What it is called": title,
      "Weight of 100": "100",
      "What a good bid shows (optional)": good,
    });
    await this.selectIn("Criterion 1", { "What it judges": "Quality" });
    await this.send("Save and continue");
  }

  async question(reference: string, prompt: string, criterion: string): Promise<void> {
    await this.open(`/council/opportunities/${reference}/questions`);
    await this.fillIn("Question 1", { "The question": prompt, "Words, at most": "200" });
    await this.selectIn("Question 1", { "The criterion it counts towards": criterion });
    await this.send("Save and continue");
  }

  /** Recommends an application, and says that the grant is no subsidy. */
  async recommend(reference: string, applicant: string, reasons: string): Promise<void> {
    await this.open(`/council/opportunities/${reference}/award`);
    await this.page.getByRole("group", { name: "Which application" }).getByLabel(applicant).check();
    await this.fill({ "Why this application, in words every applicant will read": reasons });
    await this.send("Recommend");
  }

  /** Says that the grant on the page is no subsidy. */
  async noSubsidy(reason: string): Promise<void> {
    await this.choose("Is this grant a subsidy?", "No");
    await this.fill({ "Why it is, or is not": reason });
    await this.send("Save the answer");
  }
}

/** A telephone's window. */
export async function onPhone(page: Page): Promise<Page> {
  await page.setViewportSize({ width: 390, height: 844 });
  return page;
}
