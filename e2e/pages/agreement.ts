// Agreements, their signatures, and the returns that follow.

import { Form } from "./form.ts";

export class Agreement extends Form {
  /** Reads and signs, in the folder of one's own side. */
  async sign(folder: "council" | "provider", reference: string, name: string): Promise<void> {
    await this.open(`/${folder}/agreements/${reference}`);
    await this.follow("Read and sign");
    await this.field("I have read this agreement, and I may sign it for my organisation").check();
    await this.fill({ "Your full name": name });
    await this.send("Sign");
  }
}

export class DataReturn extends Form {
  /** Opens the return of an agreement from a list of returns. */
  async from(list: string, agreement: string): Promise<void> {
    await this.open(list);
    const row = this.page.getByRole("row").filter({ hasText: agreement }).filter({ hasText: "Return" });
    const address = await row.getByRole("link").first().getAttribute("href");
    await this.open(address ?? "");
  }

  /** Fills one measure in, checks and sends. */
  async report(measure: string, figure: string, asked: string): Promise<void> {
    await this.fillIn(measure, { Figure: figure, "How many people were asked (optional)": asked });
    await this.send("Check and send");
    await this.send("Send");
  }
}
