import { text } from "../../terraform/stack-json";
import { PROBES } from "../../infrastructure/kubernetes-api";
import { objectsOf, servesRequests, titleOf } from "../../infrastructure/kubernetes-objects";
import { hasNoEndpoint } from "../../infrastructure/kubernetes-programs";
import { findPort, portsOf } from "../../infrastructure/kubernetes-pods";
import { type Check, combinedFinding } from "../check";
import TEXTS from "./texts.json";

export const probePort: Check = {
  id: "probe-port",
  severity: "error",
  ...TEXTS["probe-port"],
  run: (plan) =>
    objectsOf(plan).pods.flatMap((pods) => {
      const { owner, containers } = pods;
      const hasPorts = servesRequests(owner) && !hasNoEndpoint(plan, pods);
      return combinedFinding(
        owner.resource,
        titleOf(owner),
        containers
          .filter(({ init }) => !init)
          .flatMap(({ name, config }) => {
            const ports = portsOf(config);
            const asked = PROBES.flatMap((probe) => {
              const { httpGet: http, tcpSocket: tcp } = config[probe] ?? {};
              const by = http ?? tcp;
              return by === undefined ? [] : [{ probe, port: by.port, scheme: text(http?.scheme) }];
            });
            const lost = asked.filter(({ port }) => !findPort(ports, port));
            const strange = asked.filter(
              ({ scheme }) => scheme !== undefined && scheme !== "HTTP" && scheme !== "HTTPS",
            );
            const means = new Set(asked.map(({ port }) => findPort(ports, port)?.number));
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
