import { combinedFinding } from "../../analysis/blocks";
import { fargateProfiles } from "../../analysis/cluster/fargate";
import { objectsOf } from "../../analysis/kubernetes/objects";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { type Check } from "../check";

export const policiesOnFargate: Check = {
  id: "policies-on-fargate",
  severity: "warning",
  title: "network policies hold where the pods run",
  why: "Fargate enforces none: there the security groups alone keep others away",
  fix: "run the models on nodes where policies have to hold, or accept that security groups guard them",
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
            ? [`its pods run on Fargate, where none of its ${policies.length} policies is enforced`]
            : [],
        );
      }),
};

/** True where a Fargate profile takes the pods of a namespace, whatever their labels. */
const isOnFargate = (plan: EnvironmentPlan, namespace: string): boolean =>
  fargateProfiles(plan).some(({ selects }) => selects({ namespace, labels: {} }));
