import { beginCopy, wasUndone, withError, withoutInvitation } from "./copy-in.ts";
import type { Engine } from "./engine.ts";
import { type Exchange, refusedSql } from "./exchange.ts";
import { farewell, type GateClient } from "./gate-client.ts";
import type { GroupCommit } from "./group-commit.ts";
import type { Notifications } from "./notifications.ts";
import {
  closeStatementFrame,
  commandCompleteFrame,
  finalStatus,
  queryFrame,
  readyFrame,
  syncFrame,
  type TransactionStatus,
} from "./protocol.ts";
import { milliseconds, type SessionSwitch } from "./session-settings.ts";

/** Runs one exchange for the client whose turn it is, and sends or holds the answer. */
export function createExchangeServer(parts: {
  engine: Engine;
  session: SessionSwitch;
  notifications: Notifications;
  commit: GroupCommit;
  onSlow(): void;
  onBroken(reason: string): never;
}) {
  const { engine, session, notifications, commit } = parts;
  let unnamedOf: GateClient | undefined;

  /** An answer that ended a transaction goes out once what it tells is on disk; later ones never overtake it. */
  const send = (client: GateClient, bytes: Buffer): void => {
    const { answer, deliver } = notifications.extract(bytes);
    if (deliver) commit.hold(deliver);
    if (client.pinned && client.held === 0) {
      client.write(answer);
      return;
    }
    client.held++;
    commit.hold(() => {
      client.held--;
      client.write(answer);
    });
  };

  /** Takes note of how an exchange ended, and of what it did to the session. */
  const conclude = (client: GateClient, status: TransactionStatus, bytes: Buffer): void => {
    client.status = status;
    client.pinned = status !== "I";
    if (!session.isStill(client.user)) {
      if (client.pinned) engine.query("rollback");
      client.pinned = false;
      session.restore();
      client.end(farewell("42501", "the session became another user's"));
      return;
    }
    if (!client.pinned) {
      if (client.listenChanges.length > 0) {
        if (!wasUndone(bytes)) notifications.apply(client, client.listenChanges);
        client.listenChanges = [];
      }
      if (client.touched) {
        client.touched = false;
        client.settings = session.capture(client.customSettings);
      }
    }
    send(client, bytes);
  };

  /** Parses the client's unnamed statement again where another client's has taken its place. */
  const recallUnnamed = (client: GateClient, exchange: Exchange): void => {
    const { parsed, needed } = exchange.unnamed;
    if (needed && unnamedOf !== client && client.unnamed && !client.pinned) {
      engine.run(Buffer.concat([client.unnamed, syncFrame]));
    }
    if (parsed) client.unnamed = Buffer.from(parsed);
    if (parsed || needed || exchange.kind === "query") unnamedOf = client;
  };

  const execute = (client: GateClient, exchange: Exchange): void => {
    recallUnnamed(client, exchange);
    const [first] = exchange.messages;
    const messages = exchange.messages.length === 1 && first ? first : Buffer.concat(exchange.messages);
    let bytes = engine.run(messages, milliseconds(client.settings?.get("statement_timeout")));
    if (exchange.refusal) bytes = withError(bytes, exchange.refusal);
    if (exchange.kind === "copy") bytes = withoutInvitation(bytes);
    if (exchange.kind === "flush") {
      client.pinned = true;
      send(client, bytes);
      return;
    }
    conclude(client, finalStatus(bytes) ?? parts.onBroken("the engine's answer had no end"), bytes);
  };

  const copy = (client: GateClient, exchange: Exchange): void => {
    const [query] = exchange.messages;
    if (!query || exchange.refusal || client.status === "E") {
      execute(client, exchange);
    } else {
      const begun = beginCopy(engine, query, client.status === "T");
      client.copy = begun.copy;
      if (begun.copy) send(client, begun.bytes);
      else conclude(client, finalStatus(begun.bytes) ?? parts.onBroken("a COPY's answer had no end"), begun.bytes);
    }
    client.copySettled();
  };

  const closeStatements = (client: GateClient): void => {
    if (client.names.size === 0) return;
    engine.run(Buffer.concat([...[...client.names].map(closeStatementFrame), syncFrame]));
    client.names.clear();
  };

  const discard = (client: GateClient, what: "session" | "statements"): void => {
    closeStatements(client);
    if (what === "session") {
      client.settings = undefined;
      client.customSettings.clear();
      session.abandon();
      notifications.apply(client, [{ add: false, channel: undefined }]);
    }
    const tag = what === "session" ? "DISCARD ALL" : "DEALLOCATE ALL";
    send(client, Buffer.concat([commandCompleteFrame(tag), readyFrame("I")]));
  };

  return {
    serve(client: GateClient, exchange: Exchange): void {
      if (exchange.slow) parts.onSlow();
      if (!client.pinned) {
        try {
          session.enter(client);
        } catch (error) {
          session.restore();
          client.end(farewell("57P01", `the session could not be resumed: ${String(error)}`));
          return;
        }
      }
      if (exchange.session) client.touched = true;
      for (const name of exchange.customSettings) client.customSettings.add(name);
      client.listenChanges.push(...exchange.listens);
      if (exchange.copiesIn) copy(client, exchange);
      else if (exchange.discards && !client.pinned) discard(client, exchange.discards);
      else execute(client, exchange);
    },

    /** Undoes what a client that is gone left in the engine's session. */
    abandon(client: GateClient): void {
      if (client.pinned) {
        client.pinned = false;
        // an error first: a Sync alone would commit what came before it
        const status = finalStatus(engine.run(queryFrame(refusedSql))) ?? parts.onBroken("no end to an error");
        if (status !== "I") engine.query("rollback");
      }
      if (unnamedOf === client) unnamedOf = undefined;
      if (client.settings || client.touched) session.abandon();
    },

    /** Frees what a client that is gone still has in the engine; runs when no client has the session. */
    forget(client: GateClient): void {
      closeStatements(client);
      notifications.forget(client);
    },
  };
}
