/** The registry of an account, and a path below it. */
const OWN_REGISTRY = /^(?:oci:\/\/)?(\d{12}\.dkr\.ecr\.([\w-]+)\.amazonaws\.com(?:\.\w+)?)\//;

export interface OwnRegistry {
  readonly host: string;
  readonly region: string;
}

/** The account's registry that something comes from; undefined where it comes from elsewhere. */
export function ownRegistry(from: string): OwnRegistry | undefined {
  const [, host, region] = OWN_REGISTRY.exec(from) ?? [];
  return host === undefined || region === undefined ? undefined : { host, region };
}

/** Logs a client in for twelve hours (Amazon ECR user guide, "registry_auth", 2026-11-20). */
export const loginCommand = ({ host, region }: OwnRegistry, client: "docker" | "helm registry"): string =>
  `aws ecr get-login-password --region ${region} | ${client} login --username AWS --password-stdin ${host}`;
