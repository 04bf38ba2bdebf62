import { type JsonObject, asArray, asObject } from "../../src/terraform-json/stack-json";
import { isAdmitted, portsOf } from "./admitted";
import { type Deployment } from "./deployment";
import { Watched } from "./watched";

/**
 * Pods that clients can reach during a change, from watches. A pod serves for a Service if an EndpointSlice has it as ready, and
 * NetworkPolicies admit the port of the slice.
 */
export class Traffic {
  private readonly fewest = new Map<string, number>();
  private readonly cut = new Map<string, Promise<boolean>>();
  private readonly stops: (() => void)[] = [];

  private constructor(
    private readonly deployment: Deployment,
    private readonly namespaces: readonly string[],
    private readonly slices: Watched,
    private readonly policies: Watched,
  ) {}

  /** Begins to watch the Services and pods of the models' namespaces. */
  static async start(deployment: Deployment, namespaces: readonly string[]): Promise<Traffic> {
    const { api } = deployment;
    const [slices, policies] = await Promise.all([
      Watched.start(api, "/apis/discovery.k8s.io/v1/endpointslices"),
      Watched.start(api, "/apis/networking.k8s.io/v1/networkpolicies"),
    ]);
    return new Traffic(deployment, namespaces, slices, policies);
  }

  /** Waits until a Service has a number of serving pods. */
  async until(service: string, count: number): Promise<void> {
    await this.slices.until(() => this.serving(service) === count, `${count} serving pods of ${service}`);
  }

  /** Keeps the fewest serving pods of some Services, and the pods that policies cut off, until `stop`. */
  record(services: readonly string[]): void {
    const look = () => {
      for (const each of services) {
        const now = this.serving(each);
        this.fewest.set(each, Math.min(this.fewest.get(each) ?? now, now));
      }
      for (const pod of this.deployment.pods.items) this.lookAtEnding(pod);
    };
    for (const watched of [this.slices, this.policies, this.deployment.pods])
      this.stops.push(watched.onChange(look));
  }

  /** The fewest serving pods of a Service since `record`. */
  fewestOf(service: string): number {
    return this.fewest.get(service) ?? 0;
  }

  /** Pods that had requests to end, and no policy that lets the answers' connections in. */
  async cutOff(): Promise<string[]> {
    const all = await Promise.all([...this.cut].map(async ([name, isCut]) => ((await isCut) ? [name] : [])));
    return all.flat();
  }

  stop(): void {
    this.stops.forEach((stop) => stop());
    this.slices.stop();
    this.policies.stop();
  }

  /** Number of pods that serve for a Service of a name, in all namespaces of models. */
  private serving(service: string): number {
    const addresses = this.slices.items.flatMap((slice) => {
      const { namespace, labels } = asObject(slice["metadata"]);
      const isOwn =
        this.namespaces.includes(String(namespace)) &&
        asObject(labels ?? {})["kubernetes.io/service-name"] === service;
      const ports = asArray(slice["ports"]).map((port) => Number(asObject(port)["port"]));
      return isOwn ? asArray(slice["endpoints"]).flatMap((each) => this.admitted(asObject(each), ports)) : [];
    });
    return new Set(addresses).size;
  }

  private admitted({ conditions, targetRef, addresses }: JsonObject, ports: readonly number[]): string[] {
    if (asObject(conditions ?? {})["ready"] !== true) return [];
    const { uid } = asObject(targetRef ?? {});
    const pod = this.deployment.pods.items.find(({ metadata }) => asObject(metadata)["uid"] === uid);
    const isOpen = pod !== undefined && ports.every((port) => isAdmitted(this.policies.items, pod, port));
    return isOpen ? asArray(addresses).map(String) : [];
  }

  /** Watches do not run in step, so a pod that seems to be cut off counts only if it still exists then. */
  private lookAtEnding(pod: JsonObject): void {
    const { namespace, name, deletionTimestamp } = asObject(pod["metadata"]);
    if (deletionTimestamp === undefined || !this.namespaces.includes(String(namespace))) return;
    const key = `${String(namespace)}/${String(name)}`;
    const isOpen = portsOf(pod).every(({ containerPort }) =>
      isAdmitted(this.policies.items, pod, Number(containerPort)),
    );
    if (isOpen || this.cut.has(key)) return;
    const path = `/api/v1/namespaces/${String(namespace)}/pods/${String(name)}`;
    this.cut.set(
      key,
      this.deployment.api.call("GET", path).then(({ status }) => status === 200),
    );
  }
}
