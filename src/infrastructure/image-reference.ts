/** The parts of an image reference. */
export interface ImageReference {
  /** Host of the registry. */
  readonly registry: string;
  /** Path in the registry. */
  readonly path: string;
  /** @default - none */
  readonly tag?: string;
  /** @default - none */
  readonly digest?: string;
}

/** Registry of an image that names none. */
const DEFAULT_REGISTRY = "docker.io";

export function parseImage(text: string): ImageReference {
  const [name = "", digest] = text.split("@");
  const slash = name.indexOf("/");
  const first = slash < 0 ? "" : name.slice(0, slash);
  const hasRegistry = /[.:]|^localhost$/.test(first);
  const rest = hasRegistry ? name.slice(slash + 1) : name;
  const [path = "", tag] = rest.split(":");
  return {
    registry: hasRegistry ? first : DEFAULT_REGISTRY,
    path,
    ...(tag ? { tag } : {}),
    ...(digest ? { digest } : {}),
  };
}

export const imageText = ({ registry, path, tag, digest }: ImageReference): string =>
  `${registry}/${path}${tag ? `:${tag}` : ""}${digest ? `@${digest}` : ""}`;

/** A private ECR registry. */
interface EcrRegistry {
  readonly account: string;
  readonly region: string;
}

export function ecrRegistryOf(host: string): EcrRegistry | undefined {
  const [, account, region] = /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?$/.exec(host) ?? [];
  return account && region ? { account, region } : undefined;
}
