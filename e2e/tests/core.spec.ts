// A core grant of the demonstration: its purpose stands in place of outcomes, its agreement asks for one light return a year,
// and an approver gives the second signature (R-4.15a, R-4.21).

import { Grant } from "../pages/grant.ts";
import { Cast } from "../support/cast.ts";
import { expect, test } from "../support/test.ts";

test.use({ world: "core" });

const title = "Winter beds: a grant to keep going";
const purpose = "The winter beds stay open, with heat, light and somebody in charge.";
const recipient = "St Brannoc's Night Shelter";

test("a core grant has a purpose, no measures, and comes to two signatures", async ({ graphql, page, signedIn }) => {
  test.setTimeout(120_000);
  const cast = await Cast.of(graphql, signedIn);
  const found = await graphql.run<{ opportunities: { nodes: { reference: string; title: string }[] } }>(
    "{ opportunities(first: 100) { nodes { reference title } } }",
  );
  const reference = found.opportunities.nodes.find((one) => one.title === title)?.reference ?? "";
  expect(reference, "it is in the demonstration").toMatch(/^O-\d{4}$/);

  await test.step("anyone reads what it is for", async () => {
    await page.goto(`/opportunities/${reference}`);
    const main = page.locator("main");
    await expect(main).toContainText("What the grant is for");
    await expect(main).toContainText(purpose);
    await expect(main).toContainText("Nothing is measured, and no payment hangs on a result.");
    await expect(main).toContainText(recipient);
  });

  const agreement = await test.step("its agreement asks for one return a year and has no measure", async () => {
    const officer = new Grant(await cast.as("Ewan Fraser"));
    await officer.open(`/council/opportunities/${reference}/award`);
    await officer.shows("Subsidy");
    await officer.follow(/^A-\d{4}$/);
    await officer.shows("Core grant");
    await officer.shows("A return every year.");
    await officer.shows("This agreement has no measures.");
    await officer.shows("Purpose");
    return officer.reference();
  });

  await test.step("the second signature is the council's", async () => {
    const approver = new Grant(await cast.as("Sunita Rao"));
    await approver.open(`/council/agreements/${agreement}/sign`);
    await approver.fill({ "Your full name": "Sunita Rao" });
    await approver.page.getByRole("checkbox").first().check();
    await approver.send("Sign");
    await approver.shows(/Signed, starts/);
  });
});
