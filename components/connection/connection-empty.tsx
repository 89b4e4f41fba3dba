import { EmptyState } from "#components/patterns/empty-state.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { apiCommand } from "./connection-words.ts";

export function ConnectionEmpty({ origin }: { origin: string }) {
  return (
    <EmptyState
      title="Nothing is connected yet"
      detail={
        <>
          Choose a source below, or send a first event by hand: make a key in{" "}
          <TextLink href="/settings">Settings</TextLink> and paste this into a terminal.
        </>
      }
    >
      <CodeBlock label="Send one event" code={apiCommand({ origin })} />
    </EmptyState>
  );
}
