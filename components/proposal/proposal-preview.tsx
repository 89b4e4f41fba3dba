import { Money } from "#components/ui/money.tsx";
import type { Preview, ProposalCard } from "#server/domains/proposal/schema.ts";
import { Marked, OutsideSources } from "./outside-text.tsx";

type Outside = ProposalCard["outside"];
type Shown<Kind extends Preview["kind"]> = { preview: Extract<Preview, { kind: Kind }>; outside: Outside };

/** What will happen, exactly: the mail as it will read, the amounts, or before and after. What came from outside is marked. */
export function ProposalPreview(props: { preview: Preview; outside?: Outside; contact?: ProposalCard["contact"] }) {
  const { preview, outside = [], contact = null } = props;
  return (
    <>
      {preview.kind === "mail" ? (
        <MailPreview preview={preview} outside={outside} />
      ) : preview.kind === "money" ? (
        <MoneyPreview preview={preview} outside={outside} />
      ) : (
        <RecordPreview preview={preview} outside={outside} />
      )}
      {outside.length > 0 ? <OutsideSources outside={outside} contact={contact} /> : null}
    </>
  );
}

function MailPreview({ preview: mail, outside }: Shown<"mail">) {
  const marked = (field: "to" | "subject" | "body") => (
    <Marked text={mail[field]} spans={outside.filter((span) => span.field === field)} exact />
  );
  return (
    <div className="overflow-hidden rounded-md border border-line bg-surface">
      <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-0.5 border-b border-line bg-sunken px-3 py-2.5 md:px-4 text-small">
        <dt className="text-faint">To</dt>
        <dd className="min-w-0 break-words">{marked("to")}</dd>
        <dt className="text-faint">From</dt>
        <dd className="min-w-0 break-words text-soft">{mail.from}</dd>
        <dt className="text-faint">Subject</dt>
        <dd className="min-w-0 break-words font-medium">{marked("subject")}</dd>
      </dl>
      <p className="max-w-[68ch] px-3 py-3 md:px-4 md:py-3.5 text-read text-wrap whitespace-pre-wrap">
        {marked("body")}
      </p>
    </div>
  );
}

function MoneyPreview({ preview: money, outside }: Shown<"money">) {
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
      {money.note ? (
        <p className="pt-2 text-small text-soft">
          <Marked text={money.note} spans={outside} />
        </p>
      ) : null}
    </div>
  );
}

function RecordPreview({ preview: record, outside }: Shown<"record">) {
  const isNew = record.rows.every((row) => row.before === null);
  return (
    <div className="rounded-md border border-line bg-surface px-4 py-3">
      <p className="pb-1.5 font-medium">
        <Marked text={record.heading} spans={outside} />
      </p>
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
              <ins className="no-underline">
                <Marked text={row.after ?? "empty"} spans={outside} />
              </ins>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
