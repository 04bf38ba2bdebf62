import { blocks, number, text } from "../blocks";
import { type KubernetesObject, type Pods } from "./objects";
import { type JsonObject } from "../../terraform-json/stack-json";

export interface ContainerPort {
  readonly name: string | undefined;
  readonly number: number | undefined;
  readonly protocol: string;
}

export const portsOf = (container: JsonObject): ContainerPort[] =>
  blocks(container["port"]).map((port) => ({
    name: text(port["name"]),
    number: number(port["container_port"]),
    protocol: text(port["protocol"]) ?? "TCP",
  }));

/** Numbers of the ports that the containers of pods declare. */
export const containerPorts = ({ containers }: Pods): number[] =>
  containers.flatMap(({ config }) => portsOf(config)).flatMap((port) => port.number ?? []);

/** The container port with a name or number; undefined if no container declares it. */
export function podPort(pods: Pods, wanted: JsonObject[string] | undefined): ContainerPort | undefined {
  return findPort(
    pods.containers.flatMap(({ config }) => portsOf(config)),
    wanted,
  );
}

export function findPort(
  ports: readonly ContainerPort[],
  wanted: JsonObject[string] | undefined,
): ContainerPort | undefined {
  const asNumber = number(wanted);
  return ports.find((port) =>
    asNumber === undefined ? port.name === wanted && wanted !== undefined : port.number === asNumber,
  );
}

/** The port of a Service with a name or number. */
export const servicePort = (
  service: KubernetesObject,
  wanted: string | number | undefined,
): JsonObject | undefined =>
  blocks(service.spec["port"]).find((port) =>
    typeof wanted === "number"
      ? number(port["port"]) === wanted
      : wanted !== undefined && port["name"] === wanted,
  );

/** The target of a Service port: `target_port`, or the port itself by default. */
export const targetOf = (port: JsonObject): JsonObject[string] | undefined =>
  port["target_port"] ?? port["port"];
