import { LAUNCHER_SETTINGS, type ProgramKind } from "./kubeflow-pipelines";

/** Rights on one kind of object. */
export interface Right {
  readonly group: string;
  readonly resource: string;
  readonly verbs: readonly string[];
  /** The only object. @default - every object of the namespace */
  readonly name?: string;
}

const READ = ["get", "list", "watch"];
const EDIT = ["create", "get", "list", "update", "patch", "delete"];
const OWN = [...READ, "create", "update", "patch", "delete"];

const argo = (resource: string, verbs: readonly string[]): Right => ({
  group: "argoproj.io",
  resource,
  verbs,
});
const core = (resource: string, verbs: readonly string[]): Right => ({ group: "", resource, verbs });
const schedules = (verbs: readonly string[]): Right => ({
  group: "kubeflow.org",
  resource: "scheduledworkflows",
  verbs,
});

/**
 * Use of the Kubernetes API by each program, if one team uses Kubeflow Pipelines, no run creates
 * volumes, and credentials of S3 come from a role in IAM. The roles that the authors publish allow
 * more: all Secrets, among others.
 *
 * Source: calls in the code of kubeflow/pipelines 2.17.0 and argoproj/argo-workflows v4.0.5, and their roles in manifests/kustomize/base
 * and manifests/namespace-install (read 2026-11-22).
 */
export const RIGHTS: Readonly<Record<ProgramKind, readonly Right[]>> = {
  // It deletes the pods of a run that a user starts again.
  "API server": [
    argo("workflows", EDIT),
    schedules(EDIT),
    core("pods", ["get", "list", "delete"]),
    core("pods/log", ["get"]),
  ],
  "user interface": [
    core("pods", ["get"]),
    core("pods/log", ["get"]),
    core("events", ["list"]),
    argo("workflows", ["get"]),
  ],
  "persistence agent": [argo("workflows", READ), schedules(READ)],
  "controller of schedules": [
    // A recurring run of a fixed version contains its workflow, which the controller creates itself.
    argo("workflows", [...READ, "create"]),
    schedules([...READ, "update"]),
    core("events", ["create", "patch"]),
  ],
  "store of metadata": [],
  "proxy of metadata": [],
  "workflow controller": [
    ...["workflows", "workflowtasksets"].flatMap((kind) => [
      argo(kind, OWN),
      argo(`${kind}/finalizers`, OWN),
    ]),
    argo("workflowartifactgctasks", OWN),
    argo("workflowtemplates", READ),
    argo("workflowtemplates/finalizers", READ),
    argo("workflowtaskresults", ["list", "watch", "deletecollection"]),
    ...["cronworkflows", "cronworkflows/finalizers"].map((kind) =>
      argo(kind, [...READ, "update", "patch", "delete"]),
    ),
    core("pods", OWN),
    core("pods/exec", ["create"]),
    // It stores long templates of steps in ConfigMaps, which the published role does not allow. Kubernetes deletes them
    // with the workflow.
    core("configmaps", [...READ, "create"]),
    core("serviceaccounts", ["get", "list"]),
    core("events", ["create", "patch"]),
    { group: "coordination.k8s.io", resource: "leases", verbs: ["create", "get", "update"] },
    { group: "policy", resource: "poddisruptionbudgets", verbs: ["create", "get", "delete"] },
  ],
  "pods of runs": [
    { ...core("configmaps", ["get"]), name: LAUNCHER_SETTINGS },
    core("pods", ["get"]),
    argo("workflows", ["get"]),
    argo("workflowtaskresults", ["create", "patch"]),
  ],
};

/** Actions in S3 and on the key of artifacts, by their use. The API server asks for the bucket itself when it starts. */
export const PIPELINE_ARTIFACT_ACTIONS = {
  reads: { objects: ["s3:GetObject"], key: ["kms:Decrypt"] },
  writes: {
    objects: ["s3:GetObject", "s3:PutObject", "s3:AbortMultipartUpload"],
    key: ["kms:Decrypt", "kms:GenerateDataKey"],
  },
} as const;
