import { type StatedProgram } from "../stated-values";
import { type Value, entriesBelow, valueAt, below } from "./lists";

/** `podPriority` of the file. */
export interface StatedPriority {
  readonly value: number;
  readonly preemptionPolicy: string;
}

/** Programs of models, by the name of the model. */
export const statedPrograms = (settings: readonly Value[]): ReadonlyMap<string, StatedProgram> =>
  new Map(
    entriesBelow(settings, ["models"]).map(([, values]) => [
      String(valueAt(values, "name")),
      programIn(values),
    ]),
  );

function programIn(values: readonly Value[]): StatedProgram {
  const repository = valueAt(values, "image.repository");
  const digest = valueAt(values, "image.digest");
  const command = valueAt(values, "command") as readonly string[] | undefined;
  const words = valueAt(values, "arguments") as readonly string[] | undefined;
  const seconds = valueAt(values, "drainSeconds");
  return {
    kind: String(valueAt(values, "kind")),
    tag: String(valueAt(values, "image.tag")),
    variables: Object.fromEntries(
      below(values, ["environment"]).map(({ path: [name], value }) => [String(name), String(value)]),
    ),
    ...(repository === undefined ? {} : { repository: String(repository) }),
    ...(digest === undefined ? {} : { digest: String(digest) }),
    ...(command === undefined ? {} : { command }),
    ...(words === undefined ? {} : { arguments: words }),
    ...(valueAt(values, "drainsOnSigterm") === true
      ? { drainsOnSigterm: typeof seconds === "number" ? seconds : true }
      : {}),
  };
}

/** The priority of models; undefined if the file states none. */
export function statedPriority(settings: readonly Value[]): StatedPriority | undefined {
  const value = valueAt(settings, "podPriority.value");
  return value === undefined
    ? undefined
    : { value: Number(value), preemptionPolicy: String(valueAt(settings, "podPriority.preemptionPolicy")) };
}
