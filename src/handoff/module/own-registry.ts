/** A path in an account's ECR registry. */
const OWN_REGISTRY = /^(?:oci:\/\/)?(\d{12}\.dkr\.ecr\.([\w-]+)\.amazonaws\.com(?:\.\w+)?)\//;

export interface OwnRegistry {
  readonly host: string;
  readonly region: string;
}

/** The account's ECR registry in a source; undefined for any other source. */
export function registryOfSource(from: string): OwnRegistry | undefined {
  const [, host, region] = OWN_REGISTRY.exec(from) ?? [];
  return host === undefined || region === undefined ? undefined : { host, region };
}

/** Command that logs a client in for 12 hours (Amazon ECR user guide, "registry_auth", 2026-11-20). */
export const loginCommand = (
  { host, region }: OwnRegistry,
  client: "docker" | "crane auth" | "helm registry",
): string =>
  `aws ecr get-login-password --region ${region} | ${client} login --username AWS --password-stdin ${host}`;
