"use client";

import { QueryErrorResetBoundary } from "@tanstack/react-query";
import { Component, type ReactNode, Suspense } from "react";
import { Notice } from "#components/patterns/notice.tsx";
import { Button } from "#components/ui/button.tsx";
import { errorWords, isNotFound } from "./error-words.ts";
import { failedOnServer } from "./query-client.ts";

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
        <SectionBoundary name={name} fallback={fallback} onRetry={reset}>
          <Suspense fallback={fallback}>{children}</Suspense>
        </SectionBoundary>
      )}
    </QueryErrorResetBoundary>
  );
}

type BoundaryProps = QuerySectionProps & { onRetry: () => void };
type BoundaryState = { error: Error | null; asked: boolean };

class SectionBoundary extends Component<BoundaryProps, BoundaryState> {
  override state: BoundaryState = { error: null, asked: false };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  // what failed while the page was made is asked for once from here: the answer has its words
  override componentDidCatch(error: Error) {
    if (this.isUnasked(error)) this.retry();
  }

  isUnasked(error: Error) {
    return failedOnServer(error) && !this.state.asked;
  }

  retry = () => {
    this.props.onRetry();
    this.setState({ error: null, asked: true });
  };

  override render() {
    const { error } = this.state;
    if (!error) {
      return this.props.children;
    }
    if (this.isUnasked(error)) {
      return this.props.fallback;
    }
    return (
      <Notice
        tone="bad"
        title={isNotFound(error) ? errorWords(error) : `${this.props.name} could not be loaded`}
        action={
          <Button size="small" onClick={this.retry}>
            Try again
          </Button>
        }
      >
        {isNotFound(error) ? "It may belong to another workspace, or the address is mistyped." : errorWords(error)}
      </Notice>
    );
  }
}
