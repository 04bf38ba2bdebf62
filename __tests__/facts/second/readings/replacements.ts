import { effectOf } from "../../../../src/facts/replacement-attributes";
import { type ChangedForm, DIFFERENCES } from "../../../../src/facts/replacement-attributes/effect";
import second from "../replacement-effects.json";
import { type SecondReading, differing } from "../reading";

/** Paths of arguments, separated by spaces, by effect. */
type PathsByEffect = Readonly<Partial<Record<(typeof EFFECTS)[number], string>>>;

type SecondEffects = Readonly<Partial<Record<ChangedForm, PathsByEffect>>>;

const EFFECTS = ["replace", "update"] as const;
const TYPES: Readonly<Record<string, SecondEffects>> = second.types;

/** Type, path, form and effect of each argument. */
const ROWS = Object.entries(TYPES).flatMap(([type, forms]) =>
  DIFFERENCES.flatMap((form) =>
    EFFECTS.flatMap((effect) =>
      (forms[form]?.[effect]?.split(" ") ?? []).map((path) => ({ type, path, form, effect })),
    ),
  ),
);

export const READINGS: readonly SecondReading[] = [
  {
    title: "effects of arguments: the registry of CloudFormation",
    differences: () =>
      ROWS.flatMap(({ type, path, form, effect }) =>
        differing(`${form} ${type} ${path}`, effectOf(type, path, form), effect),
      ),
  },
];
