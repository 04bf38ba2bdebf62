import { entriesOf, type Entry } from "../../infrastructure/network-entries";
import { objectsOf } from "../../infrastructure/kubernetes-objects";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type Check, combinedFinding, type Finding, ruleOf } from "../check";
import { namedGates } from "./named-gates";
import { groupBy } from "../../base/group-by";
import { isTrue } from "../../terraform/stack-json";
import { dependenciesOf } from "../../infrastructure/text-in-stacks";
import TEXTS from "./texts.json";
import { READINESS_LABEL } from "../../evidence/load-balancers";

export const readinessGates: Check = {
  ...ruleOf(TEXTS, "readiness-gates"),
  run: (plan) => {
    const entries = groupBy(entriesOf(plan), ({ namespace }) => namespace);
    const injected = objectsOf(plan)
      .ofKind("namespace")
      .flatMap((namespace) => {
        const here = entries.get(namespace.name) ?? [];
        if (here.length === 0) return [];
        const label = namespace.labels[READINESS_LABEL];
        const switched = here.some(({ kind }) => kind === "target-group");
        if (switched) {
          return combinedFinding(
            namespace.resource,
            namespace.title,
            label === undefined ? [] : ["its pods wait for a load balancer that can be switched off"],
          );
        }
        if (label === "enabled") return here.flatMap((entry) => lateEntries(plan, entry));
        return combinedFinding(namespace.resource, namespace.title, [
          `label ${READINESS_LABEL} is ${label ?? "missing"}, expected enabled: a rollout does not wait for the load balancer`,
        ]);
      });
    return [...injected, ...namedGates(plan)];
  },
};

/** Only pods that are created after their target group get its gate. */
function lateEntries(plan: EnvironmentPlan, { resource, title, pods }: Entry): Finding[] {
  const graph = dependenciesOf(plan);
  return [
    ...combinedFinding(
      resource,
      title,
      isTrue(resource.config["wait_for_load_balancer"])
        ? []
        : ["wait_for_load_balancer is not true, so pods start before its target groups exist"],
    ),
    ...pods.flatMap(({ owner }) =>
      combinedFinding(
        owner.resource,
        owner.title,
        graph.outlives(resource, owner.resource)
          ? []
          : [`it does not depend on ${resource.address}, so its first pods have no readiness gate`],
      ),
    ),
  ];
}
