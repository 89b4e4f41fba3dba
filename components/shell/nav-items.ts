import {
  Activity,
  Bot,
  Brain,
  ChartNoAxesColumn,
  CheckCheck,
  FolderOpen,
  type LucideIcon,
  Plug,
  Settings,
  Sun,
  Workflow,
} from "lucide-react";
import type { Route } from "next";

export type NavItem = { href: Route; label: string; icon: LucideIcon };

/** Every screen, in the order of the rail. The first three are the phone's bar. */
export const navItems: NavItem[] = [
  { href: "/today", label: "Today", icon: Sun },
  { href: "/approvals", label: "Approvals", icon: CheckCheck },
  { href: "/runs", label: "Runs", icon: Activity },
  { href: "/workflows", label: "Workflows", icon: Workflow },
  { href: "/agents", label: "Agents", icon: Bot },
  { href: "/memory", label: "Memory", icon: Brain },
  { href: "/records", label: "Records", icon: FolderOpen },
  { href: "/connections", label: "Connections", icon: Plug },
  { href: "/outcomes", label: "Outcomes", icon: ChartNoAxesColumn },
  { href: "/settings", label: "Settings", icon: Settings },
];

export const phoneItems = navItems.slice(0, 3);
export const moreItems = navItems.slice(3);

export function isCurrent({ href, path }: { href: string; path: string }): boolean {
  return path === href || path.startsWith(`${href}/`);
}
