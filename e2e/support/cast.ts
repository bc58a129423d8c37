// The people of a journey, each in a browser of their own, and the clock that they all live by.

import type { Page } from "@playwright/test";

import type { Graphql } from "./graphql.ts";

export class Cast {
  private pages = new Map<string, Page>();

  private constructor(
    private readonly graphql: Graphql,
    private readonly signedIn: (person: string) => Promise<Page>,
    /** What the server's clock says. */
    public now: Date,
  ) {}

  static async of(graphql: Graphql, signedIn: (person: string) => Promise<Page>): Promise<Cast> {
    const { now } = await graphql.run<{ now: string }>("{ now }");
    return new Cast(graphql, signedIn, new Date(now));
  }

  /** The page of somebody, signed in. */
  async as(person: string): Promise<Page> {
    const known = this.pages.get(person);
    if (known !== undefined) return known;
    const opened = await this.signedIn(person);
    this.pages.set(person, opened);
    return opened;
  }

  /** Moves the clock. Sessions end meanwhile, so everybody signs in anew after that. */
  async sleepUntil(at: Date): Promise<void> {
    await this.graphql.clockAdvance(at);
    this.now = at;
    for (const opened of this.pages.values()) await opened.context().close();
    this.pages = new Map();
  }
}
