import { connect, type Socket } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ConformanceTarget, connected, eventually, startConformanceTarget } from "./conformance-target.ts";
import { socketPath } from "./endpoint.ts";
import {
  createFrameReader,
  errorFields,
  frame,
  fromClient,
  fromServer,
  int32,
  queryFrame,
  rowValues,
  startupCode,
  syncFrame,
  textAt,
  zeroEnded,
} from "./protocol.ts";

let target: ConformanceTarget;
const wires: Wire[] = [];

beforeAll(async () => {
  target = await startConformanceTarget();
});
afterAll(async () => {
  for (const wire of wires) wire.socket.destroy();
  await target.stop();
});

type Wire = {
  socket: Socket;
  process: number;
  secret: number;
  send(...messages: Buffer[]): void;
  /** the next answers as short words, up to the one that starts with `last` */
  until(last: string): Promise<string[]>;
};

/** Speaks the wire protocol without a client library in between. */
async function wire(password?: string): Promise<Wire> {
  const url = new URL(target.url());
  const socket = dial();
  socket.on("error", () => {});
  const reader = createFrameReader();
  const seen: string[] = [];
  const one: Wire = {
    socket,
    process: 0,
    secret: 0,
    send: (...messages) => socket.write(Buffer.concat(messages)),
    async until(last) {
      await eventually(() => seen.some((word) => word.startsWith(last)));
      return seen.splice(0, seen.findIndex((word) => word.startsWith(last)) + 1);
    },
  };
  socket.on("data", (chunk) => {
    reader.push(chunk);
    for (let message = reader.next("message"); message; message = reader.next("message")) {
      if (message[0] === fromServer.authentication && message.readInt32BE(5) === 3) {
        one.send(frame(fromClient.password, zeroEnded(password ?? url.password)));
      }
      if (message[0] === fromServer.backendKey) {
        one.process = message.readInt32BE(5);
        one.secret = message.readInt32BE(9);
      }
      if (message[0] !== fromServer.parameter) seen.push(wordOf(message));
    }
  });
  socket.on("close", () => seen.push("closed"));
  const parameters = ["user", url.username, "database", url.pathname.slice(1), ""].map(zeroEnded);
  const body = Buffer.concat([int32(startupCode.protocol3), ...parameters]);
  one.send(int32(body.length + 4), body);
  wires.push(one);
  return one;
}

function dial(): Socket {
  const url = new URL(target.url());
  const folder = url.searchParams.get("host");
  return connect(folder ? { path: socketPath(folder) } : { host: url.hostname, port: Number(url.port) });
}

async function ready(): Promise<Wire> {
  const one = await wire();
  await one.until("Z");
  return one;
}

function wordOf(message: Buffer): string {
  const letter = String.fromCharCode(message[0] ?? 0);
  if (message[0] === fromServer.error) return `E ${errorFields(message).get("C")}`;
  if (message[0] === fromServer.commandComplete) return `C ${textAt(message, 5)}`;
  if (message[0] === fromServer.ready) return `Z ${message.toString("latin1", 5)}`;
  if (message[0] === fromServer.dataRow) return `D ${rowValues(message).join(",")}`;
  return letter;
}

const parse = (sql: string, name = ""): Buffer =>
  frame(fromClient.parse, zeroEnded(name), zeroEnded(sql), Buffer.from([0, 0]));
const bind = (name = ""): Buffer => frame(fromClient.bind, zeroEnded(""), zeroEnded(name), Buffer.alloc(6));
const execute = (rows = 0): Buffer => frame(fromClient.execute, zeroEnded(""), int32(rows));
const run = (sql: string): Buffer[] => [parse(sql), bind(), execute()];
const flush = frame(fromClient.flush);

test("after an error the rest of a pipeline is skipped up to its Sync, and undone", async () => {
  const one = await ready();
  one.send(queryFrame("create table piped (a int)"));
  await one.until("Z");
  one.send(
    ...run("insert into piped values (1)"),
    ...run("select 1 / (a - 1) from piped"),
    ...run("insert into piped values (2)"),
    syncFrame,
  );
  one.send(...run("select count(*) from piped"), syncFrame);
  expect(await one.until("Z")).toEqual(["1", "2", "C INSERT 0 1", "1", "2", "E 22012", "Z I"]);
  expect(await one.until("Z")).toEqual(["1", "2", "D 0", "C SELECT 1", "Z I"]);
});

test("many pipelined exchanges are answered in order", async () => {
  const one = await ready();
  for (let index = 0; index < 300; index++) one.send(...run(`select ${index}`), syncFrame);
  for (let index = 0; index < 300; index++) expect(await one.until("Z")).toContain(`D ${index}`);
});

test("messages that arrive byte by byte are one exchange", async () => {
  const one = await ready();
  const bytes = Buffer.concat([...run("select 'slow'"), syncFrame]);
  for (let at = 0; at < bytes.length; at += 3) {
    one.socket.write(bytes.subarray(at, at + 3));
    await new Promise((next) => setImmediate(next));
  }
  expect(await one.until("Z")).toContain("D slow");
});

test("Flush gives what there is; without its Sync nothing is committed", async () => {
  const [one, two] = [await ready(), await ready()];
  one.send(queryFrame("create table flushed (a int)"));
  await one.until("Z");
  one.send(...run("insert into flushed values (1)"), flush);
  expect(await one.until("C")).toEqual(["1", "2", "C INSERT 0 1"]);
  one.socket.destroy();
  two.send(queryFrame("select count(*) from flushed"));
  expect(await two.until("Z")).toContain("D 0");
});

test("a portal gives its rows in portions", async () => {
  const one = await ready();
  one.send(parse("select g from generate_series(1, 5) g"), bind(), execute(2), flush);
  expect(await one.until("s")).toEqual(["1", "2", "D 1", "D 2", "s"]);
  one.send(execute(10), syncFrame);
  expect(await one.until("Z")).toEqual(["D 3", "D 4", "D 5", "C SELECT 3", "Z I"]);
});

test("an unnamed statement outlives other clients' unnamed statements", async () => {
  const [one, two] = [await ready(), await ready()];
  one.send(parse("select 'mine'"), syncFrame);
  await one.until("Z");
  two.send(...run("select 'yours'"), syncFrame);
  await two.until("Z");
  one.send(bind(), execute(), syncFrame);
  expect(await one.until("Z")).toEqual(["2", "D mine", "C SELECT 1", "Z I"]);
});

test("a closed prepared statement is gone, and only for its client", async () => {
  const [one, two] = [await ready(), await ready()];
  one.send(parse("select 1", "s"), syncFrame);
  two.send(parse("select 2", "s"), syncFrame);
  await Promise.all([one.until("Z"), two.until("Z")]);
  one.send(frame(fromClient.close, Buffer.from("S"), zeroEnded("s")), syncFrame);
  expect(await one.until("Z")).toEqual(["3", "Z I"]);
  one.send(bind("s"), execute(), syncFrame);
  two.send(bind("s"), execute(), syncFrame);
  expect(await one.until("Z")).toEqual(["E 26000", "Z I"]);
  expect(await two.until("Z")).toContain("D 2");
});

test("COPY in and out, failed by the client, refused by the server, broken off", async () => {
  const one = await ready();
  const data = (text: string): Buffer => frame(fromClient.copyData, Buffer.from(text));
  const done = frame(fromClient.copyDone);
  one.send(queryFrame("create table copied (a int, b text)"));
  await one.until("Z");
  one.send(queryFrame("copy copied from stdin"));
  expect(await one.until("G")).toEqual(["G"]);
  one.send(data("1\tone\n2\t"), data("two\n"), done);
  expect(await one.until("Z")).toEqual(["C COPY 2", "Z I"]);
  one.send(queryFrame("copy copied to stdout"));
  expect(await one.until("Z")).toEqual(["H", "d", "d", "c", "C COPY 2", "Z I"]);
  one.send(queryFrame("begin"), queryFrame("copy copied from stdin"));
  await one.until("G");
  one.send(data("3\tthree\n"), frame(fromClient.copyFail, zeroEnded("no more")));
  expect(await one.until("Z")).toEqual(["E 57014", "Z E"]);
  one.send(queryFrame("rollback"), queryFrame("copy not_there from stdin"), data("x\n"), done);
  await one.until("Z");
  expect(await one.until("Z")).toEqual(["E 42P01", "Z I"]);
  one.send(queryFrame("begin"), queryFrame("copy copied from stdin"), data("4\tfour\n"), done, queryFrame("commit"));
  await one.until("C COMMIT");
  const two = await ready();
  two.send(queryFrame("copy copied from stdin"));
  await two.until("G");
  two.send(data("5\tfive\n"));
  two.socket.destroy();
  await one.until("Z");
  one.send(queryFrame("select string_agg(a::text, ' ' order by a) from copied"));
  expect(await one.until("Z")).toContain("D 1 2 4");
});

test("the empty query, several results, notices", async () => {
  const one = await ready();
  one.send(queryFrame(""), queryFrame("select 1; select 2"), queryFrame("do $$ begin raise notice 'hello'; end $$"));
  expect(await one.until("Z")).toEqual(["I", "Z I"]);
  expect(await one.until("Z")).toEqual(["T", "D 1", "C SELECT 1", "T", "D 2", "C SELECT 1", "Z I"]);
  expect(await one.until("Z")).toEqual(["N", "C DO", "Z I"]);
});

test("a client that says goodbye behind its last query has that query run", async () => {
  const one = await ready();
  one.send(queryFrame("create table last_words (a int)"), queryFrame("insert into last_words values (1)"));
  one.send(frame(fromClient.terminate));
  await one.until("closed");
  const two = await ready();
  two.send(queryFrame("select count(*) from last_words"));
  expect(await two.until("Z")).toContain("D 1");
});

test("a request that waits is cancelled, and the connection goes on", async () => {
  const [blocker, one] = [await connected(target.url()), await ready()];
  await blocker.query("create table wanted (a int); insert into wanted values (1)");
  await blocker.query("begin");
  await blocker.query("update wanted set a = 2");
  one.send(queryFrame("update wanted set a = 3"));
  await new Promise((next) => setTimeout(next, 50));
  const request = Buffer.concat([int32(16), int32(startupCode.cancel), int32(one.process), int32(one.secret)]);
  dial().end(request);
  await new Promise((next) => setTimeout(next, 50));
  await blocker.query("commit");
  await blocker.end();
  expect(await one.until("Z")).toEqual(["E 57014", "Z I"]);
  one.send(queryFrame("select a from wanted"));
  expect(await one.until("Z")).toContain("D 2");
});

test("a wrong password is refused", async (context) => {
  if (!target.embedded) return context.skip();
  const one = await wire("not the password");
  expect(await one.until("closed")).toEqual(["R", "E 28P01", "closed"]);
});

test("nonsense ends the connection and harms nobody", async () => {
  const [one, two] = [await ready(), await ready()];
  one.send(Buffer.from([1, 0, 0, 0, 9, 1, 2, 3, 4, 5]));
  await one.until("closed");
  two.send(queryFrame("select 1"));
  expect(await two.until("Z")).toContain("D 1");
});
