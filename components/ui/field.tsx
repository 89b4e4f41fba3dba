import { type ComponentProps, type ReactNode, useId } from "react";

const controlStyle =
  "w-full rounded-md border border-edge bg-surface px-3 text-ink placeholder:text-faint disabled:opacity-60 aria-invalid:border-bad max-md:text-[1rem]";

type FieldProps = { label: string; hint?: ReactNode; error?: string | null };

type Wiring = { id: string; "aria-describedby"?: string; "aria-invalid"?: true };

function Field({ label, hint, error, children }: FieldProps & { children: (wiring: Wiring) => ReactNode }) {
  const id = useId();
  const described = error || hint ? `${id}-note` : undefined;
  return (
    <div className="grid grid-cols-1 gap-1.5">
      <label htmlFor={id} className="text-small font-medium">
        {label}
      </label>
      {children({ id, "aria-describedby": described, "aria-invalid": error ? true : undefined })}
      {described ? (
        <p id={described} className={error ? "text-small text-bad" : "text-small text-faint"}>
          {error ?? hint}
        </p>
      ) : null}
    </div>
  );
}

export function TextField({ label, hint, error, ...rest }: FieldProps & Omit<ComponentProps<"input">, "className">) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(wiring) => <input {...rest} {...wiring} className={`${controlStyle} h-9 max-md:h-11`} />}
    </Field>
  );
}

export function TextArea({ label, hint, error, ...rest }: FieldProps & Omit<ComponentProps<"textarea">, "className">) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(wiring) => (
        <textarea
          {...rest}
          {...wiring}
          className={`${controlStyle} field-sizing-content min-h-20 py-2 leading-relaxed`}
        />
      )}
    </Field>
  );
}

export function SelectField({ label, hint, error, ...rest }: FieldProps & Omit<ComponentProps<"select">, "className">) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(wiring) => <select {...rest} {...wiring} className={`${controlStyle} h-9 max-md:h-11`} />}
    </Field>
  );
}
