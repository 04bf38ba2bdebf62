import { join } from "node:path";
import { KEY, TOKENS } from "./cluster-access";

export const etcd = (client: number, peer: number) => ({
  "data-dir": "etcd",
  "listen-client-urls": `http://127.0.0.1:${client}`,
  "advertise-client-urls": `http://127.0.0.1:${client}`,
  "listen-peer-urls": `http://127.0.0.1:${peer}`,
  "initial-advertise-peer-urls": `http://127.0.0.1:${peer}`,
  "initial-cluster": `default=http://127.0.0.1:${peer}`,
  "log-level": "warn",
  // The data is removed with the run.
  "unsafe-no-fsync": "true",
});

/**
 * Admission plugins besides those that Kubernetes enables by default: the two that EKS adds, and one that ties the
 * namespaces of a case to its nodes.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/platform-versions.html (2026-11-20)
 */
const ADMISSION = ["NodeRestriction", "ExtendedResourceToleration", "PodNodeSelector"];

const ISSUER = "https://oidc.tests.invalid";

export const ADDRESS = "127.0.0.1";

/** Programs that run for a minute collect garbage seldom. The limit of memory is for what a large environment leaves. */
export const SELDOM_COLLECTING = { GOGC: "400", GOMEMLIMIT: "1GiB" };

/** Files of the certificate that the first API server of a worker makes. All later programs serve with it, as each would make a key. */
export const certificateIn = (folder: string) => ({
  "tls-cert-file": join(folder, "apiserver.crt"),
  "tls-private-key-file": join(folder, "apiserver.key"),
});

export const apiServer = (folder: string) => ({
  "bind-address": ADDRESS,
  "advertise-address": ADDRESS,
  // An Endpoints object cannot hold a loopback address, and no pod runs that would use it.
  "endpoint-reconciler-type": "none",
  "service-cluster-ip-range": "172.20.0.0/16",
  "authorization-mode": "Node,RBAC",
  "enable-admission-plugins": ADMISSION.join(","),
  "allow-privileged": "true",
  // No test has so many clients that some must wait.
  "enable-priority-and-fairness": "false",
  "token-auth-file": join(folder, TOKENS),
  "service-account-issuer": ISSUER,
  "service-account-key-file": join(folder, KEY),
  "service-account-signing-key-file": join(folder, KEY),
});

/** Minor versions in which mutating admission policies, with which Fargate is replaced, are off by default. */
export const BEFORE_POLICIES = ["1.34", "1.35"];

export const POLICIES = {
  "feature-gates": "MutatingAdmissionPolicy=true",
  "runtime-config": "admissionregistration.k8s.io/v1beta1=true",
} as const;

/** Controllers that do not run. */
const WITHOUT = [
  // Otherwise a test that runs at the time of a CronJob has other pods.
  "cronjob-controller",
  // Nothing reads what these write: Endpoints beside EndpointSlices, and how long a kubelet keeps a Secret.
  "endpoints-controller",
  "ttl-controller",
];

export const CONTROLLERS = {
  "bind-address": "127.0.0.1",
  "leader-elect": "false",
  controllers: ["*", ...WITHOUT.map((name) => `-${name}`)].join(","),
  "use-service-account-credentials": "true",
  // Stand-in kubelets renew no leases.
  "node-monitor-grace-period": "24h",
  "resource-quota-sync-period": "10s",
  "horizontal-pod-autoscaler-sync-period": "2s",
  "kube-api-qps": 200,
  "kube-api-burst": 400,
} as const;

export const SCHEDULER = {
  "bind-address": "127.0.0.1",
  "leader-elect": "false",
  "kube-api-qps": 200,
  "kube-api-burst": 400,
} as const;
