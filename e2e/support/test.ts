// The `test` that every file here uses.
//
// - `server` is started on a fresh copy of the demonstration. A file that changes much or moves the clock asks for its own
//   with `test.use({ world: "spine" })` at its top: any other word means another server.
// - `noise` collects console errors and uncaught exceptions of every page; a test fails on any it did not expect.
// - `signedIn` gives a page in a browser context of its own, so that several people act in one test.

import { test as base, expect, type BrowserContext, type Page } from "@playwright/test";

import { Graphql } from "./graphql.ts";
import { type Server, startServer } from "./server.ts";
import { Demonstration } from "../pages/demonstration.ts";

export class Noise {
  private readonly heard: string[] = [];
  private readonly expected: RegExp[] = [];

  listen(context: BrowserContext): void {
    context.on("page", (page) => { this.listenTo(page); });
    context.pages().forEach((page) => { this.listenTo(page); });
  }

  private listenTo(page: Page): void {
    page.on("console", (message) => {
      if (message.type() === "error") this.heard.push(`${page.url()}: ${message.text()}`);
    });
    page.on("pageerror", (error) => this.heard.push(`${page.url()}: ${error.message}`));
  }

  /** Says that an error is meant to happen, such as the browser's own line about a 404. */
  expect(pattern: RegExp): void {
    this.expected.push(pattern);
  }

  unexpected(): string[] {
    return this.heard.filter((line) => !this.expected.some((pattern) => pattern.test(line)));
  }
}

interface TestFixtures {
  noise: Noise;
  graphql: Graphql;
  signedIn: (person: string) => Promise<Page>;
}

interface WorkerFixtures {
  world: string;
  server: Server;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  world: ["shared", { option: true, scope: "worker" }],

  server: [
    async ({ world }, use) => {
      const url = process.env["COMMONWEAL_URL"];
      if (url !== undefined) {
        await use({ url, stop: () => Promise.resolve() });
        return;
      }
      const template = process.env["COMMONWEAL_TEMPLATE"];
      if (template === undefined) throw new Error(`No template for the world "${world}": global setup did not run.`);
      const server = await startServer(template);
      await use(server);
      await server.stop();
    },
    { scope: "worker", timeout: 90_000 },
  ],

  baseURL: async ({ server }, use) => {
    await use(server.url);
  },

  noise: [
    async ({ context }, use) => {
      const noise = new Noise();
      noise.listen(context);
      await use(noise);
      expect(noise.unexpected(), "console errors").toEqual([]);
    },
    { auto: true },
  ],

  graphql: async ({ server }, use) => {
    await use(new Graphql(server.url));
  },

  signedIn: async ({ browser, baseURL, contextOptions, noise }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (person) => {
      const context = await browser.newContext({ ...contextOptions, ...(baseURL === undefined ? {} : { baseURL }) });
      contexts.push(context);
      noise.listen(context);
      const page = await context.newPage();
      await new Demonstration(page).signInAs(person);
      return page;
    });
    for (const context of contexts) await context.close();
  },
});

export { expect };
