import { type EnvironmentPlan } from "../../../../src/terraform/environment-plan";
import { type JsonObject, asObject } from "../../../../src/terraform/stack-json";
import { type Api } from "./api";
import { allObjects } from "./objects";
import { Watched } from "./watched";

const KIND = "InferenceService";

const PATH = "/apis/serving.kserve.io/v1beta1/inferenceservices";

/**
 * Replaces the controller of KServe: each InferenceService of the Standard mode gets its Deployment, and a changed one changes it.
 * A Deployment that the API refuses stays away, so its model never gets ready. Undefined for a plan without such an object.
 */
export async function startKServe(api: Api, plan: EnvironmentPlan): Promise<Watched | undefined> {
  if (allObjects(plan).every(({ kind }) => kind !== KIND)) return undefined;
  const services = await Watched.start(api, PATH);
  services.onChange((change, object) => {
    if (change === "DELETED") return;
    api
      .apply(ownedDeployment(object))
      .then(({ status, body }) => {
        if (status >= 300) console.error(`KServe cannot create its Deployment: ${String(body["message"])}`);
      })
      .catch((error: unknown) => console.error(String(error)));
  });
  return services;
}

/** Objects with the Deployments that KServe creates for them. */
export const withPredictors = (objects: readonly JsonObject[]): JsonObject[] =>
  objects.flatMap((object) => (object["kind"] === KIND ? [object, deploymentOf(object)] : [object]));

function ownedDeployment(object: JsonObject): JsonObject {
  const deployment = deploymentOf(object);
  const { name, uid } = asObject(object["metadata"]);
  const owner = {
    apiVersion: "serving.kserve.io/v1beta1",
    kind: KIND,
    name: name ?? "",
    uid: uid ?? "",
    controller: true,
  };
  return { ...deployment, metadata: { ...asObject(deployment["metadata"]), ownerReferences: [owner] } };
}

/**
 * The Deployment of an InferenceService with a container of its own.
 *
 * Source: kserve/kserve v0.20.0, `components/predictor.go` and `reconcilers/deployment/deployment_reconciler.go` (read 2026-11-22).
 */
function deploymentOf(object: JsonObject): JsonObject {
  const own = asObject(object["metadata"]);
  const { labels, annotations, deploymentStrategy, ...pod } = asObject(asObject(object["spec"])["predictor"]);
  const name = `${String(own["name"])}-predictor`;
  const metadata = {
    name,
    namespace: own["namespace"] ?? "",
    labels: {
      ...asObject(own["labels"]),
      ...asObject(labels),
      "serving.kserve.io/inferenceservice": own["name"] ?? "",
      component: "predictor",
      app: `isvc.${name}`,
    },
    annotations: { ...asObject(own["annotations"]), ...asObject(annotations) },
  };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata,
    spec: {
      selector: { matchLabels: { app: `isvc.${name}` } },
      strategy: deploymentStrategy ?? {
        rollingUpdate: { maxSurge: "25%", maxUnavailable: "25%" },
        type: "RollingUpdate",
      },
      template: { metadata: { labels: metadata.labels, annotations: metadata.annotations }, spec: pod },
    },
  };
}
