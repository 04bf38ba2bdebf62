import { CHARTS, type ChartName, type ChartRow, type ImageRole, type ImageRow } from "../catalog/charts";
import { nodeImage } from "../catalog/instance-types";
import { awsLocation, ecrRegistry } from "../core/aws";
import type { Environment, ModelConfig } from "./environment";
import { hasSecretsDriver } from "./secrets";

/** Helm charts that an environment installs. */
export function enabledCharts({ config }: Environment): ChartName[] {
  const mountsSecrets = hasSecretsDriver(config);
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

/** A chart of the catalog, with the repositories from which this environment pulls the chart and its images. */
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
 * Repository from which an image is pulled: the public repository, or a mirror in the account's ECR registry if nodes
 * have no egress to the internet.
 */
export function pulledFrom(environment: Environment, image: ImageRow): string {
  return isMirrored(environment)
    ? `${ownRegistry(environment)}/${mirrorName(environment, image.repository)}`
    : image.repository;
}

/** Hosts of the public registries from which nodes pull images, without duplicates. */
export function publicRegistries(environment: Environment): string[] {
  const ofCharts = isMirrored(environment)
    ? []
    : enabledCharts(environment).flatMap((name) =>
        Object.values<ImageRow>(CHARTS[name].images).map(({ repository }) => repository),
      );
  const ofModels = environment.config.models.flatMap(({ image }) => image.repository ?? []);
  return [...new Set([...ofCharts, ...ofModels].map(registryHost))].sort();
}

/** Host of a repository. A repository without a host is in docker.io. */
function registryHost(repository: string): string {
  const [host = "", ...path] = repository.split("/");
  return path.length > 0 && /[.:]/.test(host) ? host : "docker.io";
}

/** Repository of a chart: the public repository, or the account's ECR registry. */
export function chartRepository(environment: Environment, chart: ChartRow): string {
  return isMirrored(environment)
    ? `oci://${ownRegistry(environment)}/${environment.name}/charts`
    : chart.repository;
}

/** Repository of a model's image, without a tag. */
export function modelRepository(environment: Environment, model: ModelConfig): string {
  return model.image.repository ?? `${ownRegistry(environment)}/${modelRepositoryName(environment, model)}`;
}

/**
 * Names of the ECR repositories that an environment owns: one for each model without `image.repository`, and one for
 * each mirrored image and chart in a network without internet access.
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

/** Name of a mirror: the environment and the upstream path, without the registry. */
const mirrorName = (environment: Environment, repository: string): string =>
  `${environment.name}/${repository.slice(repository.indexOf("/") + 1)}`;
