import { ofVault, usedVaults } from "./backup-plans";
import { topicOf } from "../../../infrastructure/alarms";
import {
  BACKED_UP,
  BACKUP_SERVICE,
  FAILED_STATES,
  JOB_ENDS,
  OBJECT_FAILS,
  STATE_ATTRIBUTE,
} from "../facts/backups";
import { type EnvironmentPlan, type PlannedResource, inLayer } from "../../../terraform/environment-plan";
import { type Check, combinedFinding, repeatedProblems, ruleOf } from "../../../checks/check";
import { selectedSources } from "./backup-sources";
import { texts } from "../../../terraform/stack-json";
import TEXTS from "./texts.json";

export const backupFailures: Check = {
  ...ruleOf(TEXTS, "backup-failures"),
  run: (plan) =>
    [...usedVaults(plan)].flatMap((vault) =>
      combinedFinding(vault, "backup vault", vaultProblems(plan, vault)),
    ),
};

function vaultProblems(plan: EnvironmentPlan, vault: PlannedResource): string[] {
  const all = ofVault(plan, vault, "aws_backup_vault_notifications");
  const [notifications] = all;
  if (!notifications) return ["it has no notifications: nobody notices failed jobs"];
  const topic = plan.target(inLayer(notifications, notifications.config["sns_topic_arn"]));
  if (topic?.type !== "aws_sns_topic")
    return [`the topic of ${notifications.address} is not in these stacks`];
  const events = texts(notifications.config["backup_vault_events"]);
  const needed = [JOB_ENDS, ...(selectsBucket(plan) ? [OBJECT_FAILS] : [])];
  return [
    ...repeatedProblems("its notifications", all),
    ...needed
      .filter((event) => !events.includes(event))
      .map((event) => `${notifications.address} does not send ${event}`),
    ...topicOf(plan, topic).publisherProblems(BACKUP_SERVICE),
    ...recipientProblems(plan, topic),
  ];
}

const selectsBucket = (plan: EnvironmentPlan): boolean =>
  selectedSources(plan).some(({ arn }) => BACKED_UP[arn.split(":")[2] ?? ""] === BACKED_UP["s3"]);

function recipientProblems(plan: EnvironmentPlan, topic: PlannedResource): string[] {
  const { hasSubscription, passes } = topicOf(plan, topic);
  if (!hasSubscription) return [`${topic.address} has no subscription`];
  return [
    ...FAILED_STATES.filter((state) => !passes({ [STATE_ATTRIBUTE]: state })).map(
      (state) => `no subscription of ${topic.address} passes jobs in state ${state}`,
    ),
    ...(selectsBucket(plan) && !passes({})
      ? [`no subscription of ${topic.address} passes failed objects`]
      : []),
  ];
}
