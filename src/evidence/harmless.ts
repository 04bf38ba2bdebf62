import { OTHER_ACTIONS } from "./harmless/actions";
import facts from "./harmless/harmless-arguments.json";

/** Arguments of a type that open, permit, delete and run nothing, and move no data to others. */
interface HarmlessArguments {
  readonly reason: string;
  /** Paths. `name.*` is everything below `name`, and `*` every argument. */
  readonly arguments: readonly string[];
  /** The harmless values, as text. @default - every value */
  readonly values?: RegExp;
}

/** A type that is harmless by itself, with the arguments that are. The others are judged by checks, or by nobody. */
export type HarmlessType = readonly HarmlessArguments[];

interface Row {
  /** A key of the reasons of several rows, or a reason. */
  readonly reason: string;
  readonly arguments: readonly string[];
  readonly values?: string;
}

const REASONS: Readonly<Record<string, string>> = facts.reasons;

const rows = (all: readonly Row[] = []): HarmlessType =>
  all.map(({ reason, arguments: names, values }) => ({
    reason: REASONS[reason] ?? reason,
    arguments: names,
    ...(values === undefined ? {} : { values: new RegExp(values) }),
  }));

const byType = (table: Readonly<Record<string, readonly Row[]>>): Readonly<Record<string, HarmlessType>> =>
  Object.fromEntries(Object.entries(table).map(([type, all]) => [type, rows(all)]));

/** Elements of a policy in an argument that permit nothing by themselves. */
const policyRows = (argument: string): readonly Row[] =>
  facts.policyElements.map((row) => ({
    ...row,
    arguments: row.arguments.map((element) => `${argument}.${element}`),
  }));

const TYPES: Readonly<Record<string, readonly Row[]>> = facts.types;
const POLICIES: Readonly<Record<string, readonly string[]>> = facts.policies;

/** Arguments, blocks and types that permit nothing, by their place. */
export const HARMLESS = {
  /** In each block that is judged or harmless. */
  common: rows(facts.common),
  /** Kinds of blocks besides resources, data sources, providers and modules. */
  blocks: byType(facts.blocks),
  /** Types that are harmless by themselves, and harmless arguments of types that checks judge. */
  types: byType({
    ...TYPES,
    ...Object.fromEntries(
      Object.entries(POLICIES).map(([type, names]) => [
        type,
        [...(TYPES[type] ?? []), ...names.flatMap(policyRows)],
      ]),
    ),
    // Names and settings: none of them reads a secret.
    ...Object.fromEntries(
      facts.data.map((type) => [`data.${type}`, [{ reason: "reads", arguments: ["*"] }]]),
    ),
  }),
  /** Values that no check reads although it reads the argument. @default - of `values`, all actions except the harmless ones */
  notRead: facts.notRead.map(({ values, ...row }) => ({
    ...row,
    values: values === undefined ? OTHER_ACTIONS : new RegExp(values),
  })),
} as const;
