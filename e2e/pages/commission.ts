// Commissions and their specifications.

import { Form } from "./form.ts";

export interface ServiceWords {
  readonly title: string;
  readonly directorate: string;
  readonly summary: string;
  readonly whoFor: string;
  readonly howToUse: string;
}

export class Commission extends Form {
  /** Starts one for a new service of the same name and answers its reference. */
  async start(service: ServiceWords): Promise<string> {
    await this.open("/council/commissions/new");
    await this.fill({ "What this commission is called": service.title });
    await this.select("The directorate that leads it", service.directorate);
    await this.fill({
      Name: service.title,
      "What it does": service.summary,
      "Who it is for": service.whoFor,
      "How people use it": service.howToUse,
    });
    await this.send("Start");
    return this.reference();
  }

  /** Answers for it under all eight principles: a line each, and a reason where one is asked. */
  async answerPrinciples(reference: string, says: string): Promise<void> {
    await this.open(`/council/commissions/${reference}/principles`);
    const no: Readonly<Record<number, string>> = {
      2: "We did not, or it cannot wait",
      4: "It does not fit here, for a reason",
      5: "No, we will not",
      7: "It is short, for a reason",
    };
    for (let principle = 1; principle <= 8; principle += 1) {
      await this.choose(`Is principle ${principle} met?`, no[principle] ?? "This shows it");
      await this.fill({ [`What shows it, or why not (principle ${principle})`]: says });
    }
    await this.send("Save answers");
    await this.shows(says);
  }

  /** Takes the next step, which the page names on its button. */
  async takeNextStep(step: string): Promise<void> {
    await this.send(step);
  }
}

export interface MeasureWords {
  readonly name: string;
  readonly kind: string;
  readonly unit: string;
  readonly direction: string;
  readonly baseline: string;
  readonly target: string;
  readonly tolerance: string;
  readonly source: string;
  readonly frequency: string;
}

export class Specification extends Form {
  /** Opens a section of the specification on whose page one is. */
  async section(slug: string, home: string): Promise<void> {
    await this.open(`${home}/${slug}`);
  }

  async scope(scope: string, aims: string): Promise<void> {
    await this.fill({ "What the service covers": scope, "Aims and objectives": aims });
    await this.send("Save and continue");
  }

  async outcome(title: string, beneficiaries: string, need: string, measure: MeasureWords): Promise<void> {
    await this.send("Add an outcome");
    await this.fill({ "What should change for people": title, "Who benefits": beneficiaries });
    await this.select("Which published need it answers", need);
    await this.fill({
      Name: measure.name,
      Unit: measure.unit,
      "Start from": measure.baseline,
      Target: measure.target,
      "Still close within": measure.tolerance,
      "Where the figures come from": measure.source,
    });
    await this.select("What it measures", measure.kind);
    await this.select("Which way is better", measure.direction);
    await this.select("How often", measure.frequency);
    await this.send("Save and continue");
  }

  async monitoring(monitoring: string, evaluation: string, review: string): Promise<void> {
    await this.fill({ "How we follow it": monitoring, "How we judge it": evaluation, "How we look at it again": review });
    await this.send("Save and continue");
  }

  async money(valueAYear: string, years: string, payment: string): Promise<void> {
    await this.fill({
      "Value a year, before VAT": valueAYear,
      "How many years": years,
      "How many years it may be extended": "0",
      VAT: "20",
      "How the money is paid": payment,
    });
    await this.select("What is bought or funded", "Social and similar services (light touch)");
    await this.send("Save and continue");
  }
}
