import { text } from "../../terraform/stack-json";
import { PROBES } from "../../infrastructure/kubernetes-api";
import { objectsOf } from "../../infrastructure/kubernetes-objects";
import { type Check, combinedFinding, ruleOf } from "../check";
import TEXTS from "./texts.json";
import { platformProgramsOf } from "../../infrastructure/kubernetes-programs";
import { podPort } from "../../infrastructure/kubernetes-pods";

export const probePort: Check = {
  ...ruleOf(TEXTS, "probe-port"),
  run: (plan) =>
    objectsOf(plan).pods.flatMap((pods) => {
      const { owner, containers, isJob } = pods;
      const hasPorts = !isJob && !platformProgramsOf(plan).hasNoEndpoint(pods);
      return combinedFinding(
        owner.resource,
        owner.title,
        containers
          .filter(({ init }) => !init)
          .flatMap((container) => {
            const { name, config, ports } = container;
            const asked = PROBES.flatMap((probe) => {
              const { httpGet: http, tcpSocket: tcp } = config[probe] ?? {};
              const by = http ?? tcp;
              return by === undefined ? [] : [{ probe, port: by.port, scheme: text(http?.scheme) }];
            });
            const lost = asked.filter(({ port }) => !podPort(container, port));
            const strange = asked.filter(
              ({ scheme }) => scheme !== undefined && scheme !== "HTTP" && scheme !== "HTTPS",
            );
            const means = new Set(asked.map(({ port }) => podPort(container, port)?.number));
            return [
              ...(ports.length === 0 && hasPorts ? [`container ${name} declares no port`] : []),
              ...lost.map(
                ({ probe, port }) =>
                  `${probe} of ${name} uses port ${String(port)}, which the container does not declare`,
              ),
              ...strange.map(
                ({ probe, scheme }) =>
                  `${probe} of ${name} has the scheme ${scheme ?? ""}, expected HTTP or HTTPS`,
              ),
              ...(lost.length === 0 && means.size > 1 ? [`probes of ${name} use different ports`] : []),
            ];
          }),
      );
    }),
};
