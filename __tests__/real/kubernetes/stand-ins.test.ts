import { type JsonObject, asArray, asObject } from "../../../src/terraform/stack-json";
import { type Api } from "./harness/api";
import { Cluster } from "./harness/cluster";
import { Kubelets } from "./harness/kubelets";
import { applyInTurn } from "./harness/deployment";
import { LoadBalancers } from "./harness/load-balancers";
import { isReady } from "./harness/models";
import { createNode } from "./harness/nodes-in-cluster";
import { deployedPlan } from "./harness/plans";
import { platformObjectsOf } from "./harness/platform-objects";
import { ReadinessGates, gatesOf } from "./harness/readiness-gates";
import { Watched } from "./harness/watched";

/** Share of the real time; a preStop hook of ten seconds takes half a second. */
const FACTOR = 0.05;

const PODS = "/api/v1/namespaces/default/pods";

let cluster: Cluster;
let api: Api;
let kubelets: Kubelets;

beforeAll(async () => {
  cluster = await Cluster.start();
  api = cluster.as("stand-ins");
  kubelets = await Kubelets.start(api, { factor: FACTOR });
  const amounts = { cpu: "8", memory: "8Gi", pods: "20" };
  await createNode(api, {
    apiVersion: "v1",
    kind: "Node",
    metadata: { name: "node" },
    status: { allocatable: amounts, capacity: amounts },
  });
  // Kubernetes creates the account soon after the namespace, and no pod before it.
  while ((await api.call("GET", "/api/v1/namespaces/default/serviceaccounts/default")).status !== 200);
});

afterAll(async () => {
  kubelets.stop();
  await cluster.stop();
});

const pod = (name: string, spec: JsonObject = {}, container: JsonObject = {}): JsonObject => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name },
  spec: { containers: [{ name: "main", image: "none", ...container }], ...spec },
});

const named = (items: readonly JsonObject[], name: string): JsonObject | undefined =>
  items.find(({ metadata }) => asObject(metadata)["name"] === name);

const ready = (name: string) =>
  kubelets.pods.until((items) => isReady(named(items, name) ?? {}), `${name} is ready`);

test("a pod has an address when it is ready", async () => {
  await api.send("POST", PODS, pod("plain"));
  const { podIP } = asObject(named(await ready("plain"), "plain")?.["status"]);
  expect(podIP).toMatch(/^100\.64\./);
});

test("a pod with a readiness gate runs before it is ready", async () => {
  const seen: string[] = [];
  const stop = kubelets.pods.onChange((_, each) => {
    if (asObject(each["metadata"])["name"] !== "gated") return;
    seen.push(`${String(asObject(each["status"])["phase"])} ${isReady(each)}`);
  });
  await api.send("POST", PODS, pod("gated", { readinessGates: [{ conditionType: "tests/gate" }] }));
  await ready("gated");
  stop();
  expect(seen.indexOf("Running false")).toBeGreaterThanOrEqual(0);
  expect(seen.indexOf("Running false")).toBeLessThan(seen.indexOf("Running true"));
});

test.each([
  { name: "hook", sleep: 10, grace: 30, seconds: 10 },
  { name: "grace", sleep: 100, grace: 20, seconds: 20 },
])(
  "a deleted pod with a preStop hook of $sleep s and a grace period of $grace s ends after $seconds s",
  async ({ name, sleep, grace, seconds }) => {
    const lifecycle = { preStop: { exec: { command: ["sleep", String(sleep)] } } };
    await api.send("POST", PODS, pod(name, { terminationGracePeriodSeconds: grace }, { lifecycle }));
    await ready(name);
    const begin = performance.now();
    await api.send("DELETE", `${PODS}/${name}`);
    await kubelets.pods.until((items) => named(items, name) === undefined, `${name} is gone`);
    expect(performance.now() - begin).toBeGreaterThanOrEqual(seconds * FACTOR * 1000 * 0.99);
  },
);

test("a deleted pod whose image drains by itself ends after the seconds that it declares", async () => {
  const env = [{ name: "DRAIN_SECONDS", value: "10" }];
  await api.send("POST", PODS, pod("declared", { terminationGracePeriodSeconds: 30 }, { env }));
  await ready("declared");
  const begin = performance.now();
  await api.send("DELETE", `${PODS}/declared`);
  await kubelets.pods.until((items) => named(items, "declared") === undefined, "declared is gone");
  expect(performance.now() - begin).toBeGreaterThanOrEqual(10 * FACTOR * 1000 * 0.99);
});

test("a pod does not start before its ConfigMap exists", async () => {
  const envFrom = [{ configMapRef: { name: "late" } }];
  await api.send("POST", PODS, pod("configured", {}, { envFrom }));
  await kubelets.pods.until(
    (items) => waitingReason(named(items, "configured")) === "CreateContainerConfigError",
    "configured waits",
  );
  await api.send("POST", "/api/v1/namespaces/default/configmaps", {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: "late" },
  });
  await ready("configured");
});

test("a Job succeeds", async () => {
  const template = { spec: { ...asObject(pod("job")["spec"]), restartPolicy: "Never" } };
  await api.send("POST", "/apis/batch/v1/namespaces/default/jobs", {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: { name: "once" },
    spec: { template },
  });
  let status: JsonObject = {};
  while (status["succeeded"] !== 1)
    status = asObject((await api.send("GET", "/apis/batch/v1/namespaces/default/jobs/once"))["status"]);
  expect(status["failed"]).toBeUndefined();
});

describe("with the kinds of the load balancer controller", () => {
  const BINDINGS = "/apis/elbv2.k8s.aws/v1beta1/targetgroupbindings";

  beforeAll(async () => {
    const definitions = platformObjectsOf(deployedPlan("mlapp")).filter(
      ({ kind }) => kind === "CustomResourceDefinition",
    );
    await applyInTurn(api, "tests", definitions);
  });

  const service = (name: string, namespace: string, selector: JsonObject, spec: JsonObject = {}) => ({
    apiVersion: "v1",
    kind: "Service",
    metadata: { name, namespace },
    spec: { selector, ports: [{ port: 80 }], ...spec },
  });

  const binding = (name: string, namespace: string, of: string, targetType: string) => ({
    apiVersion: "elbv2.k8s.aws/v1beta1",
    kind: "TargetGroupBinding",
    metadata: { name, namespace },
    spec: { serviceRef: { name: of, port: 80 }, targetGroupARN: "arn", targetType },
  });

  test("a pod has a gate for each binding with IP targets whose Service selects it, in a labelled namespace", async () => {
    const gates = await ReadinessGates.start(api, cluster.certificate);
    const labels = { "elbv2.k8s.aws/pod-readiness-gate-inject": "enabled" };
    const verdicts = await applyInTurn(api, "tests", [
      { apiVersion: "v1", kind: "Namespace", metadata: { name: "labelled", labels } },
      ...["labelled", "default"].flatMap((namespace) => [
        service("own", namespace, { app: "own" }),
        service("other", namespace, { app: "other" }),
        binding("ip", namespace, "own", "ip"),
        binding("instance", namespace, "own", "instance"),
        binding("other", namespace, "other", "ip"),
        binding("lost", namespace, "missing", "ip"),
      ]),
    ]);
    expect(verdicts.filter(({ status }) => status !== 201)).toEqual([]);
    const account = "/api/v1/namespaces/labelled/serviceaccounts/default";
    while ((await api.call("GET", account)).status !== 200);
    const gatesIn = async (namespace: string) => {
      const body = { ...pod("tried"), metadata: { name: "tried", labels: { app: "own" } } };
      return gatesOf(await api.send("POST", `/api/v1/namespaces/${namespace}/pods?dryRun=All`, body));
    };
    expect([await gatesIn("labelled"), await gatesIn("default")]).toEqual([["ip"], []]);
    gates.stop();
  });

  test("a binding is made and removed with its Service of the controller's class", async () => {
    const nlb = { type: "LoadBalancer", loadBalancerClass: "service.k8s.aws/nlb" };
    const other = { type: "LoadBalancer", loadBalancerClass: "tests/other" };
    await applyInTurn(api, "tests", [
      service("nlb", "default", { app: "own" }, nlb),
      service("foreign", "default", { app: "own" }, other),
    ]);
    const loadBalancers = new LoadBalancers(api);
    await loadBalancers.follow();
    const own = await loadBalancers.bindings();
    expect(own.map(({ spec }) => asObject(asObject(spec)["serviceRef"])["name"])).toEqual(["nlb"]);
    await api.send("DELETE", "/api/v1/namespaces/default/services/nlb");
    const watched = await Watched.start(api, BINDINGS);
    const name = String(asObject(own[0]?.["metadata"])["name"]);
    await watched.until((items) => named(items, name) === undefined, "the binding is gone");
    watched.stop();
    loadBalancers.stop();
  });
});

const waitingReason = (each: JsonObject | undefined): unknown => {
  const [first] = asArray(asObject(each?.["status"])["containerStatuses"]).map(asObject);
  return asObject(asObject(first?.["state"])["waiting"])["reason"];
};
