import { setTimeout as wait } from "node:timers/promises";
import { type Json, type JsonObject, asArray, asObject } from "../../../../src/terraform/stack-json";
import { type Api } from "./api";
import { type ProgramEnd } from "./pod-programs";
import { Watched } from "./watched";

export interface KubeletsProps {
  /** Share of the real time that start, readiness gates and end take. Nothing else is shortened. @default 0.02 */
  readonly factor?: number;
  /** Whether the registry has no such image. @default - it has every image */
  readonly refuses?: (image: string) => boolean;
  /** Runs the program of a pod without an owner, which ends with it. @default - no container runs */
  readonly program?: (pod: JsonObject) => Promise<ProgramEnd>;
}

/** Time from the assignment of a pod to its first successful probe, in seconds. */
const START_SECONDS = 30;

/** Time until a load balancer's target is healthy and its controller opens the readiness gate, in seconds. */
const GATE_SECONDS = 20;

/** Kubernetes' default, in seconds. */
const GRACE_SECONDS = 30;

/**
 * Replaces the kubelets of all nodes, and the controllers that open readiness gates. A pod gets an address and
 * becomes ready; pods of Jobs succeed; a deleted pod ends after its preStop hook. No container runs.
 */
export class Kubelets {
  private readonly begun = new Set<string>();
  private readonly ending = new Set<string>();
  private addresses = 0;
  private isStopped = false;
  private readonly failures: string[] = [];

  private constructor(
    private readonly api: Api,
    private readonly props: KubeletsProps,
    /** Pods of all namespaces. */
    readonly pods: Watched,
  ) {}

  static async start(api: Api, props: KubeletsProps = {}): Promise<Kubelets> {
    const kubelets = new Kubelets(api, props, await Watched.start(api, "/api/v1/pods"));
    kubelets.pods.onChange((change, pod) => {
      if (change !== "DELETED") kubelets.look(pod);
    });
    return kubelets;
  }

  stop(): void {
    this.isStopped = true;
    this.pods.stop();
    if (this.failures.length > 0) throw new Error(this.failures.join("\n"));
  }

  private look(pod: JsonObject): void {
    const { uid, deletionTimestamp } = asObject(pod["metadata"]);
    const id = String(uid);
    if (asObject(pod["spec"])["nodeName"] === undefined) return;
    if (deletionTimestamp !== undefined) {
      if (!this.ending.has(id)) this.begin(this.ending, id, this.end(pod));
    } else if (!this.begun.has(id)) this.begin(this.begun, id, this.run(pod));
  }

  private begin(known: Set<string>, id: string, work: Promise<void>): void {
    known.add(id);
    work.catch((error: unknown) => {
      if (!this.isStopped) this.failures.push(String(error));
    });
  }

  /** Starts a pod, opens its gates and, for a Job, ends it with success. */
  private async run(pod: JsonObject): Promise<void> {
    const containers = containersOf(pod);
    const refused = containers.find(({ image }) => this.props.refuses?.(String(image)));
    if (refused) return this.report(pod, waiting(pod, "ImagePullBackOff"));
    while (!(await this.hasItsObjects(pod))) {
      await this.report(pod, waiting(pod, "CreateContainerConfigError"));
      await this.after(START_SECONDS);
      if (this.ending.has(uidOf(pod)) || this.isStopped) return;
    }
    await this.after(START_SECONDS);
    const address = this.nextAddress();
    if (isOfJob(pod)) return this.report(pod, { ...running(pod, address, []), phase: "Succeeded" });
    if (this.props.program && asArray(asObject(pod["metadata"])["ownerReferences"]).length === 0)
      return this.report(pod, ended(pod, address, await this.props.program(pod)));
    const gates = asArray(asObject(pod["spec"])["readinessGates"]).map((gate) =>
      String(asObject(gate)["conditionType"]),
    );
    if (gates.length > 0) {
      await this.report(pod, running(pod, address, gates, false));
      await this.after(GATE_SECONDS);
    }
    await this.report(pod, running(pod, address, gates));
  }

  /** Removes a pod after its preStop hook or declared drain, at the latest after its grace period. */
  private async end(pod: JsonObject): Promise<void> {
    const grace = Number(asObject(pod["metadata"])["deletionGracePeriodSeconds"] ?? GRACE_SECONDS);
    const longest = Math.max(0, ...containersOf(pod).map(servingSeconds));
    await this.after(Math.min(grace, longest));
    const body = { gracePeriodSeconds: 0, preconditions: { uid: uidOf(pod) } };
    const { status } = await this.api.call("DELETE", await this.api.pathOf(ofPod(pod)), body);
    if (status >= 300 && status !== 404 && status !== 409) throw new Error(`pod not removed: ${status}`);
  }

  /** Whether the ConfigMaps and Secrets that the pod needs exist; a kubelet does not start it before. */
  private async hasItsObjects(pod: JsonObject): Promise<boolean> {
    const { namespace } = asObject(pod["metadata"]);
    const spec = asObject(pod["spec"]);
    const named = [
      ...asArray(spec["volumes"])
        .map(asObject)
        .flatMap(({ configMap, secret }) => [
          needed("configmaps", configMap, "name"),
          needed("secrets", secret, "secretName"),
        ]),
      ...containersOf(pod).flatMap((container) =>
        asArray(container["envFrom"])
          .map(asObject)
          .flatMap(({ configMapRef, secretRef }) => [
            needed("configmaps", configMapRef, "name"),
            needed("secrets", secretRef, "name"),
          ]),
      ),
    ].flat();
    const found = await Promise.all(
      named.map((each) => this.api.call("GET", `/api/v1/namespaces/${String(namespace)}/${each}`)),
    );
    return found.every(({ status }) => status === 200);
  }

  private async report(pod: JsonObject, status: JsonObject): Promise<void> {
    const answer = await this.api.patchStatus(ofPod(pod), status);
    // The pod may be gone.
    if (answer.status >= 300 && answer.status !== 404)
      throw new Error(`status of a pod refused: ${String(answer.body["message"])}`);
  }

  private after(seconds: number): Promise<void> {
    return wait(seconds * 1000 * (this.props.factor ?? 0.02));
  }

  /** The next address of a range that no cluster uses. */
  private nextAddress(): string {
    this.addresses += 1;
    return `100.64.${Math.floor(this.addresses / 250)}.${(this.addresses % 250) + 1}`;
  }
}

/** Objects of a list have no kind. */
const ofPod = (pod: JsonObject): JsonObject => ({ ...pod, apiVersion: "v1", kind: "Pod" });

const uidOf = (pod: JsonObject): string => String(asObject(pod["metadata"])["uid"]);

const containersOf = (pod: JsonObject): JsonObject[] =>
  asArray(asObject(pod["spec"])["containers"]).map(asObject);

const isOfJob = (pod: JsonObject): boolean =>
  asArray(asObject(pod["metadata"])["ownerReferences"]).some((owner) => asObject(owner)["kind"] === "Job");

function needed(plural: string, source: Json | undefined, key: string): string[] {
  if (source === undefined) return [];
  const { [key]: name, optional } = asObject(source);
  return optional === true ? [] : [`${plural}/${String(name)}`];
}

/** Seconds that a container serves after its deletion: its preStop hook, or the drain that its image declares. */
function servingSeconds(container: JsonObject): number {
  return Math.max(preStopSeconds(container), declaredSeconds(container));
}

const declaredSeconds = (container: JsonObject): number =>
  Number(
    asArray(container["env"])
      .map(asObject)
      .find(({ name }) => name === "DRAIN_SECONDS")?.["value"] ?? 0,
  );

/** Seconds of a preStop hook, `sleep 15` or the API's own sleep. */
function preStopSeconds(container: JsonObject): number {
  const { exec, sleep } = asObject(asObject(container["lifecycle"])["preStop"]);
  if (sleep !== undefined) return Number(asObject(sleep)["seconds"]);
  const command = asArray(asObject(exec)["command"]).map(String).join(" ");
  return Number(/\bsleep (\d+)/.exec(command)?.[1] ?? 0);
}

const isoNow = (): string => new Date().toISOString().replace(/\.\d+Z$/, "Z");

/** Conditions that a pod has already, with others set: a merge patch replaces the list. */
function conditions(pod: JsonObject, set: Readonly<Record<string, boolean>>): JsonObject[] {
  const old = asArray(asObject(pod["status"])["conditions"])
    .map(asObject)
    .filter(({ type }) => !(String(type) in set));
  return [
    ...old,
    ...Object.entries(set).map(([type, value]) => ({
      type,
      status: value ? "True" : "False",
      lastTransitionTime: isoNow(),
    })),
  ];
}

function running(pod: JsonObject, address: string, gates: readonly string[], isReady = true): JsonObject {
  const opened = Object.fromEntries(gates.map((gate) => [gate, isReady]));
  return {
    phase: "Running",
    podIP: address,
    podIPs: [{ ip: address }],
    startTime: isoNow(),
    conditions: conditions(pod, {
      PodScheduled: true,
      Initialized: true,
      ContainersReady: true,
      ...opened,
      Ready: isReady,
    }),
    containerStatuses: containersOf(pod).map(({ name, image }) => ({
      name: name ?? "",
      image: image ?? "",
      imageID: "",
      ready: true,
      started: true,
      restartCount: 0,
      state: { running: { startedAt: isoNow() } },
    })),
  };
}

/** The status of a pod whose program has ended. */
function ended(pod: JsonObject, address: string, { exitCode, message }: ProgramEnd): JsonObject {
  const status = running(pod, address, [], false);
  const [container] = asArray(status["containerStatuses"]).map(asObject);
  const terminated = { exitCode, message, reason: exitCode === 0 ? "Completed" : "Error" };
  return {
    ...status,
    phase: exitCode === 0 ? "Succeeded" : "Failed",
    containerStatuses: [{ ...container, ready: false, started: false, state: { terminated } }],
  };
}

const waiting = (pod: JsonObject, reason: string): JsonObject => ({
  phase: "Pending",
  conditions: conditions(pod, {
    PodScheduled: true,
    Initialized: true,
    ContainersReady: false,
    Ready: false,
  }),
  containerStatuses: containersOf(pod).map(({ name, image }) => ({
    name: name ?? "",
    image: image ?? "",
    imageID: "",
    ready: false,
    started: false,
    restartCount: 0,
    state: { waiting: { reason } },
  })),
});
