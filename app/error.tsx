"use client";

import { AuthFrame } from "#components/auth/auth-frame.tsx";
import { Button } from "#components/ui/button.tsx";

type ErrorPageProps = { error: Error & { digest?: string }; retry: () => void };

export default function RootError({ error, retry }: ErrorPageProps) {
  return (
    <AuthFrame
      title="This did not work"
      detail={`The server could not answer. Nothing was changed, and runs go on.${error.digest ? ` The log names it ${error.digest}.` : ""}`}
    >
      <Button look="primary" size="large" onClick={retry}>
        Try again
      </Button>
    </AuthFrame>
  );
}
