import { groupBy } from "../../base/group-by";
import { overlaps } from "../../base/cidr";
import { modelBucketRules } from "./buckets";
import { type LoadedEnvironment } from "../loaded-environment";
import { type RuleProblem } from "../rule-problems";
import { type EnvironmentConfig } from "../schema";
import { ownRoutes } from "./own-routes";
import { type SharedUse, usesOf } from "./uses";

type Environment = LoadedEnvironment<EnvironmentConfig>;

/**
 * Rules between environments: of two that use what AWS has once, the later one is refused.
 *
 * @param endpointsOf services that an environment calls by an endpoint
 */
export function rulesAcross(
  environments: readonly Environment[],
  endpointsOf: (environment: Environment) => readonly string[] = () => [],
): (RuleProblem & { readonly environment: string })[] {
  const uses = environments.flatMap((environment) => {
    const { name, file, config, own = [] } = environment;
    const found = [...usesOf(name, config, endpointsOf(environment)), ...ownRoutes(own)];
    return found.map((use) => ({ ...use, environment: name, file }));
  });
  const found = [...groupBy(uses, ({ shared }) => shared).values()].flatMap((all) =>
    all.flatMap(({ environment, ...use }, index) => {
      const holder = all.slice(0, index).find((each) => clash(use, each).length > 0);
      if (!holder) return [];
      const { path, got, expected, fix } = use;
      const values = clash(use, holder).join(", ");
      const taken = all.flatMap((each) => each.values);
      return [{ environment, path, got, expected: expected(values, holder.file), fix: fix(taken) }];
    }),
  );
  return [...modelBucketRules(environments), ...found];
}

/** Values of the holder with which a use conflicts. */
const clash = ({ how, values, vpc }: SharedUse, holder: SharedUse): string[] =>
  holder.values.filter((theirs) => {
    if (how === "other") return !values.includes(theirs);
    return how === "same"
      ? values.includes(theirs)
      : vpc !== holder.vpc && values.some((mine) => overlaps(mine, theirs));
  });
