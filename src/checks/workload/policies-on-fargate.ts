import { type EnvironmentPlan } from "../../synthesized/environment-plan";
import { type Check } from "../check";
import { writtenOut } from "../identity/references";
import { block, blocks, oncePerPlan, oneFinding, valueOf } from "./blocks";
import { objectsOf } from "./objects";

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
        const onFargate = fargateNamespaces(plan).has(name) && policies.length > 0;
        return oneFinding(
          resource,
          `namespace ${name}`,
          onFargate
            ? [`its pods run on Fargate, where none of its ${policies.length} policies is enforced`]
            : [],
        );
      }),
};

/** Namespaces whose pods a Fargate profile takes, whatever their labels. */
const fargateNamespaces = oncePerPlan(
  (plan: EnvironmentPlan): ReadonlySet<string> =>
    new Set(
      plan.resources("aws_eks_fargate_profile").flatMap((profile) =>
        blocks(profile.config["selector"])
          .filter((selector) => Object.keys(block(selector["labels"])).length === 0)
          .map((selector) => writtenOut(plan, valueOf(profile, selector["namespace"]))),
      ),
    ),
);
