import { fargateProfiles } from "../../infrastructure/capacity-placement";
import { objectsOf } from "../../infrastructure/kubernetes-objects";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type Check, combinedFinding } from "../check";

export const policiesOnFargate: Check = {
  id: "policies-on-fargate",
  severity: "warning",
  measures: true,
  title: "pods with network policies do not run on Fargate",
  why: "Fargate enforces no network policies: only security groups restrict the traffic of its pods",
  fix: "run the models on nodes that hold them (cluster.fargate: false, with minPerZone and maxPerZone in cluster.nodeGroups) if they need policies; otherwise security groups are the only protection, and the finding can be waived",
  source: "Amazon EKS user guide, Simplify compute management with AWS Fargate (read 2026-11-20)",
  run: (plan) =>
    objectsOf(plan)
      .ofKind("namespace")
      .flatMap(({ resource, name }) => {
        const policies = objectsOf(plan)
          .ofKind("network_policy")
          .filter(({ namespace }) => namespace === name);
        const onFargate = isOnFargate(plan, name) && policies.length > 0;
        return combinedFinding(
          resource,
          `namespace ${name}`,
          onFargate
            ? [
                `its pods run on Fargate, which does not enforce ${policies.length === 1 ? "its network policy" : `its ${policies.length} network policies`}`,
              ]
            : [],
        );
      }),
};

/** True if a Fargate profile selects all pods of a namespace. */
const isOnFargate = (plan: EnvironmentPlan, namespace: string): boolean =>
  fargateProfiles(plan).some(({ selects }) => selects({ namespace, labels: {} }));
