import { type Layer } from "../../base/layers";
import { groupBy } from "../../base/group-by";
import { type EnvironmentPlan, type PlannedResource } from "../../terraform/environment-plan";
import { type Edit, type OtherChange, type ResourceChange } from "../change";
import { type CostReview } from "../stages/compare-cost";
import { type Harm } from "../stages/harm";
import { type Level } from "../stages/line";
import { type Phrase, firstAndMore, plain, say } from "../stages/phrase";

/** One effect of a change, in a sentence. */
export interface TopicLine {
  readonly level: Level;
  /** The end or disturbance that the change brings here. @default - that of the action on the block by itself */
  readonly harm?: Harm | undefined;
  readonly layer: Layer;
  readonly address: string;
  readonly text: Phrase;
  /** The edits that the line describes. @default - all edits of the address */
  readonly edits?: readonly Edit[] | undefined;
}

/** Both sides of a change. */
export interface Change {
  readonly before: EnvironmentPlan;
  readonly after: EnvironmentPlan;
  readonly resources: readonly ResourceChange[];
  readonly others: readonly OtherChange[];
  /** @default - the cost is not compared */
  readonly cost?: CostReview;
}

/**
 * One group of a review's lines. Its judges answer whether the lines say all that is harmful: without a line it is harmless. What no
 * topic judges is a line of its own, which needs attention. A line judges the edits that it names.
 */
export interface Topic {
  readonly title: string;
  readonly lines: (change: Change) => readonly TopicLine[];
  /** A block that is added, destroyed or replaced as a whole. @default - none */
  readonly judgesBlock?: (resource: ResourceChange, change: Change) => boolean;
  /** An edit of a resource. @default - those of its lines */
  readonly judgesEdit?: (resource: ResourceChange, edit: Edit, change: Change) => boolean;
  /** An edit of anything else, such as a data source. @default - those of its lines */
  readonly judgesOther?: (other: OtherChange, edit: Edit, change: Change) => boolean;
}

export type LinePlace = Pick<TopicLine, "layer" | "address">;
export type More = Pick<TopicLine, "harm" | "edits">;

/** A line at a block. */
export const lineAt = (
  level: Level,
  { layer, address }: LinePlace,
  text: Phrase,
  more: More = {},
): TopicLine => ({ level, layer, address, text, ...more });

/** Whether something is the block of a place. */
export const isAt =
  ({ layer, address }: LinePlace) =>
  (each: LinePlace): boolean =>
    each.layer === layer && each.address === address;

/** Whether something before the change is the block that changes, which may have moved since. */
export const wasAt = ({ layer, address, from = address }: ResourceChange) => isAt({ layer, address: from });

export const keyOfPlace = ({ layer, address }: LinePlace): string => `${layer}/${address}`;

/** Edits of an argument, or of those that match. */
export const editsOf = ({ edits }: Pick<ResourceChange, "edits">, argument: RegExp | string): Edit[] =>
  edits.filter((edit) =>
    typeof argument === "string" ? edit.argument === argument : argument.test(edit.argument),
  );

/** The edits, or all of the block where none is given. */
export const orAll = (edits: readonly Edit[] = []): readonly Edit[] | undefined =>
  edits.length > 0 ? edits : undefined;

/** Items that one side alone has. */
export const differingItems = <T>(
  was: readonly T[],
  is: readonly T[],
): { readonly lost: T[]; readonly gained: T[] } => ({
  lost: was.filter((each) => !is.includes(each)),
  gained: is.filter((each) => !was.includes(each)),
});

/** One result, or several, for all items with the same key. */
export const resultsByKey = <T, R>(
  items: readonly T[],
  keyOf: (item: T) => string,
  toResult: (first: T, all: readonly T[]) => R | readonly R[],
): R[] =>
  [...groupBy(items, keyOf).values()].flatMap((all) => {
    const [first] = all;
    return first === undefined ? [] : toResult(first, all);
  });

/** The effect of a change on an address, in a sentence that also holds for other addresses. */
export interface Effect extends Omit<TopicLine, "text"> {
  readonly text: (names: Phrase) => Phrase;
}

export const effectAt = (
  level: Level,
  { layer, address }: LinePlace,
  text: Effect["text"],
  more: More = {},
): Effect => ({ level, layer, address, text, ...more });

/** An effect on one address as a line. */
export const alone = ({ text, ...line }: Effect): TopicLine => ({
  ...line,
  text: text(say`${line.address}`),
});

/** Equal effects on several addresses as one line, which names the first one and counts the others. */
export const effectLines = (effects: readonly Effect[]): TopicLine[] =>
  resultsByKey(
    effects,
    ({ level, harm, layer, text }) => JSON.stringify([level, harm, layer, plain(text([]))]),
    ({ edits, text, ...line }, group): TopicLine => ({
      ...line,
      edits: edits && group.flatMap((each) => each.edits ?? []),
      text: text(firstAndMore(group.map(({ address }) => address))),
    }),
  );

/** Facts that one side alone has, by a key that is the same for the same fact on the other side; the last of several counts. */
export function gainedAndLost<T>(
  was: readonly T[],
  is: readonly T[],
  keyOf: (fact: T) => string,
): { readonly gained: T[]; readonly lost: T[] } {
  const byKey = (facts: readonly T[]) => new Map(facts.map((fact) => [keyOf(fact), fact]));
  const [old, now] = [byKey(was), byKey(is)];
  const without = (facts: ReadonlyMap<string, T>, others: ReadonlyMap<string, T>): T[] =>
    [...facts].flatMap(([key, fact]) => (others.has(key) ? [] : [fact]));
  return { gained: without(now, old), lost: without(old, now) };
}

/**
 * The configurations of both sides have blocks without objects, such as one with `count` 0. A block that the change adds was not
 * there before, and one that it destroys is not there after it.
 */
export function existenceIn({ before, after, resources }: Change) {
  const having = (action: ResourceChange["action"]): ReadonlySet<string> =>
    new Set(resources.filter((each) => each.action === action).map(keyOfPlace));
  const [added, destroyed] = [having("add"), having("destroy")];
  return {
    wasThere: (resource: LinePlace): boolean =>
      before.find(resource.layer, resource.address) !== undefined && !added.has(keyOfPlace(resource)),
    isThere: (resource: LinePlace): boolean =>
      after.find(resource.layer, resource.address) !== undefined && !destroyed.has(keyOfPlace(resource)),
  };
}

/** Things of both sides whose blocks exist. */
export function existing<T extends { readonly resource: PlannedResource }>(
  change: Change,
  read: (plan: EnvironmentPlan) => readonly T[],
): [was: T[], is: T[]] {
  const { wasThere, isThere } = existenceIn(change);
  return [
    read(change.before).filter(({ resource }) => wasThere(resource)),
    read(change.after).filter(({ resource }) => isThere(resource)),
  ];
}

/** The change of a block, if it changes. */
export const changeAt = ({ resources }: Change, place: LinePlace): ResourceChange | undefined =>
  resources.find(isAt(place));
