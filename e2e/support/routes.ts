// The route table, as the program serves it at /routes.json, and how each of its pages is visited in the demonstration.

import { addresses, type People, people } from "./demonstration.ts";

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
  const draft = await draftSpecification(url);
  return table.map(({ path, workspace }) => ({
    path,
    workspace,
    visit: (addresses[path] ?? (path.includes(":") ? [] : [path])).map((each) => each.replace("{specification}", draft)),
    as: known[workspace],
  }));
}

/** The identifier of the specification that is still a draft, which only the council's officers may see. */
async function draftSpecification(url: string): Promise<string> {
  const ask = async (query: string, cookie: string): Promise<Response> =>
    fetch(`${url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", cookie },
      body: JSON.stringify({ query }),
    });
  const signIn = await ask(
    'mutation { signIn(input: { email: "ewan@ouzelvalley.example", password: "ouzel valley demonstration" }) { done } }',
    "",
  );
  const cookie = signIn.headers.get("set-cookie")?.split(";")[0] ?? "";
  const answer = await ask('{ commission(reference: "C-0004") { specifications { id } } }', cookie);
  const { data } = (await answer.json()) as { data: { commission: { specifications: { id: string }[] } | null } };
  return data.commission?.specifications[0]?.id ?? "";
}
