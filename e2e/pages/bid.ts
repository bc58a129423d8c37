// Bids: written, checked, sealed and sent; and the letter that tells what became of one.

import { Form } from "./form.ts";

export class Bid extends Form {
  /** Begins a bid, or what its method calls it, on an opportunity and answers the address of its page. */
  async start(reference: string, word = "a bid"): Promise<string> {
    await this.open(`/opportunities/${reference}`);
    await this.send(`Start ${word}`);
    return new URL(this.page.url()).pathname;
  }

  /** Asks another organisation into a bid. */
  async ask(bid: string, organisation: string): Promise<void> {
    await this.open(`${bid}/team`);
    await this.fill({ "Its name or register number": organisation });
    await this.send("Ask it to join");
  }

  /** Says who does what, and with how much of the work. */
  async share(bid: string, parts: Readonly<Record<string, readonly [role: string, share: string]>>): Promise<void> {
    await this.open(`${bid}/team`);
    for (const [organisation, [role, share]] of Object.entries(parts)) {
      await this.fillIn(organisation, { "What it does": role, "Share of the work": share });
    }
    await this.send("Save");
  }

  /** Takes the part that one's organisation was asked to play. */
  async join(lead: string): Promise<void> {
    await this.open("/provider/bids");
    await this.follow(new RegExp(`^${lead}:`));
    await this.send("Take this part");
  }

  /** Answers the question and gives a price for each lot that is bid for. */
  async writeLots(question: string, answer: string, prices: Readonly<Record<string, string>>): Promise<void> {
    await this.fill({ [question]: answer, ...prices });
    await this.send("Check your answers");
  }

  async write(question: string, answer: string, price: string): Promise<void> {
    await this.fill({ [question]: answer, "Your price": price });
    await this.send("Check your answers");
  }

  async result(bid: string): Promise<void> {
    await this.open(`${bid}/result`);
  }
}
