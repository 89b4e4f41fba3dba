import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { Stage } from "./stage.tsx";
import { stageNames } from "./stage-names.ts";

export const metadata: Metadata = { title: "Gallery" };

/** Every view in every state from invented records. Not in production, unless it is asked for by name. */
export default async function GalleryPage({ searchParams }: { searchParams: Promise<{ view?: string }> }) {
  if (process.env.NODE_ENV === "production" && process.env.ADJUTANT_GALLERY !== "1") {
    notFound();
  }
  const { view } = await searchParams;
  if (view) {
    return <Stage name={view} />;
  }
  return (
    <main className="mx-auto grid max-w-3xl gap-4 px-6 py-10">
      <h1 className="text-display font-semibold">Gallery</h1>
      <ul className="columns-2">
        {stageNames.map((name) => (
          <li key={name}>
            <Link href={{ pathname: "/gallery", query: { view: name } }} className="text-accent-ink underline">
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </main>
  );
}
