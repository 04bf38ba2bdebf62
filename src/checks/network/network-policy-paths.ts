import { groupBy } from "../../base/group-by";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type Check, at, ruleOf } from "../check";
import { policiesByPods } from "../policies";
import { type PolicyNeed } from "../../infrastructure/network-needs";
import { policyProofOf } from "./policy-needs";
import { joinFirstNames, remoteName } from "./words";
import TEXTS from "./texts.json";

export const networkPolicyPaths: Check = {
  ...ruleOf(TEXTS, "network-policy-paths"),
  run: (plan) =>
    stoppedNeeds(policyProofOf(plan).stopped).map(({ need, message }) => ({
      ...at(policyOf(plan, need)),
      message,
    })),
};

/** Denied connections as sentences: one for those of the same pods and port. */
export function stoppedNeeds(
  stopped: readonly PolicyNeed[],
): { readonly need: PolicyNeed; readonly message: string }[] {
  const byPath = groupBy(stopped, ({ pods, direction, protocol, port, remote }) =>
    [pods.owner.resource.address, direction, protocol, port, remote.kind].join(),
  );
  return [...byPath.values()].flatMap((needs) => {
    const [need] = needs;
    return need ? [{ need, message: messageOf(need, needs) }] : [];
  });
}

function messageOf(first: PolicyNeed, needs: readonly PolicyNeed[]): string {
  const { pods, direction, protocol, port } = first;
  const way = direction === "ingress" ? "from" : "to";
  const others = joinFirstNames(needs.map(remoteName), ", ");
  return `no network policy of ${pods.owner.name} allows ${direction} on ${protocol.toUpperCase()} ${port} ${way} ${others}`;
}

/** The resource to fix: a policy with rules rather than the default-deny policy of the namespace. */
function policyOf(plan: EnvironmentPlan, { pods }: PolicyNeed) {
  const own = (policiesByPods(plan).get(pods) ?? []).find(({ selectsAll }) => !selectsAll);
  return own?.resource ?? pods.owner.resource;
}
