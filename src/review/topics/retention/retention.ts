import { own } from "../../../base/own";
import { SETTINGS_OF_HOLDERS } from "../../../evidence/holders";
import { type JsonObject, number } from "../../../terraform/stack-json";
import { type ResourceChange } from "../../change";
import { type Phrase, joinPhrases, say } from "../../stages/phrase";
import { holderGoes, holderIsNew } from "../holders";
import { type Effect, type Change, type Topic, alike, editsOf, effectAt, orAll } from "../topic";
import { expiriesOfBucket } from "./expiry";
import { type Expiry, type OtherExpiry, UNKNOWN_DAYS, compareExpiries } from "./expiry";
import { expiriesOfRepository } from "./expiry";

/** A type whose blocks say how long data is kept. */
interface Keeper {
  readonly expiries: (config: JsonObject | undefined) => Expiry[];
  /** Arguments that say it. */
  readonly argument: RegExp;
  /** True for the object with the data itself; other blocks name it. */
  readonly isObject: boolean;
}

const KEEPERS: Readonly<Record<string, Keeper>> = {
  aws_cloudwatch_log_group: { expiries: expiriesOfLogs, argument: /^retention_in_days$/, isObject: true },
  aws_s3_bucket_lifecycle_configuration: {
    expiries: expiriesOfBucket,
    // A transition to another class of storage deletes nothing, and reading can take hours then.
    argument:
      /^rule(\.(id|status|filter|prefix|expiration|noncurrent_version_expiration|abort_incomplete_multipart_upload)(\..*)?)?$/,
    isObject: false,
  },
  aws_ecr_lifecycle_policy: { expiries: expiriesOfRepository, argument: /^policy(\.|$)/, isObject: false },
};

/** Without days, or with 0, CloudWatch Logs keeps records forever (API reference, PutRetentionPolicy, read 2026-11-20). */
function expiriesOfLogs({ retention_in_days: days = null }: JsonObject = {}): Expiry[] {
  if (days === null || number(days) === 0) return [];
  return [{ what: "log retention in days", after: number(days) ?? UNKNOWN_DAYS }];
}

/** Data that is deleted earlier or later than before. */
export const retention: Topic = {
  title: "Retention",
  lines: (change) => alike(change.resources.flatMap((resource) => effectsOf(change, resource))),
  judgesBlock: (resource) => own(KEEPERS, resource.type)?.isObject === false && !movesData(resource),
  judgesEdit: (resource, { argument }) =>
    own(KEEPERS, resource.type)?.argument.test(argument) === true && !movesData(resource),
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

function effectsOf(change: Change, resource: ResourceChange): Effect[] {
  const keeper = own(KEEPERS, resource.type);
  if (!keeper || isOfOtherObject(change, resource, keeper)) return [];
  // Rules that now are of another object are new there.
  const before = hasOtherHolder(resource) ? [] : keeper.expiries(resource.before);
  const others = compareExpiries(before, keeper.expiries(resource.after));
  if (others.length === 0) return [];
  const edits = orAll(editsOf(resource, keeper.argument));
  const losses = others.filter(({ isLoss }) => isLoss);
  const isLoss = losses.length > 0;
  const rest = isLoss ? "the rest is deleted" : "nothing is deleted earlier";
  const text = (all: Phrase) =>
    say`${all}: ${joinPhrases((isLoss ? losses : others).map(textOf), "; ")}; ${[rest]}`;
  return [
    isLoss
      ? effectAt("attention", resource, text, { harm: "data lost", edits })
      : effectAt("info", resource, text, { edits }),
  ];
}

/** True if the object with the data is made or deleted by the same change, and has a line of its own. */
const isOfOtherObject = (change: Change, resource: ResourceChange, { isObject }: Keeper): boolean =>
  isObject
    ? !resource.before || !resource.after || resource.action === "replace"
    : holderIsNew(change, resource) || (!hasOtherHolder(resource) && holderGoes(change, resource));

const hasOtherHolder = ({ type, action, edits }: ResourceChange): boolean =>
  action === "replace" && edits.some(({ argument }) => argument === own(SETTINGS_OF_HOLDERS, type));

const textOf = ({ what, before, after }: OtherExpiry): Phrase =>
  say`${[what]}: ${before === undefined ? ["kept forever"] : say`${before}`} → ${after === undefined ? ["kept forever"] : say`${after}`}`;
