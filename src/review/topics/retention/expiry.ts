import {
  asObject,
  block,
  blocks,
  isTrue,
  jsonIn,
  type JsonObject,
  number,
} from "../../../terraform/stack-json";

/** One rule that deletes, such as objects of a prefix after 30 days, or all images beyond the newest 50. */
export interface Expiry {
  /** The data that it deletes: equal for the same selection before and after. */
  readonly what: string;
  /** Days or number after which it deletes; less is more that is deleted. */
  readonly after: number;
  /** True for parts of an upload that was not completed, and markers of deleted objects. @default - it deletes data */
  readonly isHarmless?: true;
}

/** A number that only the apply knows may be any. */
export const UNKNOWN_DAYS = 0;

/** A selection whose data is deleted earlier, or later, than before. */
export interface OtherExpiry {
  readonly what: string;
  /** @default - nothing deleted it */
  readonly before?: number;
  /** @default - nothing deletes it any more */
  readonly after?: number;
  readonly isLoss: boolean;
}

/** Compares what is deleted. Without a rule, data stays forever. */
export function compareExpiries(before: readonly Expiry[], after: readonly Expiry[]): OtherExpiry[] {
  const [was, is] = [earliest(before), earliest(after)];
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((what): OtherExpiry[] => {
    const [old, now] = [was.get(what), is.get(what)];
    if (old?.after === now?.after) return [];
    const isEarlier = (now?.after ?? Infinity) < (old?.after ?? Infinity);
    return [
      {
        what,
        ...(old ? { before: old.after } : {}),
        ...(now ? { after: now.after } : {}),
        isLoss: isEarlier && now?.isHarmless !== true,
      },
    ];
  });
}

/** The rule that deletes first, for each selection. */
function earliest(all: readonly Expiry[]): ReadonlyMap<string, Expiry> {
  const found = new Map<string, Expiry>();
  for (const each of all) {
    const known = found.get(each.what);
    if (!known || each.after < known.after) found.set(each.what, each);
  }
  return found;
}

/**
 * Deletions by the rules of a bucket. Source: Amazon S3 user guide, "Lifecycle configuration elements" (unconfirmed); a date that is over
 * deletes at once.
 */
export const expiriesOfBucket = (config: JsonObject = {}): Expiry[] =>
  blocks(config["rule"])
    .filter(({ status }) => status !== "Disabled")
    .flatMap((rule): Expiry[] => {
      const where = filterOf(rule);
      const expiration = block(rule["expiration"]);
      const noncurrent = block(rule["noncurrent_version_expiration"]);
      const upload = block(rule["abort_incomplete_multipart_upload"]);
      return [
        ...("date" in expiration ? [{ what: `objects${where}`, after: 0 }] : []),
        ...daysIn(expiration["days"], `objects${where}`),
        ...(isTrue(expiration["expired_object_delete_marker"])
          ? [{ what: `markers of deleted objects${where}`, after: 0, isHarmless: true as const }]
          : []),
        ...daysIn(noncurrent["noncurrent_days"], `old versions of objects${keeping(noncurrent)}${where}`),
        ...daysIn(upload["days_after_initiation"], `uploads that were not completed${where}`).map((each) => ({
          ...each,
          isHarmless: true as const,
        })),
      ];
    });

function daysIn(days: JsonObject[string] | undefined, what: string): Expiry[] {
  if (days === undefined) return [];
  return [{ what, after: number(days) ?? UNKNOWN_DAYS }];
}

const keeping = ({ newer_noncurrent_versions: newest }: JsonObject): string =>
  newest === undefined ? "" : ` but the newest ${String(newest)}`;

/** ` below plans/`; empty for all objects. */
function filterOf({ filter, prefix }: JsonObject): string {
  const written = { ...block(filter), ...(prefix === undefined ? {} : { prefix }) };
  const { prefix: below, ...others } = written;
  const rest = Object.keys(others).length === 0 ? "" : ` with ${JSON.stringify(others)}`;
  return `${below === undefined || below === "" ? "" : ` below ${String(below)}`}${rest}`;
}

/** Deletions by the policy of a repository. Source: Amazon ECR user guide, "Lifecycle policy parameters" (unconfirmed). */
export function expiriesOfRepository({ policy }: JsonObject = {}): Expiry[] {
  const document = jsonIn(policy);
  if (document === undefined && policy !== undefined)
    return [{ what: `images by the policy ${String(policy)}`, after: UNKNOWN_DAYS }];
  return blocks(asObject(document)["rules"]).map((rule): Expiry => {
    const { countNumber, countType, countUnit, tagStatus, ...tags } = block(rule["selection"]);
    const which =
      tagStatus === "untagged"
        ? "images without a tag"
        : tagStatus === "tagged"
          ? "images with a tag"
          : "images";
    const how =
      countType === "imageCountMoreThan" ? "beyond the newest" : `after ${String(countUnit ?? "days")}`;
    const named = Object.keys(tags).length === 0 ? "" : ` of ${JSON.stringify(tags)}`;
    return { what: `${which}${named} ${how}`, after: number(countNumber) ?? UNKNOWN_DAYS };
  });
}
