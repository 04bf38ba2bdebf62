import { isTrue, text } from "../../../proof/model/blocks";
import { block } from "../../../proof/model/blocks";
import { type ResourceChange } from "../change";
import { type Phrase, say } from "../phrase";
import { isGone } from "./several";
import { type Change, type Topic, type TopicLine } from "./topic";

const VERSIONING = "aws_s3_bucket_versioning";
const ENCRYPTION = "aws_s3_bucket_server_side_encryption_configuration";
const OWNERSHIP = "aws_s3_bucket_ownership_controls";
const PUBLIC_BLOCK = "aws_s3_bucket_public_access_block";

/** Settings of buckets: versions, encryption and the owner of objects. */
export const buckets: Topic = {
  title: "Buckets",
  lines: (change) => change.resources.flatMap((resource) => linesOf(change, resource)),
  judges: (changed, edit) => {
    if (!("type" in changed)) return false;
    const { type, action, after = {} } = changed;
    if (edit !== undefined) return type === VERSIONING && edit.argument === "versioning_configuration.status";
    if (action === "add" && type in NEW) return isPlain(changed);
    if (type === PUBLIC_BLOCK) return action === "add" && BLOCKS.every((name) => isTrue(after[name]));
    return [VERSIONING, ENCRYPTION, OWNERSHIP].includes(type);
  },
};

/** New objects without data, with the arguments that open nothing. */
const NEW: Readonly<Record<string, RegExp>> = {
  aws_s3_bucket: /^(bucket|bucket_prefix|force_destroy|object_lock_enabled)$/,
  aws_ecr_repository:
    /^(name|encryption_configuration|force_delete|image_scanning_configuration|image_tag_mutability)$/,
  aws_cloudwatch_log_group: /^(name|name_prefix|kms_key_id|retention_in_days|skip_destroy)$/,
  aws_backup_vault: /^(name|kms_key_arn|force_destroy)$/,
};
const ASIDE = /^(tags|tags_all|depends_on|lifecycle|provider|\/\/)$/;

const isPlain = ({ type, after = {} }: ResourceChange): boolean =>
  Object.keys(after).every((name) => ASIDE.test(name) || NEW[type]?.test(name) === true);

const BLOCKS = ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"];

/** Source: Amazon S3 user guide, "How S3 Versioning works", "Controlling ownership of objects" (unconfirmed). */
function linesOf(change: Change, resource: ResourceChange): TopicLine[] {
  const { type, layer, address, action, edits } = resource;
  if (![VERSIONING, ENCRYPTION, OWNERSHIP].includes(type)) return [];
  const line = (level: TopicLine["level"], what: Phrase): TopicLine[] => [
    { level, layer, address, text: what },
  ];
  if (type === VERSIONING) {
    const [was, is] = [statusIn(resource.before), statusIn(resource.after)];
    if (was === is || bucketGoes(change, resource)) return [];
    const states = say`versioning of ${address}: ${was ?? "not set"} → ${is ?? "Suspended"}`;
    const found = edits.length > 0 ? { edits } : {};
    return is === "Enabled"
      ? line("info", say`${states}; overwritten and deleted objects stay as old versions`).map((each) => ({
          ...each,
          ...found,
        }))
      : line(
          "attention",
          say`${states}; an object that is overwritten or deleted from now on has no old version`,
        ).map((each) => ({ ...each, ...found }));
  }
  if (bucketGoes(change, resource) || bucketIsNew(change, resource)) return [];
  const effects: Readonly<Record<string, string>> =
    type === ENCRYPTION
      ? { add: "new objects get this key, and readers need it", destroy: "new objects get a key of AWS" }
      : { add: "rights by ACLs of objects end", destroy: "objects of other accounts belong to them" };
  const effect = isGone(resource) ? effects["destroy"] : effects[action];
  return effect === undefined ? [] : line("attention", say`${address}: ${[effect]}`);
}

const statusIn = (config: ResourceChange["before"]): string | undefined =>
  text(block(config?.["versioning_configuration"])["status"]);

const bucketGoes = (change: Change, { layer, before }: ResourceChange): boolean =>
  bucketChange(change, change.before.target({ layer, value: before?.["bucket"] }), isGone);

const bucketIsNew = (change: Change, { layer, after }: ResourceChange): boolean =>
  bucketChange(
    change,
    change.after.target({ layer, value: after?.["bucket"] }),
    ({ action }) => action === "add" || action === "replace",
  );

const bucketChange = (
  { resources }: Change,
  bucket: { readonly layer: string; readonly address: string } | undefined,
  is: (change: ResourceChange) => boolean,
): boolean =>
  bucket !== undefined &&
  resources.some((each) => each.layer === bucket.layer && each.address === bucket.address && is(each));
