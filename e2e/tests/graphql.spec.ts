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
