import { labelSelectors } from "../label-selectors";
import { labelsOf } from "../../infrastructure/kubernetes-labels";
import { type Pods } from "../../infrastructure/kubernetes-objects";
import { programPagesOf } from "../../infrastructure/kubernetes-program-pages";
import { type EnvironmentPlan, memoizePerPlan } from "../../terraform/environment-plan";
import { type Check, type Finding, at, ruleOf } from "../check";
import { type Policy, type PolicyPeer, podPolicies, policiesByPods } from "../policies";
import { policyProofOf } from "./policy-needs";
import { peerName } from "./words";
import { logInsOf } from "../../infrastructure/log-ins";
import { waysFromOutside } from "./ways-to-pages";
import TEXTS from "./texts.json";

export const programLogIn: Check = {
  ...ruleOf(TEXTS, "program-log-in"),
  findsExcess: true,
  run: (plan) => [...unclosed(plan), ...admitted(plan), ...waysFromOutside(plan)],
  missing: (plan) => unclosed(plan),
};

/** Pages that every pod reaches, since no network policy restricts what their pods accept. */
const unclosed = (plan: EnvironmentPlan): Finding[] =>
  programPagesOf(plan)
    .all.filter(
      ({ pods }) => !(policiesByPods(plan).get(pods) ?? []).some(({ types }) => types.includes("ingress")),
    )
    .map(({ name, pods }) => ({
      ...at(pods.owner.resource),
      message: `${name} is reached without log-in from every pod: no network policy closes it`,
    }));

const admitted = (plan: EnvironmentPlan): Finding[] =>
  programPagesOf(plan).all.flatMap((page) =>
    policiesOver(plan, page).flatMap((policy) =>
      policy.rules.ingress
        .flatMap(({ peers }) =>
          peers.length === 0 ? ["every address"] : peers.flatMap(strangersOf(plan, page)),
        )
        .map((from) => ({
          ...at(policy.resource),
          message: `${page.name} is reached without log-in from ${from}`,
        })),
    ),
  );

/** Policies that select the pods of a page. */
const policiesOver = (
  plan: EnvironmentPlan,
  { pods }: ReturnType<typeof programPagesOf>["all"][number],
): readonly Policy[] => podPolicies(plan).filter(({ selected }) => selected.includes(pods));

/** Pods and ranges that a peer admits beside the callers of a page and its log-in. */
const strangersOf =
  (plan: EnvironmentPlan, page: ReturnType<typeof programPagesOf>["all"][number]) =>
  (peer: PolicyPeer): string[] => {
    if (peer.kind !== "pods") return [peerName(peer)];
    const namespace = labelsOf(peer.namespaces.matchLabels)["kubernetes.io/metadata.name"];
    const pods = namespace === undefined ? [] : labelSelectors.pods(plan, namespace, peer.pods);
    // Labels that no pods of the stacks have are open to those that a later change creates.
    if (namespace === undefined || labelSelectors.demandsNothing(peer.pods) || pods.length === 0)
      return [peerName(peer)];
    return pods.flatMap((each) => {
      const { name } = each.owner;
      const isCaller = callersOf(plan).get(page.pods)?.has(each) === true;
      const logIn = logInsOf(plan).of(each);
      if (!logIn) return isCaller ? [] : [name];
      return [
        ...logIn.problemsOf(plan, each).map((problem) => `${name}, where ${problem}`),
        ...(isCaller ? [] : [`${name}, which leads to another program`]),
      ];
    });
  };

/** Pods whose connections to a page follow from what they do, by the pods of the page. */
const callersOf = memoizePerPlan((plan: EnvironmentPlan): ReadonlyMap<Pods, ReadonlySet<Pods>> => {
  const callers = new Map<Pods, Set<Pods>>();
  for (const needs of policyProofOf(plan).peers.values())
    for (const { pods, direction, remote } of needs)
      if (direction === "ingress" && remote.kind === "pods" && remote.pods) {
        const known = callers.get(pods) ?? new Set();
        callers.set(pods, known.add(remote.pods));
      }
  return callers;
});
