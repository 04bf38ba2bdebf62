import { type Labels, type Pods } from "./kubernetes-objects";
import { type Range, rangeOf } from "./ranges";
import { type Direction } from "./rules";

/** The remote side of a pod's connection. */
export type Remote =
  | { readonly kind: "range"; readonly cidr: string; readonly range: Range }
  | { readonly kind: "s3" }
  | { readonly kind: "api" }
  /** Pods by labels. */
  | {
      readonly kind: "pods";
      /** @default - their namespace is unknown */
      readonly namespace?: Labels;
      readonly labels: Labels;
      /** The pods, for names of their ports. @default - unknown */
      readonly pods?: Pods;
    };

/** A connection that the network policies of pods must allow. */
export interface PolicyNeed {
  readonly pods: Pods;
  readonly direction: Direction;
  readonly protocol: "tcp" | "udp";
  readonly port: number;
  readonly remote: Remote;
  readonly who: string;
}

export const needOf =
  (pods: Pods) =>
  (direction: Direction, port: number, remote: Remote, who: string): PolicyNeed => ({
    pods,
    direction,
    protocol: "tcp",
    port,
    remote,
    who,
  });

/** The label that Kubernetes gives each namespace. */
export const namespaceNamed = (name: string): Labels => ({ "kubernetes.io/metadata.name": name });

/** Port of the services that AWS endpoints serve. */
export const HTTPS = 443;

/** CoreDNS pods, by the labels of the EKS add-on. */
export const DNS: Remote = {
  kind: "pods",
  namespace: namespaceNamed("kube-system"),
  labels: { "k8s-app": "kube-dns" },
};

export const podsRemote = (pods: Pods): Remote => ({
  kind: "pods",
  namespace: namespaceNamed(pods.owner.namespace),
  labels: pods.labels,
  pods,
});

export function rangeRemote(cidr: string): Remote[] {
  const range = rangeOf(cidr);
  return range ? [{ kind: "range", cidr, range }] : [];
}
