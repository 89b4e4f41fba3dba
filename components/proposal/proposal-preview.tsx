import { Money } from "#components/ui/money.tsx";
import type { Preview } from "#server/domains/proposal/schema.ts";

/** What will happen, exactly: the mail as it will read, the amounts, or before and after. */
export function ProposalPreview({ preview }: { preview: Preview }) {
  if (preview.kind === "mail") {
    return <MailPreview mail={preview} />;
  }
  return preview.kind === "money" ? <MoneyPreview money={preview} /> : <RecordPreview record={preview} />;
}

function MailPreview({ mail }: { mail: Extract<Preview, { kind: "mail" }> }) {
  return (
    <div className="overflow-hidden rounded-md border border-line bg-surface">
      <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-0.5 border-b border-line bg-sunken px-3 py-2.5 md:px-4 text-small">
        <dt className="text-faint">To</dt>
        <dd className="min-w-0 break-words">{mail.to}</dd>
        <dt className="text-faint">From</dt>
        <dd className="min-w-0 break-words text-soft">{mail.from}</dd>
        <dt className="text-faint">Subject</dt>
        <dd className="min-w-0 break-words font-medium">{mail.subject}</dd>
      </dl>
      <p className="max-w-[68ch] px-3 py-3 md:px-4 md:py-3.5 text-read text-wrap whitespace-pre-wrap">{mail.body}</p>
    </div>
  );
}

function MoneyPreview({ money }: { money: Extract<Preview, { kind: "money" }> }) {
  return (
    <div className="rounded-md border border-line bg-surface px-4 py-3">
      <table className="w-full">
        <caption className="pb-1.5 text-left font-medium">{money.heading}</caption>
        <tbody>
          {money.rows.map((row) => (
            <tr key={row.label} className={row.total ? "border-t border-line font-semibold" : ""}>
              <th
                scope="row"
                className={`py-1 pr-4 text-left ${row.total ? "font-semibold" : "font-normal text-soft"}`}
              >
                {row.label}
              </th>
              <td className="py-1 text-right">
                <Money minor={row.amountMinor} currency={money.currency} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {money.note ? <p className="pt-2 text-small text-soft">{money.note}</p> : null}
    </div>
  );
}

function RecordPreview({ record }: { record: Extract<Preview, { kind: "record" }> }) {
  const isNew = record.rows.every((row) => row.before === null);
  return (
    <div className="rounded-md border border-line bg-surface px-4 py-3">
      <p className="pb-1.5 font-medium">{record.heading}</p>
      <dl className="grid grid-cols-1 gap-1.5 md:grid-cols-[minmax(6rem,auto)_1fr] md:gap-x-4">
        {record.rows.map((row) => (
          <div key={row.field} className="md:contents">
            <dt className="text-small text-faint md:leading-5">{row.field}</dt>
            <dd className="min-w-0 break-words">
              {isNew ? null : (
                <>
                  <del className="text-faint">{row.before ?? "empty"}</del>
                  <span className="px-1.5 text-faint"> → </span>
                </>
              )}
              <ins className="no-underline">{row.after ?? "empty"}</ins>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
