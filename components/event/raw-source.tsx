import { Section } from "#components/patterns/section.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { ScrollText } from "#components/ui/scroll-text.tsx";

/** The event as it arrived, as text: open where nothing better can be shown, else behind a disclosure. */
export function RawSource({ raw, behind }: { raw: string; behind: boolean }) {
  const text = <ScrollText label="Raw text of the event" text={raw} size="tall" />;
  return (
    <Section title="As it came in" action={<CopyButton text={raw} />}>
      {behind ? <Disclosure summary="Show the raw source">{text}</Disclosure> : text}
    </Section>
  );
}
