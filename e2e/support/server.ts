// Starts the program as an operator would: migrate, load the demonstration, serve under the test clock.
//
// The demonstration is loaded once into a template folder; each server runs on its own copy of it, so that one file's
// changes and clock never reach another's.

import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";

export const root = path.resolve(import.meta.dirname, "../..");
const program = path.resolve(root, process.env["COMMONWEAL_BIN"] ?? "target/debug/commonweal");
// The official area figures: where COMMONWEAL_OPEN_DATA says, else beside the checkout, as for the program itself.
const openData = path.resolve(root, process.env["COMMONWEAL_OPEN_DATA"] ?? "../shared/data");
const dist = path.resolve(root, process.env["COMMONWEAL_DIST"] ?? "dist");

export interface Server {
  readonly url: string;
  stop(): Promise<void>;
}

function environment(folder: string, extra: Record<string, string> = {}): NodeJS.ProcessEnv {
  return {
    ...process.env,
    RUST_LOG: process.env["RUST_LOG"] ?? "warn",
    COMMONWEAL_DIST: dist,
    COMMONWEAL_OPEN_DATA: openData,
    COMMONWEAL_KEYS: path.join(folder, "var/keys"),
    DATABASE_URL: `sqlite://${path.join(folder, "var/commonweal.sqlite")}?mode=rwc`,
    ...extra,
  };
}

/** Runs one command of the program to its end and returns what it printed. */
export function run(folder: string, ...args: string[]): string {
  const done = spawnSync(program, args, { cwd: folder, env: environment(folder), encoding: "utf8" });
  if (done.error) throw new Error(`${program} did not start: ${done.error.message}`);
  if (done.status !== 0) {
    throw new Error(`commonweal ${args.join(" ")} ended with ${String(done.status)}\n${done.stdout}${done.stderr}`);
  }
  return done.stdout;
}

/** Makes the folder that every server starts from a copy of. */
export function makeTemplate(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "commonweal-e2e-"));
  fs.mkdirSync(path.join(folder, "var"));
  run(folder, "migrate");
  run(folder, "demo");
  return folder;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => {
        if (address !== null && typeof address === "object") resolve(address.port);
        else reject(new Error("no free port"));
      });
    });
  });
}

async function untilReady(url: string, child: ChildProcess, log: () => string): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`The server ended with ${String(child.exitCode)}\n${log()}`);
    const ready = await fetch(`${url}/health/ready`).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`The server was not ready in a minute\n${log()}`);
}

/** Serves a copy of the template on a free port. */
export async function startServer(template: string): Promise<Server> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "commonweal-e2e-"));
  fs.cpSync(template, folder, { recursive: true });
  const listen = `127.0.0.1:${String(await freePort())}`;
  const url = `http://${listen}`;
  const child = spawn(program, ["serve", "--test-clock"], {
    cwd: folder,
    env: environment(folder, { LISTEN: listen, COMMONWEAL_ORIGIN: url }),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  const keep = (chunk: Buffer): void => {
    text = (text + chunk.toString()).slice(-20_000);
  };
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  const ended = new Promise<void>((resolve) => child.once("exit", () => { resolve(); }));
  const stop = async (): Promise<void> => {
    child.kill("SIGTERM");
    const forced = setTimeout(() => child.kill("SIGKILL"), 10_000);
    await ended;
    clearTimeout(forced);
    if (process.env["KEEP_LOGS"] !== undefined) process.stderr.write(text);
    fs.rmSync(folder, { recursive: true, force: true });
  };
  try {
    await untilReady(url, child, () => text);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, stop };
}
