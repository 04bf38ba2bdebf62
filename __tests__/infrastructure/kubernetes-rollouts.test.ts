import { type Readiness, readinessOf } from "../../src/infrastructure/kubernetes/readiness";
import { type EnvironmentPlan } from "../../src/terraform/environment-plan";
import { type Editable, altered, environmentPlan } from "../support/altered";
import { ENVIRONMENTS } from "../support/environments";
import { everyOptionPlan } from "../support/every-option-plan";
import { planOf } from "../support/reference-plans";

const plans = (): EnvironmentPlan[] => [...ENVIRONMENTS.map(planOf), everyOptionPlan()].map(environmentPlan);

const unstated = (plan: EnvironmentPlan): string[] =>
  readinessOf(plan).flatMap(({ ready, resource, what }) =>
    ready === undefined ? [`${plan.name} ${resource.layer}/${resource.address}: ${what}`] : [],
  );

/** Objects that a watch waits for, as `layer namespace/kind/name`. */
const awaited = (plan: EnvironmentPlan): string[] =>
  readinessOf(plan).flatMap(({ resource, ready }) =>
    ready?.by === "watch"
      ? [`${resource.layer} ${[ready.rollout.namespace, ready.rollout.kind, ready.rollout.name].join("/")}`]
      : [],
  );

test("each object that runs pods declares when it is ready, in all environments", () => {
  const all = plans();
  for (const plan of all) expect(readinessOf(plan)).not.toEqual([]);
  expect(all.flatMap(unstated)).toEqual([]);
});

test("a custom resource of a kind that nothing knows has no readiness", () => {
  const plan = altered("ml-platform", ({ models }) => {
    const release = models["resource"].helm_release.fraud_detection_inference as Editable;
    release["values"] = [release["values"][0].replace('"InferenceService"', '"RayService"')];
  });
  expect(unstated(plan)).toEqual(["ml-platform models/helm_release.fraud_detection_inference: RayService"]);
});

test("a chart whose release does not wait for its pods has no readiness", () => {
  const plan = altered("ml-platform", ({ platform }) => {
    platform["resource"].helm_release.argo_cd.wait = false;
  });
  expect(unstated(plan)).toEqual(["ml-platform platform/helm_release.argo_cd: chart argo-cd"]);
});

test("models of KServe, log-in, MLflow, pipelines and what an operator makes are awaited, with the models of Deployments", () => {
  expect(awaited(environmentPlan(planOf("ml-platform")))).toEqual(
    expect.arrayContaining([
      "models models/deployment/demand-forecast",
      "models models/deployment/fraud-detection-predictor",
      "platform kubeflow/deployment/ml-pipeline",
      "platform log-in/deployment/log-in-grafana",
      "platform mlflow/deployment/mlflow",
      "platform monitoring/statefulset/prometheus-kube-prometheus-stack-prometheus",
      "platform monitoring/statefulset/alertmanager-kube-prometheus-stack-alertmanager",
    ]),
  );
});

test("pods that an operator would make with a part of its chart off are not awaited", () => {
  const plan = altered("ml-platform", ({ platform }) => {
    const release = platform["resource"].helm_release.prometheus as Editable;
    release["values"] = [...release["values"], JSON.stringify({ alertmanager: { enabled: false } })];
  });
  expect(awaited(plan).filter((each) => each.includes("monitoring/"))).toEqual([
    "platform monitoring/statefulset/prometheus-kube-prometheus-stack-prometheus",
  ]);
});

test("objects of own files are awaited by their kind, as an object and as a manifest", () => {
  const template = { metadata: {}, spec: {} };
  const plan = altered("mlapp", ({ models }) => {
    const metadata = (name: string) => ({ name, namespace: "mlapp" });
    Object.assign(models["resource"], {
      kubernetes_stateful_set_v1: { cache: { metadata: metadata("cache"), spec: { template } } },
      kubernetes_daemon_set_v1: { agent: { metadata: metadata("agent"), spec: { template } } },
      kubernetes_pod_v1: { shell: { metadata: metadata("shell"), spec: {} } },
      kubernetes_job_v1: {
        fill: { metadata: metadata("fill"), spec: { template } },
        later: { metadata: metadata("later"), spec: { template }, wait_for_completion: false },
      },
      kubernetes_manifest: {
        own: { manifest: { apiVersion: "apps/v1", kind: "Deployment", metadata: metadata("own") } },
        ray: { manifest: { apiVersion: "ray.io/v1", kind: "RayService", metadata: metadata("ray") } },
      },
    });
  });
  expect(awaited(plan).filter((each) => !/-service$/.test(each))).toEqual([
    "models mlapp/statefulset/cache",
    "models mlapp/daemonset/agent",
    "models mlapp/pod/shell",
    "models mlapp/deployment/own",
  ]);
  const stated = new Map(readinessOf(plan).map(({ resource, ready }) => [resource.address, ready]));
  expect(stated.get("kubernetes_job_v1.fill")).toMatchObject({ by: "apply" });
  expect(stated.get("kubernetes_job_v1.later")).toMatchObject({ by: "nothing" });
  expect(unstated(plan)).toEqual(["mlapp models/kubernetes_manifest.ray: RayService"]);
});

test("each EKS add-on is ready by its apply, and a job by schedule by nothing", () => {
  const stated = readinessOf(environmentPlan(planOf("ml-platform")));
  const of = (type: string): (Readiness["ready"] | undefined)[] =>
    stated.filter(({ resource }) => resource.type === type).map(({ ready }) => ready);
  expect(of("aws_eks_addon").length).toBeGreaterThan(5);
  for (const ready of of("aws_eks_addon")) expect(ready).toMatchObject({ by: "apply" });
  expect(of("kubernetes_cron_job_v1").length).toBeGreaterThan(0);
  for (const ready of of("kubernetes_cron_job_v1")) expect(ready).toMatchObject({ by: "nothing" });
});
