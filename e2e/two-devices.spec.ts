import { mailsTo, openReply, sendEnquiry } from "./enquiry.ts";
import { desktop, expect, phone, test, watchConsole } from "./test.ts";

// the device that comes second is told so by a refused request, which its browser writes down
const refused = /status of 409/;
test.use({ ...desktop, expectedComplaint: refused });

test("two devices approve at once: one decision, one mail, and both screens agree", async ({
  page,
  browser,
  product,
  operator,
  sendEvent,
}) => {
  const enquiry = await sendEnquiry(sendEvent, "Lena Vogel");
  const other = await browser.newContext({ ...phone, baseURL: product.origin });
  await other.addCookies([{ ...operator.cookie, url: product.origin }]);
  const handheld = await other.newPage();
  const complaints = watchConsole(handheld);
  const cards = [await openReply(page, enquiry), await openReply(handheld, enquiry)];
  await Promise.all(cards.map((card) => card.getByRole("button", { name: "Approve and send" }).click()));

  await expect(async () => {
    expect(await mailsTo(operator, enquiry.email)).toHaveLength(1);
  }).toPass({ timeout: 40_000 });
  for (const screen of [page, handheld]) {
    await screen.goto("/approvals/decided");
    const letter = screen.getByRole("listitem").filter({ hasText: `Re: ${enquiry.subject}` });
    await expect(letter).toHaveCount(1);
  }
  expect(complaints.filter((line) => !refused.test(line))).toEqual([]);
  await other.close();
});
