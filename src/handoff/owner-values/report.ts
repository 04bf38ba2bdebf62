import { shownAt } from "../../terraform/change-text";
import { type OwnerValue } from "./owner-values";

/** One line for each value, with its file and line. */
export const valueLines = (values: readonly OwnerValue[]): string[] =>
  values.map((each) => `  ${placeOfValue(each)} ${each.name}: ${wordsOf(each)}`);

const placeOfValue = ({ path, line }: OwnerValue): string => (line === undefined ? path : `${path}:${line}`);

function wordsOf({ name, change, was, found, generated }: OwnerValue): string {
  const text = (value: OwnerValue["found"]): string => shownAt(name).text(value);
  switch (change) {
    case "owner's":
      return `${shownAt(name).change(generated, found)}, a value of the owner, which stays`;
    case "both":
      return was === undefined
        ? `the owner's ${text(found)} stays; the generated value is ${text(generated)}`
        : `the owner's ${text(found)} stays; the generated value was ${text(was)} and is ${text(generated)}`;
    case "updated":
      return `${shownAt(name).change(found, generated)}, as generated`;
    case "added":
      return `${text(generated)}, added`;
    case "removed":
      return `${text(found)}, removed: the module has no such variable`;
    default:
      return `${text(found)}, which no hand-over generated, stays`;
  }
}

/** Values of the owner: an allowed edit, which makes nothing stale. */
export const isOfOwner = ({ change }: OwnerValue): boolean => ["owner's", "both", "other"].includes(change);

/** Values for `--json`. */
export const valuesAsJson = (values: readonly OwnerValue[]) =>
  values.map((each) => ({
    module: each.module,
    name: each.name,
    change: each.change,
    message: wordsOf(each),
    place: placeOfValue(each),
  }));
