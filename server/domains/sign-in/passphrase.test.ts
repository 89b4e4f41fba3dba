import { describe, expect, it } from "vitest";
import { decoyHash, hashPassphrase, passphraseSchema, verifyPassphrase } from "./passphrase.ts";

describe("passphrase", () => {
  it("is hashed with Argon2id, a salt of its own, and found again", async () => {
    const [one, two] = await Promise.all([
      hashPassphrase("harbour lane at dawn"),
      hashPassphrase("harbour lane at dawn"),
    ]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(one).not.toBe(two);
    expect(await verifyPassphrase("harbour lane at dawn", one)).toBe(true);
    expect(await verifyPassphrase("harbour lane at dusk", one)).toBe(false);
  });

  it("is the same however its accents were typed", async () => {
    const composed = await hashPassphrase("caf\u00e9 near the harbour");
    expect(await verifyPassphrase("cafe\u0301 near the harbour", composed)).toBe(true);
  });

  it.each([
    "",
    "$2b$10$abcdefghijklmnopqrstuv",
    "$argon2id$v=19$m=99999999,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "$argon2id$v=19$m=19456,t=999,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
  ])("refuses a stored form that is not ours or would cost too much: %s", async (phc) => {
    expect(await verifyPassphrase("harbour lane at dawn", phc)).toBe(false);
  });

  it("has a decoy that nothing opens and that is made once", async () => {
    expect(await decoyHash()).toBe(await decoyHash());
    expect(await verifyPassphrase("harbour lane at dawn", await decoyHash())).toBe(false);
  });

  it.each([
    ["too short", false],
    ["aaaaaaaaaaaaaaaaaaaa", false],
    ["harbour lane at dawn", true],
    ["пароль из слов", true],
  ])("%s: accepted %s", (text, accepted) => {
    expect(passphraseSchema.safeParse(text).success).toBe(accepted);
  });
});
