/** Name of Terraform's lock file of providers, in the folder of a root module. */
export const LOCK_NAME = ".terraform.lock.hcl";

/** Platforms of runners and workstations. Every lock covers them. */
export const LOCK_PLATFORMS = ["linux_amd64", "linux_arm64", "darwin_amd64", "darwin_arm64"] as const;

/** Arguments of `terraform providers lock` for these platforms. */
export const platformArguments = (platforms: readonly string[]): string[] =>
  platforms.map((platform) => `-platform=${platform}`);
