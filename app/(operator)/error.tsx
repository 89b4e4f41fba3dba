"use client";

import { PlainError } from "#components/patterns/plain-error.tsx";

type ErrorPageProps = { error: Error & { digest?: string }; retry: () => void };

export default function OperatorError({ error, retry }: ErrorPageProps) {
  return (
    <PlainError
      title="This screen could not be drawn"
      detail="Nothing was changed, and runs go on."
      digest={error.digest}
      onRetry={retry}
    />
  );
}
