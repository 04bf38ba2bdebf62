import { type Labels } from "./contract";

/** The other side of a connection of pods. */
export type TrafficPeer =
  | { readonly cidr: string }
  /** Pods of a namespace by their labels. @default namespace - that of the policy */
  | { readonly pods: Labels; readonly namespace?: string };

/** Ports that pods accept, or connect to, with the peers that they share. */
export interface TrafficRule {
  readonly peers: readonly TrafficPeer[];
  /** Numbers, or names of container ports. */
  readonly ports: readonly (number | string)[];
  /** @default - TCP only */
  readonly protocols?: readonly ("TCP" | "UDP")[];
}

/** Names, which the pods of CoreDNS resolve. */
export const DNS: TrafficRule = {
  peers: [{ namespace: "kube-system", pods: { "k8s-app": "kube-dns" } }],
  ports: [53],
  protocols: ["UDP", "TCP"],
};
