/** A side of a connection that is no workload of a chart. */
export type PodPeer =
  /** Pods of CoreDNS. */
  | "CoreDNS"
  /** The Service of the Kubernetes API. */
  | "API"
  /** Interfaces of the control plane in the subnets of the cluster. */
  | "control plane"
  /** Addresses of nodes, and of pods on Fargate, each of which has a kubelet. */
  | "nodes"
  /** Pods of models with a ServiceMonitor, on the port that it names. */
  | "scraped models"
  /** Endpoints of the AWS services that notifications use. */
  | "notification services"
  /** Hosts of the repositories of Applications, on the ports of their URLs. */
  | "Git hosts";

/** A connection that a program of a chart needs. One of a pod to itself does not leave it, and is omitted. */
export interface ChartConnection {
  readonly from: { readonly workload: string } | { readonly place: PodPeer };
  readonly to: { readonly workload: string } | { readonly place: PodPeer };
  /** Port of the pods, or of the place; undefined for that of a ServiceMonitor or of a URL. */
  readonly port: number | undefined;
  /** @default tcp */
  readonly protocol?: "tcp" | "udp";
  readonly why: string;
  /** Id of the part without which it does not connect. @default - it always connects */
  readonly ifRunning?: string;
}

/** A workload of a chart. */
export const program = (workload: string) => ({ workload });
export const place = (name: PodPeer) => ({ place: name });

/** Connections to CoreDNS, to be combined with their source and reason. */
export const DNS = (["udp", "tcp"] as const).map((protocol) => ({
  to: place("CoreDNS"),
  port: 53,
  protocol,
}));

/** Use of the Kubernetes API. Programs in a pod find it by the address in their environment, so they need no DNS. */
export const calling = (from: ChartConnection["from"], why: string): ChartConnection => ({
  from,
  to: place("API"),
  port: 443,
  why,
});
