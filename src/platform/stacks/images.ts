import { awsLocation, ecrRegistry } from "../../facts/aws";
import { own } from "../../base/own";
import { type Environment } from "../../environment/environment";
import { type ComposedEnvironment, type Part } from "../contract";
import { type EnvironmentConfig } from "../../environment/schema";
import { contributed } from "./contributions";

type PartChart = Part["charts"][number];

type ImageRow = Part["images"][string];

type ModelConfig = EnvironmentConfig["models"][number];

/** A chart with the repositories from which an environment pulls the chart and its images. */
interface PulledChart {
  readonly name: string;
  readonly version: string;
  readonly repository: string;
  readonly images: Readonly<Record<string, ImageRow>>;
}

/** Charts that an environment installs. */
export const chartsIn = ({ parts }: Pick<ComposedEnvironment, "parts">): PartChart[] =>
  parts.flatMap(({ charts }) => charts);

export function pulledChart(
  environment: ComposedEnvironment,
  { name, version, ...chart }: PartChart,
): PulledChart {
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

/** Image of a part, as this environment pulls it, with the resources that the part declares for its containers. */
export function podImage(environment: ComposedEnvironment, part: string, role: string) {
  const row = own(environment.parts.find(({ id }) => id === part)?.images ?? {}, role);
  if (!row) throw new Error(`${environment.name} has no image ${role} of ${part}`);
  return { image: `${pulledFrom(environment, row.repository)}:${row.tag}`, resources: row.resources };
}

/**
 * Repository from which an image is pulled: the public repository, or one in the account's ECR registry if a
 * pull-through cache has its registry, or if nodes have no egress to the internet.
 */
export function pulledFrom(environment: ComposedEnvironment, repository: string): string {
  const name = cacheName(environment, repository) ?? mirrorName(environment, repository);
  return name === undefined ? repository : `${ownRegistry(environment)}/${name}`;
}

/** Hosts of the public registries from which nodes pull images, without duplicates. */
export function publicRegistries(environment: ComposedEnvironment): string[] {
  const ofParts = imagesOfParts(environment).flatMap(({ repository }) =>
    pulledFrom(environment, repository) === repository ? [repository] : [],
  );
  const ofModels = environment.config.models.flatMap(({ image }) => image?.repository ?? []);
  return [...new Set([...ofParts, ...ofModels].map(registryHost))].sort();
}

export const imagesOfParts = ({ parts }: ComposedEnvironment): ImageRow[] => [
  ...parts.flatMap(({ charts }) => charts).flatMap(({ images }) => Object.values(images)),
  ...parts.flatMap(({ images }) => Object.values(images)),
];

/** Host of a repository. A repository without a host is in docker.io. */
export function registryHost(repository: string): string {
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
  return model.image?.repository ?? `${ownRegistry(environment)}/${modelRepositoryName(environment, model)}`;
}

export const ownRepositoryName = (environment: Environment, name: string): string =>
  `${environment.name}/${name}`;

/**
 * Names of the ECR repositories that an environment owns: one for each model without `image.repository`, for each image
 * of a model or a program that users build for a part, for each cached image, and for each mirrored image and chart in
 * a network without internet access.
 */
export function ownedRepositories(environment: ComposedEnvironment): { models: string[]; mirrors: string[] } {
  const models = environment.config.models
    .filter(({ image }) => image !== undefined && image.repository === undefined)
    .map((model) => modelRepositoryName(environment, model));
  const named = environment.parts.flatMap(({ contributes }) =>
    contributes.imageNames.map((name) => modelRepositoryName(environment, { name })),
  );
  const mirrors = [
    ...chartsIn(environment).flatMap((chart) => mirrorsOf(environment, chart)),
    ...environment.parts.flatMap(({ images }) => copiesOf(environment, images)),
    ...environment.parts.flatMap(({ contributes }) =>
      contributes.repositories.map((name) => ownRepositoryName(environment, name)),
    ),
  ];
  return { models: [...models, ...named], mirrors: [...new Set(mirrors)] };
}

const mirrorsOf = (environment: ComposedEnvironment, { name, images }: PartChart): string[] => [
  ...(isMirrored(environment) ? [`${environment.name}/charts/${name}`] : []),
  ...copiesOf(environment, images),
];

const copiesOf = (environment: ComposedEnvironment, images: Part["images"]): string[] =>
  Object.values(images).flatMap(
    ({ repository }) => cacheName(environment, repository) ?? mirrorName(environment, repository) ?? [],
  );

const isMirrored = ({ config }: Environment): boolean => config.network.egress === "none";

export const ownRegistry = ({ config }: Environment): string =>
  ecrRegistry(awsLocation(config.account, config.region));

const modelRepositoryName = (environment: Environment, { name }: Pick<ModelConfig, "name">): string =>
  `${environment.name}/${name}`;

/** Name of a cached repository: the prefix of the registry and the upstream path. */
function cacheName(environment: ComposedEnvironment, repository: string): string | undefined {
  const prefix = own(contributed(environment, "cachedRegistries"), registryHost(repository));
  return prefix === undefined ? undefined : `${prefix}/${pathOf(repository)}`;
}

/** Name of a mirror: the environment and the upstream path. */
const mirrorName = (environment: Environment, repository: string): string | undefined =>
  isMirrored(environment) ? `${environment.name}/${pathOf(repository)}` : undefined;

/** Path of a repository, without the registry. */
const pathOf = (repository: string): string => repository.slice(repository.indexOf("/") + 1);
