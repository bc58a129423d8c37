// Loads the demonstration once, before any test. With COMMONWEAL_URL the tests use a server that already runs.

import fs from "node:fs";

import { makeTemplate } from "./server.ts";

export default function globalSetup(): (() => void) | undefined {
  if (process.env["COMMONWEAL_URL"] !== undefined) return undefined;
  const template = makeTemplate();
  process.env["COMMONWEAL_TEMPLATE"] = template;
  return () => {
    fs.rmSync(template, { recursive: true, force: true });
  };
}
