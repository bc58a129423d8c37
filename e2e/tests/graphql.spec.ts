// The API as a public service: GraphQL over HTTP to the letter.

import { spawn } from "node:child_process";

import { root } from "../support/server.ts";
import { expect, test } from "../support/test.ts";

test("graphql-http's audit passes every MUST and SHOULD", async ({ server }) => {
  const child = spawn(process.execPath, ["scripts/audit-graphql.mjs", `${server.url}/graphql`], { cwd: root });
  let printed = "";
  child.stdout.on("data", (chunk: Buffer) => (printed += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (printed += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  expect(code, printed).toBe(0);
});

test("GraphiQL comes from our own files: its docs open and a query runs", async ({ page, server }) => {
  const elsewhere: string[] = [];
  page.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (origin !== server.url && protocol !== "data:") elsewhere.push(request.url());
  });
  const answer = await page.goto("/graphiql");
  const policy = (await answer?.headerValue("content-security-policy")) ?? "";
  expect(policy).toContain("default-src 'none'; script-src 'self';");
  expect(policy).not.toContain("http");

  await page.getByRole("button", { name: "Show Documentation Explorer" }).click();
  await page.getByRole("link", { name: "Query", exact: true }).click();
  await expect(page.getByText("The need people call by this reference.")).toBeVisible();
  await page.getByRole("button", { name: /^Execute query/ }).click();
  await expect(page.getByRole("region", { name: "Result Window" })).toContainText("Ouzel Valley Council");
  expect(elsewhere).toEqual([]);
});
