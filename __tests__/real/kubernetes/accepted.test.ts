import { atPeak } from "../../../src/infrastructure/capacity-shortage";
import { workloadsOf } from "../../../src/infrastructure/kubernetes-workloads";
import { kubeflowPipelinesProgramsOf } from "../../../src/parts/kubeflow-pipelines/model/programs";
import { type JsonObject, asArray, asObject } from "../../../src/terraform/stack-json";
import { deniedAccess, grantedAccess } from "./harness/access";
import { Deployment } from "./harness/deployment";
import { DEPLOYED, deployedPlan } from "./harness/plans";
import { type Model, alive, isReady, modelsOf, podsOf, scaleToMaximum, settled } from "./harness/models";
import { allObjects } from "./harness/objects";
import {
  predictedWithoutNode,
  refusedObjects,
  refusedPods,
  warningsOf,
  withinPlacement,
  withoutNode,
} from "./harness/outcome";
import { gatesOf } from "./harness/readiness-gates";
import { recordLine } from "./harness/run";
import { keptAlike } from "./harness/second-apply";
import { Watched } from "./harness/watched";

/** Rights of Kubeflow Pipelines: Argo creates the pods of runs, and the API server deletes those of a run that starts again. */
const OF_KUBEFLOW_PIPELINES = [
  "kubeflow/ml-pipeline: delete pods in kubeflow",
  ...["list", "watch", "create"].map(
    (verb) => `kubeflow/workflow-controller: ${verb} configmaps in kubeflow`,
  ),
  ...["create", "update", "patch", "delete"].map(
    (verb) => `kubeflow/workflow-controller: ${verb} pods in kubeflow`,
  ),
  "kubeflow/workflow-controller: create pods/exec in kubeflow",
];

describe.each(DEPLOYED)("%s", (environment) => {
  let deployment: Deployment;
  let models: Model[];
  let slices: Watched;
  /** Pods that were created before any load balancer existed. */
  let first: readonly { readonly model: Model; readonly pods: readonly JsonObject[] }[];
  let bindings: readonly JsonObject[];

  beforeAll(async () => {
    deployment = await Deployment.of(deployedPlan(environment));
    models = modelsOf(deployment);
    slices = await Watched.start(deployment.api, "/apis/discovery.k8s.io/v1/endpointslices");
    await settled(deployment, ({ min }) => min);
    first = models.map((model) => ({ model, pods: podsOf(deployment, model) }));
    await deployment.loadBalancers.follow();
    bindings = await deployment.loadBalancers.bindings();
  });

  afterAll(async () => {
    slices.stop();
    await deployment.stop();
  });

  test("every object is accepted at the first attempt, without a warning", () => {
    const { length } = deployment.verdicts;
    expect(length).toBeGreaterThan(10);
    expect(refusedObjects(deployment)).toEqual([]);
    expect(warningsOf(deployment)).toEqual([]);
    recordLine(`${environment}: ${length} objects accepted at the first attempt`);
  });

  test("no pod is refused by Pod Security, a quota or a LimitRange", () => {
    expect(refusedPods(deployment.events)).toEqual([]);
  });

  test("the pods without a node at minimum replicas are those without room in the checks", () => {
    expect(models).not.toEqual([]);
    const predicted = predictedWithoutNode(deployment.plan, ({ min }) => min);
    expect(withinPlacement(withoutNode(deployment), predicted)).toEqual(predicted);
  });

  test("a Service, a PodDisruptionBudget, an autoscaler and a NetworkPolicy select all pods of their model, and no other", async () => {
    for (const model of models) {
      const own = podsOf(deployment, model);
      const serving = addressesOf(own.filter(isReady));
      const services = model.of("Service");
      expect(services).not.toEqual([]);
      for (const service of services) {
        const name = nameOf(service);
        await slices.until(() => sameItems(servedBy(model.namespace, name), serving), `endpoints of ${name}`);
      }
      for (const budget of model.of("PodDisruptionBudget")) {
        await reports(budget, "expectedPods", own.length);
      }
      for (const autoscaler of model.of("HorizontalPodAutoscaler")) {
        await reports(autoscaler, "currentReplicas", own.length);
      }
      for (const policy of model.of("NetworkPolicy")) {
        const selector = asObject(asObject(asObject(policy["spec"])["podSelector"])["matchLabels"]);
        expect(await countedByApi(model.namespace, selector)).toBe(own.length);
      }
    }
  });

  test("a namespace of models has a NetworkPolicy for all of its pods", async () => {
    for (const namespace of new Set(models.map((model) => model.namespace))) {
      const policies = await deployment.api.list(
        `/apis/networking.k8s.io/v1/namespaces/${namespace}/networkpolicies`,
      );
      const forAll = policies.filter(({ spec }) => isEmpty(asObject(spec)["podSelector"] ?? {}));
      expect(forAll.map((policy) => asObject(policy["spec"])["policyTypes"])).toEqual([
        ["Ingress", "Egress"],
      ]);
    }
  });

  test("a token of the Kubernetes API is mounted only where a Role is bound to the account", () => {
    const bound = new Set(
      allObjects(deployment.plan)
        .filter(({ kind }) => kind === "RoleBinding")
        .flatMap((binding) => asArray(binding["subjects"]).map((subject) => nameIn(asObject(subject)))),
    );
    for (const model of models) {
      const own = podsOf(deployment, model);
      expect(own).not.toEqual([]);
      for (const pod of own) {
        const account = nameIn({
          namespace: model.namespace,
          name: asObject(pod["spec"])["serviceAccountName"] ?? "",
        });
        expect([account, mountsToken(pod)]).toEqual([account, bound.has(account)]);
      }
    }
  });

  test("no service account may do what leads to more rights, default accounts included", async () => {
    const { asked, allowed } = await deniedAccess(deployment);
    expect(asked).toBeGreaterThan(100);
    const hasKubeflowPipelines = kubeflowPipelinesProgramsOf(deployment.plan).length > 0;
    expect(allowed).toEqual(hasKubeflowPipelines ? OF_KUBEFLOW_PIPELINES : []);
    recordLine(`${environment}: ${asked} access reviews of sensitive verbs, ${allowed.length} allowed`);
  });

  test("a service account may do what its Role names", async () => {
    const { asked, refused } = await grantedAccess(deployment);
    const roles = allObjects(deployment.plan).filter(({ kind }) => kind === "Role");
    expect(asked).toBeGreaterThanOrEqual(roles.length);
    expect(refused).toEqual([]);
  });

  test("first pods have a readiness gate for each binding of their model", () => {
    const behind = models.filter((model) => boundTo(model).length > 0).map(({ name }) => name);
    expect(behind).toEqual(hasLoadBalancers(deployment) ? models.map(({ name }) => name) : []);
    const ungated = first.filter(({ pods, model }) =>
      pods.some((pod) => !sameItems(gatesOf(pod), boundTo(model))),
    );
    expect(ungated.map(({ model }) => model.name)).toEqual([]);
    if (behind.length > 0)
      recordLine(
        `${environment}: all ${first.flatMap(({ pods }) => pods).length} first pods have a readiness gate`,
      );
  });

  test("a second apply changes nothing", async () => {
    const { compared, changed } = await keptAlike(deployment);
    expect(compared).toBeGreaterThan(10);
    expect(changed).toEqual([]);
  });

  test("evictions stop at the PodDisruptionBudget", async () => {
    for (const model of models) {
      const own = podsOf(deployment, model);
      const [budget] = model.of("PodDisruptionBudget");
      if (!budget) throw new Error(`${model.name} has no PodDisruptionBudget`);
      if (model.name in withoutNode(deployment)) continue;
      const allowed = Number(asObject((await kept(budget))["status"])["disruptionsAllowed"]);
      expect(allowed).toBeGreaterThan(0);
      const statuses = [];
      for (const pod of own) statuses.push(await evict(pod));
      expect(statuses.slice(0, allowed)).toEqual(Array.from({ length: allowed }, () => 201));
      expect(statuses[allowed]).toBe(429);
    }
    await settled(deployment, ({ min }) => min);
    // They keep their room on a node until they are gone, and the checks compute without them.
    await deployment.pods.until((pods) => pods.length === alive(pods).length, "the end of evicted pods");
  });

  test("the pods without a node at maximum replicas are those without room in the checks", async () => {
    await scaleToMaximum(deployment);
    const found = withoutNode(deployment);
    const predicted = predictedWithoutNode(deployment.plan, ({ max }) => max);
    expect(withinPlacement(found, predicted)).toEqual(predicted);
    recordLine(`${environment}: at maximum replicas, pods without a node: ${JSON.stringify(found)}`);
  });

  test("a rollout at maximum replicas ends, or is blocked by as many pods without a node as capacity-autoscaler counts", async () => {
    const surges = new Map(
      workloadsOf(deployment.plan).map(({ name, max, surge }) => [name, max + surge(max)]),
    );
    const highest = new Map<string, number>();
    const stop = deployment.pods.onChange(() => {
      for (const model of models)
        highest.set(
          model.deployment,
          Math.max(highest.get(model.deployment) ?? 0, podsOf(deployment, model).length),
        );
    });
    for (const { deployment: name, namespace } of models) {
      const path = `/apis/apps/v1/namespaces/${namespace}/deployments/${name}`;
      const template = { metadata: { annotations: { [RESTARTED]: "now" } } };
      await deployment.api.send("PATCH", path, { spec: { template } }, "application/merge-patch+json");
    }
    await deployment.pods.until(
      () =>
        models.every(({ deployment: name }) => (highest.get(name) ?? 0) >= (surges.get(name) ?? Infinity)),
      "the surge pods of every model",
    );
    const blocked = predictedWithoutNode(deployment.plan, atPeak);
    // Halfway, the pods of a rollout can be as many as before and all ready.
    await deployment.pods.until(
      () =>
        models.every((model) => model.deployment in blocked || podsOf(deployment, model).every(isRestarted)),
      "the end of every rollout that is not blocked",
    );
    await settled(deployment, ({ deployment: name, max }) =>
      name in blocked ? (surges.get(name) ?? 0) : max,
    );
    stop();
    expect([...highest].sort()).toEqual(
      models.map(({ deployment: name }) => [name, surges.get(name)]).sort(),
    );
    expect(withinPlacement(withoutNode(deployment), blocked)).toEqual(blocked);
    // Ending pods count in a quota until they are gone. The next pods wait for it, and then the rollout goes on.
    const waited = refusedPods(deployment.events);
    expect(waited.filter((message) => !message.includes("exceeded quota"))).toEqual([]);
    recordLine(
      `${environment}: rollout at maximum replicas: ${waited.length} events of pods that wait for the quota until old pods are gone`,
    );
  });

  test("each pod of a rollout has a readiness gate for each binding of its model", () => {
    for (const model of models) {
      const restarted = podsOf(deployment, model).filter(isRestarted);
      expect(restarted).not.toEqual([]);
      expect(restarted.filter((pod) => !sameItems(gatesOf(pod), boundTo(model)))).toEqual([]);
      if (boundTo(model).length > 0)
        recordLine(
          `${environment}: all ${restarted.length} pods of a rollout of ${model.name} have a readiness gate`,
        );
    }
  });

  /** Bindings of load balancers of the controller to a model. */
  function boundTo(model: Model): string[] {
    const services = model.of("Service").map(nameOf);
    return bindings
      .filter(({ spec }) => services.includes(String(asObject(asObject(spec)["serviceRef"])["name"])))
      .map(nameOf);
  }

  async function kept(object: JsonObject): Promise<JsonObject> {
    return deployment.api.send("GET", await deployment.api.pathOf(object));
  }

  /** Waits until a controller reports a number of pods. */
  async function reports(object: JsonObject, field: string, count: number): Promise<void> {
    const path = await deployment.api.pathOf(object);
    const { name, namespace } = asObject(object["metadata"]);
    const collection = path.slice(0, path.lastIndexOf("/"));
    const watched = await Watched.start(deployment.api, collection);
    try {
      await watched.until(
        (items) =>
          items.some(
            ({ metadata, status }) =>
              asObject(metadata)["name"] === name && asObject(status)[field] === count,
          ),
        `${String(namespace)}/${String(name)}: ${field} ${count}`,
      );
    } finally {
      watched.stop();
    }
  }

  function servedBy(namespace: string, service: string): string[] {
    return slices.items
      .filter(({ metadata }) => {
        const { namespace: place, labels } = asObject(metadata);
        return place === namespace && asObject(labels)["kubernetes.io/service-name"] === service;
      })
      .flatMap((slice) => asArray(slice["endpoints"]).map(asObject))
      .filter(({ conditions }) => asObject(conditions)["ready"] === true)
      .flatMap(({ addresses }) => asArray(addresses).map(String));
  }

  async function countedByApi(namespace: string, labels: JsonObject): Promise<number> {
    const selector = Object.entries(labels).map(([key, value]) => `${key}=${String(value)}`);
    expect(selector).not.toEqual([]);
    const query = encodeURIComponent(selector.join(","));
    return alive(await deployment.api.list(`/api/v1/namespaces/${namespace}/pods?labelSelector=${query}`))
      .length;
  }

  async function evict(pod: JsonObject): Promise<number> {
    const { name, namespace } = asObject(pod["metadata"]);
    const path = `/api/v1/namespaces/${String(namespace)}/pods/${String(name)}/eviction`;
    const body = { apiVersion: "policy/v1", kind: "Eviction", metadata: { name: name ?? "" } };
    return (await deployment.api.call("POST", path, body)).status;
  }
});

const nameOf = (object: JsonObject): string => String(asObject(object["metadata"])["name"]);
const nameIn = ({ namespace, name }: JsonObject): string => `${String(namespace)}/${String(name)}`;
const RESTARTED = "kubectl.kubernetes.io/restartedAt";
const isRestarted = (pod: JsonObject): boolean =>
  asObject(asObject(pod["metadata"])["annotations"])[RESTARTED] === "now";
/** Whether an Ingress or a Service of the stacks asks for load balancers. */
const hasLoadBalancers = ({ plan }: Deployment): boolean =>
  allObjects(plan).some(({ kind, spec }) => kind === "Ingress" || asObject(spec)["type"] === "LoadBalancer");
const isEmpty = (value: JsonObject[string]): boolean => Object.keys(asObject(value)).length === 0;

const addressesOf = (pods: readonly JsonObject[]): string[] =>
  pods.map((pod) => String(asObject(pod["status"])["podIP"]));

const sameItems = (a: readonly string[], b: readonly string[]): boolean =>
  JSON.stringify([...a].sort()) === JSON.stringify([...b].sort());

/** Whether admission added a token to the pod, or its own volumes have one for the Kubernetes API. */
const mountsToken = (pod: JsonObject): boolean =>
  asArray(asObject(pod["spec"])["volumes"])
    .map(asObject)
    .flatMap(({ projected }) => asArray(asObject(projected)["sources"]))
    .map((source) => asObject(asObject(source)["serviceAccountToken"]))
    .some(({ path, audience }) => path !== undefined && audience === undefined);
