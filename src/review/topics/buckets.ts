import { own } from "../../base/own";
import { block, text } from "../../infrastructure/blocks";
import { type ResourceChange } from "../change";
import { type Phrase, say } from "../stages/phrase";
import { fromTo } from "./edited";
import { holderGoes, holderIsNew, isGone } from "./holders";
import { type Change, type Topic, type TopicLine } from "./topic";

const VERSIONING = "aws_s3_bucket_versioning";
const ENCRYPTION = "aws_s3_bucket_server_side_encryption_configuration";
const OWNERSHIP = "aws_s3_bucket_ownership_controls";

/** Settings of buckets that exist: versions, encryption and the owner of objects. */
export const buckets: Topic = {
  title: "Buckets",
  lines: (change) =>
    change.resources
      .filter((resource) => Object.hasOwn(EFFECTS, resource.type))
      .flatMap((resource) => linesOf(change, resource)),
  judges: (changed, edit) => {
    if (!("type" in changed)) return false;
    if (edit === undefined) return Object.hasOwn(EFFECTS, changed.type);
    return changed.type === VERSIONING && edit.argument === STATUS;
  },
};

const STATUS = "versioning_configuration.status";

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
  const { type, layer, address, action, edits } = resource;
  const [goes, isNew] = [holderGoes(change, resource), holderIsNew(change, resource)];
  const other = edits.find(({ argument }) => argument === "bucket");
  if (action !== "replace" || !other) return goes || isNew ? [] : lineOf(resource);
  const [added = "", gone = ""] = own(EFFECTS, type) ?? [];
  const line = (what: Phrase): TopicLine => ({
    level: "attention",
    layer,
    address,
    text: say`${address} is of another bucket: ${fromTo(other)}; ${what}`,
  });
  return [
    ...(goes ? [] : [line(say`in the former one, ${[gone]}`)]),
    ...(isNew || added === "" ? [] : [line(say`in the other one, ${[added]}`)]),
  ];
}

function lineOf(resource: ResourceChange): TopicLine[] {
  const { type, layer, address, action, edits, before, after } = resource;
  const [added = "", gone = ""] = own(EFFECTS, type) ?? [];
  const line = (level: TopicLine["level"], what: Phrase, found = edits): TopicLine[] => [
    { level, layer, address, text: what, ...(found.length > 0 ? { edits: found } : {}) },
  ];
  const less = (lines: TopicLine[]): TopicLine[] =>
    lines.map((each) => ({ ...each, harm: "less protection" }));
  if (type === VERSIONING) {
    const [was, is] = [statusIn(before), statusIn(after)];
    if (was === is) return [];
    const states = say`versioning of ${address}: ${was ?? "not set"} → ${is ?? "Suspended"}`;
    const found = edits.filter(({ argument }) => argument === STATUS);
    return is === "Enabled"
      ? line("info", say`${states}; overwritten and deleted objects stay as old versions`, found)
      : less(line("attention", say`${states}; ${[gone]}`, found));
  }
  if (isGone(resource)) return less(line("attention", say`${address}: ${[gone]}`, []));
  return action === "add" ? line("attention", say`${address}: ${[added]}`, []) : [];
}

const statusIn = (config: ResourceChange["before"]): string | undefined =>
  text(block(config?.["versioning_configuration"])["status"]);
