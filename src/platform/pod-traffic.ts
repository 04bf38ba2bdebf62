import { type PodLabels } from "./contract";

/** Everything that the pods of one program accept and open. */
export interface PodTraffic {
  /** Name of the program, and of its policy. */
  readonly name: string;
  /** Labels of its pods, which other pods do not have; none for all pods of the namespace. */
  readonly pods: PodLabels;
  /** Labels of its policy. @default - none */
  readonly labels?: PodLabels;
  readonly ingress: readonly TrafficRule[];
  readonly egress: readonly TrafficRule[];
  /** HTTPS to S3, whose ranges only Terraform knows. @default false */
  readonly reachesS3?: boolean;
}

/** The other side of a connection of pods. */
type TrafficPeer =
  | { readonly cidr: string }
  /** Pods of a namespace by their labels; without labels all of them. @default namespace - that of the policy */
  | { readonly pods: PodLabels; readonly namespace?: string };

/** Ports that pods accept, or connect to, with the peers that they share. */
export interface TrafficRule {
  readonly peers: readonly TrafficPeer[];
  /** Numbers, or names of container ports; none for all ports. */
  readonly ports: readonly (number | string)[];
  /** @default - TCP only */
  readonly protocols?: readonly ("TCP" | "UDP")[];
}

/** Names, which the pods of CoreDNS resolve. */
export const DNS_RULE: TrafficRule = {
  peers: [{ namespace: "kube-system", pods: { "k8s-app": "kube-dns" } }],
  ports: [53],
  protocols: ["UDP", "TCP"],
};
