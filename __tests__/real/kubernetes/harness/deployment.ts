import { setTimeout as wait } from "node:timers/promises";
import { objectsOf as emittedObjects } from "../../../../src/infrastructure/kubernetes-objects";
import { type Layer } from "../../../../src/base/layers";
import { type EnvironmentPlan } from "../../../../src/terraform/environment-plan";
import { type JsonObject, asArray, asObject } from "../../../../src/terraform/stack-json";
import { type Api } from "./api";
import { whyNotBound } from "./claims";
import { Cluster, type ClusterProps } from "./cluster";
import { startFargate } from "./fargate";
import { Kubelets, type KubeletsProps } from "./kubelets";
import { autoscalersOfKeda } from "./keda";
import { startKServe } from "./kserve";
import { LoadBalancers } from "./load-balancers";
import { type NodesProps, nodesOf } from "./nodes";
import { createNode } from "./nodes-in-cluster";
import { stepsOf } from "./objects";
import { platformObjectsOf } from "./platform-objects";
import { ReadinessGates } from "./readiness-gates";
import { Watched } from "./watched";

/** Answer of the API server to an object. */
export interface Verdict {
  /** Layer and address of the resource, or `platform` for what add-ons and charts create. */
  readonly from: string;
  readonly object: JsonObject;
  readonly status: number;
  /** Message of a refusal. */
  readonly message: string;
  readonly warnings: readonly string[];
  /** The object as the API server keeps it. */
  readonly kept: JsonObject;
}

export interface DeploymentProps {
  readonly cluster?: ClusterProps;
  readonly kubelets?: KubeletsProps;
  readonly nodes?: NodesProps;
  /** Applies the objects of some layers of the plan. @default - server-side apply */
  readonly applyLayers?: ApplyLayers;
}

type ApplyLayers = (
  layers: readonly Layer[],
  around: { readonly cluster: Cluster; readonly loadBalancers: LoadBalancers },
) => Promise<readonly Verdict[]>;

/** An environment on a control plane of its own: nodes, platform pods, and all objects of its stacks. */
export class Deployment {
  private constructor(
    readonly plan: EnvironmentPlan,
    readonly cluster: Cluster,
    readonly api: Api,
    readonly kubelets: Kubelets,
    /** Events of all namespaces; the first hour is kept. */
    readonly events: Watched,
    /** Answers of the API server at the first attempt. */
    readonly verdicts: readonly Verdict[],
    readonly loadBalancers: LoadBalancers,
    private readonly gates: ReadinessGates,
    private readonly kserve: Watched | undefined,
  ) {}

  static async of(plan: EnvironmentPlan, props: DeploymentProps = {}): Promise<Deployment> {
    const cluster = await Cluster.start(props.cluster);
    const watched: Watched[] = [];
    try {
      const api = cluster.as("deployer");
      const helper = cluster.as("stand-ins");
      const events = await Watched.start(helper, "/api/v1/events");
      watched.push(events);
      const kubelets = await Kubelets.start(helper, props.kubelets);
      watched.push(kubelets.pods);
      await startFargate(helper, plan, kubelets.pods);
      await Promise.all(nodesOf(plan, props.nodes).map((node) => createNode(helper, node)));
      const loadBalancers = new LoadBalancers(helper);
      const [workloads, others] = parted(plan);
      const gates = await ReadinessGates.start(helper, cluster.certificate);
      const applyLayers: ApplyLayers =
        props.applyLayers ?? ((layers) => applySteps(api, stepsOf(plan, layers), loadBalancers));
      const standIns = { cluster, loadBalancers };
      const first = await applyInTurn(api, "platform", others);
      const kserve = await startKServe(helper, plan);
      if (kserve) watched.push(kserve);
      const verdicts = [
        ...first,
        ...(await applyLayers(["network", "cluster", "platform"], standIns)),
        ...(await applyInTurn(api, "platform", workloads)),
        ...(await applyLayers(["models"], standIns)),
        ...(await applyInTurn(helper, "platform", autoscalersOfKeda(plan))),
      ];
      return new Deployment(plan, cluster, api, kubelets, events, verdicts, loadBalancers, gates, kserve);
    } catch (error) {
      for (const each of watched) each.stop();
      await cluster.stop();
      throw error;
    }
  }

  get pods(): Watched {
    return this.kubelets.pods;
  }

  /** Applies all objects of the stacks again. */
  async applyAgain(): Promise<Verdict[]> {
    return applySteps(this.api, stepsOf(this.plan), this.loadBalancers);
  }

  async stop(): Promise<void> {
    const parts = [this.events, this.loadBalancers, this.kubelets, this.gates];
    const failures = [...parts, ...(this.kserve ? [this.kserve] : [])].flatMap((part) => {
      try {
        part.stop();
        return [];
      } catch (error) {
        return [String(error)];
      }
    });
    await this.cluster.stop();
    if (failures.length > 0) throw new Error(failures.join("\n"));
  }
}

/** Kinds that create pods. They come after the accounts and definitions that their pods need, as Helm orders them. */
const WORKLOADS = ["Deployment", "DaemonSet", "StatefulSet", "Job"];

function parted(plan: EnvironmentPlan): [workloads: JsonObject[], others: JsonObject[]] {
  const created = emittedObjects(plan).ofKind("namespace");
  const isLater = ({ kind, metadata }: JsonObject): boolean =>
    WORKLOADS.includes(String(kind)) || created.some(({ name }) => name === asObject(metadata)["namespace"]);
  const objects = platformObjectsOf(plan);
  return [objects.filter(isLater), objects.filter((object) => !isLater(object))];
}

/** Applies objects one after the other, and waits for definitions. */
export async function applyInTurn(
  api: Api,
  from: string,
  objects: readonly JsonObject[],
): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const object of objects) {
    verdicts.push(await applied(api, from, object));
    if (object["kind"] === "CustomResourceDefinition") await established(api, object);
  }
  return verdicts;
}

async function applySteps(
  api: Api,
  steps: ReturnType<typeof stepsOf>,
  loadBalancers: LoadBalancers,
): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const step of steps) {
    const all = await Promise.all(
      step.map(async ({ layer, address, objects, awaited }) => {
        for (const each of awaited) await loadBalancers.make(each);
        return Promise.all(objects.map((object) => applied(api, `${layer} ${address}`, object)));
      }),
    );
    verdicts.push(...all.flat());
  }
  return verdicts;
}

/** Status of a claim that the API server keeps and no controller binds. */
const NOT_BOUND = 409;

async function applied(api: Api, from: string, object: JsonObject): Promise<Verdict> {
  const { status, body, warnings } = await api.apply(object);
  const verdict = { from, object, status, message: String(body["message"] ?? ""), warnings, kept: body };
  if (status >= 300 || object["kind"] !== "PersistentVolumeClaim") return verdict;
  const unbound = await whyNotBound(api, object);
  return unbound === undefined ? verdict : { ...verdict, status: NOT_BOUND, message: unbound };
}

/** Waits until the API server serves the objects of a definition. */
async function established(api: Api, definition: JsonObject): Promise<void> {
  const path = await api.pathOf(definition);
  for (;;) {
    const conditions = asArray(asObject((await api.send("GET", path))["status"])["conditions"]).map(asObject);
    if (conditions.some(({ type, status }) => type === "Established" && status === "True")) return;
    await wait(50);
  }
}
