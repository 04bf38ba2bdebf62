import { type Difference, type Effect } from "../../catalog/replacement-attributes/effect";
import { type Json, type JsonObject, asObject } from "../../terraform-json/stack-json";
import { type OfflineProvider, type Planned, type PlannedChange, type SchemaBlock } from "./provider";
import { type Question, madeOf, questionsOf } from "./questions";
import { type Sample } from "./samples";

/** What Terraform answers to a question. */
export interface Observation {
  readonly type: string;
  readonly path: string;
  readonly difference: Difference;
  readonly effect: Effect;
  /** Attributes that an update makes unknown until it is applied. */
  readonly recomputed: readonly string[];
}

/**
 * Asks the provider, one argument at a time, what Terraform does when it differs from the state; with `isAsked`, only
 * the questions for which that is true.
 */
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
    // an update that there is anyway says nothing of what is added or taken away
    if (!isClean && effect === "update" && difference !== "changed") return [];
    return [{ type, path, difference, effect, recomputed: isClean ? recomputed(change) : [] }];
  });
}

interface Settled {
  readonly sample: Sample;
  readonly state: JsonObject;
  /** False where the provider updates even a resource that is as it should be. */
  readonly isClean: boolean;
}

/** Each sample with a state that agrees with it: what a create would leave. */
function settled(samples: readonly Sample[], provider: OfflineProvider): Settled[] {
  const made = samples.map((sample, index): Planned => ({ ...sample, name: `sample_${index}` }));
  const created = provider.plan(made);
  const tried = made.flatMap((sample) => {
    const { type, name } = sample;
    const change = created.get(`${type}.${name}`);
    if (!change)
      throw new Error(`the provider refuses the sample of ${type}; give it a stand-in that it takes`);
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
 * What gets a stand-in, of what only an apply would know: everything, or what cannot be configured, or nothing. Some
 * providers compare what they compute with what is configured, and want it to be so or not to be there.
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

function effectOf({ actions }: PlannedChange): Effect {
  if (actions.includes("create") && actions.includes("delete")) return "replace";
  return actions.includes("update") ? "update" : "nothing";
}

const recomputed = (change: PlannedChange): string[] =>
  effectOf(change) === "update"
    ? Object.keys(change.after_unknown).filter((name) => change.after_unknown[name] === true)
    : [];
