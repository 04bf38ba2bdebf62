import { type JsonObject } from "../../terraform/stack-json";
import { WIDEST_OWN_PREFIX } from "../../base/cidr";

/** A property that every block of a type must have, after edits of the module too. */
export interface Demand {
  readonly type: string;
  /** Terraform expression on one resource, which is true if it has the property. */
  readonly condition: (resource: string) => string;
  /** Whether a block of the stack has the property; a reference counts as if it had. */
  readonly isTrueFor: (config: JsonObject) => boolean;
  readonly message: string;
}

/** Whether a range is one of a network, or absent. The internet, its halves, and other ranges that join to it are wider. */
export const isNarrow = (range: string): string =>
  `(${range} == null ? true : tonumber(split("/", ${range})[1]) >= ${WIDEST_OWN_PREFIX})`;

/** The same for a range of a stack. */
export function isNarrowRange(range: unknown): boolean {
  const prefix = typeof range === "string" ? /\/(\d+)$/.exec(range)?.[1] : undefined;
  return prefix === undefined || Number(prefix) >= WIDEST_OWN_PREFIX;
}
