import { number } from "../../../../proof/model/blocks";
import { type EnvironmentPlan } from "../../../../proof/terraform-json/environment-plan";
import { type JsonObject } from "../../../../proof/terraform-json/stack-json";
import { type ResourceChange } from "../../change";
import { type Phrase, joined, say } from "../../phrase";
import { type Effect, joinedLines } from "../several";
import { type Change, type Topic } from "../topic";
import { expiriesOfBucket } from "./bucket-rules";
import { type Expiry, type OtherExpiry, compareExpiries } from "./expiry";
import { expiriesOfRepository } from "./image-rules";

/** A type whose blocks say how long data is kept. */
interface Keeper {
  readonly expiries: (config: JsonObject | undefined) => Expiry[];
  /** Arguments that say it. */
  readonly argument: RegExp;
  /** The argument that names the object with the data. @default - the block itself is the object */
  readonly of?: "bucket" | "repository";
}

const KEEPERS: Readonly<Record<string, Keeper>> = {
  aws_cloudwatch_log_group: { expiries: expiriesOfLogs, argument: /^retention_in_days$/ },
  aws_s3_bucket_lifecycle_configuration: {
    expiries: expiriesOfBucket,
    // A transition to another class of storage deletes nothing, and reading can take hours then.
    argument:
      /^rule(\.(id|status|filter|prefix|expiration|noncurrent_version_expiration|abort_incomplete_multipart_upload)(\..*)?)?$/,
    of: "bucket",
  },
  aws_ecr_lifecycle_policy: { expiries: expiriesOfRepository, argument: /^policy(\.|$)/, of: "repository" },
};

/** Without days, or with 0, CloudWatch Logs keeps records forever (API reference, PutRetentionPolicy, read 2026-11-20). */
function expiriesOfLogs(config: JsonObject = {}): Expiry[] {
  const days = number(config["retention_in_days"]) ?? 0;
  return days === 0 ? [] : [{ what: "log retention in days", after: days }];
}

/** Data that is deleted earlier or later than before. */
export const retention: Topic = {
  title: "Retention",
  lines: (change) => joinedLines(change.resources.flatMap((resource) => effectsOf(change, resource))),
  judges: (changed, edit) => {
    const keeper = "type" in changed ? KEEPERS[changed.type] : undefined;
    if (!keeper || !("type" in changed)) return false;
    if (edit !== undefined) return keeper.argument.test(edit.argument) && !movesData(changed);
    return keeper.of !== undefined && !movesData(changed);
  },
};

/** True for a rule with another class of storage, from which a program may not be able to read. */
const movesData = ({ before, after }: ResourceChange): boolean => {
  const [was, is] = [before, after].map((config) => transitionsIn(config));
  return is !== undefined && is.some((each) => !(was ?? []).includes(each) && !READ_AT_ONCE.test(each));
};

/** Classes with the same time to read (Amazon S3 user guide, "Storage classes", unconfirmed). */
const READ_AT_ONCE = /"storage_class":"(INTELLIGENT_TIERING|STANDARD_IA|GLACIER_IR)"/;

const transitionsIn = (config: JsonObject | undefined): string[] =>
  JSON.stringify(config?.["rule"] ?? []).match(/\{[^{}]*"storage_class":"[^"]*"[^{}]*\}/g) ?? [];

function effectsOf(
  { before: plan, after: planAfter, resources }: Change,
  resource: ResourceChange,
): Effect[] {
  const { type, layer, address, action, before, after, edits } = resource;
  const keeper = KEEPERS[type];
  if (!keeper) return [];
  // The object with its data is new, or goes with it.
  if (keeper.of === undefined && (!before || !after || action === "replace")) return [];
  if (keeper.of !== undefined && isOfOtherObject(resource, keeper.of, [plan, planAfter], resources))
    return [];
  const others = compareExpiries(keeper.expiries(before), keeper.expiries(after));
  if (others.length === 0) return [];
  const isLoss = others.some((each) => each.isLoss);
  const found = edits.filter(({ argument }) => keeper.argument.test(argument));
  const shown = others.filter((each) => !isLoss || each.isLoss);
  return [
    {
      place: { layer, address },
      key: `${type} ${JSON.stringify(others)}`,
      level: isLoss ? "attention" : "info",
      ...(isLoss ? { harm: "data lost" as const } : {}),
      ...(found.length > 0 ? { edits: found } : {}),
      text: (all) =>
        say`${all}: ${joined(shown.map(textOf), "; ")}; ${[isLoss ? "AWS deletes what is older or more" : "nothing is deleted earlier"]}`,
    },
  ];
}

const textOf = ({ what, before, after }: OtherExpiry): Phrase =>
  say`${[what]}: ${before === undefined ? ["kept forever"] : say`${before}`} → ${after === undefined ? ["kept forever"] : say`${after}`}`;

/** True if the object that the rules are for is added or destroyed with them. */
function isOfOtherObject(
  { layer, before, after }: ResourceChange,
  of: "bucket" | "repository",
  [plan, planAfter]: readonly [EnvironmentPlan, EnvironmentPlan],
  resources: readonly ResourceChange[],
): boolean {
  const targets = [
    before && plan.target({ layer, value: before[of] }),
    after && planAfter.target({ layer, value: after[of] }),
  ];
  return resources.some(
    (each) =>
      ["add", "destroy", "replace"].includes(each.action) &&
      targets.some((target) => target && target.layer === each.layer && target.address === each.address),
  );
}
