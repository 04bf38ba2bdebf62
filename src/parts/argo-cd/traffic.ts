import { ARGO_CD } from "./names";
import { type PodLabels } from "../../platform/contract";
import { type GitModel } from "./settings";
import { type PodTraffic, DNS_RULE, type TrafficRule } from "../../platform/pod-traffic";

/** Destinations of Argo CD outside of its namespace. */
interface Surroundings {
  /** Address of the Service of the Kubernetes API. */
  readonly apiServerIp: string;
  /** Ranges and port of the host of the repository. */
  readonly git: { readonly cidrs: readonly string[]; readonly port: number };
  /** Pods of other parts that connect to its page. */
  readonly ofPages: TrafficRule["peers"];
}

const ofRelease = (name: string): PodLabels => ({
  "app.kubernetes.io/name": name,
  "app.kubernetes.io/instance": ARGO_CD.release,
});

const PODS = {
  controller: ofRelease("argocd-application-controller"),
  server: ofRelease("argocd-server"),
  "repo-server": ofRelease("argocd-repo-server"),
  redis: ofRelease("argocd-redis"),
  // A hook of each installation and upgrade, which makes the password of Redis.
  "redis-secret-init": ofRelease("argocd-redis-secret-init"),
} as const satisfies Record<string, PodLabels>;

type Program = keyof typeof PODS;

/** Connections within the namespace. Both sides get a rule. */
const WITHIN: readonly { readonly from: Program; readonly to: Program; readonly port: number }[] = [
  { from: "controller", to: "repo-server", port: 8081 },
  { from: "server", to: "repo-server", port: 8081 },
  { from: "controller", to: "redis", port: 6379 },
  { from: "server", to: "redis", port: 6379 },
  { from: "repo-server", to: "redis", port: 6379 },
];

/** Programs that find others by a name. */
const NAMING: readonly Program[] = ["controller", "server", "repo-server"];

/** Programs that call the Kubernetes API. They find it by its address. */
const API_CLIENTS: readonly Program[] = ["controller", "server", "redis-secret-init"];

/** Traffic of each program in the namespace of Argo CD. `kubectl port-forward` needs no rule: it does not use the network of pods. */
export const argoCdTraffic = ({ apiServerIp, git, ofPages }: Surroundings): PodTraffic[] =>
  (Object.keys(PODS) as Program[]).map((program) => ({
    name: program,
    pods: PODS[program],
    ingress: [
      ...WITHIN.filter(({ to }) => to === program).map(({ from, port }) =>
        ruleFor([{ pods: PODS[from] }], port),
      ),
      ...(program === "server" && ofPages.length > 0 ? [ruleFor(ofPages, 8080)] : []),
    ],
    egress: [
      ...WITHIN.filter(({ from }) => from === program).map(({ to, port }) =>
        ruleFor([{ pods: PODS[to] }], port),
      ),
      ...(NAMING.includes(program) ? [DNS_RULE] : []),
      ...(API_CLIENTS.includes(program) ? [ruleFor([{ cidr: `${apiServerIp}/32` }], 443)] : []),
      ...(program === "repo-server" ? [ruleFor(rangesOf(git.cidrs), git.port)] : []),
    ],
  }));

/** Clients and destinations of models in Git. */
export interface ModelSurroundings {
  /** Ranges of the subnets of the load balancer. */
  readonly loadBalancerCidrs: readonly string[];
  /** Ranges in which pods reach AWS services. */
  readonly serviceCidrs: readonly string[];
}

/** Traffic of a model in Git, beside that of its namespace: the load balancer with paths, and AWS services with a role. */
export const trafficOfModel = (
  name: string,
  { bucketPrefix, paths, port }: Pick<GitModel, "bucketPrefix" | "paths" | "port">,
  { loadBalancerCidrs, serviceCidrs }: ModelSurroundings,
): Omit<PodTraffic, "pods"> => ({
  name,
  ingress: paths.length > 0 ? [ruleFor(rangesOf(loadBalancerCidrs), port)] : [],
  egress: bucketPrefix === undefined ? [] : [ruleFor(rangesOf(serviceCidrs), 443)],
  reachesS3: bucketPrefix !== undefined,
});

const rangesOf = (cidrs: readonly string[]): TrafficRule["peers"] => cidrs.map((cidr) => ({ cidr }));

const ruleFor = (peers: TrafficRule["peers"], port: number): TrafficRule => ({ peers, ports: [port] });
