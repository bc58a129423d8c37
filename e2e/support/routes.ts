// The route table, as the program serves it at /routes.json, and how each of its pages is visited in the demonstration.

import { addresses, type People, people, unreached } from "./demonstration.ts";

export type Workspace = "public" | "provider" | "council" | "review" | "admin";

export interface Route {
  /** The router's pattern, such as /needs/:reference. */
  readonly path: string;
  readonly workspace: Workspace;
  /** Addresses of that pattern in the demonstration; none if nobody has said how to reach it. */
  readonly visit: readonly string[];
  /** Who visits it: names of people, "" for somebody who is not signed in. */
  readonly as: readonly string[];
}

const known: People = people;

export async function routes(url: string): Promise<Route[]> {
  const response = await fetch(`${url}/routes.json`);
  if (!response.ok) throw new Error(`/routes.json answered ${String(response.status)}`);
  const table = (await response.json()) as { path: string; workspace: Workspace }[];
  const drafts = await draftsOf(url);
  const fill = (address: string): string =>
    address.replace("{specification}", drafts.specification).replace("{bid}", drafts.bid);
  return table.filter(({ path }) => !unreached.includes(path)).map(({ path, workspace }) => ({
    path,
    workspace,
    visit: (addresses[path] ?? (path.includes(":") ? [] : [path])).map(fill),
    as: known[workspace],
  }));
}

/** The identifiers of the drafts, which only those who write them may see. */
async function draftsOf(url: string): Promise<{ specification: string; bid: string }> {
  const ask = async (query: string, cookie: string): Promise<Response> =>
    fetch(`${url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", cookie },
      body: JSON.stringify({ query }),
    });
  const as = async (email: string, query: string): Promise<unknown> => {
    const signIn = await ask(
      `mutation { signIn(input: { email: "${email}", password: "ouzel valley demonstration" }) { done } }`,
      "",
    );
    const cookie = signIn.headers.get("set-cookie")?.split(";")[0] ?? "";
    const answer = (await (await ask(query, cookie)).json()) as { data: unknown };
    return answer.data;
  };
  const officer = (await as(
    "ewan@ouzelvalley.example",
    '{ commission(reference: "C-0004") { specifications { id } } }',
  )) as { commission: { specifications: { id: string }[] } | null };
  const writer = (await as("joe@providers.example", "{ bids(first: 1) { nodes { id } } }")) as {
    bids: { nodes: { id: string }[] };
  };
  return { specification: officer.commission?.specifications[0]?.id ?? "", bid: writer.bids.nodes[0]?.id ?? "" };
}
