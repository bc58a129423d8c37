// The route table, as the program tells it: `commonweal routes`, or GET /demo/routes.json of a demonstration server.
//
//   [{ "path": "/opportunities/:ref", "visit": ["/opportunities/O-0023"], "as": ["", "Amara Okonjo"] }]
//
// `path` is the router's pattern, `visit` are addresses of that pattern in the demonstration, `as` are the people who may
// open it ("" is a visitor who is not signed in). A route without an address to visit fails the accessibility test.

import { run, root } from "./server.ts";

export interface Route {
  readonly path: string;
  readonly visit: readonly string[];
  readonly as: readonly string[];
}

const visitor = "";

function parse(value: unknown): Route[] {
  if (!Array.isArray(value)) throw new Error("The route table is not a list");
  const strings = (list: unknown): string[] | undefined =>
    Array.isArray(list) && list.every((item) => typeof item === "string") ? list : undefined;
  return value.map((entry: unknown) => {
    const route = entry as Partial<Record<keyof Route, unknown>>;
    const visit = strings(route.visit) ?? [];
    const as = strings(route.as) ?? [visitor];
    if (typeof route.path !== "string") throw new Error(`A route without a path: ${JSON.stringify(entry)}`);
    return { path: route.path, visit, as };
  });
}

export async function routes(url: string): Promise<Route[]> {
  const response = await fetch(`${url}/demo/routes.json`);
  if (response.ok) return parse(await response.json());
  return parse(JSON.parse(run(root, "routes")));
}
