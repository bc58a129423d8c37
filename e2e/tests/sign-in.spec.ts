// Signing in, three ways: scripts off, scripts still on their way, scripts on. What was typed is never lost.

import type { Page } from "@playwright/test";

import { SignIn } from "../pages/sign-in.ts";
import { expect, test } from "../support/test.ts";

const email = "nobody@ouzelvalley.example";

async function expectRefusal(page: Page): Promise<void> {
  const form = new SignIn(page);
  expect((await form.errors()).length).toBeGreaterThan(0);
  await expect(form.field("E-mail address")).toHaveValue(email);
  await expect(form.field("Password")).toHaveValue("");
  await expect(page).toHaveTitle(/^Error: /);
}

test("with scripts off, a wrong password comes back with what was typed", async ({ browser, server }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: server.url });
  const page = await context.newPage();
  const form = new SignIn(page);
  await page.goto("/sign-in");
  await form.fill({ "E-mail address": email, Password: "not the password" });
  await form.press("Sign in");
  await expectRefusal(page);
  await context.close();
});

test("before the script has come, a press is not lost", async ({ page }) => {
  const form = new SignIn(page);
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route("**/*_bg.wasm", async (route) => {
    await held;
    await route.abort().catch(() => undefined);
  });
  await page.goto("/sign-in", { waitUntil: "commit" });
  await form.fill({ "E-mail address": email, Password: "not the password" });
  await form.press("Sign in");
  await expectRefusal(page);
  release();
});

test("what is typed before the script has come is there after it", async ({ page }) => {
  const form = new SignIn(page);
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route("**/*_bg.wasm", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto("/sign-in", { waitUntil: "commit" });
  await form.fill({ "E-mail address": email, Password: "half typed" });
  release();
  await form.alive();
  await expect(form.field("E-mail address")).toHaveValue(email);
  await expect(form.field("Password")).toHaveValue("half typed");
});

test("with scripts on, a wrong password is said in place and focus goes to the summary", async ({ page }) => {
  const form = new SignIn(page);
  await form.signIn(email, "not the password");
  expect((await form.errors()).length).toBeGreaterThan(0);
  await expect(page.locator(".govuk-error-summary")).toBeFocused();
  await expect(form.field("E-mail address")).toHaveValue(email);
});
