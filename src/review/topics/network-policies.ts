import { Range } from "../../infrastructure/network-ranges";
import {
  policiesByPods,
  podPolicies,
  type Policy,
  type PolicyPeer,
  type PolicyRule,
} from "../../checks/policies";
import { items, type LabelSelector } from "../../infrastructure/kubernetes-api";
import { type Pods } from "../../infrastructure/kubernetes-objects";
import { containerPort } from "../../infrastructure/network-load-balancers";
import { isFromOutside } from "../../infrastructure/network-openings";
import { type SgRule } from "../../infrastructure/network-rules";
import { AddressSpan, Traffic } from "../../infrastructure/network-traffic";
import { type EnvironmentPlan, type PlannedResource } from "../../terraform/environment-plan";
import { type ResourceChange } from "../change";
import { firstAndMore } from "../stages/phrase";
import { sentencesOf } from "./named";
import {
  type Change,
  changeAt,
  gainedAndLost,
  isAt,
  type LinePlace,
  resultsByKey,
  type Topic,
  type TopicLine,
} from "./topic";
import { isFalse } from "../../terraform/stack-json";

const { line } = sentencesOf("Network policies");

/** Connections that the network policies of pods allow, compared as sets for pods of both sides. */
export const networkPolicies: Topic = {
  title: "Network policies",
  lines: (change) => {
    const found = podsOnBothSides(change).flatMap(([was, is]) =>
      (["ingress", "egress"] as const).flatMap((direction) => differencesOf(change, was, is, direction)),
    );
    const keyOfFound = ({ kind, direction, text, policy }: Found) =>
      [kind, direction, text, policy.resource.address].join();
    return [...resultsByKey(found, keyOfFound, lineOf), ...unselectedLines(change)];
  },
  judgesBlock: (resource, change) => isCompared(resource, change, true),
  judgesEdit: (resource, edit, change) =>
    edit.argument.startsWith("spec.") && isCompared(resource, change, false),
};

/** Whether the policy selects pods of the stacks, which are compared. */
function isCompared(policy: ResourceChange, change: Change, isWhole: boolean): boolean {
  const { type, layer, address, from = address, before, after } = policy;
  return (
    type === "kubernetes_network_policy_v1" &&
    (before === undefined || selectsPods(change.before, { layer, address: from }, isWhole)) &&
    (after === undefined || selectsPods(change.after, { layer, address }, isWhole))
  );
}

/** The end of a policy for all pods of a namespace has a line. */
const selectsPods = (plan: EnvironmentPlan, place: LinePlace, isWhole: boolean): boolean =>
  podPolicies(plan).some(
    ({ resource, selected, selectsAll }) =>
      isAt(place)(resource) && (selected.length > 0 || (selectsAll && isWhole)),
  );

interface Found {
  readonly kind: "free" | "opened" | "closed";
  readonly direction: SgRule["direction"];
  readonly text: string;
  readonly pods: string;
  /** Whether traffic to a named range outside the VPC ends. */
  readonly isNamed: boolean;
  /** Whether the pods have no token for the Kubernetes API, which they need no path to then. */
  readonly isWithoutToken: boolean;
  readonly policy: Policy;
  /** The block that changes: the policy, or the pods whose port it names. */
  readonly at: PlannedResource;
}

const nameOfPods = ({ owner }: Pods): string => `${owner.namespace}/${owner.kind}/${owner.name}`;

/** Pods that a policy selects on one of the sides, and that run on both. */
function podsOnBothSides({ before, after }: Change): (readonly [was: Pods, is: Pods])[] {
  const now = new Map([...policiesByPods(after).keys()].map((pods) => [nameOfPods(pods), pods]));
  return [...policiesByPods(before).keys()].flatMap((was) => {
    const { resource } = was.owner;
    const is = now.get(nameOfPods(was));
    if (is) return [[was, is] as const];
    // no policy selects them any more
    return after.find(resource.layer, resource.address) ? [[was, was] as const] : [];
  });
}

function differencesOf(change: Change, was: Pods, is: Pods, direction: SgRule["direction"]): Found[] {
  const [oldPolicies, newPolicies] = [
    limiting(policiesByPods(change.before).get(was), direction),
    limiting(policiesByPods(change.after).get(is), direction),
  ];
  const policy =
    [...newPolicies, ...oldPolicies].find(({ resource }) => changeAt(change, resource)) ?? oldPolicies[0];
  if (!policy || oldPolicies.length === 0) return [];
  const at = changeAt(change, policy.resource) ? policy.resource : was.owner.resource;
  const same = {
    at,
    direction,
    pods: was.owner.name,
    policy,
    isWithoutToken: isFalse(is.spec.automountServiceAccountToken),
  };
  if (newPolicies.length === 0) return [{ kind: "free", text: "", isNamed: false, ...same }];
  const [old, now] = [admitted(oldPolicies, was, direction), admitted(newPolicies, is, direction)];
  const word = direction === "ingress" ? "from" : "to";
  const isNamed =
    direction === "egress" && !admitted(oldPolicies, was, direction, change.before).partsOutside(now).isEmpty;
  const found = (kind: "opened" | "closed", traffic: Traffic): Found[] =>
    traffic.isEmpty ? [] : [{ kind, text: traffic.text(word), isNamed, ...same }];
  return [...found("opened", now.partsOutside(old)), ...found("closed", old.partsOutside(now))];
}

const limiting = (policies: readonly Policy[] = [], direction: SgRule["direction"]): Policy[] =>
  policies.filter(({ types }) => types.includes(direction));

/** @param outside the plan of a VPC, for ranges outside of it. @default - all peers */
const admitted = (
  policies: readonly Policy[],
  pods: Pods,
  direction: SgRule["direction"],
  outside?: EnvironmentPlan,
): Traffic =>
  Traffic.union(
    policies
      .flatMap(({ rules }) => rules[direction])
      .map((rule) => {
        if (!outside) return trafficIn(rule, pods, direction);
        const peers = rule.peers.filter((peer) => peer.kind === "range" && isFromOutside(outside, peer));
        return peers.length === 0 ? Traffic.none : trafficIn({ ...rule, peers }, pods, direction);
      }),
  );

/** Addresses of pods and of the API server, which no range of the stacks has. */
const EVERY_NAME = new AddressSpan(AddressSpan.ipv6.last + 1n, 2n ** 140n);
const EVERYONE = [AddressSpan.ipv4, AddressSpan.ipv6, ...AddressSpan.gateways, EVERY_NAME];

function trafficIn({ peers, ports }: PolicyRule, pods: Pods, direction: SgRule["direction"]): Traffic {
  const addresses = peers.length === 0 ? EVERYONE : peers.flatMap(addressesOf);
  if (ports.length === 0) return Traffic.of(addresses, "all");
  const each = ports.map(({ protocol, range, name }) => {
    const named = range ?? portNamed(direction === "ingress" ? containerPort(pods, name) : undefined, name);
    return Traffic.of(addresses, protocol, named);
  });
  return Traffic.union(each);
}

/** A port by its name. A name that nothing resolves is a port of its own, above all numbers. */
function portNamed(port: number | undefined, name = "") {
  const known = port ?? NAMES.get(name) ?? Range.ports.last + 1 + NAMES.size;
  if (port === undefined) NAMES.set(name, known);
  return { first: known, last: known };
}

const NAMES = new Map<string, number>();

function addressesOf(peer: PolicyPeer): AddressSpan[] {
  if (peer.kind === "gateway") return [AddressSpan.ofList(peer.service)];
  if (peer.kind === "api") return [AddressSpan.named("the Kubernetes API")];
  if (peer.kind === "pods") return [AddressSpan.named(podsText(peer.namespaces, peer.pods))];
  if (!peer.range) return [AddressSpan.named(peer.cidr)];
  const range = AddressSpan.ofRange(peer.range);
  const left = range.without((peer.except ?? []).map(AddressSpan.ofRange));
  return [...left, ...(range.size === AddressSpan.ipv4.size ? AddressSpan.gateways : [])];
}

const podsText = (namespaces: LabelSelector, pods: LabelSelector): string => {
  const [inNamespaces = "", named = ""] = [namespaces, pods].map(({ matchLabels = {}, matchExpressions }) => {
    const pairs = Object.entries(matchLabels).map(([key, value]) => `${key}=${String(value)}`);
    const others = items(matchExpressions).map((each) => Object.values(each).flat().join(" "));
    return [...pairs, ...others].sort().join(",") || "of any labels";
  });
  return `pods ${named} in namespaces ${inNamespaces}`;
};

/** One line for pods with the same difference. */
function lineOf(first: Found, equal: readonly Found[]): TopicLine {
  const { direction, text, policy, at } = first;
  const pods = firstAndMore(equal.map((each) => each.pods));
  const words = { direction: [direction], pods, policy: policy.resource.address, traffic: text };
  return line(nameOfSentence(first, equal), at, words);
}

/** More than before is attention, also less for leaving traffic, which something may need. Fewer clients are more protection. */
function nameOfSentence({ kind, direction, text, isNamed }: Found, equal: readonly Found[]) {
  if (kind === "free") return "free";
  if (kind === "opened") return /(?:^|[ ,])0\.0\.0\.0\/0/.test(text) ? "opened to the internet" : "opened";
  const isUnused = equal.every(({ isWithoutToken }) => isWithoutToken) && TO_API.test(text);
  if (direction === "ingress" || isUnused) return "closed for clients";
  return isNamed ? "closed to a named range" : "closed";
}

/** Traffic to the API of the cluster alone. */
const TO_API = /^TCP \d+ to the Kubernetes API$/;

/** A policy for all pods of a namespace also limits pods that no stack has. */
function unselectedLines({ before, after }: Change): TopicLine[] {
  const denyingIn = (plan: EnvironmentPlan) =>
    podPolicies(plan)
      .filter(({ selectsAll }) => selectsAll)
      .flatMap((policy) => policy.types.map((type) => ({ policy, key: `${policy.namespace} ${type}` })));
  const { lost } = gainedAndLost(denyingIn(before), denyingIn(after), ({ key }) => key);
  return [...new Set(lost.map(({ policy }) => policy))]
    .filter(({ namespace }) => hasNamespace(after, namespace))
    .map(({ resource, namespace }) => line("unselected", resource, { namespace }));
}

const hasNamespace = (plan: EnvironmentPlan, namespace: string): boolean =>
  podPolicies(plan).some((policy) => policy.namespace === namespace) ||
  plan.all.some(({ config }) =>
    JSON.stringify(config["metadata"] ?? {}).includes(`"namespace":"${namespace}"`),
  );
