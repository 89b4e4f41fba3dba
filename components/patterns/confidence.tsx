/** Whole percent of a 0..1 confidence; never rounds a doubt away to 100, nor a chance to 0. */
export function confidencePercent(confidence: number): number {
  const percent = Math.round(confidence * 100);
  return percent >= 100 && confidence < 1 ? 99 : percent <= 0 && confidence > 0 ? 1 : percent;
}

export function ConfidenceMeter({ confidence }: { confidence: number }) {
  const percent = confidencePercent(confidence);
  return (
    <span className="inline-flex items-center gap-2">
      <span aria-hidden="true" className="h-1.5 w-16 overflow-hidden rounded-full bg-line">
        <span className="block h-full rounded-full bg-accent-ink" style={{ width: `${percent}%` }} />
      </span>
      <span className="font-medium tabular-nums">{percent}%</span>
    </span>
  );
}
