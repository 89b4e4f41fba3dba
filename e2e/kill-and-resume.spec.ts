import { test as base, expect } from "@playwright/test";
import { mailsTo, openReply, sendEnquiry } from "./enquiry.ts";
import { newEventSender, setUpOperator } from "./http-operator.ts";
import { removeData, startProduct } from "./product.ts";
import { desktop } from "./test.ts";

base.use(desktop);

base(
  "every process is killed while runs wait and while they work: nothing is lost, nothing happens twice",
  async ({ browser }) => {
    base.setTimeout(300_000);
    let product = await startProduct();
    try {
      const operator = await setUpOperator(product);
      const sendEvent = await newEventSender(product.origin, operator);
      const enquiry = await sendEnquiry(sendEvent, "Paula Reis");
      const port = Number(new URL(product.origin).port);
      // before the run has come to its proposal
      await product.kill();
      product = await startProduct({ dataFolder: product.dataFolder, port });

      const context = await browser.newContext({ ...desktop, baseURL: product.origin });
      await context.addCookies([{ ...operator.cookie, url: product.origin }]);
      const page = await context.newPage();
      const card = await openReply(page, enquiry);
      await card.getByRole("button", { name: "Approve and send" }).click();
      await expect(page.getByRole("button", { name: "Undo" }).first()).toBeVisible();
      // approved, not yet sent
      await product.kill();
      product = await startProduct({ dataFolder: product.dataFolder, port });

      const sent = () => mailsTo(operator, enquiry.email);
      await expect(async () => expect(await sent()).toHaveLength(1)).toPass({ timeout: 60_000 });
      await product.kill();
      product = await startProduct({ dataFolder: product.dataFolder, port });
      const [mail] = await sent();
      await expect(async () => {
        const run = await operator.query<{ status: string; effects: { action: string; status: string }[] }>("run.get", {
          id: mail?.runId,
        });
        expect(run.effects.filter((effect) => effect.action === "mail.send")).toHaveLength(1);
      }).toPass({ timeout: 60_000 });
      expect(await sent()).toHaveLength(1);
      await context.close();
    } finally {
      await product.stop();
      removeData(product);
    }
  },
);
