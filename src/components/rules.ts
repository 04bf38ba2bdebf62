import { type EnvironmentConfig } from "../config/environment";
import { type LoadedEnvironment, type RuleProblem } from "../config/loader/load";
import { forEach } from "../config/loader/refused-values";
import { own } from "../core/own";
import { type AnyComponent, type Component } from "./contract";
import { COMPONENTS } from "./registry";

const settingsOf = ({ components = {} }: EnvironmentConfig, id: string): unknown => own(components, id);

const asAny = (components: readonly AnyComponent[]) => components as unknown as readonly Component<unknown>[];

/** Rules of the parts whose keys a file has. */
export const partRules = (
  config: EnvironmentConfig,
  components: readonly AnyComponent[] = COMPONENTS,
): RuleProblem[] =>
  forEach(asAny(components), ({ id, rules }) => {
    const settings = rules && settingsOf(config, id);
    return settings === undefined ? [] : (rules?.(settings, config) ?? []);
  });

/** Rules of the parts between environments. */
export const partRulesAcross = (
  environments: readonly LoadedEnvironment<EnvironmentConfig>[],
  components: readonly AnyComponent[] = COMPONENTS,
): (RuleProblem & { readonly environment: string })[] =>
  asAny(components).flatMap(({ id, rulesAcross }) => {
    const having = environments.flatMap(({ name, file, config }) => {
      const settings = settingsOf(config, id);
      return settings === undefined ? [] : [{ name, file, config, settings }];
    });
    return [...(rulesAcross?.(having) ?? [])];
  });
