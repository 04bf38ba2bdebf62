import { number, text } from "./blocks";
import { type KubernetesObject, type Pods } from "./kubernetes-objects";
import { type Json } from "../terraform/stack-json";
import { type ContainerSpec, items, type Specs } from "./kubernetes-api";

type ServicePort = NonNullable<Specs["service"]["ports"]>[number];

interface ContainerPort {
  readonly name: string | undefined;
  readonly number: number | undefined;
  readonly protocol: string;
}

export const portsOf = (container: ContainerSpec): ContainerPort[] =>
  items(container.ports).map((port) => ({
    name: text(port.name),
    number: number(port.containerPort),
    protocol: text(port.protocol) ?? "TCP",
  }));

/** Numbers of the ports that the containers of pods declare. */
export const containerPorts = ({ containers }: Pods): number[] =>
  containers.flatMap(({ config }) => portsOf(config)).flatMap((port) => port.number ?? []);

/** The container port with a name or number; undefined if no container declares it. */
export function podPort(pods: Pods, wanted: Json | undefined): ContainerPort | undefined {
  return findPort(
    pods.containers.flatMap(({ config }) => portsOf(config)),
    wanted,
  );
}

export function findPort(
  ports: readonly ContainerPort[],
  wanted: Json | undefined,
): ContainerPort | undefined {
  const asNumber = number(wanted);
  return ports.find((port) =>
    asNumber === undefined ? port.name === wanted && wanted !== undefined : port.number === asNumber,
  );
}

/** The port of a Service with a name or number. */
export const servicePort = (
  service: KubernetesObject<Specs["service"]>,
  wanted: string | number | undefined,
): ServicePort | undefined =>
  items(service.spec.ports).find((port) =>
    typeof wanted === "number" ? number(port.port) === wanted : wanted !== undefined && port.name === wanted,
  );

/** The target of a Service port: `targetPort`, or the port itself by default. */
export const targetOf = (port: ServicePort): Json | undefined => port.targetPort ?? port.port;
