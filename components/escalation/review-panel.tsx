"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { useTRPC } from "#components/api/trpc.ts";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { ReviewCard } from "./review-card.tsx";
import { useResolve } from "./use-resolve.ts";

export function ReviewPanel({ id }: { id: string }) {
  const trpc = useTRPC();
  const { data: review } = useSuspenseQuery(trpc.escalation.get.queryOptions({ id }));
  const { busy, onResolve } = useResolve();
  return (
    <>
      <PageHeader
        lead={<TextLink href="/approvals/review">Review tasks</TextLink>}
        title={review.title}
        detail={<RelativeTime at={review.createdAt} />}
      />
      <ReviewCard
        review={review}
        titled={false}
        busy={busy?.id === id ? busy.option : null}
        onResolve={(option, note) => onResolve(id, option, note)}
      />
    </>
  );
}
