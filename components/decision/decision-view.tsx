import { Badge, type Tone } from "#components/ui/badge.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { ScrollText } from "#components/ui/scroll-text.tsx";
import type { DecisionThenNow, MemoryThenNow } from "#server/authoring/schema.ts";

const states: Record<MemoryThenNow["state"], { label: string; tone: Tone }> = {
  same: { label: "The same", tone: "plain" },
  changed: { label: "Newer version", tone: "warn" },
  gone: { label: "Not recalled now", tone: "bad" },
  added: { label: "New", tone: "good" },
};

/** A hash short enough to compare by eye; other words as they are. */
const short = (value: string | null) =>
  value === null ? "not known" : /^[0-9a-f]{12,}$/.test(value) ? value.slice(0, 10) : value;

function ThenNow({ item }: { item: MemoryThenNow }) {
  const { label, tone } = states[item.state];
  return (
    <li className="grid min-w-0 grid-cols-1 gap-1 py-2 md:grid-cols-[9rem_minmax(0,1fr)_minmax(0,1fr)] md:gap-x-4">
      <span>
        <Badge tone={tone}>{label}</Badge>
        {item.because ? <span className="block pt-0.5 text-faint">{item.because}</span> : null}
      </span>
      {[
        { when: "Then", version: item.before },
        { when: "Now", version: item.now },
      ].map(({ when, version }) => (
        <p key={when} className={`min-w-0 break-words ${version ? "" : "text-faint max-md:hidden"}`}>
          <span className="text-faint md:sr-only">{when}: </span>
          {version ? (
            <>
              {version.text} <span className="text-faint">v{version.version}</span>
            </>
          ) : (
            "–"
          )}
        </p>
      ))}
    </li>
  );
}

/** What a decision was made from, beside what it would be made from now. */
export function DecisionView({ decision }: { decision: DecisionThenNow }) {
  const { items, erased, versions, prompts } = decision;
  return (
    <div className="grid grid-cols-1 gap-4 text-small">
      <div>
        <h3 className="grid-cols-[9rem_minmax(0,1fr)_minmax(0,1fr)] gap-x-4 font-medium md:grid">
          <span>Memory</span>
          {items.length > 0
            ? ["Then", "Now"].map((when) => (
                <span key={when} className="font-normal text-faint max-md:hidden">
                  {when}
                </span>
              ))
            : null}
        </h3>
        {items.length === 0 ? (
          <p className="text-soft">Nothing was recalled, and nothing would be now.</p>
        ) : (
          <ul aria-label="Memory then and now" className="divide-y divide-line">
            {items.map((item) => (
              <ThenNow key={`${item.chainId} ${item.before?.id ?? item.now?.id}`} item={item} />
            ))}
          </ul>
        )}
        {erased > 0 ? <p className="text-soft">{erased} more were erased since.</p> : null}
      </div>
      <div>
        <h3 className="font-medium">Made with</h3>
        <ul aria-label="Made with" className="divide-y divide-line">
          {versions.map(({ label, before, now }) => (
            <li key={label} className="flex flex-wrap items-baseline gap-x-3 py-1.5">
              <span className="min-w-36 text-faint">{label}</span>
              <span className="font-mono text-caption break-all">{short(before)}</span>
              {before === now ? (
                <span className="text-faint">the same now</span>
              ) : (
                <>
                  <Badge tone="warn">Changed</Badge>
                  <span className="font-mono text-caption break-all">{short(now)}</span>
                </>
              )}
            </li>
          ))}
        </ul>
      </div>
      {prompts.map(({ hash, text }) => (
        <Disclosure key={hash} summary={`What the model was sent (${hash.slice(0, 10)})`}>
          <ScrollText label="Prompt" text={text} />
        </Disclosure>
      ))}
    </div>
  );
}
