import { type SettingRecord } from "../../terraform/environment-record";
import { TRIALS, otherChoices, otherValues } from "./other-values";
import { type Scalar } from "./scalars";
import { type Shown } from "./templates";

/** A scalar with its values in all trials. */
export interface Candidate extends Shown {
  readonly scalar: Scalar;
  /** The present value, then that of each trial. */
  readonly values: readonly (string | number)[];
}

/** Scalars with other values in each trial, so that no two have the same values in all of them. */
export function candidatesOf(scalars: readonly Scalar[]): Candidate[] {
  const used = new Set<string>();
  const inTrial = Array.from({ length: TRIALS }, () => new Set<string | number>());
  const copied = scalars.filter(isCopied);
  const found: Candidate[] = [];
  for (const [index, scalar] of [...copied, ...scalars.filter((each) => !copied.includes(each))].entries()) {
    const options = inTrial.map((others, trial) => {
      const all = otherValues(scalar, index * TRIALS + trial).filter((each) =>
        keepsOrder(scalar, each, trial, found),
      );
      const free = all.filter((each) => !others.has(each));
      return free.length > 0 ? free : [...all, ...(otherChoices(scalar).length > 0 ? [scalar.value] : [])];
    });
    const values = distinct(scalar.value, options, used);
    if (!values) continue;
    used.add(keyOfValues([scalar.value, ...values]));
    values.forEach((value, trial) => inTrial[trial]?.add(value));
    found.push(candidate(scalar, values, found));
  }
  return scalars.flatMap((scalar) => found.find((each) => each.scalar === scalar) ?? []);
}

/** Settings that others have in their texts: an ARN has an account and a region. */
const COPIED = new Set(["account", "region"]);

const isCopied = ({ path }: Scalar): boolean => path.length === 1 && COPIED.has(String(path[0]));

const withValuesOf = (copied: readonly Candidate[], trial: number, text: string): string =>
  copied.reduce((all, { values }) => all.replaceAll(String(values[0]), String(values[trial])), text);

function candidate(
  scalar: Scalar,
  own: readonly (string | number)[],
  others: readonly Candidate[],
): Candidate {
  const copied = others.filter((each) => isCopied(each.scalar));
  const values = [scalar.value, ...own].map((value, trial) =>
    typeof value === "number" ? value : withValuesOf(copied, trial, value),
  );
  return {
    scalar,
    values,
    shown: values.map(String),
    ...(typeof scalar.value === "number" ? { numbers: values.map(Number) } : {}),
  };
}

/** Whether a minimum stays below its maximum in a trial, as rules and alerts compare them. */
function keepsOrder(
  { path, value: present }: Scalar,
  value: string | number,
  trial: number,
  found: readonly Candidate[],
): boolean {
  const key = String(path.at(-1));
  const isMost = key.startsWith("max");
  const beside = key.replace(/^(min|max)/, isMost ? "min" : "max");
  const place = [...path.slice(0, -1), beside].join("\n");
  const other = beside === key ? undefined : found.find(({ scalar }) => scalar.path.join("\n") === place);
  if (!other) return true;
  const rangeOf = (own: string | number, theirs: string | number | undefined): number =>
    isMost ? Number(own) - Number(theirs) : Number(theirs) - Number(own);
  const range = rangeOf(value, other.values[trial + 1]);
  return rangeOf(present, other.scalar.value) > 0 ? range > 0 : range >= 0;
}

/** One value of each trial, of which the first two tell the scalar from others with the same value. */
function distinct(
  present: string | number,
  options: readonly (readonly (string | number)[])[],
  used: ReadonlySet<string>,
): (string | number)[] | undefined {
  const [first = [], second = [], ...others] = options;
  for (const one of first)
    for (const other of second) {
      const isChanged = one !== present || other !== present;
      if (isChanged && !used.has(keyOfValues([present, one, other]))) return withOthers([one, other], others);
    }
  return undefined;
}

/** The values with one for each further trial, which is another one where there are enough. */
function withOthers(
  values: readonly (string | number)[],
  options: readonly (readonly (string | number)[])[],
): (string | number)[] | undefined {
  const chosen = [...values];
  for (const all of options) {
    const next = all.find((each) => !chosen.includes(each)) ?? all[0];
    if (next === undefined) return undefined;
    chosen.push(next);
  }
  return chosen;
}

/** Values that tell scalars apart: the present one, and those of the first two trials. */
const keyOfValues = (values: readonly (string | number)[]): string => values.slice(0, 3).join("\n");

/** The name and the settings of an environment with the values of a trial. */
export function trialSettings(
  environment: string,
  settings: readonly SettingRecord[],
  candidates: readonly Candidate[],
  trial: number,
): readonly [environment: string, settings: readonly SettingRecord[]] {
  const changed = new Map(
    candidates.map(({ scalar, values }) => [scalar.path.join("\n"), values[trial] ?? scalar.value]),
  );
  const copied = candidates.filter(({ scalar }) => isCopied(scalar));
  // A text of another setting has the account and the region of the trial, as rules require.
  const withCopies = (value: SettingRecord["value"]): SettingRecord["value"] =>
    typeof value !== "string" ? value : withValuesOf(copied, trial, value);
  return [
    String(changed.get("") ?? environment),
    settings.map((setting) => {
      const value = changed.get(setting.path.join("\n"));
      return { ...setting, value: value ?? withCopies(setting.value) };
    }),
  ];
}
