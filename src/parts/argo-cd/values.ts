import { asResources } from "../part-requests";
import REQUESTS from "./requests.json";
import { type References, type ReleaseValues } from "../../platform/contract";
import { type ArgoCdSettings } from "./settings";

/** Source for keys: values of chart 10.1.1 (read and rendered 2026-11-22). */
export function argoCdValues(
  { image }: References,
  { namespace }: ArgoCdSettings,
  host: string | undefined,
): ReleaseValues {
  const { repository, tag } = image("argocd");
  return {
    global: {
      image: { repository, tag },
      // Those of this part also restrict what the pods open.
      networkPolicy: { create: false },
    },
    // Without roles for the whole cluster: Terraform creates roles in the namespace that Argo CD owns.
    createClusterRoles: false,
    configs: {
      // The controller does not watch kinds that its role does not name.
      cm: { "resource.respectRBAC": "normal", ...(host === undefined ? {} : pageOf(host)) },
      ...(host === undefined ? {} : BEHIND_PROXY),
      clusterCredentials: {
        "in-cluster": {
          server: "https://kubernetes.default.svc",
          namespaces: namespace,
          config: { tlsClientConfig: { insecure: false } },
        },
      },
    },
    controller: { resources: asResources(REQUESTS["argo-cd/controller"]) },
    server: { resources: asResources(REQUESTS["argo-cd/server"]) },
    repoServer: {
      resources: asResources(REQUESTS["argo-cd/repo-server"]),
      copyutil: { resources: asResources(REQUESTS["argo-cd/copyutil"]) },
      // It renders the content of Git, and calls no Kubernetes API.
      automountServiceAccountToken: false,
    },
    redis: {
      image: image("redis"),
      resources: asResources(REQUESTS["argo-cd/redis"]),
      automountServiceAccountToken: false,
    },
    redisSecretInit: { resources: asResources(REQUESTS["argo-cd/redis-secret-init"]) },
    applicationSet: { replicas: 0, resources: asResources(REQUESTS["argo-cd/applicationset-controller"]) },
    dex: OFF,
    notifications: OFF,
  };
}

/** People whom a proxy has let through see all applications. For changes, they log in as admin, as without a proxy. */
const pageOf = (host: string) => ({ url: `https://${host}`, "users.anonymous.enabled": true });

/** The proxy cannot verify the certificate that the server makes for itself, so it calls it by HTTP, as other programs. */
const BEHIND_PROXY = {
  params: { "server.insecure": true },
  rbac: { "policy.default": "role:readonly" },
};

const OFF = { enabled: false };
