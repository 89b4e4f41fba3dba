import { Search } from "lucide-react";
import type { Route } from "next";
import Form from "next/form";

type SearchFormProps = { action: Route; label: string; value: string; keep?: Record<string, string> };

/** A search that lives in the address, and works before any script has loaded. */
export function SearchForm({ action, label, value, keep = {} }: SearchFormProps) {
  return (
    <Form action={action} role="search" className="relative w-full md:w-64">
      <Search
        size={15}
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-3 -translate-y-1/2 text-faint"
      />
      <input
        key={value}
        type="search"
        name="search"
        aria-label={label}
        placeholder={label}
        defaultValue={value}
        className="h-9 w-full rounded-md border border-edge bg-surface pr-3 pl-9 placeholder:text-faint max-md:h-11 max-md:text-[1rem]"
      />
      {Object.entries(keep).map(([name, kept]) => (
        <input key={name} type="hidden" name={name} value={kept} />
      ))}
    </Form>
  );
}
