import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { installationSecrets, prepareDataFolder } from "./data-folder.ts";
import { roleOf } from "./migrations.ts";
import { readOptions } from "./options.ts";
import { claimPort, reachableHost } from "./port.ts";

const folder = join(mkdtempSync(join(tmpdir(), "launcher-")), "data");
afterAll(() => rmSync(join(folder, ".."), { recursive: true }));

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

describe("the launcher", () => {
  it("keeps the data folder and its secrets to their owner, and the secrets the same", () => {
    prepareDataFolder(folder);
    const secrets = installationSecrets(folder);
    expect([modeOf(folder), modeOf(join(folder, "secrets.json"))]).toEqual(["700", "600"]);
    expect(installationSecrets(folder)).toEqual(secrets);
    expect(JSON.parse(readFileSync(join(folder, "secrets.json"), "utf8"))).toEqual(secrets);
  });

  it("makes no new secrets in place of damaged ones", () => {
    prepareDataFolder(folder);
    installationSecrets(folder);
    writeFileSync(join(folder, "secrets.json"), "{");
    expect(() => installationSecrets(folder)).toThrow(/is damaged/);
  });

  it("says in one sentence that a port is taken, and which to try", async () => {
    const server = createServer();
    const port = await new Promise<number>((resolve) => {
      server.listen(0, "127.0.0.1", () => {
        const address = server.address();
        resolve(typeof address === "object" && address ? address.port : 0);
      });
    });
    await expect(claimPort("127.0.0.1", port)).rejects.toMatchObject({
      exitCode: 3,
      message: expect.stringContaining(`Port ${port} is taken`),
    });
    await new Promise((resolve) => server.close(resolve));
    expect(await claimPort("127.0.0.1", port)).toBe(port);
  });

  it("reaches a server that listens everywhere over loopback", () => {
    expect(["0.0.0.0", "::", "::1", "127.0.0.1"].map(reachableHost)).toEqual([
      "127.0.0.1",
      "[::1]",
      "[::1]",
      "127.0.0.1",
    ]);
  });

  it("names the option or variable that is wrong", () => {
    expect(() => readOptions(["--prot", "1"])).toThrow(/--prot[\s\S]*Usage/);
    const before = process.env.PORT;
    try {
      expect(() => readOptions(["--port", "99999"])).toThrow(/PORT: /);
    } finally {
      if (before === undefined) delete process.env.PORT;
      else process.env.PORT = before;
    }
  });

  it("knows a login behind a pooler", () => {
    expect(roleOf("postgresql://adjutant.projectref:secret@pool.example.com:6543/postgres")).toBe("adjutant");
    expect(roleOf("postgresql://postgres@db.example.com/postgres")).toBe("postgres");
  });
});
