import { type JsonObject, asArray, asObject } from "../../../../src/terraform/stack-json";
import { autoscalersOfKeda } from "./keda";
import { withPredictors } from "./kserve";
import { allObjects } from "./objects";
import { type Deployment } from "./deployment";

/** The objects of one Deployment of the stacks, by the name that all of them carry as a label. */
export interface Model {
  readonly name: string;
  /** Name of its Deployment. */
  readonly deployment: string;
  readonly namespace: string;
  readonly autoscaler: JsonObject | undefined;
  /** Replicas that Kubernetes begins with: the least of the autoscaler. */
  readonly min: number;
  readonly max: number;
  /** Objects of a kind that belong to the model. */
  readonly of: (kind: string) => JsonObject[];
}

const metadataOf = (object: JsonObject): JsonObject => asObject(object["metadata"]);
const specOf = (object: JsonObject): JsonObject => asObject(object["spec"]);

/** The models of an environment. */
export function modelsOf({ plan }: Pick<Deployment, "plan">): Model[] {
  const objects = [...withPredictors(allObjects(plan)), ...autoscalersOfKeda(plan)];
  return objects
    .filter((object) => object["kind"] === "Deployment" && labelsOf(object)[COMPONENT] === "model-api")
    .map((deployment) => {
      const name = String(labelsOf(deployment)[NAME]);
      const namespace = String(metadataOf(deployment)["namespace"]);
      const of = (kind: string): JsonObject[] =>
        objects.filter((object) => {
          const metadata = metadataOf(object);
          return (
            object["kind"] === kind &&
            metadata["namespace"] === namespace &&
            asObject(metadata["labels"])[NAME] === name
          );
        });
      const [autoscaler] = of("HorizontalPodAutoscaler");
      const fixed = Number(specOf(deployment)["replicas"] ?? 1);
      const { minReplicas, maxReplicas } = specOf(autoscaler ?? {});
      return {
        name,
        deployment: String(metadataOf(deployment)["name"]),
        namespace,
        autoscaler,
        min: autoscaler ? Number(minReplicas ?? 1) : fixed,
        max: autoscaler ? Number(maxReplicas) : fixed,
        of,
      };
    });
}

const NAME = "app.kubernetes.io/name";

/** Programs of the platform are Deployments of Terraform too, and have another one. */
const COMPONENT = "app.kubernetes.io/component";

const labelsOf = (object: JsonObject): JsonObject => asObject(metadataOf(object)["labels"]);

/** Pods of a model that are not ending. */
export const podsOf = ({ pods }: Pick<Deployment, "pods">, model: Model): JsonObject[] =>
  alive(pods.items).filter(
    (pod) =>
      metadataOf(pod)["namespace"] === model.namespace &&
      asObject(metadataOf(pod)["labels"])[NAME] === model.name,
  );

/** Pods that are not ending. */
export const alive = (pods: readonly JsonObject[]): JsonObject[] =>
  pods.filter((pod) => metadataOf(pod)["deletionTimestamp"] === undefined);

const condition = (pod: JsonObject, name: string): JsonObject =>
  asArray(asObject(pod["status"])["conditions"])
    .map(asObject)
    .find(({ type }) => type === name) ?? {};

export const isReady = (pod: JsonObject): boolean => condition(pod, "Ready")["status"] === "True";

/** Whether the scheduler looked at all nodes and found none for the pod. */
export const isUnschedulable = (pod: JsonObject): boolean =>
  condition(pod, "PodScheduled")["reason"] === "Unschedulable";

/** Whether nothing more happens to a pod: it serves, has succeeded, or waits for a node. */
const isSettled = (pod: JsonObject): boolean =>
  isReady(pod) || isUnschedulable(pod) || asObject(pod["status"])["phase"] === "Succeeded";

/** Waits until each model has a number of pods, and nothing more happens to any pod. */
export async function settled(deployment: Deployment, countOf: (model: Model) => number): Promise<void> {
  const models = modelsOf(deployment);
  await deployment.pods.until(
    (pods) =>
      alive(pods).every(isSettled) &&
      models.every((model) => podsOf(deployment, model).length === countOf(model)),
    `${models.map((model) => `${countOf(model)} pods of ${model.name}`).join(", ")}, all ready or unschedulable`,
  );
}

/** Scales each model to its maximum, as an autoscaler would, and waits until nothing more happens to any pod. */
export async function scaleToMaximum(deployment: Deployment): Promise<void> {
  for (const { deployment: name, namespace, max } of modelsOf(deployment)) {
    const path = `/apis/apps/v1/namespaces/${namespace}/deployments/${name}/scale`;
    await deployment.api.send("PATCH", path, { spec: { replicas: max } }, "application/merge-patch+json");
  }
  await settled(deployment, ({ max }) => max);
}
