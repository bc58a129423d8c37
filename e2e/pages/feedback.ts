// Telling how a service is, without an account.

import { Form } from "./form.ts";

export class Feedback extends Form {
  async give(service: string, rating: string, words: string, giver: string): Promise<void> {
    await this.open(`/services/${service}`);
    await this.follow("Tell us about this service");
    await this.choose("How is it overall?", rating);
    await this.fill({ "What is good? What should change? (optional)": words });
    await this.choose("I am (optional)", giver);
    await this.send("Send");
  }
}
