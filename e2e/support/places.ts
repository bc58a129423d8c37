// The identifiers in the demonstration's addresses, which differ each time it is loaded, and some from person to person.
//
// `{sent}` in an address stands for one of them; each is found as the people who may see it would find it, through the API.

const password = "ouzel valley demonstration";

/** Puts the identifiers that a person sees into an address. */
export type Fill = (address: string, person: string) => string;

interface Staged {
  readonly id: string;
  readonly stage: string;
}

interface Panel {
  readonly id: string;
  readonly stage: string;
  readonly tasks: readonly { readonly bid: string; readonly question: { readonly id: string } }[];
}

type Found = Readonly<Record<string, string | undefined>>;

/** Finds them all. */
export async function places(url: string): Promise<Fill> {
  const ask = async <T>(email: string, query: string): Promise<T> => {
    const post = (body: string, cookie: string): Promise<Response> =>
      fetch(`${url}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json", cookie },
        body: JSON.stringify({ query: body }),
      });
    const signIn = await post(`mutation { signIn(input: { email: "${email}", password: "${password}" }) { done } }`, "");
    const cookie = signIn.headers.get("set-cookie")?.split(";")[0] ?? "";
    const answer = (await (await post(query, cookie)).json()) as { data: T | null; errors?: unknown };
    if (answer.data === null || answer.errors !== undefined) throw new Error(JSON.stringify(answer.errors));
    return answer.data;
  };

  const officer = async (): Promise<Found> => {
    const found = await ask<{
      commission: { specifications: { id: string }[] } | null;
      organisations: { nodes: { id: string }[] };
      prioritisations: { nodes: Staged[] };
      forums: { nodes: { id: string }[] };
      templates: { nodes: { id: string }[] };
    }>(
      "ewan@ouzelvalley.example",
      `{ commission(reference: "C-0009") { specifications { id } }
         organisations(kind: PROVIDER, text: "Lantern", first: 1) { nodes { id } }
         prioritisations { nodes { id stage } }
         forums { nodes { id } }
         templates(first: 1) { nodes { id } } }`,
    );
    const priorities = (stage: string): string | undefined =>
      found.prioritisations.nodes.find((one) => one.stage === stage)?.id;
    return {
      specification: found.commission?.specifications[0]?.id,
      provider: found.organisations.nodes[0]?.id,
      forum: found.forums.nodes[0]?.id,
      template: found.templates.nodes[0]?.id,
      decided: priorities("APPROVED"),
      undecided: priorities("DRAFT"),
    };
  };

  const bidder = async (): Promise<Found> => {
    const found = await ask<{ bids: { nodes: Staged[] }; dataReturns: { nodes: Staged[] } }>(
      "joe@providers.example",
      `{ bids(first: 100) { nodes { id stage } }
         dataReturns(first: 100, mine: true) { nodes { id stage } } }`,
    );
    const at = (of: { nodes: Staged[] }, stage: string): string | undefined =>
      of.nodes.find((one) => one.stage === stage)?.id;
    return {
      draft: at(found.bids, "DRAFT"),
      sent: at(found.bids, "SUBMITTED"),
      opened: at(found.bids, "OPENED"),
      queried: at(found.dataReturns, "QUERIED"),
      accepted: at(found.dataReturns, "ACCEPTED"),
    };
  };

  const reviewer = async (email: string): Promise<Found> => {
    const found = await ask<{ myPanels: Panel[] }>(
      email,
      "{ myPanels { id stage tasks { bid question { id } } } }",
    );
    const scoring = found.myPanels.find((panel) => panel.stage === "SCORE");
    const agreed = found.myPanels.find((panel) => panel.stage === "AGREED");
    return {
      scoring: scoring?.id,
      scoringAnswer: answerOf(scoring),
      agreed: agreed?.id,
      agreedAnswer: answerOf(agreed),
    };
  };

  const everyone = { ...(await officer()), ...(await bidder()) };
  const own: Readonly<Record<string, Found>> = {
    "Tom Kowalczyk": await reviewer("tom@ouzelvalley.example"),
    "Bridget Nwosu": await reviewer("bridget@ouzelvalley.example"),
    "Miriam Castle": await reviewer("miriam@reviewers.example"),
  };
  return (address, person) =>
    address.replace(/\{(\w+)\}/g, (_, name: string) => {
      const id = own[person]?.[name] ?? everyone[name as keyof typeof everyone];
      if (id === undefined) throw new Error(`Nothing in the demonstration is {${name}} for ${person || "a visitor"}`);
      return id;
    });
}

/** The end of an address of one answer: its question and its bid. */
function answerOf(panel: Panel | undefined): string | undefined {
  const task = panel?.tasks[0];
  return task === undefined ? undefined : `${task.question.id}/${task.bid}`;
}
