import facts from "./programs-of-pipelines.json";

/**
 * Programs of Kubeflow Pipelines: how their pods are recognized, and what they connect to.
 */
export type ProgramKind =
  | "API server"
  | "user interface"
  | "persistence agent"
  | "controller of schedules"
  | "store of metadata"
  | "proxy of metadata"
  | "workflow controller"
  | "pods of runs";

/** A program, or the pods of runs, which Argo creates. */
export interface ProgramFacts {
  /** Connections to other programs, with the ports. */
  readonly connects: readonly (readonly [to: ProgramKind, port: number])[];
  /** Whether it asks for names. The workflow controller finds the Kubernetes API by the address in its variables. */
  readonly asksNames: boolean;
  readonly callsKubernetes: boolean;
  readonly usesDatabase: boolean;
  /** Use of artifacts in S3. @default - none */
  readonly artifacts?: "reads" | "writes";
}

/** A program that the stacks create. */
export interface DeployedFacts extends ProgramFacts {
  /** Repository of its authors. */
  readonly repository: string;
  /** Programs of one set have one version. */
  readonly set: ReleaseSet;
  /** Ports on which it listens. Without one, no probe and no Service can reach it. */
  readonly ports: readonly number[];
  /** Whether two pods would do its work twice, since they elect no leader. @default false */
  readonly isAlone?: boolean;
  /** Name of a Service that other programs expect, with the ports of `connects`. @default - settings name it */
  readonly service?: string;
}

export type ReleaseSet = "Kubeflow Pipelines" | "Argo Workflows" | "ML Metadata";

/** The only versions that these facts describe. 2.17.0 was released with this version of Argo (go.mod, third_party/argo). */
export const KNOWN_VERSIONS: Readonly<Record<ReleaseSet, string>> = {
  "Kubeflow Pipelines": "2.17.0",
  "Argo Workflows": "v4.0.5",
  "ML Metadata": "1.14.0",
};

export const PIPELINE_PROGRAMS = facts.programs as unknown as Readonly<
  Record<Exclude<ProgramKind, "pods of runs">, DeployedFacts>
>;

/** Driver, launcher and the containers of Argo. What the code of a step connects to is unknown. */
export const RUN_FACTS = facts.runs as unknown as ProgramFacts;

/** Label of all pods of runs (argocompiler/argo.go), and their service account unless the API server has another one. */
export const RUN_LABELS: Readonly<Record<string, string>> = { "pipelines.kubeflow.org/v2_component": "true" };
export const RUN_ACCOUNT = "pipeline-runner";
export const RUN_ACCOUNT_VARIABLE = "DEFAULTPIPELINERUNNERSERVICEACCOUNT";

/** An image that a program writes into the pods of runs. */
export interface RunImage {
  readonly repository: string;
  readonly set: ReleaseSet;
  readonly writtenBy: ProgramKind;
  /** Where the program reads it. */
  readonly from: { readonly variable: string } | { readonly argument: string };
}

/** Without the variable or the argument, runs pull an image from the internet. */
export const RUN_IMAGES = facts.runImages as readonly RunImage[];

/** ConfigMaps by the names that the launcher and the workflow controller read. */
export const LAUNCHER_SETTINGS = "kfp-launcher";
export const CONTROLLER_SETTINGS = "workflow-controller-configmap";

/**
 * Key of the settings of Argo with a container that it merges with the main container of each pod
 * of a run. Variables merge by their name, and the step has priority. Source:
 * argoproj/argo-workflows v4.0.5, workflow/controller/workflowpod.go (read 2026-11-27).
 */
export const STEP_CONTAINER = "mainContainer";
