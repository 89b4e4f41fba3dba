type ChoiceCardProps = {
  name: string;
  value: string;
  title: string;
  detail: string;
  checked: boolean;
  onChoose: () => void;
};

/** One of several choices, with a line on what it means. */
export function ChoiceCard({ name, value, title, detail, checked, onChoose }: ChoiceCardProps) {
  return (
    <label className="flex min-h-11 cursor-pointer items-start gap-2.5 rounded-md border border-line bg-surface p-3 has-checked:border-accent-ink has-checked:bg-accent-wash">
      <input
        type="radio"
        name={name}
        value={value}
        checked={checked}
        onChange={onChoose}
        className="mt-1 accent-accent"
      />
      <span className="min-w-0">
        <span className="block font-medium">{title}</span>
        <span className="block text-small text-soft">{detail}</span>
      </span>
    </label>
  );
}
