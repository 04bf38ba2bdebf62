import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { type JsonObject } from "../../terraform-json/stack-json";
import { block, blocks, memoizePerPlan, text, texts } from "../blocks";
import { type CustomObject, customObjectsOf } from "./custom-objects";

const OF_GROUPS = /^request\.userInfo\.groups\.exists\((\w+), \1\.startsWith\("([^"\\]+)"\)\)$/;

/** Specs of policies that a binding without selectors enforces. */
const enforcedIn = memoizePerPlan((plan: EnvironmentPlan): readonly JsonObject[] => {
  const enforced = customObjectsOf(plan).flatMap(({ kind, spec }) =>
    kind === "ValidatingAdmissionPolicyBinding" &&
    spec["matchResources"] === undefined &&
    texts(spec["validationActions"]).includes("Deny")
      ? [text(spec["policyName"])]
      : [],
  );
  return customObjectsOf(plan)
    .filter(({ kind, name }) => kind === "ValidatingAdmissionPolicy" && enforced.includes(name))
    .map(({ spec }) => spec);
});

/**
 * Expressions that hold for each request of a group that the API server admits. Policies with another condition than on groups, or that
 * select objects, are not counted.
 */
const heldBy = (plan: EnvironmentPlan, group: string, operation: string, resource: string): string[] =>
  enforcedIn(plan).flatMap((spec) => {
    const [condition, ...others] = blocks(spec["matchConditions"]);
    const { resourceRules, ...selectors } = block(spec["matchConstraints"]);
    const [, , prefix] = OF_GROUPS.exec(text(condition?.["expression"]) ?? "") ?? [];
    const isHeld =
      prefix !== undefined &&
      group.startsWith(prefix) &&
      spec["failurePolicy"] === "Fail" &&
      others.length + Object.keys(selectors).length === 0 &&
      blocks(resourceRules).some(
        ({ operations, resources }) =>
          texts(operations).includes(operation) && texts(resources).includes(resource),
      );
    return isHeld ? blocks(spec["validations"]).map(({ expression }) => text(expression) ?? "") : [];
  });

/** Faults of each admission policy of the stacks: requests that it does not judge, or that it judges beside those that it names. */
export const policyFaults = (plan: EnvironmentPlan): { policy: CustomObject; fault: string }[] =>
  customObjectsOf(plan)
    .filter(({ kind }) => kind === "ValidatingAdmissionPolicy")
    .flatMap((policy) => {
      const { spec } = policy;
      const rules = blocks(block(spec["matchConstraints"])["resourceRules"]);
      return [
        ...(enforcedIn(plan).includes(spec)
          ? []
          : ["denies nothing: no binding without selectors denies by it"]),
        ...(blocks(spec["validations"]).length > 0 ? [] : ["denies nothing: validations is empty"]),
        ...(spec["failurePolicy"] === "Ignore"
          ? ["admits what it cannot judge: failurePolicy is Ignore"]
          : []),
        ...(rules.length > 0 ? [] : ["judges no request: resourceRules is empty"]),
        ...rules.flatMap(ruleFaults),
      ].map((fault) => ({ policy, fault }));
    });

const ruleFaults = (rule: JsonObject): string[] =>
  ["apiGroups", "apiVersions", "operations", "resources"].flatMap((key) => {
    const named = texts(rule[key]);
    if (named.length === 0) return [`judges no request: ${key} is empty`];
    return key !== "apiVersions" && named.includes("*") ? [`judges other requests, too: ${key} has *`] : [];
  });

const OF_PODS = /^request\.namespace == "([^"\\]+)" && request\.name\.matches\("([^"\\]+)"\)$/;

/** Whether a group may forward ports to a pod, as far as names of pods in the expressions show. */
export const admitsForward = (
  plan: EnvironmentPlan,
  group: string,
  namespace: string,
  pod: string,
): boolean =>
  heldBy(plan, group, "CONNECT", "pods/portforward").every((expression) =>
    expression.split(" || ").some((admitted) => {
      const [, where, names = ""] = OF_PODS.exec(admitted) ?? [];
      return where === undefined ? admitted !== "false" : where === namespace && new RegExp(names).test(pod);
    }),
  );

/** Fields of a node that a group cannot change. */
export const fixedOfNodes = (plan: EnvironmentPlan, group: string): ReadonlySet<string> =>
  new Set(
    heldBy(plan, group, "UPDATE", "nodes")
      .flatMap((expression) => expression.split(" && "))
      .flatMap((held) => /^object\.([\w.?]+) == oldObject\.\1$/.exec(held)?.[1]?.replaceAll("?", "") ?? []),
  );
