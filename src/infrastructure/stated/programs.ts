import { type StatedProgram } from "../stated-values";
import { type KeyValue, entriesBelow, statedAt, valuesBelow } from "./lists";

/** `podPriority` of the file. */
export interface StatedPriority {
  readonly value: number;
  readonly preemptionPolicy: string;
}

/** Programs of models, by the name of the model. */
export const statedPrograms = (settings: readonly KeyValue[]): ReadonlyMap<string, StatedProgram> =>
  new Map(
    entriesBelow(settings, ["models"]).map(([, values]) => [
      String(statedAt(values, "name")),
      programIn(values),
    ]),
  );

function programIn(values: readonly KeyValue[]): StatedProgram {
  const repository = statedAt(values, "image.repository");
  const digest = statedAt(values, "image.digest");
  const command = statedAt(values, "command") as readonly string[] | undefined;
  const words = statedAt(values, "arguments") as readonly string[] | undefined;
  const seconds = statedAt(values, "drainSeconds");
  return {
    kind: String(statedAt(values, "kind")),
    tag: String(statedAt(values, "image.tag")),
    variables: Object.fromEntries(
      valuesBelow(values, ["environment"]).map(({ path: [name], value }) => [String(name), String(value)]),
    ),
    ...(repository === undefined ? {} : { repository: String(repository) }),
    ...(digest === undefined ? {} : { digest: String(digest) }),
    ...(command === undefined ? {} : { command }),
    ...(words === undefined ? {} : { arguments: words }),
    ...(statedAt(values, "drainsOnSigterm") === true
      ? { drainsOnSigterm: typeof seconds === "number" ? seconds : true }
      : {}),
  };
}

/** The priority of models; undefined if the file states none. */
export function statedPriority(settings: readonly KeyValue[]): StatedPriority | undefined {
  const value = statedAt(settings, "podPriority.value");
  return value === undefined
    ? undefined
    : { value: Number(value), preemptionPolicy: String(statedAt(settings, "podPriority.preemptionPolicy")) };
}
