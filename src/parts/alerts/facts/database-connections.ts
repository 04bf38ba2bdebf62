/**
 * Bytes of memory for each connection, by which RDS sets `max_connections` if no parameter does,
 * and the most that it sets.
 *
 * Sources: Amazon RDS user guide, "Quotas and constraints for Amazon RDS", maximum number of database
 * connections (from memory). A second source confirms all but the most of MySQL
 * (`__tests__/facts/second/databases.json`, read 2026-11-30), which is unconfirmed.
 */
export const CONNECTIONS_BY_MEMORY: Readonly<
  Record<string, { readonly bytes: number; readonly most: number }>
> = {
  mysql: { bytes: 12_582_880, most: 16_000 },
  postgres: { bytes: 9_531_392, most: 5000 },
};

/** GiB of memory for each processor, by the letter of the family, and processors by size. */
const PER_PROCESSOR: Readonly<Record<string, number>> = { m: 4, r: 8, t: 4 };
const PROCESSORS: Readonly<Record<string, number>> = { large: 2, xlarge: 4 };

/** GiB of memory of the burstable classes whose processors share less. */
const SMALL: Readonly<Record<string, number>> = { micro: 1, small: 2, medium: 4 };

/** Connections that a class admits at most; undefined for an engine or a class that is unknown. RDS itself uses a part of the memory. */
export function connectionsOf(engine: string, instanceClass: string): number | undefined {
  const [, family = "", size = ""] = instanceClass.split(".");
  const processors = PROCESSORS[size] ?? 4 * Number(/^(\d+)xlarge$/.exec(size)?.[1]);
  const memory = SMALL[size] ?? (PER_PROCESSOR[family.charAt(0)] ?? NaN) * processors;
  const rule = CONNECTIONS_BY_MEMORY[engine];
  if (rule === undefined || Number.isNaN(memory)) return undefined;
  return Math.min(rule.most, Math.floor((memory * 2 ** 30) / rule.bytes));
}
