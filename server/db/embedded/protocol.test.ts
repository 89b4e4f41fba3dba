import fc from "fast-check";
import { expect, test } from "vitest";
import {
  createFrameReader,
  eachFrame,
  errorFields,
  errorFrame,
  FrameError,
  finalStatus,
  frame,
  fromClient,
  prefixStatementName,
  queryFrame,
  readyFrame,
  sqlOf,
  startupParameters,
  statementNameOf,
  zeroEnded,
} from "./protocol.ts";

const parse = (name: string, sql: string): Buffer =>
  frame(fromClient.parse, zeroEnded(name), zeroEnded(sql), Buffer.from([0, 0]));

test("frames come out as they went in, however the stream is cut", () => {
  fc.assert(
    fc.property(
      fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 20 }),
      fc.array(fc.integer({ min: 1, max: 97 }), { minLength: 1, maxLength: 10 }),
      (bodies, cuts) => {
        const sent = bodies.map((body, index) => frame(65 + (index % 26), body));
        const stream = Buffer.concat(sent);
        const reader = createFrameReader();
        const received: Buffer[] = [];
        for (let at = 0, turn = 0; at < stream.length; turn++) {
          const size = cuts[turn % cuts.length] ?? 1;
          reader.push(stream.subarray(at, at + size));
          at += size;
          for (let one = reader.next("message"); one; one = reader.next("message")) received.push(one);
        }
        expect(received.map((one) => one.toString("hex"))).toEqual(sent.map((one) => one.toString("hex")));
      },
    ),
  );
});

test("a length that cannot be is an error, not an allocation", () => {
  for (const length of [0, 3, -1, 0x7fffffff]) {
    const reader = createFrameReader();
    const bytes = Buffer.alloc(5, 81);
    bytes.writeInt32BE(length, 1);
    reader.push(bytes);
    expect(() => reader.next("message")).toThrow(FrameError);
  }
});

test("only named statements are renamed, and nothing else in the frame", () => {
  const renamed = prefixStatementName(parse("one", "select 'one'"), "c7_");
  expect(statementNameOf(renamed)).toBe("c7_one");
  expect(sqlOf(renamed)).toBe("select 'one'");
  expect(renamed.readInt32BE(1)).toBe(renamed.length - 1);
  const unnamed = parse("", "select 1");
  expect(prefixStatementName(unnamed, "c7_")).toBe(unnamed);
  const bind = frame(fromClient.bind, zeroEnded("portal"), zeroEnded("one"), Buffer.from([0, 0, 0, 0, 0, 0]));
  const bound = prefixStatementName(bind, "c7_");
  expect(bound.toString("latin1", 5)).toBe("portal\0c7_one\0\0\0\0\0\0\0");
  const portal = frame(fromClient.close, Buffer.from("P"), zeroEnded("one"));
  expect(prefixStatementName(portal, "c7_")).toBe(portal);
});

test("an answer's status, errors and frames can be read", () => {
  const answer = Buffer.concat([
    errorFrame({ severity: "ERROR", code: "0A000", message: "no", hint: "do" }),
    readyFrame("E"),
  ]);
  expect(finalStatus(answer)).toBe("E");
  expect(finalStatus(answer.subarray(0, answer.length - 1))).toBeUndefined();
  const types: number[] = [];
  eachFrame(answer, (message) => types.push(message[0] ?? 0));
  expect(String.fromCharCode(...types)).toBe("EZ");
  expect(Object.fromEntries(errorFields(answer))).toMatchObject({ S: "ERROR", C: "0A000", M: "no", H: "do" });
});

test("startup parameters are read; text without an end is an error", () => {
  const packet = Buffer.concat([Buffer.alloc(8), ...["user", "ana", "database", "adjutant", ""].map(zeroEnded)]);
  expect(Object.fromEntries(startupParameters(packet))).toEqual({ user: "ana", database: "adjutant" });
  expect(() => sqlOf(frame(fromClient.query, Buffer.from("select 1")))).toThrow(FrameError);
  expect(sqlOf(queryFrame("select 'ü'"))).toBe("select 'ü'");
});
