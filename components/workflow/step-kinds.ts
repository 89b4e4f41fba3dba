import {
  Bell,
  Bot,
  Clock3,
  CornerDownRight,
  Database,
  Flag,
  GitBranch,
  Hand,
  History,
  Hourglass,
  type LucideIcon,
  MessageSquareReply,
  NotebookPen,
  Repeat,
  Send,
  ShieldCheck,
  Split,
  Undo2,
} from "lucide-react";

/** How each kind of step looks and reads in a drawn workflow. */
const kinds: Record<string, { icon: LucideIcon; words: string }> = {
  agent: { icon: Bot, words: "agent" },
  action: { icon: Send, words: "does" },
  read: { icon: Database, words: "looks up" },
  remember: { icon: NotebookPen, words: "remembers" },
  check: { icon: ShieldCheck, words: "checks" },
  wait: { icon: Clock3, words: "waits" },
  "wait-for": { icon: Hourglass, words: "waits for" },
  ask: { icon: Hand, words: "asks you" },
  notify: { icon: Bell, words: "tells you" },
  answer: { icon: MessageSquareReply, words: "answers" },
  withdraw: { icon: Undo2, words: "withdraws" },
  end: { icon: Flag, words: "ends" },
  "take-back": { icon: History, words: "takes back" },
  "sub-workflow": { icon: CornerDownRight, words: "starts a workflow" },
  condition: { icon: GitBranch, words: "decides" },
  parallel: { icon: Split, words: "side by side" },
  "for-each": { icon: Repeat, words: "for each" },
};

const other = { icon: Send, words: "step" };

export const kindIcon = (kind: string): LucideIcon => (kinds[kind] ?? other).icon;
export const kindWords = (kind: string): string => (kinds[kind] ?? other).words;
