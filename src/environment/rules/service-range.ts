import { WIDEST_OWN_PREFIX, isCidr, prefixLength } from "../../base/cidr";
import { PRIVATE_RANGES } from "../../facts/private-ranges";
import { type ConfigPath, formatPath } from "../problems";
import { type RuleProblem, forEach, forEachValue } from "../rule-problems";
import { vpcRanges } from "../values/subnet-plan";
import { type EnvironmentConfig } from "../schema";

/** Pods reach no address of a network in the range of Services. They answer load balancers, and call no client of these. */
export function serviceRangeRules({ network, cluster, components }: EnvironmentConfig): RuleProblem[] {
  const { serviceCidr, apiAccess } = cluster;
  const named = rangesIn({ network, cluster: { apiAccess }, components }, []);
  // A wider range is the internet, on which no private address is.
  const routed = named.filter(({ cidr }) => prefixLength(cidr) >= WIDEST_OWN_PREFIX);
  const cidrs = routed.map(({ cidr }) => cidr);
  const conflict = PRIVATE_RANGES.serviceConflict(serviceCidr, vpcRanges(network), cidrs);
  if (!conflict) return [];
  const { range, met, free = `a part of ${met} that no network uses` } = conflict;
  const path = formatPath(routed.find(({ cidr }) => cidr === met)?.path ?? []);
  return [
    {
      path: ["cluster", "serviceCidr"],
      ...(serviceCidr === undefined ? { got: `nothing, with which EKS takes ${range}` } : {}),
      expected: `a range of Services that does not overlap ${met} of ${path}`,
      fix: `before the cluster exists, set cluster.serviceCidr: ${free}; later, narrow the other range, since another serviceCidr replaces the cluster`,
      ...(conflict.free === undefined ? {} : { assumed: conflict.free }),
    },
  ];
}

/** Ranges in values, with their places. */
function rangesIn(value: unknown, path: ConfigPath): { readonly cidr: string; readonly path: ConfigPath }[] {
  if (typeof value === "string") return isCidr(value) ? [{ cidr: value, path }] : [];
  if (Array.isArray(value))
    return forEach(value as unknown[], (inner, index) => rangesIn(inner, [...path, index]));
  if (value === null || typeof value !== "object") return [];
  return forEachValue(value as Readonly<Record<string, unknown>>, (key, inner) =>
    rangesIn(inner, [...path, key]),
  );
}
