/** Rows that take the room the real ones will take, so that nothing jumps. */
export function SkeletonRows({ rows = 6 }: { rows?: number }) {
  return (
    <div role="status" aria-label="Loading" className="divide-y divide-line border-y border-line">
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
        <div key={index} className="flex h-16 items-center gap-3 px-2 md:h-11">
          <span className="skeleton size-2 rounded-full" />
          <span className="skeleton h-3.5 flex-1" style={{ maxWidth: `${48 - ((index * 7) % 20)}%` }} />
          <span className="skeleton ml-auto h-3 w-16" />
        </div>
      ))}
    </div>
  );
}

export function SkeletonBlock({ tall = false }: { tall?: boolean }) {
  return <div role="status" aria-label="Loading" className={`skeleton rounded-lg ${tall ? "h-96" : "h-32"}`} />;
}
