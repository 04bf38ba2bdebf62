import { DaemonSet } from "kubernetes-models/apps/v1/DaemonSet";
import { StatefulSet } from "kubernetes-models/apps/v1/StatefulSet";
import { IngressClass } from "kubernetes-models/networking.k8s.io/v1/IngressClass";
import { CSIDriver } from "kubernetes-models/storage.k8s.io/v1/CSIDriver";
import { platformObjectsOf } from "../../real/kubernetes/harness/platform-objects";
import { objectsOf } from "../../../src/infrastructure/kubernetes-objects";
import { customObjectsOf } from "../../../src/infrastructure/kubernetes-releases";
import { type EnvironmentPlan } from "../../../src/terraform/environment-plan";
import { type JsonObject } from "../../../src/terraform/stack-json";
import { type Editable, altered, environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { ENVIRONMENTS } from "../../support/environments";
import { everyOptionPlan } from "../../support/every-option-plan";
import { within } from "../../support/findings";
import { kindOf, misfitsOf, problemsOf } from "../../support/kubernetes-schemas";
import { planOf } from "../../support/reference-plans";

const ML = "ml-inference-prod";
const everyOption = environmentPlan(everyOptionPlan());
const PLANS: [string, EnvironmentPlan][] = [
  ...ENVIRONMENTS.map((name): [string, EnvironmentPlan] => [name, environmentPlan(planOf(name))]),
  ["every-option", everyOption],
];

const objects = (plan: EnvironmentPlan): Editable[] => platformObjectsOf(plan) as Editable[];
const ofKind = (plan: EnvironmentPlan, kind: string): Editable[] =>
  objects(plan).filter((each) => each["kind"] === kind);
const named = (plan: EnvironmentPlan, kind: string, name: string): Editable => {
  const found = ofKind(plan, kind).filter(({ metadata }) => metadata.name === name);
  expect(found).toHaveLength(1);
  return found[0] as Editable;
};
const afterEdit = (release: string, edit: (values: Editable) => void): EnvironmentPlan =>
  altered(ML, ({ platform }) => within(platform.resource.helm_release[release].values, "0", edit));
const pod = (workload: Editable): Editable => workload["spec"].template.spec;

const MODELS = new Map<string, Parameters<typeof misfitsOf>[0]>([
  ["apps/v1 DaemonSet", DaemonSet],
  ["apps/v1 StatefulSet", StatefulSet],
  ["networking.k8s.io/v1 IngressClass", IngressClass],
  ["storage.k8s.io/v1 CSIDriver", CSIDriver],
]);
/** Kinds without a class, and a field that is newer than the classes. */
const WITHOUT_CLASS = /CustomResourceDefinition|IngressClassParams/;
const NEWER = "/spec/serviceAccountTokenInSecrets is unknown";

test.each(PLANS)("%s: Kubernetes knows every field of the objects", (_, plan) => {
  const all = objects(plan).filter(({ kind }) => !WITHOUT_CLASS.test(String(kind)));
  expect(all.length).toBeGreaterThan(10);
  const problems = all.flatMap((object) => {
    const model = MODELS.get(kindOf(object));
    return model ? misfitsOf(model, object as JsonObject) : problemsOf(object as JsonObject);
  });
  expect(problems.filter((problem) => problem !== NEWER)).toEqual([]);
});

test.each(PLANS)("%s: no object appears twice, and namespaces come before their objects", (_, plan) => {
  const keys = objects(plan).map(({ kind, metadata }) => [kind, metadata.namespace, metadata.name].join(" "));
  expect(new Set(keys).size).toBe(keys.length);
  const emitted = objectsOf(plan).ofKind("namespace");
  const created = ["kube-system", "default", ...emitted.map(({ name }) => name)];
  for (const { kind, metadata } of objects(plan)) {
    if (kind === "Namespace") created.push(metadata.name);
    if (metadata.namespace !== undefined) expect(created).toContain(metadata.namespace);
  }
});

test.each(PLANS)("%s: each emitted custom object has a CRD that serves its version", (_, plan) => {
  const crds = ofKind(plan, "CustomResourceDefinition");
  for (const { kind } of customObjectsOf(plan)) {
    // Every cluster has the kinds of definitions and of admission policies.
    if (/^(CustomResourceDefinition|ValidatingAdmissionPolicy(Binding)?)$/.test(kind)) continue;
    expect(crds.map(({ spec }) => spec.names.kind)).toContain(kind);
  }
  for (const { metadata, spec } of crds) {
    expect(metadata.name).toBe(`${String(spec.names.plural)}.${String(spec.group)}`);
    expect(spec.versions.filter(({ storage }: Editable) => storage)).toHaveLength(1);
  }
});

test.each(PLANS)("%s: each class of an Ingress exists", (_, plan) => {
  const classes = ofKind(plan, "IngressClass").map(({ metadata }) => metadata.name);
  const named = objectsOf(plan)
    .ofKind("ingress")
    .flatMap(({ spec }) => spec.ingressClassName ?? []);
  expect(named.filter((each) => !classes.includes(each))).toEqual([]);
});

test.each(PLANS)("%s: the service account of each workload exists", (_, plan) => {
  const emitted = objectsOf(plan)
    .ofKind("service_account")
    .map(({ namespace, name }) => `${namespace}/${name}`);
  const created = ofKind(plan, "ServiceAccount").map(
    ({ metadata }) => `${metadata.namespace}/${metadata.name}`,
  );
  const workloads = [...ofKind(plan, "Deployment"), ...ofKind(plan, "DaemonSet")];
  expect(workloads.length).toBeGreaterThan(4);
  const missing = workloads
    .filter((each) => pod(each)["serviceAccountName"] !== "default")
    .map((each) => `${each["metadata"].namespace}/${pod(each)["serviceAccountName"]}`)
    .filter((each) => !emitted.includes(each) && !created.includes(each));
  expect(missing).toEqual([]);
  // Terraform and a chart must not create the same account.
  expect(created.filter((each) => emitted.includes(each))).toEqual([]);
});

test.each(PLANS)("%s: no DaemonSet of an add-on or chart runs on Fargate nodes", (_, plan) => {
  const onGpuNodes = (each: Editable): boolean =>
    pod(each)["nodeSelector"]?.["nvidia.com/gpu.present"] === "true";
  for (const each of ofKind(plan, "DaemonSet").filter((each) => !onGpuNodes(each))) {
    const terms = pod(each)["affinity"].nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution
      .nodeSelectorTerms as Editable[];
    expect(terms).not.toEqual([]);
    for (const { matchExpressions } of terms) {
      expect(matchExpressions).toContainEqual({
        key: "eks.amazonaws.com/compute-type",
        operator: "NotIn",
        values: ["fargate"],
      });
    }
  }
});

test("emitted values override the chart's defaults", () => {
  const plan = environmentPlan(planOf(ML));
  const controller = named(plan, "Deployment", "aws-load-balancer-controller");
  expect(controller["spec"].replicas).toBe(2);
  expect(pod(controller)).toMatchObject({
    priorityClassName: "system-cluster-critical",
    terminationGracePeriodSeconds: 10,
    serviceAccountName: "aws-load-balancer-controller",
    securityContext: { fsGroup: 65_534, seccompProfile: { type: "RuntimeDefault" } },
    affinity: { podAntiAffinity: expect.anything() as unknown },
    containers: [
      {
        image: expect.stringMatching(/aws-load-balancer-controller:v3\.5\.0$/) as unknown,
        resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { cpu: "200m", memory: "256Mi" } },
        securityContext: { runAsNonRoot: true, capabilities: { drop: ["ALL"] } },
      },
    ],
  });
  expect(named(plan, "PodDisruptionBudget", "aws-load-balancer-controller")["spec"]).toMatchObject({
    maxUnavailable: 1,
  });
});

test("values that a release does not set are the chart's defaults", () => {
  const without = afterEdit("load_balancer_controller", (values) => {
    for (const key of ["replicaCount", "resources", "podDisruptionBudget"])
      Reflect.deleteProperty(values, key);
  });
  const controller = named(without, "Deployment", "aws-load-balancer-controller");
  expect(controller["spec"].replicas).toBe(2);
  expect(pod(controller)["containers"][0].resources).toBeUndefined();
  expect(ofKind(without, "PodDisruptionBudget")).toEqual([]);
});

test("a value merges into the chart's default, and null removes it", () => {
  const less = afterEdit("secrets_store_aws_provider", (values) => {
    values["resources"] = { requests: { cpu: "20m" }, limits: null };
  });
  expect(
    pod(named(less, "DaemonSet", "secrets-store-csi-driver-provider-aws"))["containers"][0].resources,
  ).toEqual({
    requests: { cpu: "20m", memory: "100Mi" },
  });
});

test("the driver and the provider of secrets have their requests, priority and rights", () => {
  const plan = environmentPlan(planOf(ML));
  const driver = pod(named(plan, "DaemonSet", "secrets-store-csi-driver"));
  expect(driver["containers"].map(({ resources }: Editable) => resources.requests)).toEqual([
    { cpu: "10m", memory: "20Mi" },
    { cpu: "50m", memory: "100Mi" },
    { cpu: "10m", memory: "20Mi" },
  ]);
  expect(driver["priorityClassName"]).toBe("system-node-critical");
  expect(driver["tolerations"]).toEqual([{ operator: "Exists" }]);
  expect(driver["containers"][1].securityContext).toEqual({ privileged: true });
  expect(driver["volumes"]).toHaveLength(5);
});

test("the CSIDriver requests tokens and rotates secrets as the values say", () => {
  const { spec } = named(environmentPlan(planOf(ML)), "CSIDriver", "secrets-store.csi.k8s.io");
  expect(spec).toMatchObject({
    requiresRepublish: true,
    tokenRequests: [{ audience: "sts.amazonaws.com" }],
    serviceAccountTokenInSecrets: true,
  });
  const without = afterEdit("secrets_store_driver", (values) => {
    values["tokenRequests"] = [];
    values["enableSecretRotation"] = false;
  });
  expect(named(without, "CSIDriver", "secrets-store.csi.k8s.io")["spec"]).toEqual({
    podInfoOnMount: true,
    attachRequired: false,
    volumeLifecycleModes: ["Ephemeral"],
    requiresRepublish: false,
  });
});

test("the IngressClass has the name of the values, and none is created if they say so", () => {
  const renamed = afterEdit("load_balancer_controller", (values) => (values["ingressClass"] = "internal"));
  expect(ofKind(renamed, "IngressClass").map(({ metadata }) => metadata.name)).toEqual(["internal"]);
  const none = afterEdit(
    "load_balancer_controller",
    (values) => (values["createIngressClassResource"] = false),
  );
  expect([...ofKind(none, "IngressClass"), ...ofKind(none, "IngressClassParams")]).toEqual([]);
});

test("an environment with GPUs has the device plugin, and an exporter of GPU counters each for CloudWatch and Prometheus", () => {
  const plugin = pod(named(everyOption, "DaemonSet", "nvidia-device-plugin"));
  expect(plugin["nodeSelector"]).toEqual({ "nvidia.com/gpu.present": "true" });
  expect(
    pod(named(everyOption, "DaemonSet", "nvidia-device-plugin-mps-control-daemon"))["nodeSelector"],
  ).toEqual({
    "nvidia.com/gpu.present": "true",
    "nvidia.com/mps.capable": "true",
  });
  const exporters = ofKind(everyOption, "DaemonSet").filter(
    ({ metadata }) => metadata.name === "dcgm-exporter",
  );
  expect(exporters.map(({ metadata }) => metadata.namespace).sort()).toEqual([
    "amazon-cloudwatch",
    "gpu-metrics",
  ]);
  const ofNamespace = (name: string): Editable =>
    pod(exporters.find(({ metadata }) => metadata.namespace === name) as Editable);
  expect(ofNamespace("gpu-metrics")["nodeSelector"]).toEqual({ "nvidia.com/gpu.present": "true" });
  const exporter = ofNamespace("amazon-cloudwatch");
  const [, types] =
    exporter["affinity"].nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0]
      .matchExpressions;
  expect(types.values).toContain("g5.xlarge");
  expect(types.values).not.toContain("m7i.large");
  expect(ofKind(everyOption, "Namespace").map(({ metadata }) => metadata.name)).toEqual([
    "amazon-cloudwatch",
    "cert-manager",
  ]);
});

test("a CRD without a recorded schema says that it accepts any content", () => {
  const crds = ofKind(everyOption, "CustomResourceDefinition");
  const open = crds.filter(({ metadata }) => metadata.annotations !== undefined);
  expect(open.map(({ spec }) => spec.names.kind)).toEqual(["ServiceMonitor", "PrometheusRule"]);
  expect(crds.map(({ spec }) => spec.names.kind).sort()).toEqual([
    "AppProject",
    "Application",
    "InferenceService",
    "IngressClassParams",
    "PrometheusRule",
    "ScaledObject",
    "SecretProviderClass",
    "ServiceMonitor",
    "TargetGroupBinding",
  ]);
});

test("no object is made for an add-on or chart that is not installed", () => {
  const none = altered(planWith("retail-forecast", {}), ({ cluster, platform }) => {
    Reflect.deleteProperty(cluster["resource"], "aws_eks_addon");
    Reflect.deleteProperty(platform["resource"], "helm_release");
  });
  expect(objects(none)).toEqual([]);
});
