// Signing in with an e-mail address and a password.

import { expect, type Locator, type Page } from "@playwright/test";

export class SignIn {
  readonly page: Page;
  readonly errors: Locator;

  constructor(page: Page) {
    this.page = page;
    this.errors = page.locator(".govuk-error-summary");
  }

  async open(): Promise<void> {
    await this.page.goto("/sign-in");
    await expect(this.page.getByRole("heading", { level: 1 })).toBeVisible();
  }

  async send(email: string, password: string): Promise<void> {
    await this.page.getByLabel("Email").or(this.page.getByLabel("E-mail")).first().fill(email);
    await this.page.getByLabel("Password", { exact: true }).fill(password);
    await this.page.getByRole("button", { name: "Sign in" }).click();
  }
}
