import type { CommandScope } from "#server/commands/define-command.ts";
import type { CanonicalContact } from "#server/kernel/canonical-event.ts";
import { newId } from "#server/kernel/ids.ts";
import { storableText } from "#server/kernel/json-text.ts";
import { worstOf } from "#server/kernel/taint.ts";

type ContactRecord = NonNullable<Awaited<ReturnType<CommandScope["tx"]["contact"]["findFirst"]>>>;

const clean = (text: string | null, max: number) => (text === null ? null : storableText(text, max).trim() || null);

/** Only what the contact does not have yet: what somebody outside writes never overwrites what is known. */
function additions(known: ContactRecord, given: CanonicalContact) {
  const nameless = known.name === known.email || known.name === known.externalId;
  return {
    ...(nameless && given.name && given.name !== known.name ? { name: given.name } : {}),
    ...(known.company === null && given.company ? { company: given.company } : {}),
    ...(known.phone === null && given.phone ? { phone: given.phone } : {}),
    ...(known.externalId === null && given.externalId ? { externalId: given.externalId } : {}),
    ...(known.email === null && given.email ? { email: given.email } : {}),
  };
}

/** Two events about one provider's customer at once: its id has no unique key, so they take turns. */
async function takeTurns({ tx, context }: CommandScope, externalId: string | null): Promise<void> {
  if (!externalId) return;
  const key = `contact:${context.workspaceId}:${externalId}`;
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`;
}

async function find({ tx }: CommandScope, given: CanonicalContact): Promise<ContactRecord | null> {
  const { email, externalId } = given;
  const either = [...(externalId ? [{ externalId }] : []), ...(email ? [{ email }] : [])];
  const found = await tx.contact.findMany({ where: { OR: either }, orderBy: { createdAt: "asc" }, take: 10 });
  // the mail address decides before the provider's id: it is what answers are sent to
  return found.find((contact) => email !== null && contact.email === email) ?? found[0] ?? null;
}

/** A contact as an event names it, with the label of that event. */
type Named = CanonicalContact & { taint: string };

async function complete(scope: CommandScope, known: ContactRecord, given: Named): Promise<void> {
  const added = additions(known, given);
  if (!Object.keys(added).length) return;
  const data = { ...added, taint: worstOf(known.taint, given.taint) };
  await scope.tx.contact.update({ where: { id: known.id }, data: { ...data, updatedAt: scope.context.clock.now() } });
  scope.changed({ topic: "contact", id: known.id });
}

/**
 * Finds the contact by mail address or the provider's customer id, or makes it, and fills in what was unknown.
 * @returns the contact's id and whether it is new; null when the event names neither address nor customer
 */
export async function recordContact(
  scope: CommandScope,
  given: Named,
): Promise<{ id: string; created: boolean } | null> {
  const cleaned: Named = {
    taint: worstOf(given.taint),
    name: clean(given.name, 200),
    email: clean(given.email, 254)?.toLowerCase() ?? null,
    company: clean(given.company, 200),
    phone: clean(given.phone, 60),
    externalId: clean(given.externalId, 255),
  };
  const fallback = cleaned.email ?? cleaned.externalId;
  if (!fallback) return null;
  await takeTurns(scope, cleaned.externalId);
  const known = await find(scope, cleaned);
  if (known) {
    await complete(scope, known, cleaned);
    return { id: known.id, created: false };
  }
  const id = newId();
  const now = scope.context.clock.now();
  const row = { ...cleaned, id, workspaceId: scope.context.workspaceId, name: cleaned.name ?? fallback };
  const made = await scope.tx.contact.createMany({
    data: [{ ...row, createdAt: now, updatedAt: now }],
    skipDuplicates: true,
  });
  if (made.count === 1) {
    scope.changed({ topic: "contact", id });
    return { id, created: true };
  }
  // another event made it in the meantime
  const other = await find(scope, cleaned);
  if (other) await complete(scope, other, cleaned);
  return other && { id: other.id, created: false };
}
