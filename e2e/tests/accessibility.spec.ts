// Every route of the program, as every person who may open it, on a desk and on a phone: axe finds nothing, nothing scrolls
// sideways, the console is silent. A route that cannot be visited fails.

import { expectAccessible } from "../support/axe.ts";
import { routes } from "../support/routes.ts";
import { expect, test } from "../support/test.ts";

const widths = [1280, 320];

test("every route is accessible to everyone who may open it", async ({ server, page, signedIn }) => {
  const table = await routes(server.url);
  expect(table.length, "routes").toBeGreaterThan(0);
  test.setTimeout(20_000 * table.length + 60_000);

  expect(
    table
      .filter((route) => route.as.length === 0 || route.as.some((person) => route.visit(person).length === 0))
      .map((route) => route.path),
    "routes that nobody visits",
  ).toEqual([]);

  const people = [...new Set(table.flatMap((route) => route.as))];
  for (const person of people) {
    const visitor = person === "" ? page : await signedIn(person);
    for (const route of table.filter((each) => each.closedTo.includes(person))) {
      for (const address of route.visit(person)) {
        const response = await visitor.request.get(address);
        expect.soft(response.status(), `${address} does not exist for ${person}`).toBe(404);
      }
    }
    for (const width of widths) {
      await visitor.setViewportSize({ width, height: 900 });
      for (const route of table.filter((each) => each.as.includes(person))) {
        for (const address of route.visit(person)) {
          await test.step(`${address} as ${person || "a visitor"} at ${String(width)}`, async () => {
            const response = await visitor.goto(address);
            expect.soft(response?.status(), address).toBe(200);
            await expectAccessible(visitor);
          });
        }
      }
    }
  }
});
