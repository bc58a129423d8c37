// Where the browser is: the distribution's Chromium, never one that Playwright downloads.

import fs from "node:fs";

export function chromium(): string {
  const named = process.env["CHROMIUM"];
  const found = [named, "/usr/bin/chromium", "/usr/bin/chromium-browser"].find(
    (path) => path !== undefined && path !== "" && fs.existsSync(path),
  );
  if (found === undefined) throw new Error("Chromium was not found. Install it, or name it in CHROMIUM.");
  return found;
}
