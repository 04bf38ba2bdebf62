import { describeEnvironment, type EnvironmentConfig } from "../environment";
import { type LoadedEnvironment, type RuleProblem } from "../loader/load";

/** Names that AWS requires to be unique must differ between environments of the same account and region. */
export function rulesAcross(
  environments: readonly LoadedEnvironment<EnvironmentConfig>[],
): (RuleProblem & { readonly environment: string })[] {
  const holders = new Map<string, string>();
  return environments.flatMap(({ name, config }) => {
    const { names } = describeEnvironment(name, config);
    const place = `${config.account} ${config.region}`;
    const claims = [
      { path: ["namePrefix"], value: names.prefix },
      { path: ["cluster", "name"], value: names.cluster },
      { path: ["network", "vpcName"], value: names.vpc },
    ];
    return claims.flatMap(({ path, value }) => {
      const claim = `${place} ${path.join(".")} ${value}`;
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
          expected: `a name that ${holder} does not use in the same account and region`,
          fix: "rename it here, or move this environment to another account",
        },
      ];
    });
  });
}
