import {
  type ChangedForm,
  DIFFERENCES,
  type PlanEffect,
} from "../../src/facts/replacement-attributes/effect";
import { type ReplacementTable, type TypeEffects } from "../../src/facts/replacement-attributes/observed";
import { type Observation } from "./probe";
import { type ResourceSchema, type SchemaBlock } from "./provider";

/** The observations in the format of the table. An argument with contradicting samples is unknown. */
export function tableOf(
  observations: readonly Observation[],
  schemas: Readonly<Record<string, ResourceSchema>>,
): ReplacementTable["types"] {
  const types = [...new Set(observations.map(({ type }) => type))].sort();
  return Object.fromEntries(
    types.map((type) => {
      const own = observations.filter((each) => each.type === type);
      const block = schemas[type]?.block ?? {};
      return [type, effectsOf(own, block)];
    }),
  );
}

function effectsOf(observations: readonly Observation[], block: SchemaBlock): TypeEffects {
  const answers = new Map<string, Map<ChangedForm, Set<PlanEffect>>>();
  for (const { path, difference, effect } of observations) {
    const ofPath = answers.get(path) ?? new Map<ChangedForm, Set<PlanEffect>>();
    answers.set(path, ofPath.set(difference, (ofPath.get(difference) ?? new Set()).add(effect)));
  }
  const recomputed = [...new Set(observations.flatMap((each) => each.recomputed))].sort();
  const whenAny: Partial<Record<PlanEffect, string[]>> = {};
  const when: Partial<Record<ChangedForm, Partial<Record<PlanEffect, string[]>>>> = {};
  for (const [path, ofPath] of [...answers].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const agreed = new Map(
      [...ofPath].flatMap(([difference, [effect, ...others]]) =>
        effect && others.length === 0 ? [[difference, effect] as const] : [],
      ),
    );
    const [first] = agreed.values();
    if (first !== undefined && agreed.size === DIFFERENCES.length && new Set(agreed.values()).size === 1) {
      (whenAny[first] ??= []).push(path);
      continue;
    }
    for (const [difference, effect] of agreed) ((when[difference] ??= {})[effect] ??= []).push(path);
  }
  const [sets, kept] = [setsIn(block), keptIn(block)];
  return {
    any: joined(whenAny),
    ...Object.fromEntries(Object.entries(when).map(([difference, effects]) => [difference, joined(effects)])),
    ...(recomputed.length > 0 ? { recomputed: recomputed.join(" ") } : {}),
    ...(kept.length > 0 ? { kept: kept.join(" ") } : {}),
    ...(sets.length > 0 ? { sets: sets.join(" ") } : {}),
  };
}

const joined = (effects: Partial<Record<PlanEffect, string[]>>): Partial<Record<PlanEffect, string>> =>
  Object.fromEntries(Object.entries(effects).map(([effect, paths]) => [effect, paths.join(" ")]));

/** Optional computed arguments: Terraform keeps the value of an unset one. */
function keptIn({ attributes = {}, block_types: blocks = {} }: SchemaBlock, above = ""): string[] {
  const own = Object.entries(attributes)
    .filter(([, { optional, computed }]) => optional && computed)
    .map(([name]) => `${above}${name}`);
  return [
    ...own,
    ...Object.entries(blocks).flatMap(([name, { block }]) => keptIn(block, `${above}${name}.`)),
  ];
}

/** Arguments with unordered items. */
function setsIn({ attributes = {}, block_types: blocks = {} }: SchemaBlock, above = ""): string[] {
  const own = Object.entries(attributes)
    .filter(
      ([, { type, optional, required }]) =>
        (optional || required) && typeof type !== "string" && type[0] === "set",
    )
    .map(([name]) => `${above}${name}`);
  const nested = Object.entries(blocks).flatMap(([name, { nesting_mode: mode, block }]) => [
    ...(mode === "set" ? [`${above}${name}`] : []),
    ...setsIn(block, `${above}${name}.`),
  ]);
  return [...own, ...nested];
}

/** The text of the table's file. */
export const printed = (table: ReplacementTable): string => `${JSON.stringify(table, null, 2)}\n`;
