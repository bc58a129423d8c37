// Every public page is complete with scripts off, and with scripts on it comes alive without asking for its data again.

import { routes } from "../support/routes.ts";
import { expect, test } from "../support/test.ts";

test("public pages are complete with scripts off", async ({ server, browser }) => {
  const table = (await routes(server.url)).filter((route) => route.as.includes(""));
  test.setTimeout(5_000 * table.length + 30_000);
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: server.url });
  const page = await context.newPage();
  for (const address of table.flatMap((route) => route.visit(""))) {
    await test.step(address, async () => {
      const response = await page.goto(address);
      expect(response?.status(), address).toBe(200);
      await expect(page.getByRole("heading", { level: 1 }), address).toHaveCount(1);
      expect(await page.locator("main").innerText(), address).not.toContain("Loading");
    });
  }
  await context.close();
});

test("public pages come alive without asking again", async ({ server, page }) => {
  const table = (await routes(server.url)).filter((route) => route.as.includes(""));
  test.setTimeout(10_000 * table.length + 30_000);
  const asked: string[] = [];
  page.on("request", (request) => {
    if (new URL(request.url()).pathname === "/graphql") asked.push(`${page.url()} asked ${request.url()}`);
  });
  for (const address of table.flatMap((route) => route.visit(""))) {
    await test.step(address, async () => {
      await page.goto(address);
      await expect(page.locator("body.js-enabled"), `${address} comes alive`).toHaveCount(1);
    });
  }
  expect(asked).toEqual([]);
});
