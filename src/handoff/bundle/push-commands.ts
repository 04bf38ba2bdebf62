import { CHARTS, type ChartRow } from "../../catalog/charts";
import { loginCommand, ownRegistry } from "../module/own-registry";
import { type Pin } from "../module/pins";

/**
 * Commands that push the charts and images of a module to the account's own registry. Empty if all of them come from
 * public registries. The catalog has the sources of charts and their images; the owner of a model builds its image.
 */
export function pushCommands(pins: readonly Pin[]): string[] {
  const own = pins.filter(({ from }) => ownRegistry(from) !== undefined);
  const registry = ownRegistry(own[0]?.from ?? "");
  if (registry === undefined) return [];
  const commands = own.flatMap((pin) => (pin.kind === "chart" ? chartCommands(pin) : imageCommands(pin)));
  const hasChart = own.some(({ kind }) => kind === "chart");
  return [
    loginCommand(registry, "docker"),
    ...(hasChart ? [loginCommand(registry, "helm registry")] : []),
    ...new Set(commands),
  ];
}

function chartCommands({ name, version, from }: Pin): string[] {
  const row = rows.find(({ chart }) => chart === name);
  return [
    ...(row ? [`helm pull ${name} --repo ${row.repository} --version ${version}`] : []),
    `helm push ${name}-${version}.tgz ${from}`,
  ];
}

function imageCommands(pin: Pin): string[] {
  const own = `${pin.from}:${pin.version}`;
  const source = pushSource(pin);
  const push = `docker push ${own}`;
  return source ? [`docker pull ${source}`, `docker tag ${source} ${own}`, push] : [push];
}

/** Public source of a chart's image; undefined for an image that its owner builds. */
export function pushSource({ version, from }: Pin): string | undefined {
  const source = images.find(({ repository, tag }) => tag === version && from.endsWith(pathOf(repository)));
  return source && `${source.repository}:${source.tag}`;
}

const rows: readonly ChartRow[] = Object.values(CHARTS);
const images = rows.flatMap((row) => Object.values(row.images));

/** In the own registry, an image has its upstream path without the registry's host. */
const pathOf = (repository: string): string => repository.slice(repository.indexOf("/"));
