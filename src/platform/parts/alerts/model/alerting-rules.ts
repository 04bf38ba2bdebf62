import {
  type EnvironmentPlan,
  type PlannedResource,
} from "../../../../proof/terraform-json/environment-plan";
import { asArray, asObject } from "../../../../proof/terraform-json/stack-json";
import { text } from "../../../../proof/model/blocks";
import { customObjectsOf } from "../../../../proof/model/kubernetes/custom-objects";
import { labelsOf } from "../../../../proof/model/kubernetes/objects";

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

/** Alerting rules in all PrometheusRules of the stacks. Those of charts are not among them. */
export const alertingRulesOf = (plan: EnvironmentPlan): readonly AlertingRule[] =>
  customObjectsOf(plan)
    .filter(({ kind }) => kind === "PrometheusRule")
    .flatMap(({ resource, spec }) =>
      asArray(spec["groups"])
        .flatMap((group) => asArray(asObject(group)["rules"]))
        .map(asObject)
        .filter((rule) => rule["record"] === undefined)
        .map((rule) => ({
          resource,
          name: text(rule["alert"]) ?? "",
          expression: text(rule["expr"]) ?? "",
          lasts: text(rule["for"]) ?? "",
          labels: labelsOf(rule["labels"]),
          annotations: labelsOf(rule["annotations"]),
        })),
    );
