import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { GET } from "#app/api/files/[id]/route.ts";
import { intakeEvent } from "#inngest/functions/intake-steps.ts";
import { signIn } from "#server/api/test-client.ts";
import { mailTwin } from "#server/connectors/mail/twin.ts";
import { newWorkspace, type TestContext } from "#server/db/test-database.ts";
import { inWorkspace } from "#server/db/transaction.ts";
import { createConnection } from "#server/domains/connection/index.ts";
import { getEvent } from "#server/domains/event/index.ts";
import { curriculumVitae } from "#server/domains/sample/attachments.ts";
import { sha256 } from "#server/kernel/canonical-json.ts";
import { env } from "#server/kernel/env.ts";
import { POST } from "./route.ts";

let context: TestContext;
let cookie: string;

beforeAll(async () => {
  context = await newWorkspace();
  cookie = (await signIn(context)).cookie;
});

async function post(connector: "mail" | "form", request: (secret: string) => RequestInit) {
  const made = await createConnection.execute(context, { connector, name: connector });
  const params = Promise.resolve({ endpoint: made.url.split("/").at(-1) ?? "" });
  const init = { method: "POST", ...request(made.secret ?? "") };
  const response = await POST(new Request("http://127.0.0.1/x", init), { params });
  expect(response.status).toBe(202);
  const { id }: { id: string } = await response.json();
  return id;
}

const takeIn = (eventId: string) =>
  intakeEvent({ context: { ...context, actor: { kind: "system", id: "intake-event" } }, eventId });

async function understood(eventId: string) {
  await takeIn(eventId);
  return getEvent.execute(context, { id: eventId });
}

type Part = { name?: string; type?: string; content: string };

function mailWith(parts: Part[]) {
  const attached = parts.flatMap(({ name, type, content }) => [
    "--b",
    `Content-Type: ${type ?? "application/octet-stream"}`,
    `Content-Disposition: attachment${name ? `; filename*=UTF-8''${encodeURIComponent(name)}` : ""}`,
    "Content-Transfer-Encoding: base64",
    "",
    Buffer.from(content).toString("base64"),
  ]);
  const lines = [
    "From: Noor <noor@example.com>",
    `Message-ID: <${sha256(JSON.stringify(parts)).slice(0, 12)}@example.com>`,
    'Content-Type: multipart/mixed; boundary="b"',
    "",
    "--b",
    "Content-Type: text/plain",
    "",
    "Please find it attached.",
    ...attached,
    "--b--",
  ];
  return post("mail", (secret) => {
    const { headers, body } = mailTwin.deliver({ payload: lines.join("\r\n"), secret, at: new Date() });
    return { headers, body: Buffer.from(body) };
  });
}

const download = (id: string) =>
  GET(new Request(`http://adjutant.test/api/files/${id}`, { headers: { cookie } }), {
    params: Promise.resolve({ id }),
  });

describe("attachments of a mail", () => {
  it("are kept with the event and come back byte for byte", async () => {
    const { name, contentType: type, content } = curriculumVitae;
    const event = await understood(
      await mailWith([
        { name, type, content },
        { name: "../Zoë.html", type: "text/html", content: "<script>1</script>" },
      ]),
    );
    expect(event.note).toBeNull();
    expect(event.files).toEqual([
      { id: expect.any(String), name, contentType: "application/pdf", bytes: content.length },
      { id: expect.any(String), name: "Zoë.html", contentType: "text/html", bytes: 18 },
    ]);
    const [pdf, html] = await Promise.all(event.files.map(({ id }) => download(id)));
    expect([pdf?.status, await pdf?.text()]).toEqual([200, content]);
    expect(pdf?.headers.get("content-type")).toBe("application/pdf");
    expect([html?.status, html?.headers.get("content-type")]).toEqual([200, "application/octet-stream"]);
    expect(html?.headers.get("content-disposition")).toContain("filename*=UTF-8''Zo%C3%AB.html");
  });

  it("are the same after the mail was read again", async () => {
    const eventId = await mailWith([{ name: "a.txt", content: "a" }, { content: "nameless" }]);
    const first = await understood(eventId);
    expect(first.files.map(({ name }) => name).sort()).toEqual(["a.txt", "attachment-2"]);
    await inWorkspace(context.workspaceId, (tx) =>
      tx.event.update({ where: { id: eventId }, data: { status: "received" } }),
    );
    expect((await understood(eventId)).files).toEqual(first.files);
    const { rows, audit } = await inWorkspace(context.workspaceId, async (tx) => ({
      rows: await tx.file.findMany({ where: { eventId } }),
      audit: await tx.auditEntry.findMany({ where: { action: "file.record", subjectId: eventId } }),
    }));
    expect([rows.length, audit.length]).toEqual([2, 1]);
    expect(new Set(rows.map(({ taint }) => taint))).toEqual(new Set(["outside"]));
  });

  it("beyond the twentieth are left out, and the event says which", async () => {
    const parts = Array.from({ length: 22 }, (_, index) => ({ name: `${index + 1}.txt`, content: `${index}` }));
    const event = await understood(await mailWith(parts));
    expect(event.files).toHaveLength(20);
    expect(event.note).toMatch(/^Left out, .*: 21\.txt, 22\.txt$/);
  });

  it("lie in the data folder, by content", async () => {
    await understood(await mailWith([{ name: "one.txt", content: "the same" }]));
    await understood(await mailWith([{ name: "two.txt", content: "the same" }]));
    const names = await readdir(join(env().ADJUTANT_DATA, "files", context.workspaceId));
    expect(names.filter((name) => name === sha256("the same"))).toHaveLength(1);
  });
});

describe("files of a form", () => {
  it("are kept with the event; an input left empty is nothing", async () => {
    const form = new FormData();
    form.set("email", "noor@example.com");
    form.set("message", "My drawings");
    form.set("drawing", new File([Buffer.from([0, 255, 10, 13])], "drawing.png", { type: "image/png" }));
    form.set("nothing", new File([], "", { type: "application/octet-stream" }));
    const event = await understood(await post("form", () => ({ body: form })));
    expect(event.files).toEqual([{ id: expect.any(String), name: "drawing.png", contentType: "image/png", bytes: 4 }]);
    const answer = await download(event.files[0]?.id ?? "");
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(new Uint8Array([0, 255, 10, 13]));
  });
});
