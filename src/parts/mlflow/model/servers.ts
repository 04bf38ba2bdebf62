import { artifactsDestination } from "../facts";
import { type EnvironmentPlan, memoizePerPlan } from "../../../terraform/environment-plan";
import { texts } from "../../../terraform/stack-json";
import { objectsOf, type Pods } from "../../../infrastructure/kubernetes-objects";
import { resolveReferences } from "../../../infrastructure/text-references";

/** An MLflow server. */
export interface MlflowServer {
  readonly pods: Pods;
  /** URI of the folder of its artifacts. */
  readonly destination: string;
}

/** MLflow servers, by the argument that no other program has. */
export const mlflowServersOf = memoizePerPlan((plan: EnvironmentPlan): readonly MlflowServer[] =>
  objectsOf(plan).pods.flatMap((pods) => {
    const value = artifactsDestination(texts(pods.main?.config.args));
    if (value === undefined) return [];
    return [{ pods, destination: resolveReferences(plan, { layer: pods.owner.resource.layer, value }) }];
  }),
);
