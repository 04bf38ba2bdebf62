import { type Layer } from "../../base/layers";
import { type Json, type JsonObject } from "../../terraform/stack-json";
import { type Path } from "../variables/variable";
import { alignedFormulas } from "./aligned-formulas";
import { type Candidate } from "./candidates";
import { type DataChecksum, dataChecksums } from "./checksums";
import { type SameKey, comparedTrials } from "./compared-trials";
import { type Shown, type Span, spansOf } from "./templates";
import { volumeHashes } from "./volume-hashes";

/** Stacks of one synth, without the notes of cdktf. */
export interface Stacks extends ReadonlyMap<Layer, JsonObject> {
  /** Formulas of numbers in them. @default - none is known */
  readonly formulas?: Parameters<typeof alignedFormulas>[0][number];
}

/** A text, number or key of a stack that values fill. */
export interface FilledPlace {
  readonly layer: Layer;
  readonly path: Path;
  /** Whether it is the last step of the path, a key of a map. */
  readonly isKey: boolean;
  /** The value in the stack, then in each trial. */
  readonly values: readonly Json[];
  /** The parts that values fill. @default - no values explain the trials */
  readonly spans?: readonly Span<View>[];
}

/** Blocks and keys that trials have and the stack does not. */
export interface OtherShape {
  readonly layer: Layer;
  readonly path: Path;
  /** Candidates whose values are in the names. */
  readonly named: readonly Candidate[];
  readonly text: string;
}

export interface Places {
  readonly filled: readonly FilledPlace[];
  readonly shapes: readonly OtherShape[];
}

/** Synths with the values of trials, by the number of the trial. */
export type TrialSynths = readonly (readonly [trial: number, stacks: Stacks])[];

/** The places of candidates, by trials of stacks. `asked` limits them to some places, by their keys. */
export function placesOf(
  stacks: Stacks,
  trials: TrialSynths,
  candidates: readonly Candidate[],
  asked?: ReadonlySet<string>,
): Places {
  const filled: FilledPlace[] = [];
  const shapes: OtherShape[] = [];
  const numbers = trials.map(([trial]) => trial);
  const shown = candidates.map((candidate) => view(candidate, numbers));
  const times = shown.flatMap(timeViews);
  const stated = statedViews([stacks, ...trials.map(([, trial]) => trial)], [...shown, ...times]);
  const ofTrial = numbers.map((trial) => candidates.map((candidate) => view(candidate, [trial])));
  const sameKey: SameKey = (key, added) => {
    const names = added.map((each, index) =>
      each.find((other) => (spansOf([key, other], ofTrial[index] ?? []) ?? []).length > 0),
    );
    return names.every((each) => each !== undefined) ? names : undefined;
  };
  for (const [layer, stack] of stacks) {
    const others = trials.map(([, trial]) => trial.get(layer) ?? {});
    const checksums = dataChecksums([stack, ...others]).map((checksum): View => ({
      checksum,
      shown: checksum.shown,
    }));
    const hashes = volumeHashes([stack, ...others]).flatMap(({ texts, shown: hashed }): View[] => {
      const spans = spansOf(texts, [...shown, ...stated]);
      return spans ? [{ shown: hashed, hashed: { text: texts[0] ?? "", spans } }] : [];
    });
    const add = (place: Omit<FilledPlace, "spans">): void => {
      if (asked && !asked.has(placeKey(place))) return;
      const spans = areTexts(place.values)
        ? spansOf(place.values.map(String), [...shown, ...times, ...stated, ...checksums, ...hashes])
        : undefined;
      filled.push({ ...place, ...(spans ? { spans } : {}) });
    };
    const found = comparedTrials(stack, others, sameKey);
    for (const { path, values } of found.leaves) add({ layer, path, isKey: false, values });
    for (const { path, keys } of found.keys)
      add({ layer, path: [...path, keys[0] ?? ""], isKey: true, values: keys });
    for (const { path, removed, added } of found.shapes) {
      const text = `${[layer, ...path].join(".")}: ${[...removed, ...added.flat()].join(", ")}`;
      shapes.push({ layer, path, named: namedIn(removed, added, ofTrial), text });
    }
  }
  return { filled, shapes };
}

/** A text for each place of all stacks. */
export const placeKey = ({ layer, path }: Pick<FilledPlace, "layer" | "path">): string =>
  [layer, ...path].join(".");

/** The texts of a candidate in the stack and in some trials, or those of a checksum. */
export interface View extends Shown {
  /** @default - none, for a checksum */
  readonly candidate?: Candidate;
  /** @default - none, for a candidate */
  readonly checksum?: DataChecksum;
  /** The text whose hash it is, with the values in it. @default - it is no hash */
  readonly hashed?: { readonly text: string; readonly spans: readonly Span<View>[] };
  /** The formula that gives it. @default - it is no result of one */
  readonly stated?: { readonly text: string; readonly of: readonly StatedInput[] };
  /** The expression of a part of the candidate's value. @default - all of it */
  readonly part?: (name: string) => string;
}

/** A number in a formula: a literal, or the one that its span fills. */
export interface StatedInput {
  readonly name: string;
  readonly literal: string;
  /** @default - no trial changes the number */
  readonly span?: Span<View>;
}

/** Results of formulas whose numbers are values, or results of earlier formulas. */
function statedViews(synths: readonly Stacks[], values: readonly View[]): View[] {
  const found: View[] = [];
  for (const { text, of, numbers } of alignedFormulas(synths.map(({ formulas = [] }) => formulas))) {
    const inputs = of.flatMap(([name, all]): StatedInput[] => {
      const texts = all.map(String);
      const [literal = ""] = texts;
      const spans = spansOf(texts, [...values, ...found]);
      const [span, ...others] = spans ?? [];
      if (spans?.length === 0) return [{ name, literal }];
      const isWhole = others.length === 0 && span?.start === 0 && span.end === literal.length;
      return isWhole ? [{ name, literal, span }] : [];
    });
    if (inputs.length === of.length)
      found.push({ shown: numbers.map(String), numbers, stated: { text, of: inputs } });
  }
  return found;
}

function view(candidate: Candidate, trials: readonly number[]): View {
  const chosen = <T>(all: readonly T[]): T[] => [0, ...trials].flatMap((trial) => all[trial] ?? []);
  const { shown, numbers } = candidate;
  return { candidate, shown: chosen(shown), ...(numbers ? { numbers: chosen(numbers) } : {}) };
}

const areTexts = (values: readonly Json[]): boolean =>
  values.every((each) => typeof each === typeof values[0]) &&
  (typeof values[0] === "string" || typeof values[0] === "number");

/** Candidates whose values are in the names of blocks. */
function namedIn(
  removed: readonly string[],
  added: readonly (readonly string[])[],
  ofTrial: readonly (readonly View[])[],
): Candidate[] {
  const found = added.flatMap((names, index) => {
    const views = (ofTrial[index] ?? []).map(inName);
    return removed.flatMap((old) =>
      names.flatMap((name) => (spansOf([old, name], views) ?? []).flatMap(candidatesIn)),
    );
  });
  return [...new Set(found)];
}

const inName = ({ candidate, shown }: View): View => ({
  ...(candidate ? { candidate } : {}),
  shown: shown.map((each) => each.toLowerCase().replaceAll(/[^a-z0-9]+/g, "_")),
});

/** The candidates of a part of a text. */
export function candidatesIn({ filled }: Span<View>): Candidate[] {
  const views = "by" in filled ? [filled.by] : "computed" in filled ? filled.computed.of : filled.ranged.of;
  return views.flatMap(({ candidate, hashed, stated }) => {
    const spans = hashed?.spans ?? stated?.of.flatMap(({ span }) => span ?? []);
    return spans ? spans.flatMap(candidatesIn) : (candidate ?? []);
  });
}

/** The hours and the minutes of a time of day, which schedules have apart. */
function timeViews(view: View): View[] {
  if (!view.candidate || !view.shown.every((each) => TIME.test(each))) return [];
  return [0, 1].map((index) => ({
    ...view,
    shown: view.shown.map((each) => String(Number(each.split(":")[index]))),
    numbers: view.shown.map((each) => Number(each.split(":")[index])),
    part: (name: string) => `tonumber(split(":", ${name})[${index}])`,
  }));
}

const TIME = /^\d\d:\d\d$/;
