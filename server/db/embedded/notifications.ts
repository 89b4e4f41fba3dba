import type { Engine } from "./engine.ts";
import { eachFrame, fromServer, textAt } from "./protocol.ts";

/** A client as far as LISTEN goes. */
export type Listener = { channels: Set<string>; write(bytes: Buffer): void };

/** One LISTEN (`add`) or UNLISTEN of a transaction; no channel means all. */
export type ListenChange = { add: boolean; channel: string | undefined };

const identifier = (text: string): string => `"${text.replaceAll('"', '""')}"`;
const listening = /(?:^|;)\s*(un)?listen\s+(\*|"(?:[^"]|"")+"|[A-Za-z_][\w$]*)/gi;

/** The LISTEN and UNLISTEN statements of a text, in order. */
export function listenChanges(sql: string): ListenChange[] {
  return [...sql.matchAll(listening)].map((match) => {
    const name = match[2] ?? "*";
    const channel = name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name.toLowerCase();
    return { add: match[1] === undefined, channel: name === "*" ? undefined : channel };
  });
}

/**
 * LISTEN and NOTIFY among clients that share one backend: the engine listens to all channels that any client wants; the
 * gate takes notifications out of whichever answer they came in and hands them round.
 */
export function createNotifications(engine: Engine) {
  const listeners = new Set<Listener>();
  let engineListens = false;

  const listenForAll = (): void => {
    const wanted = new Set([...listeners].flatMap((listener) => [...listener.channels]));
    engine.query(["unlisten *", ...[...wanted].map((channel) => `listen ${identifier(channel)}`)].join(";"));
    engineListens = wanted.size > 0;
  };

  return {
    /** After a transaction that listened has committed. */
    apply(client: Listener, changes: ListenChange[]): void {
      for (const { add, channel } of changes) {
        if (channel === undefined) client.channels.clear();
        else if (add) client.channels.add(channel);
        else client.channels.delete(channel);
      }
      if (client.channels.size > 0) listeners.add(client);
      else listeners.delete(client);
      listenForAll();
    },
    forget(client: Listener): void {
      if (listeners.delete(client)) listenForAll();
    },
    /** The answer without notifications, and a function that hands them to who listens. */
    extract(answer: Buffer): { answer: Buffer; deliver: (() => void) | undefined } {
      if (!engineListens) return { answer, deliver: undefined };
      const kept: Buffer[] = [];
      const found: Buffer[] = [];
      eachFrame(answer, (message) => (message[0] === fromServer.notification ? found : kept).push(message));
      if (found.length === 0) return { answer, deliver: undefined };
      const deliver = (): void => {
        for (const message of found) {
          const channel = textAt(message, 9);
          for (const listener of listeners) if (listener.channels.has(channel)) listener.write(message);
        }
      };
      return { answer: Buffer.concat(kept), deliver };
    },
  };
}

export type Notifications = ReturnType<typeof createNotifications>;
