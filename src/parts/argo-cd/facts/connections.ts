import { type ChartConnection, DNS, calling, place, program } from "../../../evidence/chart-connections";

const CONTROLLER = program("argo-cd-argocd-application-controller");
const SERVER = program("argo-cd-argocd-server");
const SETS = program("argo-cd-argocd-applicationset-controller");
const REPOSITORY = program("argo-cd-argocd-repo-server");
const REDIS = program("argo-cd-argocd-redis");

/**
 * The address of a program is in a ConfigMap, as a name. `kubectl port-forward` and probes come from the node of a pod, which policies
 * do not restrict.
 *
 * Source: argoproj/argo-helm at argo-cd-10.1.1, network policies and argocd-cmd-params-cm; upstream, the repo server calls no
 * Kubernetes API (read 2026-11-22).
 */
export const CONNECTIONS: Readonly<Record<string, readonly ChartConnection[]>> = {
  "argo-cd": [
    ...[CONTROLLER, SERVER].flatMap((from): ChartConnection[] => [
      { from, to: REPOSITORY, port: 8081, why: "renders of a repository" },
      { from, to: REDIS, port: 6379, why: "cached renders" },
      ...DNS.map((dns) => ({ from, ...dns, why: "names of its programs" })),
      calling(from, "reads and applies objects"),
    ]),
    { from: REPOSITORY, to: REDIS, port: 6379, why: "caches renders" },
    ...DNS.map((dns) => ({ from: REPOSITORY, ...dns, why: "names of Redis and of the Git host" })),
    { from: REPOSITORY, to: place("Git hosts"), port: undefined, why: "reads the repository" },
    { from: SETS, to: REPOSITORY, port: 8081, why: "generators that read a repository" },
    ...DNS.map((dns) => ({ from: SETS, ...dns, why: "names of its programs" })),
    calling(SETS, "makes Applications"),
    calling(program("argo-cd-argocd-redis-secret-init"), "stores the password of Redis"),
  ],
};
