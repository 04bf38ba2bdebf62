import { FARGATE_PLATFORM } from "../../catalog/instance-types";
import { CHART_FACTS } from "../../knowledge/charts";
import { loginCommand, ownRegistry } from "../module/own-registry";
import { type Module } from "../module/module";
import { type Pin } from "../module/pins";
import { configsOf } from "../variables/variable";

/**
 * Commands that push the charts and images of a module to the account's own registry. Empty if all of them come from
 * public registries. `src/knowledge/charts` has the sources of charts and their images; the owner of a model builds its image, for
 * the platforms of the nodes and of Fargate.
 */
export function pushCommands(pins: readonly Pin[], platforms: readonly string[]): string[] {
  const own = pins.filter(({ from }) => ownRegistry(from) !== undefined);
  const registry = ownRegistry(own[0]?.from ?? "");
  if (registry === undefined) return [];
  const commands = own.flatMap((pin) =>
    pin.kind === "chart" ? chartCommands(pin) : imageCommands(pin, platforms),
  );
  const logins = (["docker", "crane auth", "helm registry"] as const).filter((client) =>
    commands.some((command) => command.startsWith(`${client.split(" ")[0] ?? ""} `)),
  );
  return [...logins.map((client) => loginCommand(registry, client)), ...new Set(commands)];
}

function chartCommands({ name, version, from }: Pin): string[] {
  const facts = CHART_FACTS[name];
  return [
    ...(facts ? [`helm pull ${name} --repo ${facts.repository} --version ${version}`] : []),
    `helm push ${name}-${version}.tgz ${from}`,
  ];
}

/** `crane copy` copies all platforms of an image; `docker pull` and `docker push` copy one. */
function imageCommands(pin: Pin, platforms: readonly string[]): string[] {
  const own = `${pin.from}:${pin.version}`;
  const source = pushSource(pin);
  return source
    ? [`crane copy ${source} ${own}`]
    : [`docker buildx build --platform ${platforms.join(",")} --tag ${own} --push .`];
}

/** Public source of a chart's image; undefined for an image that its owner builds. */
export function pushSource({ version, from }: Pin): string | undefined {
  const source = images.find(({ repository, tag }) => tag === version && from.endsWith(pathOf(repository)));
  return source && `${source.repository}:${source.tag}`;
}

const images = Object.values(CHART_FACTS).flatMap((facts) => facts.images);

/** In the own registry, an image has its upstream path without the registry's host. */
const pathOf = (repository: string): string => repository.slice(repository.indexOf("/"));

/** Platforms of the nodes and of Fargate in modules, as registries name them. */
export function platformsOf(modules: readonly Module[]): string[] {
  const all = (type: string) => modules.flatMap(({ source }) => configsOf(source, type));
  const ofNodes = all("aws_eks_node_group").map((group) =>
    /ARM/.test(String(group["ami_type"])) ? "linux/arm64" : "linux/amd64",
  );
  const ofFargate = all("aws_eks_fargate_profile").map(() => FARGATE_PLATFORM);
  const platforms = new Set([...ofNodes, ...ofFargate]);
  return platforms.size === 0 ? ["linux/amd64"] : [...platforms].sort();
}
