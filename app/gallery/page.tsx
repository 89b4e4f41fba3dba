import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Stage } from "./stage.tsx";

export const metadata: Metadata = { title: "Gallery" };

/** Every view in every state from invented records. Not in production, unless it is asked for by name. */
export default async function GalleryPage({ searchParams }: { searchParams: Promise<{ view?: string }> }) {
  if (process.env.NODE_ENV === "production" && process.env.ADJUTANT_GALLERY !== "1") {
    notFound();
  }
  const { view } = await searchParams;
  return <Stage name={view} />;
}
