// The room Plan: needs and their evidence.

import { Form } from "./form.ts";

export interface NeedWords {
  readonly directorate: string;
  readonly title: string;
  readonly summary: string;
  readonly people: string;
  readonly community: string;
  readonly demand: string;
  readonly source: string;
  readonly supply: string;
  readonly services: string;
}

export interface EvidenceWords {
  readonly kind: string;
  readonly title: string;
  readonly says: string;
  readonly source: string;
  readonly date: string;
  readonly strength: string;
}

export class Need extends Form {
  /** Writes a need down and answers its reference. */
  async write(need: NeedWords): Promise<string> {
    await this.open("/council/needs/new");
    await this.select("Directorate", need.directorate);
    await this.fill({
      "The need in a line": need.title,
      "What people lack": need.summary,
      "Who the people are": need.people,
      "Community (optional if you name areas)": need.community,
      "How many people need it (optional)": need.demand,
      "Where the figure or estimate comes from": need.source,
      "How many people are reached today (optional)": need.supply,
      "The services that reach them": need.services,
    });
    await this.send("Save as draft");
    return this.reference();
  }

  async addEvidence(evidence: EvidenceWords): Promise<void> {
    await this.choose("What kind of evidence is it?", evidence.kind);
    await this.fill({
      "What it is, in a line": evidence.title,
      "What it tells about the need": evidence.says,
      Source: evidence.source,
      Date: evidence.date,
    });
    await this.choose("How strong is it?", evidence.strength);
    await this.send("Add evidence");
  }

  /** Cites a figure of an area in the official statistics. */
  async addFigure(area: string, figure: string, title: string, says: string): Promise<void> {
    await this.choose("What kind of evidence is it?", "Figures about people and places");
    await this.fill({
      "What it is, in a line": title,
      "What it tells about the need": says,
      "Area, if it rests on an area's figure (optional)": area,
    });
    await this.select("Which figure of that area (optional)", figure);
    await this.choose("How strong is it?", "Strong");
    await this.send("Add evidence");
  }

  /** Records what a group said, and says in a line each why nobody else was heard. */
  async hear(group: string, day: string, says: string, reason: string): Promise<void> {
    await this.choose("Whose view is it?", "User groups");
    await this.fill({
      "Who it was, if they are not on the register": group,
      "Day on which they said it": day,
      "What they said": says,
    });
    await this.send("Add view");
    await this.fill({
      "Local partnerships: why not": reason,
      "Single providers: why not": reason,
      "Bodies that speak for many: why not": reason,
      "What people say of their services: why not": reason,
      "Any third-sector organisation: why not": reason,
    });
    await this.send("Save reasons");
  }
}
