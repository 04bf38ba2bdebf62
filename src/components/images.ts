import { awsLocation, ecrRegistry } from "../core/aws";
import type { Environment, ModelConfig } from "../config/environment";
import { type ComposedEnvironment, type PartChart } from "./compose";
import { type ImageRow } from "./contract";

/** A chart with the repositories from which an environment pulls the chart and its images. */
export interface PulledChart {
  readonly name: string;
  readonly version: string;
  readonly repository: string;
  readonly images: Readonly<Record<string, ImageRow>>;
}

/** Charts that an environment installs. */
export const chartsIn = ({ parts }: Pick<ComposedEnvironment, "parts">): PartChart[] =>
  parts.flatMap(({ charts }) => charts);

export function pulledChart(environment: Environment, { name, version, ...chart }: PartChart): PulledChart {
  const images = Object.entries(chart.images).map(([role, { repository, tag }]): [string, ImageRow] => [
    role,
    { repository: pulledFrom(environment, repository), tag },
  ]);
  return {
    name,
    version,
    repository: chartRepository(environment, chart.repository),
    images: Object.fromEntries(images),
  };
}

/**
 * Repository from which an image is pulled: the public repository, or a mirror in the account's ECR registry if nodes
 * have no egress to the internet.
 */
export function pulledFrom(environment: Environment, repository: string): string {
  return isMirrored(environment)
    ? `${ownRegistry(environment)}/${mirrorName(environment, repository)}`
    : repository;
}

/** Hosts of the public registries from which nodes pull images, without duplicates. */
export function publicRegistries(environment: ComposedEnvironment): string[] {
  const ofCharts = isMirrored(environment)
    ? []
    : chartsIn(environment).flatMap(({ images }) =>
        Object.values(images).map(({ repository }) => repository),
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
export function chartRepository(environment: Environment, repository: string): string {
  return isMirrored(environment)
    ? `oci://${ownRegistry(environment)}/${environment.name}/charts`
    : repository;
}

/** Repository of a model's image, without a tag. */
export function modelRepository(environment: Environment, model: ModelConfig): string {
  return model.image.repository ?? `${ownRegistry(environment)}/${modelRepositoryName(environment, model)}`;
}

/**
 * Names of the ECR repositories that an environment owns: one for each model without `image.repository`, and one for
 * each mirrored image and chart in a network without internet access.
 */
export function ownedRepositories(environment: ComposedEnvironment): { models: string[]; mirrors: string[] } {
  const models = environment.config.models
    .filter((model) => model.image.repository === undefined)
    .map((model) => modelRepositoryName(environment, model));
  const mirrors = isMirrored(environment)
    ? chartsIn(environment).flatMap((chart) => mirrorsOf(environment, chart))
    : [];
  return { models, mirrors: [...new Set(mirrors)] };
}

function mirrorsOf(environment: Environment, { name, images }: PartChart): string[] {
  return [
    `${environment.name}/charts/${name}`,
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
