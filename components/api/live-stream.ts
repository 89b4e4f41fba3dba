import { trpcPath } from "./server-address.ts";

/** The server says something every ten seconds; a stream that is silent for longer has been lost on the way. */
const silenceMs = 25_000;
const firstWaitMs = 1_000;
const longestWaitMs = 30_000;

type Live = { onOpen: () => void; onTopic: (topic: string) => void };

/**
 * Reads the subscription `live.changes` as what it is on the wire: server-sent events. The browser reads those by itself,
 * where tRPC's own link for them would be a part of every page's first load (3 KB gzipped). A stream that ends, fails or
 * falls silent is opened again, after waits that double from one to thirty seconds.
 *
 * @returns what ends it
 */
export function openLiveStream({ onOpen, onTopic }: Live): () => void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wait = firstWaitMs;
  const after = (ms: number, action: () => void) => {
    clearTimeout(timer);
    timer = setTimeout(action, ms);
  };
  const again = () => {
    source?.close();
    after(wait, open);
    wait = Math.min(wait * 2, longestWaitMs);
  };
  const heard = () => after(silenceMs, again);
  const open = () => {
    const opened = new EventSource(`${trpcPath}/live.changes`);
    source = opened;
    heard();
    opened.addEventListener("connected", () => {
      wait = firstWaitMs;
      heard();
      onOpen();
    });
    opened.addEventListener("ping", heard);
    opened.addEventListener("message", ({ data }) => {
      heard();
      const { json } = JSON.parse(data) as { json: { topic: string } };
      onTopic(json.topic);
    });
    for (const end of ["return", "serialized-error", "error"]) opened.addEventListener(end, again);
  };
  open();
  return () => {
    clearTimeout(timer);
    source?.close();
  };
}
