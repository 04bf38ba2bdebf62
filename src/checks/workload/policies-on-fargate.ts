import { fargateProfiles } from "../../infrastructure/capacity-placement";
import { objectsOf } from "../../infrastructure/kubernetes-objects";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type Check, combinedFinding, ruleOf } from "../check";
import TEXTS from "./texts.json";

export const policiesOnFargate: Check = {
  ...ruleOf(TEXTS, "policies-on-fargate"),
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
