import { instanceTypesKnown } from "../../catalog/instance-capacity";
import { nearest } from "../../core/did-you-mean";
import { NODE_GROUP_LABEL } from "../../core/labels";
import { groupBy } from "../../analysis/blocks";
import { platform } from "../../analysis/capacity/platform";
import { type NodeGroup, namesOf, nodeGroups } from "../../analysis/cluster/node-groups";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { type Check, type Finding, at } from "../check";

export const capacityKnown: Check = {
  id: "capacity-known",
  severity: "warning",
  title: "what nodes hold and what the pods of add-ons and charts ask for is known",
  why: "where it is not, nothing can be proved about room for pods, and no other check speaks of it",
  fix:
    "write an instance type that exists, such as m7i.large; or if it is new, add it to src/catalog/instance-capacity.ts " +
    "(the pods of a new add-on or chart: src/catalog/platform-pods.ts)",
  source: "https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/ (2026-11-20)",
  run: (plan) => [...unknownTypes(plan), ...unknownParts(plan)],
};

/** Once for the node groups of all zones that the environment names as one. */
function unknownTypes(plan: EnvironmentPlan): Finding[] {
  const groups = nodeGroups(plan).filter(({ unknownTypes: unknown }) => unknown.length > 0);
  const byName = groupBy(groups, ({ labels, resource }) => labels[NODE_GROUP_LABEL] ?? resource.address);
  return [...byName.values()].map((zones) => {
    const [first] = zones as [NodeGroup];
    const meant = first.unknownTypes.flatMap((type) => nearest(type, instanceTypesKnown()) ?? []);
    return {
      ...at(first.resource),
      message:
        `the size of ${first.unknownTypes.join(", ")} is not known, so that the capacity of ${namesOf(zones)} was not proved` +
        (meant.length > 0 ? ` (did you mean ${meant.join(", ")}?)` : ""),
    };
  });
}

function unknownParts(plan: EnvironmentPlan): Finding[] {
  return platform(plan).unknown.map((resource) => ({
    ...at(resource),
    message: "the requests of its pods are not in the catalog, so that they were counted as nothing",
  }));
}
