import { PROBES } from "../../infrastructure/kubernetes-api";
import { type Container } from "../../infrastructure/kubernetes-objects";
import { text } from "../../terraform/stack-json";

/** Schemes of the probes of a container. */
export const probeSchemes = ({ config }: Pick<Container, "config">): string[] =>
  PROBES.flatMap((probe) => {
    const http = config[probe]?.httpGet;
    return http === undefined ? [] : [text(http.scheme) ?? "HTTP"];
  });
