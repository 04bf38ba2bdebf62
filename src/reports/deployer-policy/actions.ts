import { RECORDED } from "./facts/recorded-actions";
import { type Gap } from "./facts/unrecorded";
import { UNRECORDED } from "./facts/unrecorded-actions";
import { lookupType } from "../../terraform/stack-json";
import { own } from "../../base/own";
import { type LayerNames } from "./layer-names";

/** An action that a type needs. */
export interface TypeAction {
  readonly action: string;
  readonly isRead: boolean;
  /** Why no recorded call shows it. @default - a recorded call does */
  readonly unproven?: Gap;
}

/** Actions of a type, where that of a data source begins with `data.`; undefined for a type without a row. */
export function actionsOfType(type: string): readonly TypeAction[] | undefined {
  const recorded = own(RECORDED.types, type);
  const others = UNRECORDED.filter(({ types }) => types.includes(type));
  if (recorded === undefined && others.length === 0) return undefined;
  const shown: TypeAction[] = [
    ...(recorded?.read ?? []).map((action) => ({ action, isRead: true })),
    ...(recorded?.change ?? []).map((action) => ({ action, isRead: false })),
  ];
  const known = new Set(shown.map(({ action }) => action));
  const added = others.flatMap(({ gap: unproven, read = [], change = [] }) => [
    ...read.map((action) => ({ action, isRead: true, unproven })),
    ...change.map((action) => ({ action, isRead: false, unproven })),
  ]);
  return [...shown, ...added.filter(({ action }) => !known.has(action))];
}

/** Types of all resources and data sources of some layers, sorted. */
export const typesIn = (names: LayerNames): string[] => [...new Set(names.blocks().map(lookupType))].sort();

/** Actions of these types, sorted. */
export const actionsIn = (names: LayerNames): string[] => {
  const actions = typesIn(names).flatMap((type) => actionsOfType(type) ?? []);
  return [...new Set(actions.map(({ action }) => action))].sort();
};
