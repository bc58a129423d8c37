// A form as a person meets it: fields by their words, the button, the error summary. Every page with a form builds on this.

import { expect, type Locator, type Page } from "@playwright/test";

export class Form {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Goes to an address and waits until the page is alive, so that what follows is handled by its script. */
  async open(address: string): Promise<void> {
    await this.page.goto(address);
    await this.alive();
  }

  async alive(): Promise<void> {
    await expect(this.page.locator("body.js-enabled")).toHaveCount(1);
  }

  heading(): Locator {
    return this.page.getByRole("heading", { level: 1 });
  }

  field(label: string): Locator {
    return this.page.getByLabel(label, { exact: true });
  }

  async fill(values: Readonly<Record<string, string>>): Promise<void> {
    for (const [label, value] of Object.entries(values)) await this.field(label).fill(value);
  }

  async select(label: string, option: string): Promise<void> {
    await this.field(label).selectOption({ label: option });
  }

  /** Chooses a radio button or ticks a box under the question that its legend asks. */
  async choose(legend: string, option: string): Promise<void> {
    await this.page.getByRole("group", { name: legend }).getByLabel(option, { exact: true }).check();
  }

  /** A day in three boxes, from YYYY-MM-DD. */
  async date(legend: string, day: string): Promise<void> {
    const [year = "", month = "", dayOfMonth = ""] = day.split("-");
    const group = this.page.getByRole("group", { name: legend });
    await group.getByLabel("Day").fill(String(Number(dayOfMonth)));
    await group.getByLabel("Month").fill(String(Number(month)));
    await group.getByLabel("Year").fill(year);
  }

  async press(button: string): Promise<void> {
    await this.page.getByRole("button", { name: button, exact: true }).click();
  }

  /** The lines of the error summary, once it is there. */
  async errors(): Promise<string[]> {
    const summary = this.page.locator(".govuk-error-summary");
    await expect(summary).toBeVisible();
    return summary.getByRole("listitem").allInnerTexts();
  }

  /** The value beside a key in a summary list. */
  fact(key: string): Locator {
    return this.page
      .locator(".govuk-summary-list__row")
      .filter({ has: this.page.locator(".govuk-summary-list__key", { hasText: key }) })
      .locator(".govuk-summary-list__value");
  }
}
