// Who is who in the demonstration, and where a page with a reference in its address is to be seen there.
//
// A new route with a parameter needs an entry in `addresses`, or the accessibility test fails: nobody would visit it.

import type { Workspace } from "./routes.ts";

export type People = Readonly<Record<Workspace, readonly string[]>>;

/** One person for each role that may open a workspace's pages; "" is a visitor who is not signed in. */
export const people: People = {
  public: [""],
  provider: ["Joe Lambert", "Ruth Adeyemi"],
  council: ["Amara Okonjo", "Sunita Rao"],
  review: ["Tom Kowalczyk", "Bridget Nwosu"],
  admin: ["Colin Ashby"],
};

/** Addresses by the router's pattern. A pattern without a parameter is its own address. */
export const addresses: Readonly<Record<string, readonly string[]>> = {
  "/needs/:reference": ["/needs/N-0001"],
  "/areas/:code": ["/areas/E01016845"],
  "/council/needs/:reference": ["/council/needs/N-0001"],
};
