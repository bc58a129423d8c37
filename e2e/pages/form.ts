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

  /** Presses a button that sends its form, and waits for the page that comes of it. */
  async send(button: string | RegExp): Promise<void> {
    const named = typeof button === "string" ? { name: button, exact: true } : { name: button };
    await Promise.all([this.page.waitForEvent("load"), this.page.getByRole("button", named).click()]);
    await this.alive();
  }

  /** Follows a link and waits until the page behind it is alive. */
  async follow(link: string | RegExp): Promise<void> {
    const named = typeof link === "string" ? { name: link, exact: true } : { name: link };
    const main = this.page.locator("main");
    // A link to where something begins looks like a button, and says that it is one.
    const target = main.getByRole("link", named).or(main.getByRole("button", named).and(main.locator("a")));
    const address = await target.first().getAttribute("href");
    if (address === null) throw new Error(`The link ${String(link)} leads nowhere`);
    await this.open(address);
  }

  /** Fills the fields under a legend, which may stand on the page more than once. */
  async fillIn(legend: string, values: Readonly<Record<string, string>>): Promise<void> {
    const group = this.page.getByRole("group", { name: legend, exact: true });
    for (const [label, value] of Object.entries(values)) await group.getByLabel(label, { exact: true }).fill(value);
  }

  /** Selects from the lists under a legend. */
  async selectIn(legend: string, values: Readonly<Record<string, string>>): Promise<void> {
    const group = this.page.getByRole("group", { name: legend, exact: true });
    for (const [label, option] of Object.entries(values)) {
      await group.getByLabel(label, { exact: true }).selectOption({ label: option });
    }
  }

  /** The page shows these words. */
  async shows(words: string | RegExp): Promise<void> {
    await expect(this.page.locator("main")).toContainText(words);
  }

  /** The last part of the address, such as a reference. */
  reference(): string {
    return new URL(this.page.url()).pathname.split("/").at(-1) ?? "";
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
