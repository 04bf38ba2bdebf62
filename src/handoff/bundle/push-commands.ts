import { CHARTS, type ChartRow } from "../../catalog/charts";
import { loginCommand, ownRegistry } from "../module/own-registry";
import { type Pin } from "../module/pins";

/**
 * Commands that fill the account's own registry with what a module pulls from there. Empty where everything comes from
 * public ones. Of charts and their images the catalog knows the source; a model's image is of whoever builds it.
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

/** Where an image of a chart comes from; undefined for one that somebody builds. */
export function pushSource({ version, from }: Pin): string | undefined {
  const source = images.find(({ repository, tag }) => tag === version && from.endsWith(pathOf(repository)));
  return source && `${source.repository}:${source.tag}`;
}

const rows: readonly ChartRow[] = Object.values(CHARTS);
const images = rows.flatMap((row) => Object.values(row.images));

/** An image lies under its upstream path, without the registry. */
const pathOf = (repository: string): string => repository.slice(repository.indexOf("/"));
