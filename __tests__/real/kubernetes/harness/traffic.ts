import { type JsonObject, asArray, asObject } from "../../../../src/terraform/stack-json";
import { isAdmitted, portsOf } from "./admitted";
import { type Deployment } from "./deployment";
import { type Moment, Recording } from "./recording";
import { Watched } from "./watched";

type Collection = "pods" | "slices" | "policies";

/** Traffic of the models' namespaces during a change. */
export interface Disturbance {
  /** The fewest pods that served for each Service. */
  readonly fewest: ReadonlyMap<string, number>;
  /** Pods that had requests to end, and no policy that lets the answers' connections in. */
  readonly cutOff: readonly string[];
}

/**
 * Pods that clients can reach during a change. A pod serves for a Service if an EndpointSlice has it as ready, and
 * NetworkPolicies admit the port of the slice.
 */
export class Traffic {
  private readonly recording: Recording<Collection>;

  private constructor(
    private readonly services: readonly string[],
    private readonly namespaces: readonly string[],
    private readonly watched: Readonly<Record<Collection, Watched>>,
  ) {
    this.recording = new Recording(watched);
  }

  /** Begins to record when each Service has its number of serving pods. */
  static async start(
    { api, pods }: Deployment,
    namespaces: readonly string[],
    serving: readonly { readonly service: string; readonly start: number }[],
  ): Promise<Traffic> {
    const [slices, policies] = await Promise.all([
      Watched.start(api, "/apis/discovery.k8s.io/v1/endpointslices"),
      Watched.start(api, "/apis/networking.k8s.io/v1/networkpolicies"),
    ]);
    const now = () => ({ pods: pods.items, slices: slices.items, policies: policies.items });
    for (const { service, start } of serving)
      await slices.until(
        () => servingIn(now(), namespaces, service) === start,
        `${start} serving pods of ${service}`,
      );
    const services = serving.map(({ service }) => service);
    return new Traffic(services, namespaces, { pods, slices, policies });
  }

  /** Effect of the changes until now. */
  async disturbance(): Promise<Disturbance> {
    await this.recording.end();
    const fewest = new Map<string, number>();
    const cutOff = new Set<string>();
    for (const moment of this.recording.moments()) {
      for (const service of this.services) {
        const count = servingIn(moment, this.namespaces, service);
        fewest.set(service, Math.min(fewest.get(service) ?? count, count));
      }
      for (const pod of moment.pods) if (this.isCutOff(pod, moment)) cutOff.add(nameOf(pod));
    }
    return { fewest, cutOff: [...cutOff] };
  }

  stop(): void {
    this.recording.stop();
    this.watched.slices.stop();
    this.watched.policies.stop();
  }

  private isCutOff(pod: JsonObject, { policies }: Moment<Collection>): boolean {
    const { namespace, deletionTimestamp } = asObject(pod["metadata"]);
    if (deletionTimestamp === undefined || !this.namespaces.includes(String(namespace))) return false;
    return portsOf(pod).some(({ containerPort }) => !isAdmitted(policies, pod, Number(containerPort)));
  }
}

/** Number of pods that serve for a Service of a name, in all namespaces of models. */
function servingIn(moment: Moment<Collection>, namespaces: readonly string[], service: string): number {
  const addresses = moment.slices.flatMap((slice) => {
    const { namespace, labels } = asObject(slice["metadata"]);
    const isOwn =
      namespaces.includes(String(namespace)) &&
      asObject(labels ?? {})["kubernetes.io/service-name"] === service;
    const ports = asArray(slice["ports"]).map((port) => Number(asObject(port)["port"]));
    const endpoints = isOwn ? asArray(slice["endpoints"]).map(asObject) : [];
    return endpoints.flatMap((endpoint) => reachable(moment, endpoint, ports));
  });
  return new Set(addresses).size;
}

/** Addresses of an endpoint, if it is ready and policies admit its ports. */
function reachable(
  { pods, policies }: Moment<Collection>,
  { conditions, targetRef, addresses }: JsonObject,
  ports: readonly number[],
): string[] {
  if (asObject(conditions ?? {})["ready"] !== true) return [];
  const { uid } = asObject(targetRef ?? {});
  const pod = pods.find(({ metadata }) => asObject(metadata)["uid"] === uid);
  const isOpen = pod !== undefined && ports.every((port) => isAdmitted(policies, pod, port));
  return isOpen ? asArray(addresses).map(String) : [];
}

function nameOf(pod: JsonObject): string {
  const { namespace, name } = asObject(pod["metadata"]);
  return `${String(namespace)}/${String(name)}`;
}
