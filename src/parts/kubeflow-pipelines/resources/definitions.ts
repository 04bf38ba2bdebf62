/** Kind of objects that the programs of Kubeflow Pipelines store in Kubernetes. */
interface Definition {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  /** @default - none */
  readonly shortNames?: readonly string[];
}

const ARGO = { group: "argoproj.io", version: "v1alpha1" } as const;

/**
 * Kinds that the controllers watch. Their fields are not described here: the programs check them,
 * as with the small variant that the authors of Argo publish for clusters in which the complete
 * definitions are too large.
 *
 * Source: argoproj/argo-workflows v4.0.5, `manifests/base/crds`; kubeflow/pipelines 2.17.0,
 * `manifests/kustomize` (read 2026-11-22).
 */
const DEFINITIONS: readonly Definition[] = [
  { ...ARGO, kind: "Workflow", plural: "workflows", shortNames: ["wf"] },
  { ...ARGO, kind: "WorkflowTemplate", plural: "workflowtemplates", shortNames: ["wftmpl"] },
  { ...ARGO, kind: "CronWorkflow", plural: "cronworkflows", shortNames: ["cwf", "cronwf"] },
  { ...ARGO, kind: "WorkflowTaskSet", plural: "workflowtasksets", shortNames: ["wfts"] },
  { ...ARGO, kind: "WorkflowTaskResult", plural: "workflowtaskresults" },
  { ...ARGO, kind: "WorkflowArtifactGCTask", plural: "workflowartifactgctasks", shortNames: ["wfat"] },
  {
    group: "kubeflow.org",
    version: "v1beta1",
    kind: "ScheduledWorkflow",
    plural: "scheduledworkflows",
    shortNames: ["swf"],
  },
];

/** Kinds with a status that only a call of its own writes. */
const WITH_STATUS = ["WorkflowTaskSet", "WorkflowArtifactGCTask"];

/** Definitions of the kinds. */
export const definitions = () =>
  DEFINITIONS.map(({ group, version, kind, plural, shortNames = [] }) => ({
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      scope: "Namespaced",
      names: {
        kind,
        listKind: `${kind}List`,
        plural,
        singular: kind.toLowerCase(),
        ...(shortNames.length > 0 ? { shortNames } : {}),
      },
      versions: [
        {
          name: version,
          served: true,
          storage: true,
          schema: {
            openAPIV3Schema: { type: "object", "x-kubernetes-preserve-unknown-fields": true },
          },
          ...(WITH_STATUS.includes(kind) ? { subresources: { status: {} } } : {}),
        },
      ],
    },
  }));
