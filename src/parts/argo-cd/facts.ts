/**
 * Behavior of Argo CD and CodeCommit.
 *
 * Sources: argoproj/argo-cd v3.4.4, `docs/operator-manual/declarative-setup.md` for projects,
 * clusters with namespaces and `resource.respectRBAC`, and
 * `pkg/apis/application/v1alpha1/types.go`; argoproj/argo-helm, argo-cd 10.1.1, roles without
 * `createClusterRoles` (read 2026-11-22).
 */
export const ARGO_CD_CHART = "argo-cd";

/** Service accounts of the chart that get rights in a namespace which Argo CD owns. */
export const ARGO_CD_CONTROLLER = "argocd-application-controller";
export const ARGO_CD_SERVER = "argocd-server";

/** The cluster that Argo CD runs in, which it reaches by the address in its environment. */
export const OWN_CLUSTER = "https://kubernetes.default.svc";

/** Resources in roles by kind, of objects that a model API consists of. None gives rights or opens the network. */
export const KINDS_OF_MODELS: Readonly<Record<string, string>> = {
  ConfigMap: "configmaps",
  Service: "services",
  ServiceAccount: "serviceaccounts",
  Deployment: "deployments",
  HorizontalPodAutoscaler: "horizontalpodautoscalers",
  PodDisruptionBudget: "poddisruptionbudgets",
};

/** Objects that Kubernetes makes from those. Argo CD reads their health from them. */
export const POD_OBJECTS: readonly string[] = ["pods", "pods/log", "events", "replicasets"];

/**
 * Endpoint service of the Git protocol of CodeCommit, as in its host name (AWS CodeCommit user guide, translated pages
 * of "codecommit-and-interface-VPC", read 2026-11-22).
 */
export const CODECOMMIT_SERVICE = "git-codecommit";

/**
 * Agreements of Git and the file: the label of the pods of a model, which its network policy selects, and the port of
 * its Service, to which its paths lead (docs/decisions/0113).
 */
export const LABEL_OF_MODEL = "app.kubernetes.io/name";
export const PORT_OF_SERVICE = 80;

/**
 * Files of a folder from which Argo CD takes objects, with hidden ones. It reads those in subfolders only with
 * `directory.recurse`, which an Application of this project does not have. A file with the mark below it skips.
 * Kustomize, Helm and the parameters of a source in the folder replace this reading (argoproj/argo-cd v3,
 * `reposerver/repository/repository.go`: `manifestFile`, `skipFileRenderingMarker`, `mergeSourceParameters`;
 * `util/app/discovery/discovery.go`; read 2026-11-29).
 */
export const MANIFEST_FILE = /\.(yaml|yml|json|jsonnet)$/;
export const SKIPPED_BY_ARGO_CD = "+argocd:skip-file-rendering";
export const BUILDS_FOLDER =
  /^(Kustomization|kustomization\.ya?ml|.*Chart\.yaml|\.argocd-source(-.*)?\.yaml)$/;
