import { CHARTS, type ChartName, type ChartRow, type ImageRow } from "../catalog/charts";
import { awsLocation, ecrRegistry } from "../core/aws";
import type { Environment, ModelConfig } from "./environment";

/** Charts that an environment installs. */
export function enabledCharts(_environment: Environment): ChartName[] {
  return ["aws-load-balancer-controller"];
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
    ? enabledCharts(environment).flatMap((name) => [
        `${environment.name}/charts/${CHARTS[name].chart}`,
        ...CHARTS[name].images.map((image) => mirrorName(environment, image.repository)),
      ])
    : [];
  return { models, mirrors: [...new Set(mirrors)] };
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
