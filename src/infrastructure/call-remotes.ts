import { endpointsByService } from "./endpoints";
import { leadsOutByNat, workloadsOf } from "./interface-sets";
import { ANYWHERE } from "../base/cidr";
import { type EnvironmentPlan } from "../terraform/environment-plan";
import { type Remote, rangeRemote } from "./policy-need";

/** Destinations of calls of AWS services: endpoints, or any address by NAT. */
export function remotesOf(
  plan: EnvironmentPlan,
  services: readonly string[],
): { remote: Remote; who: string }[] {
  const viaNat = workloadsOf(plan).some(leadsOutByNat) ? rangeRemote(ANYWHERE) : [];
  return services.flatMap((service) => {
    const endpoints = endpointsByService(plan).get(service) ?? [];
    const remotes: Remote[] =
      endpoints.length === 0
        ? viaNat
        : endpoints.flatMap(({ kind, subnets }) =>
            kind === "Gateway" ? [{ kind: "s3" as const }] : subnets.flatMap(({ cidr }) => rangeRemote(cidr)),
          );
    return remotes.map((remote) => ({ remote, who: service }));
  });
}
