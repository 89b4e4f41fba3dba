"use client";

import { QueryErrorResetBoundary } from "@tanstack/react-query";
import { Component, type ReactNode, Suspense } from "react";
import { Notice } from "#components/patterns/notice.tsx";
import { Button } from "#components/ui/button.tsx";
import { errorWords, isNotFound } from "./error-words.ts";

type QuerySectionProps = {
  /** what is loaded, for the error: "The runs" */
  name: string;
  fallback: ReactNode;
  children: ReactNode;
};

/** A part of a screen that loads and fails on its own: the rest stays usable. */
export function QuerySection({ name, fallback, children }: QuerySectionProps) {
  return (
    <QueryErrorResetBoundary>
      {({ reset }) => (
        <SectionBoundary name={name} onRetry={reset}>
          <Suspense fallback={fallback}>{children}</Suspense>
        </SectionBoundary>
      )}
    </QueryErrorResetBoundary>
  );
}

type BoundaryProps = { name: string; onRetry: () => void; children: ReactNode };

class SectionBoundary extends Component<BoundaryProps, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override render() {
    const { error } = this.state;
    if (!error) {
      return this.props.children;
    }
    const retry = () => {
      this.props.onRetry();
      this.setState({ error: null });
    };
    return (
      <Notice
        tone="bad"
        title={isNotFound(error) ? errorWords(error) : `${this.props.name} could not be loaded`}
        action={
          <Button size="small" onClick={retry}>
            Try again
          </Button>
        }
      >
        {isNotFound(error) ? "It may belong to another workspace, or the address is mistyped." : errorWords(error)}
      </Notice>
    );
  }
}
