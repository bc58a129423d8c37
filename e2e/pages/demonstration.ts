// The demonstration's own page: people to sign in as, and the mailbox.

import { expect, type Page } from "@playwright/test";

export class Demonstration {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Signs in as one of the demonstration's people, by name, through the button on /demo. */
  async signInAs(person: string): Promise<void> {
    await this.page.goto("/demo");
    await this.page.getByRole("button", { name: `Sign in as ${person}` }).click();
    await expect(this.page.getByRole("button", { name: "Sign out" })).toBeVisible();
  }
}
