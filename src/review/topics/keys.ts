import { KMS_KEYS } from "../../evidence/key-uses";
import { isFalse, isTrue, number } from "../../infrastructure/blocks";
import { type EnvironmentPlan, type PlannedResource } from "../../terraform/environment-plan";
import { type Json } from "../../terraform/stack-json";
import { type ResourceChange } from "../change";
import { type Edit } from "../comparison/edit";
import { type Phrase, say } from "../stages/phrase";
import { fromTo } from "./edited";
import { alike } from "./alike";
import { holderGoes, isGone } from "./holders";
import { firstAndMore } from "./names";
import { type Change, type Topic, type TopicLine } from "./topic";

const KEY = /^aws_kms_(replica_|external_)?key$/;
const ALIAS = "aws_kms_alias";

/** Keys that are deleted or turned off, names that lead to another key, and data that gets another key. */
export const keys: Topic = {
  title: "Keys",
  lines: (change) => [
    ...change.resources.filter(({ type }) => KEY.test(type)).flatMap((key) => keyLines(change, key)),
    ...change.resources.filter(({ type }) => type === ALIAS).flatMap((alias) => aliasLines(change, alias)),
    ...otherKeyLines(change),
  ],
  judges: (changed, edit) => {
    if (!("type" in changed)) return false;
    if (edit !== undefined) return KEY.test(changed.type) && OF_KEY.test(edit.argument);
    return isGone(changed) && (KEY.test(changed.type) || changed.type === ALIAS);
  },
};

/** Arguments of a key whose harmful values have a line. */
const OF_KEY = /^(is_enabled|enable_key_rotation|deletion_window_in_days)$/;

function keyLines({ before }: Change, resource: ResourceChange): TopicLine[] {
  const { layer, address, edits } = resource;
  if (isGone(resource)) return goneLines(before, resource);
  return edits.flatMap((edit): TopicLine[] => {
    const line = (text: Phrase, harm?: TopicLine["harm"]): TopicLine[] => [
      { level: "attention", layer, address, edits: [edit], text, ...(harm === undefined ? {} : { harm }) },
    ];
    const { argument, before: was, after: is } = edit;
    if (argument === "is_enabled" && is !== undefined && !isTrue(is))
      return line(
        say`${address} ${[isFalse(is) ? "is" : "may be"]} turned off: nothing reads or writes what it encrypts until it is turned on`,
        "outage",
      );
    if (argument === "enable_key_rotation" && !isTrue(is))
      return line(say`${address} is no longer rotated each year`, "less protection");
    if (
      argument === "deletion_window_in_days" &&
      // days that only the apply knows may be fewer
      (is === undefined ? KMS_KEYS.deletionWindowDays : (number(is) ?? 0)) <
        (number(was) ?? KMS_KEYS.deletionWindowDays)
    )
      return line(say`days until ${address} is deleted, once its deletion is scheduled: ${fromTo(edit)}`);
    return [];
  });
}

/** Source: KMS developer guide, "Deleting AWS KMS keys" (unconfirmed). */
function goneLines(plan: EnvironmentPlan, { layer, address, before = {} }: ResourceChange): TopicLine[] {
  const key = plan.find(layer, address);
  const users = key ? usersOf(plan, key) : [];
  const storing = users
    .filter(({ type }) => !KMS_KEYS.keepsNothing.includes(type))
    .map((each) => each.address);
  if (storing.length === 0 && users.some(({ type }) => type === "aws_sns_topic")) {
    const text = say`${address}: the key is deleted; it encrypts messages that nothing keeps`;
    return [{ level: "info", layer, address, text }];
  }
  const days = number(before["deletion_window_in_days"]) ?? KMS_KEYS.deletionWindowDays;
  const what: Phrase =
    storing.length === 0
      ? ["what it encrypts"]
      : say`the data of ${firstAndMore(storing)}, backups and snapshots included`;
  const text = say`${address}: the apply schedules the deletion of the key, and ${days} days later nobody can read ${what}; until then, aws kms cancel-key-deletion takes it back`;
  return [{ level: "attention", harm: "data lost", layer, address, text }];
}

/** Blocks of all layers that name a key. */
const usersOf = (plan: EnvironmentPlan, key: PlannedResource): PlannedResource[] =>
  plan.all.filter(
    (resource) =>
      resource !== key &&
      !resource.address.startsWith("data.") &&
      Object.entries(resource.config).some(
        ([name, value]) => name !== "depends_on" && name !== "policy" && names(plan, resource, value, key),
      ),
  );

function names(
  plan: EnvironmentPlan,
  resource: PlannedResource,
  value: Json | undefined,
  key: PlannedResource,
): boolean {
  if (typeof value === "string")
    return value.startsWith("${") && plan.target({ layer: resource.layer, value }) === key;
  if (value === null || typeof value !== "object") return false;
  return Object.values(value).some((item) => names(plan, resource, item as Json, key));
}

function aliasLines(change: Change, alias: ResourceChange): TopicLine[] {
  const { layer, address, edits } = alias;
  const line = (text: Phrase, found?: readonly Edit[]): TopicLine[] => [
    { level: "attention", layer, address, text, ...(found ? { edits: found } : {}) },
  ];
  if (isGone(alias))
    return holderGoes(change, alias)
      ? []
      : line(say`${address}: the name of the key goes, and what names the key by it fails`);
  const found = edits.filter(({ argument }) => argument === "target_key_id");
  const [edit] = found;
  return edit
    ? line(
        say`${address} leads to another key: ${fromTo(edit)}; data keeps the key that it has, and new data gets the other one`,
        found,
      )
    : [];
}

/** Arguments with the key of data at rest, where another key is an update in place. */
const KEY_ARGUMENTS: readonly { readonly type: RegExp; readonly argument: RegExp }[] = [
  {
    type: /^aws_s3_bucket_server_side_encryption_configuration$/,
    argument: /^rule\.apply_server_side_encryption_by_default(\.|$)/,
  },
  {
    type: /^aws_(cloudwatch_log_group|secretsmanager_secret|sns_topic|sqs_queue)$/,
    argument: /^kms_(master_)?key_id$/,
  },
];

/** Source: Amazon S3 user guide, "Setting default server-side encryption behavior" (read 2026-11-21). */
const otherKeyLines = ({ resources }: Change): TopicLine[] =>
  alike(
    resources.flatMap(({ type, layer, address, edits }) => {
      const found = edits.filter(({ argument }) =>
        KEY_ARGUMENTS.some((each) => each.type.test(type) && each.argument.test(argument)),
      );
      const shown = found.find(({ argument }) => argument.includes("kms_")) ?? found[0];
      if (!shown) return [];
      const text = (all: Phrase): Phrase =>
        say`KMS key of ${all}: ${fromTo(shown)}; existing data keeps the old key, which must stay as long as the data, and readers need both`;
      return [{ level: "attention" as const, layer, address, edits: found, text }];
    }),
  );
