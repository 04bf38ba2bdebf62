import { block, blocks, isTrue, type JsonObject, number } from "../../../terraform/stack-json";
import { type Expiry, UNKNOWN_DAYS } from "./expiry";

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
