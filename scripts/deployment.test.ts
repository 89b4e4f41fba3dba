import { execFileSync } from "node:child_process";
import { existsSync, globSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { environmentSchema } from "#server/kernel/env.ts";

const read = (path: string) => readFileSync(path, "utf8");
const names = (path: string) => new Set([...read(path).matchAll(/^#? ?([A-Z][A-Z0-9_]*)=/gm)].map((match) => match[1]));

const service = z.object({
  image: z.string().optional(),
  build: z.string().optional(),
  environment: z.record(z.string(), z.string()).default({}),
  ports: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
});
const composition = z
  .object({ services: z.record(z.string(), service), volumes: z.record(z.string(), z.null()) })
  .parse(parse(read("compose.yaml")));
const services = Object.entries(composition.services);
const inFile = names("docker/self-hosting.env.example");

describe("compose.yaml", () => {
  it("asks for no variable that its example does not name, and the example for none that it does not read", () => {
    const asked = new Set([...read("compose.yaml").matchAll(/\$\{(\w+)/g)].map((match) => match[1]));
    expect([...asked].filter((name) => !inFile.has(name ?? ""))).toEqual([]);
    expect([...inFile].filter((name) => !asked.has(name ?? ""))).toEqual([]);
  });

  it("gives Adjutant only variables that it reads, with values that it takes", () => {
    const given = composition.services.app?.environment ?? {};
    const known = Object.keys(environmentSchema.shape);
    expect(Object.keys(given).filter((name) => !known.includes(name))).toEqual([]);
    const filled = Object.fromEntries(
      Object.entries(given).map(([name, value]) => [
        name,
        value
          .replace(/\$\{NEXTAUTH_URL[^}]*\}/, "https://adjutant.example.com")
          .replace(/\$\{\w+:-([^}]*)\}/g, "$1")
          .replace(/\$\{\w+[^}]*\}/g, "0123456789abcdef".repeat(4)),
      ]),
    );
    expect(environmentSchema.safeParse(filled).error?.issues ?? []).toEqual([]);
  });

  it("opens nothing to the network by itself", () => {
    const open = services.flatMap(([, { ports }]) => ports.filter((port) => !port.startsWith("127.0.0.1:")));
    expect(open).toEqual([]);
  });

  it("waits for services that exist, and for the health of those that tell it", () => {
    for (const [name, { depends_on }] of services) {
      for (const [other, { condition }] of Object.entries(depends_on)) {
        const target = composition.services[other];
        expect(target, `${name} waits for ${other}`).toBeDefined();
        if (condition === "service_healthy") expect(target?.healthcheck, other).toBeDefined();
      }
    }
  });

  it("mounts volumes that it declares and files that exist", () => {
    const sources = services.flatMap(([, { volumes }]) => volumes.map((volume) => volume.split(":")[0] ?? ""));
    const wrong = sources.filter((source) =>
      source.startsWith("./") ? !existsSync(source) : !(source in composition.volumes),
    );
    expect(wrong).toEqual([]);
  });
});

describe("the image", () => {
  const dockerfile = read("Dockerfile");
  const left = read(".dockerignore").split("\n").filter(Boolean);

  it("starts a file that exists, as a user without rights, and is asked for its health", () => {
    const started = /^CMD \["node", "([^"]+)"\]$/m.exec(dockerfile)?.[1] ?? "";
    expect(existsSync(started), started).toBe(true);
    const [, last = ""] = dockerfile.split(/^FROM [^\n]+\n(?![\s\S]*^FROM )/m);
    expect(last.indexOf("USER node")).toBeGreaterThan(-1);
    expect(last.indexOf("USER node")).toBeLessThan(last.indexOf("CMD ["));
    expect(last).toContain("HEALTHCHECK");
  });

  it("holds no secret and no data, and all that the build reads", () => {
    expect(left).toEqual(expect.arrayContaining([".env", "docker/*.env", ".adjutant*", ".git"]));
    const needed = ["app", "components", "inngest", "server", "prisma", "public", "scripts", "package-lock.json"];
    expect(needed.filter((path) => left.includes(path))).toEqual([]);
  });

  it("makes the databases with a script that a shell understands", () => {
    execFileSync("sh", ["-n", "docker/make-databases.sh"]);
    const used = [...read("docker/make-databases.sh").matchAll(/\$([A-Z_]+)/g)].map((match) => match[1]);
    const given = composition.services.postgres?.environment ?? {};
    expect(used.filter((name) => !((name ?? "") in given))).toEqual([]);
  });
});

describe("docs/deploy", () => {
  it.each(globSync("docs/deploy/*.md"))("%s names only variables that somebody reads", (path) => {
    const known = new Set([...names(".env.example"), ...inFile]);
    // the Inngest server's own
    for (const name of ["INNGEST_POSTGRES_URI", "INNGEST_REDIS_URI", "PATH"]) known.add(name);
    const named = [...read(path).matchAll(/`[^`\n]*`/g)].flatMap(
      ([code]) => code.match(/\b[A-Z][A-Z0-9]+(_[A-Z0-9]+)+\b/g) ?? [],
    );
    expect([...new Set(named)].filter((name) => !known.has(name))).toEqual([]);
  });
});
