import {
  type EnvironmentPlan,
  memoizePerPlan,
  type PlannedResource,
} from "../../../terraform/environment-plan";
import { asArray, asObject, type JsonObject, text } from "../../../terraform/stack-json";
import { type CustomObject, customObjectsOf } from "../../../infrastructure/kubernetes-releases";
import { labelsOf } from "../../../infrastructure/kubernetes-labels";

/** An alerting rule of Prometheus. */
export interface AlertingRule {
  readonly resource: PlannedResource;
  readonly name: string;
  readonly expression: string;
  /** Time that the expression is true before the alert fires; empty if it is missing. */
  readonly lasts: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** A group of rules, with the PrometheusRule that has it. */
export interface RuleGroup {
  readonly object: CustomObject;
  readonly group: JsonObject;
}

/** Groups in all PrometheusRules of the stacks. Those of charts are not among them. */
export const ruleGroupsOf = (plan: EnvironmentPlan): readonly RuleGroup[] =>
  customObjectsOf(plan)
    .filter(({ kind }) => kind === "PrometheusRule")
    .flatMap((object) => asArray(object.spec["groups"]).map((group) => ({ object, group: asObject(group) })));

/** Rules of a group, also those that record series. */
export const rulesIn = ({ group }: RuleGroup): readonly JsonObject[] => asArray(group["rules"]).map(asObject);

/** Alerting rules in all groups. */
export const alertingRulesOf = memoizePerPlan((plan: EnvironmentPlan): readonly AlertingRule[] =>
  ruleGroupsOf(plan).flatMap((each) =>
    rulesIn(each)
      .filter((rule) => rule["record"] === undefined)
      .map((rule) => ({
        resource: each.object.resource,
        name: text(rule["alert"]) ?? "",
        expression: text(rule["expr"]) ?? "",
        lasts: text(rule["for"]) ?? "",
        labels: labelsOf(rule["labels"]),
        annotations: labelsOf(rule["annotations"]),
      })),
  ),
);
