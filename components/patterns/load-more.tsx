import { Button } from "#components/ui/button.tsx";

export type More = { busy: boolean; load: () => void } | null;

export function LoadMore({ more }: { more: More }) {
  return more ? (
    <div className="flex justify-center">
      <Button look="quiet" busy={more.busy} onClick={more.load}>
        Show more
      </Button>
    </div>
  ) : null;
}
