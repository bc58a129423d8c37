// The public forms with scripts off: a resident says how a service is, and a new organisation registers, from asking for an
// account to being on the register. Both as they would, by the links and the mail.

import { Form } from "../pages/form.ts";
import { expect, test } from "../support/test.ts";

test.use({ javaScriptEnabled: false, world: "no-script" });

/** A form whose page runs no script: nothing comes alive, and a post is an ordinary post. */
class Plain extends Form {
  override async alive(): Promise<void> {
    await expect(this.page.locator("main h1")).toHaveCount(1);
  }
}

test("a resident gives feedback with scripts off", async ({ page }) => {
  const form = new Plain(page);
  await form.open("/services/S-0001");
  await form.follow("Tell us about this service");
  await form.send("Send");
  expect(await form.errors()).not.toEqual([]);
  await form.choose("How is it overall?", "Good");
  await form.fill({ "What is good? What should change? (optional)": "The visits are kind. Come on Sundays too." });
  await form.send("Send");
  await form.shows("Thank you");
});

test("a community group registers with scripts off", async ({ page }) => {
  const form = new Plain(page);
  await form.open("/register");
  await form.fill({ "Your name": "Maya Holt", "E-mail address": "maya@newgroup.example" });
  await form.send("Send me the link");
  await expect(form.heading()).toHaveText("Read your e-mail");

  await form.open("/demo/mailbox?to=maya@newgroup.example");
  const link = await page.locator("main a[href*='/confirm/']").first().getAttribute("href");
  expect(link).not.toBeNull();
  await form.open(link ?? "");
  await form.fill({ Password: "short" });
  await form.send("Confirm and go on");
  expect(await form.errors()).not.toEqual([]);
  await form.fill({ Password: "three plain words here" });
  await form.send("Confirm and go on");

  await expect(form.heading()).toHaveText("Which organisation is it?");
  await form.choose("Which register is it on?", "None of these: we are a group on no register");
  await form.fill({ "Its name": "Loughton Lunch Club" });
  await form.send("Go on");
  await expect(form.heading()).toHaveText("What kind of organisation is it?");
  await form.send("Go on");
  expect(await form.errors()).toHaveLength(3);
  await form.select("How it is set up in law", "Group with a constitution, not incorporated");
  await form.choose("What kind it is", "Community group");
  await form.choose("Is it independent of government?", "Yes");
  await form.fill({
    "What it is for": "To bring older people in Loughton together over a hot meal.",
    "What happens to a surplus": "It pays for the next meals.",
  });
  await form.choose("Does it have an asset lock?", "No");
  await form.send("Go on");
  await expect(form.heading()).toHaveText("Check your answers");
  await form.shows("Loughton Lunch Club");
  await form.send("Register the organisation");
  await form.shows("Loughton Lunch Club");
  await form.shows("Your organisation is registered.");
});
