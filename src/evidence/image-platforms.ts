/** A platform of nodes of EKS, as registries name it. */
type Platform = "linux/amd64" | "linux/arm64";

/**
 * Platforms for which the authors of an image publish its tags. Other tags, and images that are not here, are unknown: no
 * registry was read. Platforms of other nodes than those of EKS are left out.
 */
export interface ImagePlatforms {
  readonly repository: string;
  readonly tags: readonly string[];
  readonly platforms: readonly Platform[];
  readonly source: string;
}
