import { groupBy, combinedFinding } from "../../analysis/blocks";
import { entriesOf } from "../../analysis/kubernetes/entries";
import { objectsOf, titleOf } from "../../analysis/kubernetes/objects";
import { type Check } from "../check";

const LABEL = "elbv2.k8s.aws/pod-readiness-gate-inject";

export const readinessGates: Check = {
  id: "readiness-gates",
  severity: "error",
  title: "pods have a readiness gate for their load balancer if that load balancer always exists",
  why: "without the gate, a rollout stops old pods before the load balancer has registered new ones; with the gate but no load balancer, pods never become ready",
  fix: "label the namespace for Ingresses and NLBs of the controller, but not for a target group whose load balancer can be switched off",
  source: "AWS Load Balancer Controller 3.5.0 guide, Pod readiness gate (read 2026-11-20)",
  run: (plan) => {
    const entries = groupBy(entriesOf(plan), ({ namespace }) => namespace);
    return objectsOf(plan)
      .ofKind("namespace")
      .flatMap((namespace) => {
        const here = entries.get(namespace.name) ?? [];
        if (here.length === 0) return [];
        const label = namespace.labels[LABEL];
        const switched = here.some(({ kind }) => kind === "target-group");
        if (switched) {
          return combinedFinding(
            namespace.resource,
            titleOf(namespace),
            label === undefined ? [] : ["its pods wait for a load balancer that can be switched off"],
          );
        }
        return combinedFinding(
          namespace.resource,
          titleOf(namespace),
          label === "enabled"
            ? []
            : [
                `label ${LABEL} is ${label ?? "missing"}, expected enabled: a rollout does not wait for the load balancer`,
              ],
        );
      });
  },
};
