// The route table, as the program serves it at /routes.json, and how each of its pages is visited in the demonstration.

import { addresses, closed, people, unreached } from "./demonstration.ts";
import { places } from "./places.ts";

export type Workspace = "public" | "provider" | "council" | "review" | "admin";

export interface Route {
  /** The router's pattern, such as /needs/:reference. */
  readonly path: string;
  readonly workspace: Workspace;
  /** Who visits it: names of people, "" for somebody who is not signed in. */
  readonly as: readonly string[];
  /** For whom of the workspace's people it does not exist. */
  readonly closedTo: readonly string[];
  /** Addresses of that pattern in the demonstration for one of them; none if nobody has said how to reach it. */
  visit(person: string): readonly string[];
}

export async function routes(url: string): Promise<Route[]> {
  const response = await fetch(`${url}/routes.json`);
  if (!response.ok) throw new Error(`/routes.json answered ${String(response.status)}`);
  const table = (await response.json()) as { path: string; workspace: Workspace }[];
  const fill = await places(url);
  const isClosed = (person: string, path: string): boolean => (closed[person] ?? []).includes(path);
  return table
    .filter(({ path }) => !unreached.includes(path))
    .map(({ path, workspace }) => ({
      path,
      workspace,
      as: people[workspace].filter((person) => !isClosed(person, path)),
      closedTo: people[workspace].filter((person) => isClosed(person, path)),
      visit: (person) => (addresses[path] ?? (path.includes(":") ? [] : [path])).map((address) => fill(address, person)),
    }));
}
