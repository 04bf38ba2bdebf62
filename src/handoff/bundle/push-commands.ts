import { CHARTS, type ChartRow } from "../../catalog/charts";
import { type Pin } from "../module/pins";

/** A registry of an account, with its region. */
const OWN_REGISTRY = /^(?:oci:\/\/)?(\d{12}\.dkr\.ecr\.([\w-]+)\.amazonaws\.com(?:\.\w+)?)\//;

/**
 * Commands that fill the account's own registry with what a module pulls from there. Empty where everything comes from
 * public ones. Of charts and their images the catalog knows the source; a model's image is whoever's built it.
 */
export function pushCommands(pins: readonly Pin[]): string[] {
  const own = pins.filter(({ from }) => OWN_REGISTRY.test(from));
  const [, registry, region] = OWN_REGISTRY.exec(own[0]?.from ?? "") ?? [];
  if (registry === undefined || region === undefined) return [];
  const commands = own.flatMap((pin) => (pin.kind === "chart" ? chartCommands(pin) : imageCommands(pin)));
  return [
    `aws ecr get-login-password --region ${region} | docker login --username AWS --password-stdin ${registry}`,
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

function imageCommands({ version, from }: Pin): string[] {
  const source = images.find(({ repository, tag }) => tag === version && from.endsWith(pathOf(repository)));
  const push = `docker push ${from}:${version}`;
  if (!source) return [push];
  const reference = `${source.repository}:${source.tag}`;
  return [`docker pull ${reference}`, `docker tag ${reference} ${from}:${version}`, push];
}

const rows: readonly ChartRow[] = Object.values(CHARTS);
const images = rows.flatMap((row) => Object.values(row.images));

/** An image lies under its upstream path, without the registry. */
const pathOf = (repository: string): string => repository.slice(repository.indexOf("/"));
