import { CHARTS, type ChartName, type ChartRow, type ImageRole, type ImageRow } from "../catalog/charts";
import { nodeImage } from "../catalog/instance-types";
import { awsLocation, ecrRegistry } from "../core/aws";
import type { Environment, ModelConfig } from "./environment";

/** Charts that an environment installs. */
export function enabledCharts({ config }: Environment): ChartName[] {
  const mountsSecrets = config.models.some((model) => model.secrets.length > 0);
  const hasGpus = Object.values(config.cluster.nodeGroups).some(
    (group) => nodeImage(group.instanceTypes).gpu,
  );
  const enabled: Record<ChartName, boolean> = {
    "aws-load-balancer-controller": true,
    "secrets-store-csi-driver": mountsSecrets,
    "secrets-store-csi-driver-provider-aws": mountsSecrets,
    "nvidia-device-plugin": hasGpus,
  };
  return (Object.keys(enabled) as ChartName[]).filter((name) => enabled[name]);
}

/** A chart of the catalog, with the repositories that this environment pulls it and its images from. */
export function pulledChart<Name extends ChartName>(
  environment: Environment,
  name: Name,
): ChartRow<ImageRole<Name>> {
  const row: ChartRow = CHARTS[name];
  const images = Object.entries(row.images).map(([role, image]) => [
    role,
    { ...image, repository: pulledFrom(environment, image) },
  ]);
  return {
    ...row,
    repository: chartRepository(environment, row),
    images: Object.fromEntries(images) as ChartRow<ImageRole<Name>>["images"],
  };
}

/**
 * Repository that an image is pulled from: its public one, or the account's own where nodes have no way to the
 * internet.
 */
export function pulledFrom(environment: Environment, image: ImageRow): string {
  return isMirrored(environment)
    ? `${ownRegistry(environment)}/${mirrorName(environment, image.repository)}`
    : image.repository;
}

/** Repository of a chart: its public one, or the account's own registry. */
export function chartRepository(environment: Environment, chart: ChartRow): string {
  return isMirrored(environment)
    ? `oci://${ownRegistry(environment)}/${environment.name}/charts`
    : chart.repository;
}

/** Repository of a model's image, without tag. */
export function modelRepository(environment: Environment, model: ModelConfig): string {
  return model.image.repository ?? `${ownRegistry(environment)}/${modelRepositoryName(environment, model)}`;
}

/**
 * ECR repositories that an environment owns, by name: one for each model whose image is not given, and where
 * there is no internet one for each image and chart that is mirrored.
 */
export function ownedRepositories(environment: Environment): { models: string[]; mirrors: string[] } {
  const models = environment.config.models
    .filter((model) => model.image.repository === undefined)
    .map((model) => modelRepositoryName(environment, model));
  const mirrors = isMirrored(environment)
    ? enabledCharts(environment).flatMap((name) => mirrorsOf(environment, CHARTS[name]))
    : [];
  return { models, mirrors: [...new Set(mirrors)] };
}

function mirrorsOf(environment: Environment, { chart, images }: ChartRow): string[] {
  return [
    `${environment.name}/charts/${chart}`,
    ...Object.values(images).map((image) => mirrorName(environment, image.repository)),
  ];
}

function isMirrored({ config }: Environment): boolean {
  return config.network.egress === "none";
}

function ownRegistry({ config }: Environment): string {
  return ecrRegistry(awsLocation(config.account, config.region));
}

const modelRepositoryName = (environment: Environment, model: ModelConfig): string =>
  `${environment.name}/${model.name}`;

/** The upstream path without its registry, below the environment's name. */
const mirrorName = (environment: Environment, repository: string): string =>
  `${environment.name}/${repository.slice(repository.indexOf("/") + 1)}`;
