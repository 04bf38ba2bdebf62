import { composeEnvironment } from "../../src/platform/compose";
import { COMPONENTS } from "../../src/parts/generated/registry";
import { type AnyComponent } from "../../src/platform/contract";
import { type DeclarationMutant, declarationMutants } from "./mutants";
import { type EnvironmentConfig } from "../../src/environment/schema";

export interface NamedEnvironment {
  readonly name: string;
  readonly config: EnvironmentConfig;
}

/** A change of a declaration, in each environment that has the part. */
export interface DeclarationChange {
  /** Identifies the change among all, also in another process. */
  readonly key: string;
  /** The environments with the fewest declarations come first. */
  readonly chances: readonly [Chance, ...Chance[]];
}

/** A change of a declaration in one environment. */
export interface Chance {
  readonly environment: NamedEnvironment;
  readonly mutant: DeclarationMutant;
}

export interface ChangesRequest {
  readonly environments: readonly NamedEnvironment[];
  /** @default - the registry */
  readonly components?: readonly AnyComponent[];
  /** Id of the only part to change. @default - all parts */
  readonly only?: string;
}

/**
 * All changes, in an order that depends on the environments only.
 *
 * A change is tried in one environment after another until one notices it. The smallest environment notices nine of ten
 * changes, as the largest one does, in a third of the time. The number of declarations shows its size without a synth.
 */
export function declarationChanges({
  environments,
  components = COMPONENTS,
  only,
}: ChangesRequest): DeclarationChange[] {
  const mutated = environments.map((environment) => {
    const { parts, config } = composeEnvironment(environment.name, environment.config, components);
    // Charts of a file are no declarations: the check `own-charts` compares them with the file.
    const declared = parts.filter(({ id }) => !Object.hasOwn(config.charts ?? {}, id));
    return { environment, mutants: declarationMutants(declared) };
  });
  const changes = new Map<string, [Chance, ...Chance[]]>();
  for (const { environment, mutants } of mutated.toSorted((a, b) => a.mutants.length - b.mutants.length)) {
    for (const mutant of mutants.filter(({ part }) => part === (only ?? part))) {
      const key = `${mutant.part} ${mutant.leaf} ${mutant.change}`;
      const known = changes.get(key);
      if (known) known.push({ environment, mutant });
      else changes.set(key, [{ environment, mutant }]);
    }
  }
  return [...changes].map(([key, chances]) => ({ key, chances }));
}
