import { KMS_KEYS } from "../../evidence/key-uses";
import { number, textsIn } from "../../terraform/stack-json";
import { type EnvironmentPlan, type PlannedResource } from "../../terraform/environment-plan";
import { type ResourceChange } from "../change";
import { firstAndMore, fromTo, type Phrase, say } from "../stages/phrase";
import { isGone } from "./holders";
import { effectLines, alone, type Change, isAt, type Topic, type TopicLine } from "./topic";
import { judgesOfRows, type Own, rowEffects, rowLines } from "./rows";
import { sentencesOf } from "./named";

const { effect, line } = sentencesOf("Keys");

const KEY = /^aws_kms_(replica_|external_)?key$/;

const OWN: Own = {
  when: {
    // days that only the apply knows may be fewer
    shorter: ({ edit: { before, after } }) =>
      (after === undefined ? KMS_KEYS.deletionWindowDays : (number(after) ?? 0)) <
      (number(before) ?? KMS_KEYS.deletionWindowDays),
  },
};

/** Keys that are deleted or turned off, names that lead to another key, and data that gets another key. */
export const keys: Topic = {
  title: "Keys",
  lines: (change) => [
    ...change.resources
      .filter(({ type }) => KEY.test(type))
      .flatMap((key) => (isGone(key) ? [goneLine(change.before, key)] : rowLines("Keys", key, change, OWN))),
    ...rowEffects("Names of keys", change).map(alone),
    ...otherKeyLines(change),
  ],
  ...judgesOfRows("Keys", OWN),
};

function goneLine(plan: EnvironmentPlan, resource: ResourceChange): TopicLine {
  const { layer, address, before = {} } = resource;
  const key = plan.find(layer, address);
  const users = key ? usersOf(plan, key) : [];
  const storing = users
    .filter(({ type }) => !KMS_KEYS.keepsNothing.includes(type))
    .map((each) => each.address);
  if (storing.length === 0 && users.some(({ type }) => type === "aws_sns_topic"))
    return line("key of messages", resource);
  const days = number(before["deletion_window_in_days"]) ?? KMS_KEYS.deletionWindowDays;
  const what: Phrase =
    storing.length === 0
      ? ["what it encrypts"]
      : say`the data of ${firstAndMore(storing)}, backups and snapshots included`;
  return line("key", resource, { days, what });
}

/** Blocks of all layers that name a key. */
const usersOf = (plan: EnvironmentPlan, key: PlannedResource): PlannedResource[] =>
  plan.all.filter(({ layer, address, config }) => {
    const named = Object.entries(config).filter(([name]) => name !== "depends_on" && name !== "policy");
    const isUser = (value: string): boolean =>
      value.startsWith("${") && plan.target({ layer, value }) === key;
    return (
      !isAt(key)({ layer, address }) &&
      !address.startsWith("data.") &&
      named.some(([, value]) => textsIn(value ?? null).some(isUser))
    );
  });

/** Arguments with the key of data at rest, where another key is an update in place. */
const KEY_ARGUMENTS =
  /^aws_s3_bucket_server_side_encryption_configuration rule\.apply_server_side_encryption_by_default(\.|$)|^aws_(cloudwatch_log_group|secretsmanager_secret|sns_topic|sqs_queue) kms_(master_)?key_id$/;

/** Source: Amazon S3 user guide, "Setting default server-side encryption behavior" (read 2026-11-21). */
const otherKeyLines = ({ resources }: Change): TopicLine[] =>
  effectLines(
    resources.flatMap((resource) => {
      const edits = resource.edits.filter(({ argument }) =>
        KEY_ARGUMENTS.test(`${resource.type} ${argument}`),
      );
      const shown = edits.find(({ argument }) => argument.includes("kms_")) ?? edits[0];
      return shown ? effect("other key", resource, { change: fromTo(shown) }, { edits }) : [];
    }),
  );
