import { type NameLimit } from "./name-limit";

/** A name that must be unique in AWS. */
interface UniqueName {
  readonly attribute: string;
  /** Scope: the world, the account, the region of an account, or the values of other attributes of the resource. */
  readonly within: "world" | "account" | "region" | readonly string[];
}

/** The loss when Terraform replaces the object of a resource. */
interface Held {
  readonly noun: string;
  readonly loss: string;
  /** Place among the losses, the largest first. */
  readonly rank: number;
}

/** Facts about a Terraform type of resources, data sources, or both. */
export interface ResourceType {
  /** File of its blocks in a module that is handed over, without extension. @default - no stack has the type */
  readonly file?: string;
  /**
   * Whether an estimate of cost has lines for it, or nothing of it is billed but usage that the
   * estimate lists as not counted.
   * @default - not known: an AWS resource makes the total incomplete
   */
  readonly cost?: "lines" | "none";
  /** Limits of its names and descriptions, from the API reference of its service (read 2026-11-20). @default - none known */
  readonly limits?: readonly NameLimit[];
  /** The name that must be unique, from the same reference. @default - none */
  readonly unique?: UniqueName;
  /** ARN of an object by its name, with `{partition}`, `{region}`, `{account}` and `{name}`. @default - AWS chooses a part */
  readonly arn?: string;
  /** Whether its `id` is its name. @default false */
  readonly idIsName?: true;
  /**
   * The loss when it is replaced, for types that hold pods, the entry or data, or that running pods use. Replaced rules,
   * attachments and alarms hold none of these, and are created again within one apply. Keys and elastic addresses have no
   * literal argument that forces replacement. @default - none
   */
  readonly held?: Held;
  /**
   * Attributes with JSON that the AWS provider compares by meaning: another order of keys or other
   * white space is not a change. Measured with provider 5.100.0 (2026-11-20): on an applied state,
   * a plan of the same document with other order and white space has no changes. `npm run
   * test:terraform` measures it again for each of them. @default - none
   */
  readonly json?: readonly string[];
}

/** Rows of a service, by Terraform type. */
export type TypeRows = Readonly<Record<string, ResourceType>>;

/** Rows of several types with the same facts. */
export const each = (types: readonly string[], row: ResourceType): TypeRows =>
  Object.fromEntries(types.map((type) => [type, row]));

/** A limit in a table of JSON, which has no regular expressions. */
type LimitRow = Omit<NameLimit, "pattern"> & { readonly pattern: string; readonly flags?: string };

/** Rows of a table of JSON. */
export const typeRows = (
  rows: Readonly<Record<string, object & { readonly limits?: readonly LimitRow[] }>>,
): TypeRows =>
  Object.fromEntries(
    Object.entries(rows).map(([type, { limits, ...row }]) => [
      type,
      {
        ...row,
        ...(limits
          ? {
              limits: limits.map(({ flags, ...each }) => ({
                ...each,
                pattern: new RegExp(each.pattern, flags),
              })),
            }
          : {}),
      },
    ]),
  );
