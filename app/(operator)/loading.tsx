import { Page } from "#components/patterns/page.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";

export default function Loading() {
  return (
    <Page>
      <div className="skeleton h-8 w-40" />
      <SkeletonRows />
    </Page>
  );
}
