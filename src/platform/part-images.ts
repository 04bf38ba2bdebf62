import { type Environment } from "../environment/environment";
import { contributed } from "./stacks/contributions";
import { podImage, imagesOfParts, registryHost, ownRepositoryName, ownRegistry } from "./stacks/images";
import { type ComposedEnvironment } from "./contract";

export const pulledImage = (environment: ComposedEnvironment, part: string, role: string): string =>
  podImage(environment, part, role).image;

/** Public registries with images of parts that a pull-through cache has, with the prefix of the repositories. */
export function cachedRegistriesIn(environment: ComposedEnvironment): [host: string, prefix: string][] {
  const hosts = new Set(imagesOfParts(environment).map(({ repository }) => registryHost(repository)));
  return Object.entries(contributed(environment, "cachedRegistries")).filter(([host]) => hosts.has(host));
}

/** Repository of an image that users build for a part, without a tag. */
export const builtFor = (environment: Environment, name: string): string =>
  `${ownRegistry(environment)}/${ownRepositoryName(environment, name)}`;
