import { capacityAtPeak } from "../../../../src/checks/capacity/capacity-at-peak";
import { hpaWorks } from "../../../../src/checks/capacity/hpa-works";
import { networkPolicyPaths } from "../../../../src/checks/network/network-policy-paths";
import { queueScaling } from "../../../../src/parts/keda/checks/queue-scaling";
import { scalerRights } from "../../../../src/parts/keda/checks/scaler-rights";
import { type Editable, altered, environmentPlan } from "../../../support/altered";
import { foundBy } from "../../../support/findings";
import { queuePlan, withKedaValues, withScaledObject } from "../../../support/keda";

const triggers = ({ spec }: Editable): Editable[] => spec.triggers as Editable[];
const edited = (edit: (metadata: Editable) => void) => (object: Editable) =>
  triggers(object).forEach(({ metadata }) => edit(metadata as Editable));
const inQuery = (from: string | RegExp, to: string) =>
  edited((metadata) => (metadata["query"] = (metadata["query"] as string).replace(from, to)));

test("queue-scaling and scaler-rights accept what synth emits", () => {
  const plan = environmentPlan(queuePlan());
  expect(foundBy(queueScaling, plan)).toEqual([]);
  expect(foundBy(scalerRights, plan)).toEqual([]);
});

test.each<readonly [string, (object: Editable) => void, string]>([
  [
    "a series that vLLM does not have",
    inQuery("num_requests", "requests"),
    "vllm:requests_waiting is no gauge of vLLM 0.33.0",
  ],
  [
    "a counter, which only grows",
    inQuery(/vllm:num_requests_\w+/, "vllm:num_preemptions_total"),
    "vllm:num_preemptions_total is no gauge",
  ],
  [
    "a query without a series",
    edited((metadata) => (metadata["query"] = "vector(1)")),
    "its query reads no series",
  ],
  [
    "a query that is no expression",
    edited((metadata) => (metadata["query"] = "sum(")),
    "its query is no expression of Prometheus",
  ],
  ["the series of each pod", inQuery(/^sum\((.*)\)$/, "$1"), "its query has a value for each pod"],
  ["the queue of another model", inQuery('"chat"', '"other"'), 'service="other" are not those of chat'],
  ["the queues of all models", inQuery(',service="chat"', ""), "its query selects no service"],
  ["a pattern of services", inQuery("service=", "service=~"), "its query selects no service"],
  ["the queue of another namespace", inQuery("ml-inference", "default"), 'namespace="default"'],
  [
    "another Prometheus",
    edited((metadata) => (metadata["serverAddress"] = "http://prometheus.monitoring.svc:9090")),
    "no Service of a release of Prometheus",
  ],
  [
    "another port of Prometheus",
    edited(
      (metadata) =>
        (metadata["serverAddress"] = "http://kube-prometheus-stack-prometheus.monitoring.svc:9091"),
    ),
    "no Service of a release of Prometheus",
  ],
  [
    "another namespace of Prometheus",
    edited(
      (metadata) => (metadata["serverAddress"] = "http://kube-prometheus-stack-prometheus.default.svc:9090"),
    ),
    "no Service of a release of Prometheus",
  ],
  [
    "series that are missing as zero requests",
    edited((metadata) => delete metadata["ignoreNullValues"]),
    "ignoreNullValues is not false",
  ],
  ["a threshold of zero", edited((metadata) => (metadata["threshold"] = "0")), "threshold is 0"],
  [
    "a threshold that is no number",
    edited((metadata) => (metadata["threshold"] = "many")),
    "threshold is many",
  ],
  [
    "a threshold that no pod reaches",
    edited((metadata) => (metadata["threshold"] = "1025")),
    "a pod runs at most 1024 requests at once",
  ],
  ["no fallback", ({ spec }) => delete spec.fallback, "it has no fallback"],
  [
    "a fallback to fewer pods",
    ({ spec }) => (spec.fallback.behavior = "static"),
    "fallback.behavior is static",
  ],
  ["no waiting requests", ({ spec }) => spec.triggers.shift(), "no trigger reads vllm:num_requests_waiting"],
  ["no running requests", ({ spec }) => spec.triggers.pop(), "no trigger reads vllm:num_requests_running"],
  [
    "zero pods",
    ({ spec }) => (spec.minReplicaCount = 0),
    "minReplicaCount is 0, and no trigger has a value without a pod",
  ],
  ["a missing minimum, which is zero", ({ spec }) => delete spec.minReplicaCount, "minReplicaCount is 0"],
  ["an idle count of zero", ({ spec }) => (spec.idleReplicaCount = 0), "idleReplicaCount is 0"],
  [
    "a decrease before a pod has started",
    ({ spec }) =>
      (spec.advanced.horizontalPodAutoscalerConfig.behavior.scaleDown.stabilizationWindowSeconds = 60),
    "may remove pods 60 s after a peak, and a pod may need",
  ],
  [
    "a paused autoscaler",
    ({ metadata }) => (metadata.annotations = { "autoscaling.keda.sh/paused": "true" }),
    "paused",
  ],
  [
    "a type of trigger that is not known",
    (object) => triggers(object).forEach((each) => (each["type"] = "cron")),
    "no trigger reads vllm:num_requests_waiting",
  ],
])("queue-scaling finds %s", (_, edit, message) => {
  expect(foundBy(queueScaling, withScaledObject(edit)).join("\n")).toContain(message);
});

test("queue-scaling finds a HorizontalPodAutoscaler beside the ScaledObject", () => {
  const plan = altered(queuePlan(), ({ models }) => {
    models.resource.kubernetes_horizontal_pod_autoscaler_v2 = {
      chat: {
        metadata: { name: "cpu", namespace: "ml-inference" },
        spec: {
          scale_target_ref: { api_version: "apps/v1", kind: "Deployment", name: "chat" },
          min_replicas: 1,
          max_replicas: 2,
        },
      },
    };
  });
  expect(foundBy(queueScaling, plan).join("\n")).toContain("chat has several autoscalers: chat, cpu");
});

test.each(["ScaledObject", "HorizontalPodAutoscaler"])(
  "queue-scaling finds a %s of a manifest beside the ScaledObject",
  (kind) => {
    const plan = altered(queuePlan(), ({ models }) => {
      models.resource.kubernetes_manifest = {
        other: {
          manifest: {
            kind,
            metadata: { name: "other", namespace: "ml-inference" },
            spec: { scaleTargetRef: { name: "chat" } },
          },
        },
      };
    });
    expect(foundBy(queueScaling, plan).join("\n")).toContain("chat has several autoscalers: chat, other");
  },
);

test("queue-scaling finds a second ScaledObject of one Deployment", () => {
  const plan = altered(queuePlan(), ({ models }) => {
    const [values] = models.resource.helm_release.chat_queue.values as string[];
    const { resources } = JSON.parse(values ?? "") as { resources: Editable[] };
    const second = JSON.parse(JSON.stringify(resources[0])) as Editable;
    second["metadata"].name = "second";
    second["spec"].advanced.horizontalPodAutoscalerConfig.name = "second";
    models.resource.helm_release.chat_queue.values = [JSON.stringify({ resources: [...resources, second] })];
  });
  expect(foundBy(queueScaling, plan).join("\n")).toContain("chat has several autoscalers: chat, second");
});

test("queue-scaling finds a language model beside KEDA without a ScaledObject", () => {
  const plan = altered(queuePlan(), ({ models }) => delete models.resource.helm_release.chat_queue);
  expect(foundBy(queueScaling, plan)).toEqual([
    "kubernetes_deployment_v1.chat: no ScaledObject scales chat, whose replicas do not follow its requests",
  ]);
});

test("queue-scaling finds pods that Prometheus does not scrape", () => {
  const plan = altered(queuePlan(), ({ models }) => delete models.resource.helm_release.chat);
  expect(foundBy(queueScaling, plan).join("\n")).toContain("no ServiceMonitor scrapes the pods of chat");
});

test("queue-scaling finds a ScaledObject without Prometheus or KEDA in the stacks", () => {
  const plan = altered(queuePlan(), ({ platform }) => {
    delete platform.resource.helm_release.prometheus;
    delete platform.resource.helm_release.keda;
  });
  const found = foundBy(queueScaling, plan).join("\n");
  expect(found).toContain("no Service of a release of Prometheus");
  expect(found).toContain("no release of KEDA");
});

test("hpa-works finds a ScaledObject without its Deployment, and one whose minimum is above its maximum", () => {
  const works = (edit: (object: Editable) => void) => foundBy(hpaWorks, withScaledObject(edit)).join("\n");
  expect(works(({ spec }) => (spec.scaleTargetRef.name = "missing"))).toContain("it scales nothing");
  expect(works(({ spec }) => (spec.minReplicaCount = 9))).toContain(
    "maxReplicas is 3, expected at least minReplicas, 9",
  );
});

test("capacity-at-peak finds a maximum of the ScaledObject that the node groups do not hold", () => {
  const plan = withScaledObject(({ spec }) => (spec.maxReplicaCount = 50));
  expect(foundBy(capacityAtPeak, plan).join("\n")).toContain("chat");
});

test.each([
  ["a scaler that no longer reaches Prometheus", "operator", "egress", "9090"],
  ["metrics that Kubernetes no longer reads", "metrics_server", "ingress", "6443"],
  ["a metrics server that no longer reaches the operator", "operator", "ingress", "9666"],
  ["webhooks that Kubernetes no longer calls", "webhooks", "ingress", "9443"],
])("network-policy-paths finds %s", (_, program, direction, port) => {
  const plan = altered(queuePlan(), ({ platform }) => {
    const policies = Object.entries(platform.resource.kubernetes_network_policy_v1 as Editable);
    const [, policy] = policies.find(([name]) => name === `keda_traffic_${program}`) ?? [];
    Object.assign((policy as Editable)["spec"] as Editable, { [direction]: [] });
  });
  expect(foundBy(networkPolicyPaths, plan).join("\n")).toContain(port);
});

test("network-policy-paths finds a Prometheus that no longer lets the scaler in", () => {
  const plan = altered(queuePlan(), ({ platform }) => {
    const policy = platform.resource.kubernetes_network_policy_v1.monitoring_prometheus as Editable;
    policy["spec"].ingress = (policy["spec"].ingress as Editable[]).filter(
      (rule) => !JSON.stringify(rule).includes("keda-operator"),
    );
  });
  expect(foundBy(networkPolicyPaths, plan).join("\n")).toContain("9090");
});

test.each<readonly [string, (values: Editable) => void, string]>([
  [
    "Secrets of all namespaces",
    (values) => (values["permissions"].operator.restrict.secret = false),
    "permissions.operator.restrict.secret is false",
  ],
  [
    "Secrets by default",
    (values) => delete values["permissions"],
    "permissions.operator.restrict.secret is false",
  ],
  ["every kind of object", (values) => delete values["rbac"], "rbac.enabledCustomScaledRefKinds is true"],
  [
    "tokens of all service accounts",
    (values) => (values["permissions"].operator.restrict.allowAllServiceAccountTokenCreation = true),
    "allowAllServiceAccountTokenCreation is true",
  ],
  ["no rights", (values) => (values["rbac"].create = false), "rbac.create is false"],
  [
    "no metrics server",
    (values) => (values["metricsServer"] = { enabled: false }),
    "metricsServer.enabled is false",
  ],
  ["no definition of its kinds", (values) => (values["crds"] = { install: false }), "crds.install is false"],
  ["another namespace", (values) => (values["watchNamespace"] = "default"), "watchNamespace is default"],
  [
    "no certificates",
    (values) => (values["certificates"] = { autoGenerated: false }),
    "certificates.autoGenerated is false",
  ],
])("scaler-rights finds %s", (_, edit, message) => {
  expect(foundBy(scalerRights, withKedaValues(edit)).join("\n")).toContain(message);
});

test("scaler-rights accepts a list of namespaces with that of the models", () => {
  const plan = withKedaValues((values) => (values["watchNamespace"] = "ml-inference, keda"));
  expect(foundBy(scalerRights, plan)).toEqual([]);
});
