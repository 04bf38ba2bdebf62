import { platform } from "../../infrastructure/capacity/platform";
import { nodeGroups } from "../../infrastructure/cluster/node-groups";
import { type EnvironmentPlan } from "../../synthesized/environment-plan";
import { type Check, type Finding, at } from "../check";

export const capacityKnown: Check = {
  id: "capacity-known",
  severity: "warning",
  title: "what nodes hold and what the pods of add-ons and charts ask for is known",
  why: "where it is not, nothing can be proved about room for pods, and no other check speaks of it",
  fix: "name a type of src/catalog/instance-capacity.ts, or add the part to src/catalog/platform-pods.ts",
  source: "https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/ (2026-11-20)",
  run: (plan) => [...unknownTypes(plan), ...unknownParts(plan)],
};

function unknownTypes(plan: EnvironmentPlan): Finding[] {
  return nodeGroups(plan)
    .filter(({ unknownTypes: unknown }) => unknown.length > 0)
    .map(({ resource, unknownTypes: unknown }) => ({
      ...at(resource),
      message: `the size of ${unknown.join(", ")} is not in the catalog, so that its capacity was not proved`,
    }));
}

function unknownParts(plan: EnvironmentPlan): Finding[] {
  return platform(plan).unknown.map((resource) => ({
    ...at(resource),
    message: "the requests of its pods are not in the catalog, so that they were counted as nothing",
  }));
}
