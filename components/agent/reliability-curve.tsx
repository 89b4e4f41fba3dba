import type { Reliability } from "#server/domains/trust/schema.ts";
import { share } from "./trust-words.ts";

const [left, top, side] = [40, 12, 240] as const;
const x = (value: number) => left + value * side;
const y = (value: number) => top + (1 - value) * side;
const ticks = [0, 0.25, 0.5, 0.75, 1] as const;

/** What the agent said against what came of it; on the dashed line it is exactly as sure as it should be. */
export function ReliabilityCurve({ bins }: { bins: Reliability["bins"] }) {
  const most = Math.max(1, ...bins.map((bin) => bin.count));
  const path = bins.map((bin) => `${x(bin.said)},${y(bin.right)}`).join(" ");
  return (
    <figure className="grid w-full max-w-md grid-cols-1 gap-2">
      <svg viewBox="0 0 300 292" aria-hidden="true" className="w-full text-caption">
        {ticks.map((tick) => (
          <g key={tick} className="fill-faint">
            <line x1={x(tick)} x2={x(tick)} y1={y(0)} y2={y(1)} className="stroke-line" />
            <line x1={x(0)} x2={x(1)} y1={y(tick)} y2={y(tick)} className="stroke-line" />
            <text x={x(tick)} y={y(0) + 16} textAnchor="middle">
              {tick * 100}
            </text>
            <text x={left - 6} y={y(tick) + 4} textAnchor="end">
              {tick * 100}
            </text>
          </g>
        ))}
        <line x1={x(0)} y1={y(0)} x2={x(1)} y2={y(1)} strokeDasharray="4 4" className="stroke-edge" />
        <polyline points={path} fill="none" strokeWidth={2} className="stroke-accent-ink" />
        {bins.map((bin) => (
          <g key={bin.from}>
            <circle
              cx={x(bin.said)}
              cy={y(bin.right)}
              r={4 + 6 * Math.sqrt(bin.count / most)}
              className="fill-accent-ink stroke-surface"
            />
            <text
              x={x(bin.said)}
              y={y(bin.right) + (bin.right > 0.5 ? 26 : -16)}
              textAnchor="middle"
              className="fill-ink font-medium"
            >
              {bin.count}
            </text>
          </g>
        ))}
        <text x={x(0.5)} y={y(0) + 34} textAnchor="middle" className="fill-soft">
          it said, in percent
        </text>
      </svg>
      <figcaption className="text-small text-soft">
        Upwards: how often it was right, in percent. The figure at a point is the number of decisions.
      </figcaption>
      {/* a table itself does not shrink to what is hidden */}
      <div className="sr-only">
        <table>
          <caption>Reliability: what the agent said, and how often it was right</caption>
          <thead>
            <tr>
              <th scope="col">Said</th>
              <th scope="col">Was right</th>
              <th scope="col">Decisions</th>
            </tr>
          </thead>
          <tbody>
            {bins.map((bin) => (
              <tr key={bin.from}>
                <th scope="row">{share(bin.said)}</th>
                <td>{share(bin.right)}</td>
                <td>{bin.count}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  );
}
