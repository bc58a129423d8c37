// Bids: written, checked, sealed and sent; and the letter that tells what became of one.

import { Form } from "./form.ts";

export class Bid extends Form {
  /** Begins a bid, or what its method calls it, on an opportunity and answers the address of its page. */
  async start(reference: string, word = "a bid"): Promise<string> {
    await this.open(`/opportunities/${reference}`);
    await this.send(`Start ${word}`);
    return new URL(this.page.url()).pathname;
  }

  async write(question: string, answer: string, price: string): Promise<void> {
    await this.fill({ [question]: answer, "Your price": price });
    await this.send("Check your answers");
  }

  async result(bid: string): Promise<void> {
    await this.open(`${bid}/result`);
  }
}
