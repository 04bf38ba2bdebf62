/** Name of Terraform's lock file of providers, in the folder of a root module. */
export const LOCK_NAME = ".terraform.lock.hcl";

/**
 * Selected release of each provider, by its source without a host, in the text of a lock file as Terraform and OpenTofu write
 * it.
 */
export const lockedReleases = (text: string): ReadonlyMap<string, string> =>
  new Map(
    [...text.matchAll(/^provider "[^"/]+\/([^"]+)" \{\n *version *= "([^"]+)"/gm)].map(
      ([, source = "", version = ""]) => [source, version],
    ),
  );

/** Platforms of runners and workstations. Every lock covers them. */
export const LOCK_PLATFORMS = ["linux_amd64", "linux_arm64", "darwin_amd64", "darwin_arm64"] as const;

/** Arguments of `terraform providers lock` for these platforms. */
export const platformArguments = (platforms: readonly string[]): string[] =>
  platforms.map((platform) => `-platform=${platform}`);
