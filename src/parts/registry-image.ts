import { type ReleaseValues } from "../platform/contract";

/** An image as values of charts that have its registry and its path apart. */
export function registryImage({
  repository,
  tag,
}: {
  readonly repository: string;
  readonly tag: string;
}): ReleaseValues {
  const cut = repository.indexOf("/");
  return { registry: repository.slice(0, cut), repository: repository.slice(cut + 1), tag };
}
