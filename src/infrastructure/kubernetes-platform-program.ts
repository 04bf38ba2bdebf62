import { type EnvironmentPlan } from "../terraform/environment-plan";
import { type Pods } from "./kubernetes-objects";

/** Pods of a program of the platform, beside those of models. */
interface PlatformProgram {
  readonly pods: Pods;
  /** Whether Terraform creates the pods. Of others, only the namespace, the labels and the service account are known. */
  readonly isDeployed: boolean;
  /** Whether it accepts connections. Without them it has no port, no probe and no Service. */
  readonly acceptsConnections: boolean;
  /** Whether two pods would do its work twice. */
  readonly isAlone: boolean;
  /** Whether its clients wait while it starts again, so that one pod is enough. */
  readonly mayPause: boolean;
  /** Whether a check of its part compares its rights in Kubernetes with what it does. */
  readonly hasRightsCheck: boolean;
  /** Whether a check of its part compares its role in IAM with the file. @default false */
  readonly hasRoleCheck?: boolean;
  /** Name of the page that people open, or of the API behind one. @default - it has none */
  readonly page?: string;
  /** Whether people of experiments use it. @default false */
  readonly isForExperiments?: boolean;
}

/** The programs of one part in an environment. */
export type ProgramsOf = (plan: EnvironmentPlan) => readonly PlatformProgram[];
