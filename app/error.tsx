"use client";

import { PlainError } from "#components/patterns/plain-error.tsx";

type ErrorPageProps = { error: Error & { digest?: string }; retry: () => void };

export default function RootError({ error, retry }: ErrorPageProps) {
  return (
    <main>
      <PlainError
        title="This did not work"
        detail="The server could not answer. Nothing was changed, and runs go on."
        digest={error.digest}
        onRetry={retry}
      />
    </main>
  );
}
