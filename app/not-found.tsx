import { AuthFrame } from "#components/auth/auth-frame.tsx";
import { ButtonLink } from "#components/ui/button.tsx";

export default function NotFound() {
  return (
    <AuthFrame title="There is nothing here" detail="The address is mistyped, or what it named is gone.">
      <ButtonLink href="/today" look="primary" size="large">
        Go to Today
      </ButtonLink>
    </AuthFrame>
  );
}
