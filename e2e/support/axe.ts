// axe-core in the page: every rule that WCAG 2.2 AA and axe's own best practices have.

import fs from "node:fs";
import { createRequire } from "node:module";

import type { AxeResults } from "axe-core";
import { expect, type Page } from "@playwright/test";

const source = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds wrong on the page, one line a finding. */
export async function violations(page: Page): Promise<string[]> {
  // Evaluated by the debugger, so the page's content security policy stays in force for the page itself.
  await page.evaluate(source);
  const results = await page.evaluate(
    () =>
      (window as unknown as { axe: { run(context: Document, options: object): Promise<AxeResults> } }).axe.run(document, {
        resultTypes: ["violations"],
      }),
  );
  return results.violations.flatMap((violation) =>
    violation.nodes.map((node) => `${violation.id}: ${violation.help} at ${node.target.join(" ")}`),
  );
}

/** The page has no finding, no sideways scroll, one h1, and a title. */
export async function expectAccessible(page: Page): Promise<void> {
  expect.soft(await violations(page), `axe on ${page.url()}`).toEqual([]);
  await expect.soft(page.locator("h1"), `one h1 on ${page.url()}`).toHaveCount(1);
  const width = await page.evaluate(() => ({
    page: document.documentElement.scrollWidth,
    window: document.documentElement.clientWidth,
  }));
  expect.soft(width.page, `no sideways scroll on ${page.url()}`).toBeLessThanOrEqual(width.window);
  expect.soft(await page.title(), `a title on ${page.url()}`).not.toBe("");
}
