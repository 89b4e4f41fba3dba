"use client";

import { Notice } from "#components/patterns/notice.tsx";
import { Page } from "#components/patterns/page.tsx";
import { Button } from "#components/ui/button.tsx";

type ErrorPageProps = { error: Error & { digest?: string }; retry: () => void };

export default function OperatorError({ error, retry }: ErrorPageProps) {
  return (
    <Page width="narrow">
      <Notice tone="bad" title="This screen could not be drawn" action={<Button onClick={retry}>Try again</Button>}>
        Nothing was changed, and runs go on. {error.digest ? `The log names it ${error.digest}.` : null}
      </Notice>
    </Page>
  );
}
