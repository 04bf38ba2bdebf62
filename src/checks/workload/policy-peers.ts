import { labelSelectors } from "../label-selectors";
import { claims } from "../../infrastructure/claims";
import { type Check, combinedFinding, ruleOf } from "../check";
import { number, text, texts } from "../../terraform/stack-json";
import { deliveriesOf } from "../../infrastructure/deliveries";
import { items, type Specs } from "../../infrastructure/kubernetes-api";
import { type KubernetesObject, objectsOf } from "../../infrastructure/kubernetes-objects";
import { isInternet } from "../../infrastructure/network-ranges";
import { type EnvironmentPlan, type PlannedResource } from "../../terraform/environment-plan";
import TEXTS from "./texts.json";

type NetworkPolicyRule = NonNullable<Specs["network_policy"]["ingress"]>[number];

export const policyPeers: Check = {
  ...ruleOf(TEXTS, "policy-peers"),
  run: (plan) =>
    objectsOf(plan)
      .ofKind("network_policy")
      .flatMap((policy) => {
        const { resource, spec } = policy;
        const types = spec.podSelector === undefined ? ["it selects no pods"] : [];
        return combinedFinding(resource, policy.title, [
          ...types,
          ...typeProblems(spec),
          ...items(spec.ingress)
            .filter((rule) => !isWithinDelivery(plan, policy, rule, "from"))
            .flatMap((rule) => ruleProblems(rule, "from", "ingress")),
          ...items(spec.egress)
            .filter(
              (rule) => !isWithinDelivery(plan, policy, rule, "to") && !leadsToSource(plan, policy, rule),
            )
            .flatMap((rule) => [...ruleProblems(rule, "to", "egress"), ...emptyLists(plan, resource, rule)]),
        ]);
      }),
};

/** Whether a rule connects pods of a namespace whose objects come from elsewhere, such as Git: their labels and ports are not here. */
function isWithinDelivery(
  plan: EnvironmentPlan,
  { namespace }: KubernetesObject,
  rule: NetworkPolicyRule,
  side: "from" | "to",
): boolean {
  const peers = items(rule[side]);
  return (
    deliveriesOf(plan).to(namespace) !== undefined &&
    peers.length > 0 &&
    peers.every((peer) => Object.keys(peer).join() === "podSelector")
  );
}

/** Whether a rule leads programs to a source on the internet, on its port and no other. */
function leadsToSource(
  plan: EnvironmentPlan,
  { namespace }: KubernetesObject,
  rule: NetworkPolicyRule,
): boolean {
  const ports = items(rule.ports);
  return (
    ports.length > 0 &&
    deliveriesOf(plan).all.some(
      ({ source: { object, way, port } }) =>
        object.namespace === namespace &&
        way === "internet" &&
        ports.every((each) => number(each.port) === port && each.endPort === undefined),
    )
  );
}

function typeProblems(spec: Specs["network_policy"]): string[] {
  const types = texts(spec.policyTypes);
  return ["Ingress", "Egress"]
    .filter((type) => !types.includes(type))
    .map((type) => `it does not restrict ${type.toLowerCase()}: policy_types lacks ${type}`);
}

/** Prefix lists whose ranges are the peers of a rule, and may be none. */
function emptyLists(plan: EnvironmentPlan, { layer }: PlannedResource, rule: NetworkPolicyRule): string[] {
  const ranges = text(rule.dynamic?.to?.for_each);
  const list = ranges === undefined ? undefined : plan.target({ layer, value: ranges });
  if (list?.type !== "aws_prefix_list" || claims(list.config, "length(self.cidr_blocks) > 0").length > 0)
    return [];
  return [
    `an egress rule has the ranges of ${list.address}, which may be none: then it allows everyone; expected a postcondition length(self.cidr_blocks) > 0`,
  ];
}

function ruleProblems(rule: NetworkPolicyRule, side: "from" | "to", direction: string): string[] {
  const dynamic = rule.dynamic?.[side]?.content;
  const peers = [...items(rule[side]), ...(dynamic === undefined ? [] : [dynamic])];
  const cidrs = peers.flatMap((peer) => text(peer.ipBlock?.cidr) ?? []);
  const pods = peers.filter((peer) => peer.podSelector !== undefined || peer.namespaceSelector !== undefined);
  const everyPod = pods.filter(
    (peer) =>
      labelSelectors.demandsNothing(peer.podSelector) &&
      labelSelectors.demandsNothing(peer.namespaceSelector),
  );
  return [
    ...(peers.length === 0 ? [`an ${direction} rule has no peer, so it allows everyone`] : []),
    ...(items(rule.ports).length === 0 ? [`an ${direction} rule has no port, so it allows all ports`] : []),
    ...cidrs.filter(isInternet).map((cidr) => `an ${direction} rule allows ${cidr}`),
    ...peers
      .filter((peer) => Object.keys(peer).length === 0)
      .map(() => `an ${direction} rule has an empty peer`),
    ...everyPod.map(
      ({ namespaceSelector }) =>
        `an ${direction} rule allows every pod of ${namespaceSelector === undefined ? "its namespace" : "the cluster"}`,
    ),
  ];
}
