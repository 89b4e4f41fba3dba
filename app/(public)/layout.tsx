import type { ReactNode } from "react";
import { ApiProvider } from "#components/api/api-provider.tsx";

export default function PublicLayout({ children }: { children: ReactNode }) {
  return <ApiProvider>{children}</ApiProvider>;
}
