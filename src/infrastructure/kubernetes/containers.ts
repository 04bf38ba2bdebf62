import { number, text } from "../../terraform/stack-json";
import { type ContainerSpec, items, PROBES } from "../kubernetes-api";

/** The containers of pods, their ports, and the one that serves requests. */
export function containersOf(specs: readonly ContainerSpec[], inits: readonly ContainerSpec[]) {
  const containers = [
    ...inits.map((config) => containerOf(config, true)),
    ...specs.map((config) => containerOf(config, false)),
  ];
  return {
    containers,
    ports: containers.flatMap(({ ports }) => ports),
    main: containers.find(({ init }) => !init),
  };
}

const containerOf = (config: ContainerSpec, init: boolean) => ({
  name: text(config.name) ?? "",
  init,
  isBeside: init && config.restartPolicy === "Always",
  config,
  probedPaths: PROBES.flatMap((probe) => {
    const request = config[probe]?.httpGet;
    return request ? [text(request.path) ?? "/"] : [];
  }),
  ports: items(config.ports).map((port) => ({
    name: text(port.name),
    number: number(port.containerPort),
    protocol: text(port.protocol) ?? "TCP",
  })),
});
