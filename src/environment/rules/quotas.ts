import { type QuotaName } from "../../facts/quotas";
import { type LoadedEnvironment } from "../loaded-environment";
import { type EnvironmentConfig } from "../schema";
import { type RuleProblem } from "../rule-problems";

/** An account has one value of each quota in a region, so its environments state no different ones. */
export function quotasAcross(
  environments: readonly LoadedEnvironment<EnvironmentConfig>[],
): (RuleProblem & { readonly environment: string })[] {
  const first = new Map<string, { readonly environment: string; readonly value: number }>();
  return environments.flatMap(({ name: environment, config: { account, region, quotas } }) =>
    (Object.entries(quotas) as [QuotaName, number | undefined][]).flatMap(([name, value]) => {
      if (value === undefined) return [];
      const place = `${account} ${region} ${name}`;
      const known = first.get(place);
      if (known === undefined) {
        first.set(place, { environment, value });
        return [];
      }
      if (known.value === value) return [];
      return [
        {
          environment,
          path: ["quotas", name],
          expected: `${known.value}, as ${known.environment} states for the same account and region`,
          fix: "write the value that Service Quotas shows in both, or in one of them only",
        },
      ];
    }),
  );
}
