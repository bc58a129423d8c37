// The public API as another system would use it, and the test clock.

export interface UserError {
  readonly field: readonly string[] | null;
  readonly message: string;
}

interface Answer<T> {
  readonly data?: T | null;
  readonly errors?: readonly { readonly message: string }[];
}

export class Graphql {
  private readonly endpoint: string;

  constructor(url: string) {
    this.endpoint = `${url}/graphql`;
  }

  /** Runs an operation; a top-level error is thrown. */
  async run<T>(query: string, variables: Record<string, unknown> = {}): Promise<T> {
    const response = await fetch(this.endpoint, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        accept: "application/graphql-response+json",
        origin: new URL(this.endpoint).origin,
      },
      body: JSON.stringify({ query, variables }),
    });
    const answer = (await response.json()) as Answer<T>;
    if (answer.errors !== undefined && answer.errors.length > 0) {
      throw new Error(answer.errors.map((error) => error.message).join("; "));
    }
    if (answer.data === undefined || answer.data === null) {
      throw new Error(`The answer has no data (status ${String(response.status)})`);
    }
    return answer.data;
  }

  /** Moves the server's clock forward and runs the work that falls due on the way. */
  async clockAdvance(to: Date | string): Promise<void> {
    const at = typeof to === "string" ? to : to.toISOString();
    const { clockAdvance } = await this.run<{ clockAdvance: { userErrors: UserError[] } }>(
      "mutation Advance($to: DateTime!) { clockAdvance(to: $to) { userErrors { field message } } }",
      { to: at },
    );
    if (clockAdvance.userErrors.length > 0) {
      throw new Error(clockAdvance.userErrors.map((error) => error.message).join("; "));
    }
  }
}
