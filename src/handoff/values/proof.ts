import { isDeepStrictEqual } from "node:util";
import { type Json, type JsonObject } from "../../terraform/stack-json";
import { type Layer } from "../../base/layers";
import { type Parameters, type Path, parameterized } from "../variables/variable";
import { type Candidate } from "./candidates";
import { comparedTrials } from "./compared-trials";
import { type FilledPlace, candidatesIn } from "./places";

/** Values of expressions in a module whose variables have these values; writers of a module do not import them. */
export type ValuesOfModule = (module: JsonObject, values: JsonObject) => (written: Json) => Json;

export interface ProofRequest {
  readonly layer: Layer;
  /** The stack of the settings, and that of a trial which found no place. */
  readonly stack: JsonObject;
  readonly proof: JsonObject;
  /** Number of that trial. */
  readonly trial: number;
  readonly parameters: Omit<Parameters, "locals">;
  /** Values by the name of their variable. */
  readonly candidates: ReadonlyMap<string, Candidate>;
  readonly places: readonly FilledPlace[];
  readonly valuesOfModule: ValuesOfModule;
  readonly isFilledOtherwise: (layer: Layer, path: Path) => boolean;
}

/**
 * Candidates whose variables do not give the stack of a trial that was not used to find their places. Where no place tells which: all
 * numbers, and without numbers all candidates, because a difference without a candidate would pass as a proof.
 */
export function disproved(request: ProofRequest): Candidate[] {
  const { layer, stack, proof, trial, parameters, candidates, places, valuesOfModule, isFilledOtherwise } =
    request;
  const module = parameterized(stack, { ...parameters, locals: {} });
  const variables = Object.fromEntries(
    [...candidates].map(([name, { values }]) => [name, values[trial] ?? null]),
  );
  const given = valuesOfModule(module, variables)(withoutNames(module));
  const { leaves, shapes } = comparedTrials(given, [withoutNames(proof)], () => undefined);
  const expected = valuesOfModule(proof, {});
  const different = leaves.filter(
    ({ path, values: [own, other = null] }) =>
      !isFilledOtherwise(layer, path) && !isDeepStrictEqual(own, expected(other)),
  );
  const found = different.flatMap(({ path }) => {
    const key = path.join("\n");
    const place = places.find((each) => each.path.join("\n") === key);
    return place?.spans?.flatMap(candidatesIn) ?? [];
  });
  if (found.length > 0) return [...new Set(found)];
  if (different.length === 0 && shapes.length === 0) return [];
  const all = [...candidates.values()];
  const numbers = all.filter((each) => each.numbers !== undefined);
  return numbers.length > 0 ? numbers : all;
}

const withoutNames = (module: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(module).filter(([section]) => !["variable", "locals"].includes(section)));
