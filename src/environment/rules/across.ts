import { entryReach } from "../entry";
import { describeEnvironment } from "../environment";
import { type LoadedEnvironment } from "../loaded-environment";
import { modelBucketRules } from "./buckets";
import { quotasAcross } from "./quotas";
import { type RuleProblem } from "../rule-problems";
import { type EnvironmentConfig } from "../schema";

/** A name of one environment that no other may use in the same place. */
interface Claim {
  /** Its first part tells apart the kinds of names. */
  readonly path: readonly string[];
  readonly value: string;
  /** Identifies the place. */
  readonly place: string;
  readonly where: string;
  readonly fix: string;
}

/**
 * Rules between environments: names that AWS requires to be unique must differ in the same account and region or zone, and
 * values of the account must be equal.
 */
export function rulesAcross(
  environments: readonly LoadedEnvironment<EnvironmentConfig>[],
): (RuleProblem & { readonly environment: string })[] {
  return [...modelBucketRules(environments), ...uniqueNames(environments), ...quotasAcross(environments)];
}

function uniqueNames(
  environments: readonly LoadedEnvironment<EnvironmentConfig>[],
): (RuleProblem & { readonly environment: string })[] {
  const holders = new Map<string, string>();
  return environments.flatMap(({ name, config }) =>
    claimsOf(name, config).flatMap(({ path, value, place, where, fix }) => {
      const claim = `${place} ${path[0]} ${value}`;
      const holder = holders.get(claim);
      if (holder === undefined) {
        holders.set(claim, name);
        return [];
      }
      return [
        {
          environment: name,
          path,
          got: value,
          expected: `a name that ${holder} does not use in the same ${where}`,
          fix,
        },
      ];
    }),
  );
}

function claimsOf(name: string, config: EnvironmentConfig): Claim[] {
  const { names } = describeEnvironment(name, config);
  const { account, region, entry } = config;
  const inRegion = {
    place: `${account} ${region}`,
    where: "account and region",
    fix: "rename it here, or move this environment to another account",
  };
  const records = entryReach(entry).records;
  return [
    { path: ["namePrefix"], value: names.prefix, ...inRegion },
    { path: ["cluster", "name"], value: names.cluster, ...inRegion },
    { path: ["network", "vpcName"], value: names.vpc, ...inRegion },
    ...(records?.hosts ?? []).map((value) => ({
      path: value === entryReach(entry).hosts[0] ? ["entry", "host"] : ["entry", "alsoHosts"],
      value,
      place: `${account} ${records?.hostedZoneId}`,
      where: "hosted zone",
      fix: "choose another host, or set dnsRecord: false here",
    })),
  ];
}
