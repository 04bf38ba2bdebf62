import { type ChangedForm, type PlanEffect } from "../../src/facts/replacement-attributes/effect";
import { type Json, type JsonObject, asObject } from "../../src/terraform/stack-json";
import { type OfflineProvider, type Planned, type PlannedChange, type SchemaBlock } from "./provider";
import { type Question, madeOf, questionsOf } from "./questions";
import { type Sample } from "./samples";

/** The effect of one difference. */
export interface Observation {
  readonly type: string;
  readonly path: string;
  readonly difference: ChangedForm;
  readonly effect: PlanEffect;
  /** Attributes that an update makes known after apply. */
  readonly recomputed: readonly string[];
}

/** Plans a difference from the state for one argument at a time. `isAsked` selects the questions. */
export function observe(
  samples: readonly Sample[],
  provider: OfflineProvider,
  isAsked: (question: Question) => boolean = () => true,
): Observation[] {
  const questions = settled(samples, provider).flatMap(({ sample, state, isClean }) =>
    questionsOf(sample, state, blockOf(provider, sample))
      .filter(isAsked)
      .map((question) => ({ ...question, isClean })),
  );
  const asked = questions.map((question, index) => ({ ...question, name: `question_${index}` }));
  const changes = provider.plan(asked);
  return asked.flatMap(({ type, name, path, difference, isClean }) => {
    const change = changes.get(`${type}.${name}`);
    if (!change) return [];
    const effect = effectOf(change);
    // A resource that is always updated shows nothing about an added or removed argument.
    if (!isClean && effect === "update" && difference !== "changed") return [];
    return [{ type, path, difference, effect, recomputed: isClean ? recomputed(change) : [] }];
  });
}

interface Settled {
  readonly sample: Sample;
  readonly state: JsonObject;
  /** False where the provider updates a resource that equals its configuration. */
  readonly isClean: boolean;
}

/** Each sample with the state that its creation would leave. */
function settled(samples: readonly Sample[], provider: OfflineProvider): Settled[] {
  const made = samples.map((sample, index): Planned => ({ ...sample, name: `sample_${index}` }));
  const created = provider.plan(made);
  const tried = made.flatMap((sample) => {
    const { type, name } = sample;
    const change = created.get(`${type}.${name}`);
    if (!change)
      throw new Error(`the provider rejects the sample of ${type}; add a valid value to STAND_INS`);
    const block = blockOf(provider, sample);
    return FILLINGS.map((filling) => stateOf(change, block, filling)).map((state, index) => ({
      ...sample,
      name: `${name}_${index}`,
      state,
    }));
  });
  const changes = provider.plan(tried);
  return made.flatMap((sample): Settled[] => {
    const own = tried.filter(({ type, name }) => type === sample.type && name.startsWith(`${sample.name}_`));
    const planned = (action: string) =>
      own.find(({ type, name }) => changes.get(`${type}.${name}`)?.actions.join() === action);
    const [clean, dirty] = [planned("no-op"), planned("update")];
    const found = clean ?? dirty;
    return found ? [{ sample, state: found.state, isClean: clean !== undefined }] : [];
  });
}

const blockOf = (provider: OfflineProvider, { type }: Sample): SchemaBlock =>
  provider.schemas[type]?.block ?? {};

/**
 * Attributes known after apply that get a made-up value: all, those that cannot be configured, or none. Some resources
 * compare computed with configured values and require one of these.
 */
const FILLINGS = ["all", "computed", "none"] as const;

function stateOf(
  change: PlannedChange,
  { attributes = {} }: SchemaBlock,
  filling: (typeof FILLINGS)[number],
): JsonObject {
  const filled = Object.entries(attributes)
    .filter(([name]) => change.after_unknown[name] === true)
    .filter(([, { optional }]) => filling === "all" || (filling === "computed" && !optional))
    .map(([name, { type }]): [string, Json] => [name, madeOf(type)]);
  return { ...asObject(change.after), ...Object.fromEntries(filled), ...IDENTITY };
}

const IDENTITY: JsonObject = { id: "stand-in", arn: "arn:aws:iam::111122223333:role/stand-in" };

function effectOf({ actions }: PlannedChange): PlanEffect {
  if (actions.includes("create") && actions.includes("delete")) return "replace";
  return actions.includes("update") ? "update" : "nothing";
}

const recomputed = (change: PlannedChange): string[] =>
  effectOf(change) === "update"
    ? Object.keys(change.after_unknown).filter((name) => change.after_unknown[name] === true)
    : [];
