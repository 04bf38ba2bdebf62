import { own } from "../../base/own";
import { type Principal, readPolicies, type Statement } from "../../infrastructure/identity-policies";
import { topicOf } from "../../infrastructure/alarms";
import { type EnvironmentPlan, type PlannedResource, inLayer } from "../../terraform/environment-plan";
import { type Check, combinedFinding, ruleOf } from "../check";
import { resolveReferences } from "../../infrastructure/text-references";
import TEXTS from "./texts.json";
import { isOutsider } from "../../infrastructure/identity-outsiders";

export const topicPolicies: Check = {
  ...ruleOf(TEXTS, "topic-policies"),
  run: (plan) =>
    readPolicies(plan, "resource").flatMap(({ resource, statements }) => {
      if (!/^aws_sns_topic(_policy)?$/.test(resource.type)) return [];
      const arn = arnOf(plan, resource);
      return combinedFinding(
        resource,
        "policy",
        statements.flatMap((statement) => statementProblems(plan, resource, statement, arn)),
      );
    }),
};

/** Types of resources whose messages a service publishes. */
const PUBLISHERS: Readonly<Record<string, string>> = {
  "cloudwatch.amazonaws.com": "aws_cloudwatch_metric_alarm",
  "backup.amazonaws.com": "aws_backup_vault_notifications",
};

/** ARN of the topic of a policy. */
function arnOf(plan: EnvironmentPlan, resource: PlannedResource): string {
  const topic =
    resource.type === "aws_sns_topic" ? resource : plan.target(inLayer(resource, resource.config["arn"]));
  return topic
    ? topicOf(plan, topic).arn
    : resolveReferences(plan, inLayer(resource, resource.config["arn"]));
}

function statementProblems(
  plan: EnvironmentPlan,
  policy: PlannedResource,
  { effect, principals, actions, resources, inverted }: Statement,
  topic: string,
): string[] {
  if (effect !== "Allow") return [];
  const others = resources
    .map((value) => resolveReferences(plan, { layer: policy.layer, value }))
    .filter((resource) => resource !== topic);
  return [
    ...inverted.map((element) => `${element} allows all but the listed`),
    ...principals
      // Everyone, other accounts and undeclared roles are findings of `policy-principals`.
      .filter((each) => !isOutsider(plan, policy, each) && !sends(plan, each))
      .map(({ value }) => `it allows ${value}, which sends no message of these stacks`),
    ...actions.filter((action) => action !== "sns:Publish").map((action) => `it allows ${action}`),
    ...others.map((resource) => `it allows to publish on ${resource}`),
  ];
}

/** True if a resource of the stacks sends messages by a service. */
function sends(plan: EnvironmentPlan, { kind, value }: Principal): boolean {
  const type = kind === "Service" ? own(PUBLISHERS, value) : undefined;
  return type !== undefined && plan.resources(type).length > 0;
}
