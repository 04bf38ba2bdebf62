import { text } from "./blocks";
import { type ContainerSpec, PROBES } from "./kubernetes-api";

/** Paths that the probes of a container request, `/` by default. */
export const requestedPaths = (container: ContainerSpec): string[] =>
  PROBES.flatMap((probe) => {
    const request = container[probe]?.httpGet;
    return request ? [text(request.path) ?? "/"] : [];
  });
