import { ARGO_CD, OWNED_KINDS } from "./names";
import { type ArgoCdSettings } from "./settings";

/** Name of the project and of its Application. */
export const MODELS_PROJECT = "models";

const SERVER = "https://kubernetes.default.svc";

/**
 * A project that accepts one repository, one namespace and the kinds of models, and an Application
 * of it. The Application has no finalizer: Terraform deletes the namespace with all that Argo CD
 * owns, and would wait for a controller otherwise.
 */
export function argoCdObjects({ repository, privateHost, namespace, sync }: ArgoCdSettings) {
  const metadata = { name: MODELS_PROJECT, namespace: ARGO_CD.namespace };
  const destination = { server: SERVER, namespace };
  return [
    {
      apiVersion: "argoproj.io/v1alpha1",
      kind: "AppProject",
      metadata,
      spec: {
        description: "Models that Argo CD owns",
        sourceRepos: [repository.url],
        destinations: [destination],
        clusterResourceWhitelist: [],
        namespaceResourceWhitelist: OWNED_KINDS.map(({ group, kind }) => ({ group, kind })),
      },
    },
    {
      apiVersion: "argoproj.io/v1alpha1",
      kind: "Application",
      metadata: {
        ...metadata,
        ...(privateHost
          ? {
              annotations: {
                "private-eks-inference/git-cidrs": privateHost.cidrs.join(","),
                "private-eks-inference/git-resolved-by": privateHost.resolvedBy,
              },
            }
          : {}),
      },
      spec: {
        project: MODELS_PROJECT,
        source: { repoURL: repository.url, path: repository.path, targetRevision: repository.revision },
        destination,
        ...(sync === "automated" ? { syncPolicy: { automated: { prune: true, selfHeal: true } } } : {}),
      },
    },
  ];
}
