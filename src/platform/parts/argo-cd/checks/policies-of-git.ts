import { combinedFinding } from "../../../../proof/model/blocks";
import { type StatedGitModel } from "../../../../proof/model/stated/git-models";
import { type Finding } from "../../../../proof/checks/check";
import { type Policy, policiesOf } from "../../../../proof/checks/network/policies";
import { policyProofOf } from "../../../../proof/checks/network/policy-needs";
import { stoppedNeeds } from "../../../../proof/checks/network/network-policy-paths";
import { rulesExcess } from "../../../../proof/checks/network/network-policy-wide";
import { type EnvironmentPlan } from "../../../../proof/terraform-json/environment-plan";
import { type Application } from "../model/applications";
import { planWithExpected } from "../model/expected-objects";

/** Compares network policies of a namespace with what pods in Git need: the load balancer with paths, and AWS services with a role. */
export function policyFindings(
  plan: EnvironmentPlan,
  { object, destination: { namespace } }: Application,
  stated: ReadonlyMap<string, StatedGitModel>,
): Finding[] {
  const expected = planWithExpected(plan, namespace, stated);
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
    ...policiesOf(expected)
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
