import { describe, expect, it } from "vitest";
import { chooseFiles } from "./choose-files.ts";

const file = (name: string, text = name, contentType = "text/plain") => ({
  name,
  contentType,
  bytes: Buffer.from(text),
});
const namesOf = (names: string[]) => chooseFiles(names.map((name) => file(name))).chosen.map(({ kept }) => kept.name);
const nameOf = (name: string) => namesOf([name])[0];
const typeOf = (type: string) => chooseFiles([file("a", "a", type)]).chosen[0]?.kept.contentType;

describe("the name of a file", () => {
  it.each([
    ["invoice.pdf", "invoice.pdf"],
    ["Zoë’s Résumé 日本.pdf", "Zoë’s Résumé 日本.pdf"],
    ["../../etc/passwd", "passwd"],
    ["C:\\Users\\ana\\offer.docx", "offer.docx"],
    ["..", "file-1"],
    [".htaccess", "htaccess"],
    ["", "file-1"],
    ["a\r\nSet-Cookie: x=1.txt", "aSet-Cookie_ x=1.txt"],
    ["gpj.\u202eexe", "gpj.exe"],
    ["\u0000\u0007", "file-1"],
    ['say "hi".txt', "say _hi_.txt"],
    ["\ud800.txt", "\ufffd.txt"],
  ])("%j becomes %j", (given, name) => {
    expect(nameOf(given)).toBe(name);
  });

  it("keeps its ending when it is too long", () => {
    const name = nameOf(`${"long ".repeat(100)}.pdf`);
    expect(name).toMatch(/^long .*\.pdf$/);
    expect(name).toHaveLength(150);
  });
});

it.each([
  ["Application/PDF; name=x", "application/pdf"],
  ["image/svg+xml", "image/svg+xml"],
  ["", "application/octet-stream"],
  ["text", "application/octet-stream"],
  ["text/html\r\nx: y", "application/octet-stream"],
  [`a/${"b".repeat(500)}`, "application/octet-stream"],
])("the type %j becomes %j", (given, type) => {
  expect(typeOf(given)).toBe(type);
});

describe("how many files", () => {
  const limits = { files: 3, bytes: 10 };
  const choose = (...files: ReturnType<typeof file>[]) => {
    const { chosen, note } = chooseFiles(files, limits);
    return { names: chosen.map(({ kept }) => kept.name), note };
  };

  it("are kept whole up to the limits, and the note names the others", () => {
    expect(choose(file("a"), file("b"), file("c"))).toEqual({ names: ["a", "b", "c"], note: null });
    expect(choose(file("a"), file("b"), file("c"), file("d")).note).toMatch(/^Left out, because .* 3 files .*: d$/);
    expect(choose(file("a", "1234567"), file("b", "1234"), file("c", "123"))).toEqual({
      names: ["a", "c"],
      note: expect.stringMatching(/: b$/),
    });
  });

  it("counts the same file twice once, under another name or with other bytes twice", () => {
    expect(choose(file("a"), file("a"), file("a"), file("a")).names).toEqual(["a"]);
    expect(choose(file("a", "1"), file("a", "2"), file("b", "1")).names).toEqual(["a", "a", "b"]);
  });

  it("are by default 20 and 25 MiB", () => {
    expect(chooseFiles(Array.from({ length: 25 }, (_, index) => file(`${index}`))).chosen).toHaveLength(20);
    const large = { name: "large", contentType: "", bytes: new Uint8Array(25 * 2 ** 20 + 1) };
    const { chosen, note } = chooseFiles([large, file("small")]);
    expect(chosen.map(({ kept }) => kept.name)).toEqual(["small"]);
    expect(note).toContain("25 MiB: large");
  });
});
