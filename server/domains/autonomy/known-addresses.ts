import type { CommandScope } from "#server/commands/define-command.ts";

/**
 * Which of some mail addresses are known: a mail that the operator approved has reached them. That somebody wrote to us, or
 * that an agent filed a contact of that address, makes nobody known.
 * @param addresses lower-cased
 */
export async function knownAddresses(
  { tx }: Pick<CommandScope, "tx">,
  addresses: readonly string[],
): Promise<Set<string>> {
  if (addresses.length === 0) return new Set();
  const rows = await tx.$queryRaw<{ address: string }[]>`
    select distinct lower(m.to_address) as address from mail m
      join effect e on e.id = m.effect_id
      join approval a on a.workspace_id = e.workspace_id and a.proposal_id = e.proposal_id
    where lower(m.to_address) = any(${[...addresses]}::text[]) and m.status in ('sent', 'kept')
      and a.decision = 'approve' and a.undone_at is null`;
  return new Set(rows.map((row) => row.address));
}
