import { Money } from "#components/ui/money.tsx";
import type { InvoiceDetail } from "#server/domains/invoice/schema.ts";

export function InvoiceLines({ invoice }: { invoice: InvoiceDetail }) {
  const { currency } = invoice;
  return (
    <div className="overflow-x-auto">
      <table className="w-full min-w-80 text-left">
        <thead>
          <tr className="border-b border-line text-small text-faint">
            <th scope="col" className="py-2 pr-3 font-normal">
              Description
            </th>
            <th scope="col" className="py-2 pr-3 text-right font-normal">
              Quantity
            </th>
            <th scope="col" className="py-2 pr-3 text-right font-normal max-md:hidden">
              Unit
            </th>
            <th scope="col" className="py-2 pr-3 text-right font-normal max-md:hidden">
              Tax
            </th>
            <th scope="col" className="py-2 text-right font-normal">
              Net
            </th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {invoice.lines.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines have no id and never move
            <tr key={index} className="align-baseline">
              <td className="py-2 pr-3">{line.description}</td>
              <td className="py-2 pr-3 text-right">{line.quantityMilli / 1000}</td>
              <td className="py-2 pr-3 text-right max-md:hidden">
                <Money minor={line.unitMinor} currency={currency} />
              </td>
              <td className="py-2 pr-3 text-right text-soft max-md:hidden">{line.taxBasisPoints / 100}%</td>
              <td className="py-2 text-right">
                <Money minor={line.netMinor} currency={currency} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <dl className="ml-auto grid w-fit grid-cols-[auto_auto] gap-x-8 gap-y-1 border-t border-line pt-2 text-right">
        <dt className="text-soft">Net</dt>
        <dd>
          <Money minor={invoice.netMinor} currency={currency} />
        </dd>
        <dt className="text-soft">Tax</dt>
        <dd>
          <Money minor={invoice.taxMinor} currency={currency} />
        </dd>
        <dt className="font-semibold">Total</dt>
        <dd className="font-semibold">
          <Money minor={invoice.totalMinor} currency={currency} />
        </dd>
      </dl>
    </div>
  );
}
