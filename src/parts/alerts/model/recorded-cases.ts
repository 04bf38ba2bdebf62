import { number, text } from "../../../terraform/stack-json";
import { customObjectsOf, releasesOf } from "../../../infrastructure/kubernetes-releases";
import { type Specs } from "../../../infrastructure/kubernetes-api";
import { type KubernetesObject, type Pods, objectsOf } from "../../../infrastructure/kubernetes-objects";
import { type Stated } from "../../../infrastructure/stated";

import { type EnvironmentPlan, type PlannedResource } from "../../../terraform/environment-plan";
import { type FaultCase, type RecordedSeries } from "../facts/cases/fault-case";
import { modelCases } from "../facts/cases/model-cases";
import { type RecordedModel, healthyModel } from "../facts/cases/model-series";
import { healthyPlatform, platformCases } from "../facts/cases/platform-cases";
import { healthyWorkload, workloadCase } from "../facts/cases/workload-cases";
import { platformWorkloads } from "./platform-workloads";
import { serverOf } from "./server-of";

/** A fault with the resource that can have it. */
export interface PlacedCase extends FaultCase {
  readonly resource: PlannedResource;
  /** The resource in words, such as `Deployment api`. */
  readonly title: string;
}

/** The faults that an environment must tell, and the series of the environment in which everything works. */
export interface RecordedCases {
  readonly healthy: readonly RecordedSeries[];
  readonly cases: readonly PlacedCase[];
}

/** @param place the resource of faults of the platform */
export function recordedCases(plan: EnvironmentPlan, stated: Stated, place: PlannedResource): RecordedCases {
  const models = modelDeployments(plan, stated);
  const workloads = platformWorkloads(plan, new Set(models.map(({ model }) => model.namespace)));
  const hasGpus = releasesOf(plan, "dcgm-exporter").length > 0;
  const healthy = [
    ...healthyPlatform(hasGpus),
    ...workloads.flatMap(healthyWorkload),
    ...models.flatMap(({ model }) => healthyModel(model)),
  ];
  return {
    healthy,
    cases: [
      ...models.flatMap(({ model, deployment: { resource, name } }) =>
        modelCases(model).map((each) => ({ ...each, resource, title: `Deployment ${name}` })),
      ),
      ...workloads.map((each) => ({ ...workloadCase(each), resource: each.resource, title: each.title })),
      ...platformCases(hasGpus, healthy).map((each) => ({ ...each, resource: place, title: "platform" })),
    ],
  };
}

interface ModelDeployment {
  readonly deployment: KubernetesObject;
  readonly model: RecordedModel;
}

/** Deployments in the namespaces of the models. Each of them serves, so each needs its alerts. */
function modelDeployments(plan: EnvironmentPlan, stated: Stated): ModelDeployment[] {
  const all = objectsOf(plan)
    .ofKind("deployment")
    .filter(({ resource }) => resource.layer === "models");
  const isModel = (each: KubernetesObject): boolean =>
    stated.models.size === 0 || stated.models.has(each.programName);
  const namespaces = new Set(all.filter(isModel).map(({ namespace }) => namespace));
  return all
    .filter(({ namespace }) => namespaces.has(namespace))
    .map((deployment) => ({ deployment, model: modelOf(plan, deployment, stated) }));
}

function modelOf(plan: EnvironmentPlan, deployment: KubernetesObject, stated: Stated): RecordedModel {
  const { namespace } = deployment;
  const name = deployment.programName;
  const autoscaler = objectsOf(plan).find("horizontal_pod_autoscaler", namespace, name)?.spec;
  const objectives = stated.models.get(name)?.objectives;
  const has = (kind: string): boolean =>
    customObjectsOf(plan).some(
      (each) => each.kind === kind && each.namespace === namespace && each.name === name,
    );
  return {
    name,
    namespace,
    deployment: deployment.name,
    container: containerOf(plan, deployment),
    autoscales: autoscaler !== undefined,
    scales: autoscaler !== undefined && replicas(autoscaler, "max") > replicas(autoscaler, "min"),
    ...(has("ServiceMonitor") ? { server: serverOf(podsOf(plan, deployment), has("InferenceService")) } : {}),
    ...(objectives ? { objectives } : {}),
  };
}

const replicas = (spec: Specs["horizontal_pod_autoscaler"], limit: "min" | "max"): number =>
  number(spec[`${limit}Replicas`]) ?? 1;

/** The container that answers: that of the name of its Deployment, or the first one. Init containers end before, or run beside it. */
function containerOf(plan: EnvironmentPlan, deployment: KubernetesObject): string {
  const { name } = deployment;
  const names = (podsOf(plan, deployment)?.containers ?? [])
    .filter(({ init }) => !init)
    .map(({ config }) => text(config.name));
  return names.find((each) => each === name) ?? names[0] ?? name;
}

const podsOf = (plan: EnvironmentPlan, { resource, name }: KubernetesObject): Pods | undefined =>
  objectsOf(plan).pods.find(({ owner }) => owner.resource === resource && owner.name === name);
