import { own } from "../../../base/own";
import { SETTINGS_OF_HOLDERS } from "../../../evidence/holders";
import {
  asObject,
  block,
  blocks,
  isTrue,
  jsonIn,
  type JsonObject,
  number,
} from "../../../terraform/stack-json";
import { type ResourceChange } from "../../change";
import { type Phrase, joinPhrases, say } from "../../stages/phrase";
import { holderGoes, holderIsNew } from "../holders";
import { type Effect, type Change, type Topic, effectLines, editsOf, orAll } from "../topic";
import { sentencesOf } from "../named";

const { effect } = sentencesOf("Retention");

/** A number that only the apply knows may be any. */
const UNKNOWN_DAYS = 0;

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
  lines: (change) => effectLines(change.resources.flatMap((resource) => effectsOf(change, resource))),
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
  const changes = joinPhrases((isLoss ? losses : others).map(expiryText), "; ");
  return [effect(isLoss ? "loss" : "no loss", resource, { changes }, { edits })];
}

/** True if the object with the data is made or deleted by the same change, and has a line of its own. */
const isOfOtherObject = (change: Change, resource: ResourceChange, { isObject }: Keeper): boolean =>
  isObject
    ? !resource.before || !resource.after || resource.action === "replace"
    : holderIsNew(change, resource) || (!hasOtherHolder(resource) && holderGoes(change, resource));

const hasOtherHolder = ({ type, action, edits }: ResourceChange): boolean =>
  action === "replace" && edits.some(({ argument }) => argument === own(SETTINGS_OF_HOLDERS, type));

const expiryText = ({ what, before, after }: OtherExpiry): Phrase =>
  say`${[what]}: ${limit(before)} → ${limit(after)}`;

const limit = (after: number | undefined): Phrase =>
  after === undefined ? ["unlimited"] : after === UNKNOWN_DAYS ? ["unknown"] : say`${after}`;

/** One rule that deletes, such as objects of a prefix after 30 days, or all images beyond the newest 50. */
interface Expiry {
  /** The data that it deletes: equal for the same selection before and after. */
  readonly what: string;
  /** Days or number after which it deletes; less is more that is deleted. */
  readonly after: number;
  /** True for parts of an upload that was not completed, and markers of deleted objects. @default - it deletes data */
  readonly isHarmless?: true;
}

/** A selection whose data is deleted earlier, or later, than before. */
interface OtherExpiry {
  readonly what: string;
  /** Undefined if nothing deleted it. */
  readonly before: number | undefined;
  /** Undefined if nothing deletes it any more. */
  readonly after: number | undefined;
  readonly isLoss: boolean;
}

/** Compares what is deleted. Without a rule, data stays forever. */
export function compareExpiries(before: readonly Expiry[], after: readonly Expiry[]): OtherExpiry[] {
  const [was, is] = [earliest(before), earliest(after)];
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((what): OtherExpiry[] => {
    const [old, now] = [was.get(what), is.get(what)];
    if (old?.after === now?.after) return [];
    const isEarlier = (now?.after ?? Infinity) < (old?.after ?? Infinity);
    const isLoss = isEarlier && now?.isHarmless !== true;
    return [{ what, before: old?.after, after: now?.after, isLoss }];
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
export function expiriesOfBucket(config: JsonObject = {}): Expiry[] {
  return blocks(config["rule"])
    .filter(({ status }) => status !== "Disabled")
    .flatMap((rule): Expiry[] => {
      const where = filterOf(rule);
      const expiration = block(rule["expiration"]);
      const marker = expiration["expired_object_delete_marker"];
      const noncurrent = block(rule["noncurrent_version_expiration"]);
      const upload = block(rule["abort_incomplete_multipart_upload"]);
      return [
        // a date is no number of days
        ...daysIn(expiration["date"], `objects${where}`),
        ...daysIn(expiration["days"], `objects${where}`),
        ...(isTrue(marker) ? harmless(daysIn(marker, `markers of deleted objects${where}`)) : []),
        ...daysIn(noncurrent["noncurrent_days"], `old versions of objects${keeping(noncurrent)}${where}`),
        ...harmless(daysIn(upload["days_after_initiation"], `incomplete uploads${where}`)),
      ];
    });
}

function daysIn(days: JsonObject[string] | undefined, what: string): Expiry[] {
  if (days === undefined) return [];
  return [{ what: `days for which ${what} are kept`, after: number(days) ?? UNKNOWN_DAYS }];
}

const harmless = (expiries: readonly Expiry[]): Expiry[] =>
  expiries.map((each) => ({ ...each, isHarmless: true }));

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
    return [{ what: `images that the policy ${String(policy)} keeps`, after: UNKNOWN_DAYS }];
  return blocks(asObject(document)["rules"]).map((rule): Expiry => {
    const { countNumber, countType, countUnit, tagStatus, ...tags } = block(rule["selection"]);
    const which =
      tagStatus === "untagged"
        ? "images without a tag"
        : tagStatus === "tagged"
          ? "images with a tag"
          : "images";
    const named = Object.keys(tags).length === 0 ? "" : ` of ${JSON.stringify(tags)}`;
    const images = `${which}${named}`;
    const what =
      countType === "imageCountMoreThan"
        ? `number of ${images} that are kept`
        : `${String(countUnit ?? "days")} for which ${images} are kept`;
    return { what, after: number(countNumber) ?? UNKNOWN_DAYS };
  });
}
