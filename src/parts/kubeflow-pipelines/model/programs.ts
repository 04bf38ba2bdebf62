import {
  type DeployedFacts,
  PIPELINE_PROGRAMS,
  type ProgramFacts,
  type ProgramKind,
  RUN_ACCOUNT,
  RUN_ACCOUNT_VARIABLE,
  RUN_FACTS,
  RUN_LABELS,
} from "../facts/kubeflow-pipelines";
import { accountOf, variablesOf } from "../../../infrastructure/kubernetes-pods";
import { ImageReference } from "../../../infrastructure/kubernetes-images";
import { knownText } from "../../../infrastructure/text-references";
import { type EnvironmentPlan, inLayer, memoizePerPlan } from "../../../terraform/environment-plan";
import { text } from "../../../terraform/stack-json";
import { type Pods, objectsOf } from "../../../infrastructure/kubernetes-objects";

/** A program of Kubeflow Pipelines, or the pods of its runs. */
export interface KubeflowPipelinesProgram {
  readonly kind: ProgramKind;
  readonly facts: ProgramFacts;
  readonly pods: Pods;
  /** Namespace and name of its service account. */
  readonly account: { readonly namespace: string; readonly name: string };
}

/** A program that the stacks create. */
export interface DeployedProgram extends KubeflowPipelinesProgram {
  readonly kind: Exclude<ProgramKind, "pods of runs">;
  readonly facts: DeployedFacts;
  readonly image: ImageReference;
}

/** Programs of Kubeflow Pipelines, by the repository of their image or of its copy. */
export const kubeflowPipelinesProgramsOf = memoizePerPlan(
  (plan: EnvironmentPlan): readonly DeployedProgram[] =>
    objectsOf(plan).pods.flatMap((pods) => {
      if (pods.owner.kind !== "deployment") return [];
      const image = imageOf(plan, pods);
      const known = Object.entries(PIPELINE_PROGRAMS).find(([, facts]) => image.isCopyOf(facts));
      if (!known) return [];
      const [kind, facts] = known as [DeployedProgram["kind"], DeployedFacts];
      const name = accountOf(plan, pods);
      return [{ kind, facts, pods, image, account: { namespace: pods.owner.namespace, name } }];
    }),
);

const imageOf = (plan: EnvironmentPlan, pods: Pods): ImageReference => {
  const written = pods.main?.config.image;
  return ImageReference.parse(knownText(plan, inLayer(pods.owner.resource, written)) ?? text(written) ?? "");
};

const NAMES_OF_RUNS = {
  name: "runs of pipelines",
  title: "pod runs of pipelines",
  programName: "runs of pipelines",
};

/**
 * The pods of runs in the namespace of each API server. No stack creates them: Argo does, from what
 * the API server writes.
 */
export const runsOf = memoizePerPlan((plan: EnvironmentPlan): readonly KubeflowPipelinesProgram[] =>
  kubeflowPipelinesProgramsOf(plan)
    .filter(({ kind }) => kind === "API server")
    .map(({ pods: server }) => {
      const name = variablesOf(plan, server)[RUN_ACCOUNT_VARIABLE] ?? RUN_ACCOUNT;
      return {
        kind: "pods of runs",
        facts: RUN_FACTS,
        pods: {
          owner: { ...server.owner, kind: "pod", ...NAMES_OF_RUNS, spec: {} },
          labels: RUN_LABELS,
          annotations: {},
          spec: { serviceAccountName: name },
          isJob: false,
          containers: [],
          main: undefined,
          ports: [],
        },
        account: { namespace: server.owner.namespace, name },
      };
    }),
);
