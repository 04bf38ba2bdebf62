import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { asArray, asObject } from "../../terraform-json/stack-json";
import { blocks, memoizePerPlan, text, texts } from "../blocks";
import { customObjectsOf } from "./custom-objects";

/** A policy that denies requests of a group of people, unless its expressions are true. */
interface AdmissionLimit {
  readonly operations: readonly string[];
  readonly resources: readonly string[];
  /** Beginning of the names of groups whose requests it judges. */
  readonly groups: string;
  readonly expressions: readonly string[];
}

const OF_GROUPS = /^request\.userInfo\.groups\.exists\((\w+), \1\.startsWith\("([^"\\]+)"\)\)$/;

/** Policies with one condition, on groups, that a binding without selectors enforces. Others are not counted. */
const limitsOf = memoizePerPlan((plan: EnvironmentPlan): readonly AdmissionLimit[] => {
  const objects = customObjectsOf(plan);
  const enforced = objects.flatMap(({ kind, spec }) => {
    const isWhole = spec["matchResources"] === undefined && texts(spec["validationActions"]).includes("Deny");
    return kind === "ValidatingAdmissionPolicyBinding" && isWhole ? [text(spec["policyName"])] : [];
  });
  return objects
    .filter(({ kind, name }) => kind === "ValidatingAdmissionPolicy" && enforced.includes(name))
    .flatMap(({ spec }) => {
      const [condition, ...others] = blocks(spec["matchConditions"]);
      const groups = OF_GROUPS.exec(text(condition?.["expression"]) ?? "")?.[2];
      const constraints = asObject(spec["matchConstraints"]);
      if (groups === undefined || others.length > 0 || spec["failurePolicy"] !== "Fail") return [];
      if (Object.keys(constraints).join() !== "resourceRules") return [];
      const expressions = blocks(spec["validations"]).map(({ expression }) => text(expression) ?? "");
      return asArray(constraints["resourceRules"])
        .map(asObject)
        .map(({ operations, resources }) => ({
          operations: texts(operations),
          resources: texts(resources),
          groups,
          expressions,
        }));
    });
});

/** Expressions that hold for each request of a group that the API server admits. */
const heldBy = (plan: EnvironmentPlan, group: string, operation: string, resource: string): string[] =>
  limitsOf(plan)
    .filter(
      ({ operations, resources, groups }) =>
        operations.includes(operation) && resources.includes(resource) && group.startsWith(groups),
    )
    .flatMap(({ expressions }) => expressions);

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
