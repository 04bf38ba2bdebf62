import { parse } from "yaml";
import {
  type EnvironmentPlan,
  memoizePerPlan,
  type PlannedResource,
} from "../../../terraform/environment-plan";
import { asArray, asObject, type Json, jsonIn, type JsonObject, text } from "../../../terraform/stack-json";
import { objectsIn } from "./objects-in";

export const RULE_KINDS = ["PrometheusRule"];

/** A rule of Prometheus: an alert, or a series that it records. */
export interface PromRule {
  readonly resource: PlannedResource;
  readonly name: string;
  readonly isAlert: boolean;
  /** Name of the object that has the rule: a PrometheusRule, or a file of a ConfigMap. */
  readonly holder: string;
  readonly rule: JsonObject;
}

/** Rules by a key that identifies the same rule on the other side: its holder, its name, and its place among those of one name. */
export const monitoringRules = memoizePerPlan((plan: EnvironmentPlan): ReadonlyMap<string, PromRule> => {
  const found = new Map<string, PromRule>();
  for (const each of [...inObjects(plan), ...inFiles(plan)]) {
    let nth = 0;
    const keyAt = (at: number): string => JSON.stringify([each.holder, each.name, at]);
    while (found.has(keyAt(nth))) nth += 1;
    found.set(keyAt(nth), each);
  }
  return found;
});

const inObjects = (plan: EnvironmentPlan): PromRule[] =>
  objectsIn(plan, RULE_KINDS).flatMap(({ resource, name, spec }) => inGroups(resource, name, spec));

/** Whether `monitoringRules` reads the content of a file. */
export const isRulesFile = (content: Json | undefined): content is string =>
  typeof content === "string" && /\balert\b|\brecord\b/.test(content);

/** Rules in files of ConfigMaps, as Prometheus reads them. */
const inFiles = (plan: EnvironmentPlan): PromRule[] =>
  plan.resources("kubernetes_config_map_v1").flatMap((resource) =>
    Object.entries(asObject(resource.config["data"])).flatMap(([file, content]) => {
      return isRulesFile(content) ? inGroups(resource, file, asObject(parsed(content))) : [];
    }),
  );

function parsed(content: string): Json {
  try {
    return jsonIn(content) ?? (parse(content) as Json);
  } catch {
    return null;
  }
}

const inGroups = (resource: PlannedResource, holder: string, { groups = [] }: JsonObject): PromRule[] =>
  asArray(groups).flatMap((group) =>
    asArray(asObject(group)["rules"])
      .map(asObject)
      .map((rule): PromRule => {
        const alert = text(rule["alert"]);
        return {
          resource,
          name: alert ?? text(rule["record"]) ?? "",
          isAlert: alert !== undefined,
          holder,
          rule,
        };
      }),
  );
