import { claimSubject } from "#server/domains/run/index.ts";
import type { AskRequest, Place, Plain, Ports, Result } from "#server/workflows/interpreter/index.ts";
import { durationMilliseconds } from "../embedded/duration.ts";
import type { Walk } from "./checkpoint.ts";
import { once } from "./record-ports.ts";

/** However long a workflow would wait, a shadow run waits no longer: what it is compared with has happened by then. */
const longestWait = "30d";

const bounded = (length: string): string =>
  durationMilliseconds(length) > durationMilliseconds(longestWait) ? longestWait : length;

/** A step that would reach the operator, the memory or the world: written down as what would have happened, and not done. */
function only(walk: Walk, place: Place, facts: { input: Plain; output: Record<string, Plain>; would: string }) {
  const output = { ...facts.output, inShadow: facts.would };
  return once(walk, place, facts.input, async () => output);
}

function ask(walk: Walk, place: Place, { question, options, wait }: AskRequest): Promise<Result> {
  // as in a dry run: the first option stands for the answer
  const chosen = wait ? options[0] : undefined;
  const would = `Would ask you: ${question}${chosen ? `; here the answer is “${chosen.label}”` : ""}`;
  return only(walk, place, { input: { question }, output: { option: chosen?.id ?? null, note: null }, would });
}

/**
 * The ports of a run in shadow: it reads, asks agents, proposes and waits as any run does, and nothing of it reaches the
 * operator, the memory or the world. Its promises of time bind nobody.
 */
export function shadowPorts(walk: Walk, live: Ports): Ports {
  const { context, runId } = walk.scope;
  return {
    ...live,
    claim: async (subject) => {
      // beside the subject's own run, never in its place
      const own = `shadow:${subject}`.slice(0, 200);
      const claim = () => claimSubject.execute(context, { runId, subject: own });
      walk.steps += 1;
      const claimed = (await walk.scope.step.run(":claim", claim)) as Awaited<ReturnType<typeof claim>>;
      return claimed.otherRunId === null;
    },
    remember: (place, { text, subject }) =>
      only(walk, place, {
        input: { about: subject.kind, text },
        output: { memoryId: null },
        would: `Would remember: ${text}`,
      }),
    wait: (place, request) => {
      if ("length" in request) return live.wait(place, { length: bounded(request.length) });
      const latest = Date.parse(walk.taken.facts.run.startedAt) + durationMilliseconds(longestWait);
      return live.wait(place, { until: new Date(Math.min(Date.parse(request.until), latest)).toISOString() });
    },
    waitFor: (place, request) => live.waitFor(place, { ...request, timeout: bounded(request.timeout) }),
    ask: (place, request) => ask(walk, place, request),
    notify: (place, { text }) => only(walk, place, { input: { text }, output: {}, would: `Would tell you: ${text}` }),
    takeBack: (place, { runId: other, because }) =>
      only(walk, place, {
        input: { run: other, because },
        output: { compensation: "done", reversed: 0, standing: 0 },
        would: `Would take back what run ${other} did: ${because}`,
      }),
    // the failure itself stands in the log
    escalate: async () => undefined,
    begin: async () => undefined,
    met: async () => undefined,
  };
}
