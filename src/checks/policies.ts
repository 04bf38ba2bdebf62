import { labelSelectors } from "./label-selectors";
import { items, type LabelSelector, type Specs } from "../infrastructure/kubernetes-api";
import { objectsOf, type Pods } from "../infrastructure/kubernetes-objects";
import { Range, rangeOf } from "../infrastructure/network-ranges";
import { GATEWAYS } from "../evidence/endpoint-names";
import { prefixListOf, type SgRule } from "../infrastructure/network-rules";
import {
  type EnvironmentPlan,
  inLayer,
  type InLayer,
  memoizePerPlan,
  type PlannedResource,
} from "../terraform/environment-plan";
import { namespaceNamed } from "../infrastructure/network-needs";
import { block, number, text, texts } from "../terraform/stack-json";
import { cidrOf } from "../infrastructure/text-attributes";

type NetworkPolicyRule = NonNullable<Specs["network_policy"]["ingress"]>[number];

type Peer = NonNullable<NetworkPolicyRule["from"]>[number];

/** A peer of a NetworkPolicy rule. */
export type PolicyPeer =
  | {
      readonly kind: "range";
      readonly cidr: string;
      readonly range: Range | undefined;
      /** Parts of the range that are left out. @default - none */
      readonly except?: readonly Range[];
    }
  /** The ranges of a service with a gateway endpoint. */
  | { readonly kind: "gateway"; readonly service: string }
  /** The cluster IP of the Service `kubernetes`. */
  | { readonly kind: "api" }
  | { readonly kind: "pods"; readonly namespaces: LabelSelector; readonly pods: LabelSelector };

interface PolicyPorts {
  readonly protocol: string;
  /** Undefined for a named port. */
  readonly range: Range | undefined;
  readonly name: string | undefined;
}

export interface PolicyRule {
  /** Peers; empty means all peers. */
  readonly peers: readonly PolicyPeer[];
  /** Ports; empty means all ports. */
  readonly ports: readonly PolicyPorts[];
}

/** A NetworkPolicy, without the rules of directions that its policy types exclude. */
export interface Policy {
  readonly resource: PlannedResource;
  readonly namespace: string;
  readonly selectsAll: boolean;
  readonly selected: readonly Pods[];
  readonly types: readonly SgRule["direction"][];
  readonly rules: Readonly<Record<SgRule["direction"], readonly PolicyRule[]>>;
}

export const podPolicies = memoizePerPlan((plan: EnvironmentPlan): readonly Policy[] =>
  objectsOf(plan)
    .ofKind("network_policy")
    .map(({ resource, namespace, spec }) => {
      const selector = spec.podSelector ?? {};
      const types = typesOf(spec);
      const rules = (direction: SgRule["direction"]) =>
        types.includes(direction)
          ? items(spec[direction]).map((rule) => ruleOf(plan, { resource, namespace }, rule, direction))
          : [];
      return {
        resource,
        namespace,
        selectsAll: labelSelectors.isEmpty(selector),
        selected: labelSelectors.pods(plan, namespace, selector),
        types,
        rules: { ingress: rules("ingress"), egress: rules("egress") },
      };
    }),
);

/** Policies by the pods that they select. */
export const policiesByPods = memoizePerPlan(
  (plan: EnvironmentPlan): ReadonlyMap<Pods, readonly Policy[]> => {
    const policies = new Map<Pods, Policy[]>();
    for (const policy of podPolicies(plan)) {
      for (const pods of policy.selected) {
        const known = policies.get(pods);
        if (known) known.push(policy);
        else policies.set(pods, [policy]);
      }
    }
    return policies;
  },
);

function typesOf(spec: Specs["network_policy"]): SgRule["direction"][] {
  const written = texts(spec.policyTypes).map((type) => type.toLowerCase());
  if (written.length > 0) return (["ingress", "egress"] as const).filter((type) => written.includes(type));
  return items(spec.egress).length > 0 ? ["ingress", "egress"] : ["ingress"];
}

function ruleOf(
  plan: EnvironmentPlan,
  policy: Pick<Policy, "resource" | "namespace">,
  rule: NetworkPolicyRule,
  direction: SgRule["direction"],
): PolicyRule {
  const key = direction === "ingress" ? "from" : "to";
  const dynamic = rule.dynamic?.[key];
  return {
    peers: [
      ...items(rule[key]).map((peer) => peerOf(plan, policy, peer)),
      ...(dynamic ? [dynamicPeer(plan, inLayer(policy.resource, dynamic.for_each), dynamic, key)] : []),
    ],
    ports: items(rule.ports).map(portsOf),
  };
}

function peerOf(
  plan: EnvironmentPlan,
  { resource, namespace }: Pick<Policy, "resource" | "namespace">,
  peer: Peer,
): PolicyPeer {
  if (peer.ipBlock !== undefined) return rangePeer(plan, resource, peer.ipBlock);
  const namespaces = peer.namespaceSelector;
  return {
    kind: "pods",
    namespaces: namespaces ?? { matchLabels: namespaceNamed(namespace) },
    pods: peer.podSelector ?? {},
  };
}

function rangePeer(
  plan: EnvironmentPlan,
  resource: PlannedResource,
  ipBlock: NonNullable<Peer["ipBlock"]>,
): PolicyPeer {
  const cidr = text(ipBlock.cidr) ?? "";
  const address = cidr.endsWith("/32") ? plan.referred(inLayer(resource, cidr.slice(0, -3))) : undefined;
  if (address?.isValue && address.path.join(".") === "spec.0.cluster_ip") {
    const metadata = block(address.target.config["metadata"]);
    if (metadata["name"] === "kubernetes" && metadata["namespace"] === "default") return { kind: "api" };
  }
  const range = rangeOf(cidrOf(plan, inLayer(resource, cidr)));
  const written = texts(ipBlock.except);
  const except = written.flatMap((each) => rangeOf(cidrOf(plan, inLayer(resource, each))) ?? []);
  // A range whose exceptions are not known counts as allowing nothing.
  if (except.length < written.length) return { kind: "range", cidr, range: undefined };
  return { kind: "range", cidr, range, ...(except.length > 0 ? { except } : {}) };
}

/** The peer of a dynamic block: the prefix list of a service with a gateway, or an unknown range. */
function dynamicPeer(
  plan: EnvironmentPlan,
  list: InLayer,
  { content }: { readonly content?: Peer },
  key: string,
): PolicyPeer {
  const cidr = text(content?.ipBlock?.cidr) ?? "";
  const isEach = cidr === `\${${key}.value}`;
  const isRanges = text(list.value)?.endsWith(".cidr_blocks}") ?? false;
  const { name } = prefixListOf(plan, list);
  if (isEach && isRanges && name in GATEWAYS) return { kind: "gateway", service: name };
  return { kind: "range", cidr, range: undefined };
}

function portsOf(config: NonNullable<NetworkPolicyRule["ports"]>[number]): PolicyPorts {
  const port = number(config.port);
  return {
    protocol: (text(config.protocol) ?? "TCP").toLowerCase(),
    range: port === undefined ? undefined : new Range(port, number(config.endPort) ?? port),
    name: text(config.port),
  };
}
