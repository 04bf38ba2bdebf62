import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type Check, combinedFinding, type Finding, ruleOf } from "../check";
import { podPolicies, type Policy } from "../policies";
import { policyProofOf } from "./policy-needs";
import { stoppedNeeds } from "./network-policy-paths";
import { rulesExcess } from "./network-policy-wide";
import { deliveriesOf } from "../../infrastructure/deliveries";
import TEXTS from "./texts.json";
import { type Stated } from "../../infrastructure/stated";

export const gitModelPolicies: Check = {
  ...ruleOf(TEXTS, "git-model-policies"),
  run: (plan, { statedOf }) => {
    const stated = statedOf(plan.name).gitModels;
    return stated === undefined
      ? []
      : deliveriesOf(plan).all.flatMap((each) => policyFindings(plan, each, stated));
  },
};

/** Compares network policies of a namespace with the needs of pods in Git. */
function policyFindings(
  plan: EnvironmentPlan,
  { delivery, source: { object, destination } }: ReturnType<typeof deliveriesOf>["all"][number],
  stated: NonNullable<Stated["gitModels"]>,
): Finding[] {
  const { namespace } = destination;
  const expected = delivery.expectedPlan(plan, namespace, stated);
  const proof = policyProofOf(expected);
  const hasRole = (name: string): boolean => stated.get(name)?.bucketPrefix !== undefined;
  const stopped = proof.stopped.filter(
    ({ pods: { owner }, direction, remote }) =>
      owner.namespace === namespace &&
      (direction === "ingress" || remote.kind === "pods" || hasRole(owner.name)),
  );
  return [
    ...combinedFinding(
      object.resource,
      `Application ${object.name}`,
      stoppedNeeds(stopped).map(({ message }) => message),
    ),
    ...podPolicies(expected)
      .filter((policy) => policy.namespace === namespace)
      .flatMap((policy) =>
        combinedFinding(
          policy.resource,
          "the policy",
          policy.selectsAll
            ? openingsForAll(policy)
            : [...rulesExcess(policy.rules, policy.selected, proof), ...surplus(policy, hasRole)],
        ),
      ),
  ];
}

/** A policy of all pods connects them with each other and with CoreDNS only. */
const openingsForAll = ({ rules }: Policy): string[] =>
  [...rules.ingress, ...rules.egress].some(
    ({ peers }) => peers.length === 0 || peers.some(({ kind }) => kind !== "pods"),
  )
    ? ["it selects every pod of the namespace, and opens more than the namespace and names"]
    : [];

function surplus({ selected, rules }: Policy, hasRole: (name: string) => boolean): string[] {
  if (selected.length === 0) return ["it selects pods of no model that the file states"];
  const without = selected.filter(({ owner }) => !hasRole(owner.name)).map(({ owner }) => owner.name);
  return without.length > 0 && rules.egress.length > 0
    ? [`it opens egress, and the file states no bucketPrefix of ${without.join(", ")}`]
    : [];
}
