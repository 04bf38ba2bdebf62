import { own } from "../../base/own";
import { block, text } from "../../terraform/stack-json";
import { type ResourceChange } from "../change";
import { type Phrase, say, fromTo } from "../stages/phrase";
import { holderGoes, holderIsNew, isGone } from "./holders";
import { type Change, type Topic, type TopicLine, attention, editsOf, info, orAll } from "./topic";

const VERSIONING = "aws_s3_bucket_versioning";
const ENCRYPTION = "aws_s3_bucket_server_side_encryption_configuration";
const OWNERSHIP = "aws_s3_bucket_ownership_controls";
const STATUS = "versioning_configuration.status";

/** Settings of buckets that exist: versions, encryption and the owner of objects. */
export const buckets: Topic = {
  title: "Buckets",
  lines: (change) => change.resources.flatMap((resource) => linesOf(change, resource)),
  judgesBlock: ({ type }) => Object.hasOwn(EFFECTS, type),
  judgesEdit: ({ type }, { argument }) => type === VERSIONING && argument === STATUS,
};

/**
 * Effects of a block that is added, and of one that goes. Source: Amazon S3 user guide, "How S3 Versioning works" and "Controlling
 * ownership of objects" (unconfirmed).
 */
const EFFECTS: Readonly<Record<string, readonly [added: string, gone: string]>> = {
  [VERSIONING]: ["", "an object that is overwritten or deleted from now on has no old version"],
  [ENCRYPTION]: ["new objects get another key, and readers need it", "new objects get a key of AWS"],
  [OWNERSHIP]: ["rights by ACLs of objects end", "objects of other accounts belong to them"],
};

function linesOf(change: Change, resource: ResourceChange): TopicLine[] {
  const { type, address, action } = resource;
  const effects = own(EFFECTS, type);
  if (!effects) return [];
  const [added, gone] = effects;
  const [goes, isNew] = [holderGoes(change, resource), holderIsNew(change, resource)];
  const [other] = editsOf(resource, "bucket");
  if (action !== "replace" || !other) return goes || isNew ? [] : linesInPlace(resource, effects);
  const line = (what: Phrase): TopicLine =>
    attention(resource, say`${address} is of another bucket: ${fromTo(other)}; ${what}`);
  return [
    ...(goes ? [] : [line(say`in the former one, ${[gone]}`)]),
    ...(isNew || added === "" ? [] : [line(say`in the other one, ${[added]}`)]),
  ];
}

function linesInPlace(
  resource: ResourceChange,
  [added, gone]: readonly [added: string, gone: string],
): TopicLine[] {
  const { type, address, action, before, after } = resource;
  const harm = "less protection";
  if (type === VERSIONING) {
    const [was, is] = [statusIn(before), statusIn(after)];
    if (was === is) return [];
    const states = say`versioning of ${address}: ${was ?? "not set"} → ${is ?? "Suspended"}`;
    const edits = orAll(editsOf(resource, STATUS));
    const kept = say`${states}; overwritten and deleted objects stay as old versions`;
    return is === "Enabled"
      ? [info(resource, kept, { edits })]
      : [attention(resource, say`${states}; ${[gone]}`, { harm, edits })];
  }
  if (isGone(resource)) return [attention(resource, say`${address}: ${[gone]}`, { harm })];
  return action === "add" ? [attention(resource, say`${address}: ${[added]}`)] : [];
}

const statusIn = (config: ResourceChange["before"]): string | undefined =>
  text(block(config?.["versioning_configuration"])["status"]);
