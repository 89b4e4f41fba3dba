export type Share = { label: string; count: number; colour: string };

/** Parts of a whole, drawn and written. */
export function ShareBar({ parts }: { parts: Share[] }) {
  const whole = parts.reduce((sum, part) => sum + part.count, 0);
  return (
    <div className="grid grid-cols-1 gap-2.5">
      <div aria-hidden="true" className="flex h-3 gap-px overflow-hidden rounded-full bg-line">
        {parts.map((part) =>
          part.count > 0 ? (
            <span key={part.label} className={part.colour} style={{ width: `${(part.count / whole) * 100}%` }} />
          ) : null,
        )}
      </div>
      <ul className="flex flex-wrap gap-x-6 gap-y-1">
        {parts.map((part) => (
          <li key={part.label} className="flex items-center gap-2 text-soft">
            <span aria-hidden="true" className={`size-2.5 rounded-full ${part.colour}`} />
            <span className="font-medium text-ink">{part.count}</span> {part.label}
          </li>
        ))}
      </ul>
    </div>
  );
}
