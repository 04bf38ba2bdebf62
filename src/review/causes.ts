import { causeOf, shapedBy, zoneOf, zonesOf } from "../config/cause";
import { type EnvironmentConfig } from "../config/schema";
import { type Layer } from "../core/layers";
import { type EnvironmentRecord } from "../terraform-json/environment-record";
import { type Json, type JsonObject } from "../terraform-json/stack-json";
import { type OtherChange, type Reason, type ResourceChange, decisive } from "./change";
import { type EnvironmentChanges } from "./compare-environments";
import { type Edit } from "./comparison/edit";
import {
  type Difference,
  differenceOf,
  explains,
  isCommon,
  settingDifference,
  textsIn,
  wordsIn,
} from "./explanation";
import { type SettingChange, changesBetween, named, nested } from "./setting-changes";

/** Keys that change no stack: findings and estimates only. */
const NOT_EMITTED = /^(waivers|prices|quotas)\b/;

/** A change that a line of the review describes. */
type Changed = ResourceChange | OtherChange;
type Cause = SettingChange | undefined;
type Side = "before" | "after";

/**
 * Finds the value of the environment's file that causes a change: the one whose old and new text match every edit of the
 * line. If no value or several values match, the line has no cause, because a wrong cause is worse than none.
 */
export class Causes {
  /** False if a folder does not record the values that it was synthesized from. */
  readonly isKnown: boolean;
  readonly changes: readonly SettingChange[];
  /** The only changed value that affects the output; it then causes every change. */
  private readonly only: Cause;
  private readonly configs: Readonly<Record<Side, EnvironmentConfig>>;
  private readonly byPath: ReadonlyMap<string, SettingChange>;
  /** Changes by each word that is on one side only. */
  private readonly byWord: ReadonlyMap<string, readonly SettingChange[]>;
  private readonly differences: ReadonlyMap<SettingChange, Difference>;
  private readonly byKey: ReadonlyMap<string, readonly Changed[]>;
  private readonly ofActions = new Map<Changed, Cause>();

  constructor(before: EnvironmentRecord, after: EnvironmentRecord, changed: EnvironmentChanges) {
    this.isKnown = before.settings.length > 0 && after.settings.length > 0;
    this.changes = this.isKnown ? changesBetween(before.settings, after.settings) : [];
    this.configs = { before: nested(before.settings), after: nested(after.settings) };
    const emitted = this.changes.filter(({ path }) => !NOT_EMITTED.test(path));
    this.only = emitted.length === 1 ? emitted[0] : undefined;
    this.byPath = new Map(emitted.map((change) => [change.path, change]));
    this.differences = new Map(
      emitted.map((change) => [change, settingDifference(change.before, change.after)]),
    );
    this.byWord = indexed(emitted, (change) => {
      const { lost, gained } = this.differenceOf(change);
      return wordsIn([...lost, ...gained]);
    });
    this.byKey = indexed([...changed.resources, ...changed.others], ({ layer, address }) => [
      keyOf(layer, address),
    ]);
  }

  /** Changed defaults: values that the file does not set, before or after. */
  get defaults(): SettingChange[] {
    return this.changes.filter(
      ({ at, before, after }) => at === undefined && before !== undefined && after !== undefined,
    );
  }

  /** The cause of all edits of a change. */
  ofChange(change: Changed): Cause {
    if (this.only) return this.only;
    const existence = sideOf(change);
    if (existence) return this.ofExistence(change, existence);
    const follows = reasonsOf(change).filter((reason) => reason.follows !== undefined);
    return agreed([
      ...change.edits.map((edit) => this.ofEdit(change, edit)),
      ...follows.map((reason) => this.ofReason(change, reason)),
    ]);
  }

  /** The cause of the expected action: only the arguments that lead to it count. */
  ofAction(change: Changed): Cause {
    if (this.only) return this.only;
    if (this.ofActions.has(change)) return this.ofActions.get(change);
    // ends a cycle, which Terraform rejects
    this.ofActions.set(change, undefined);
    const reasons = "action" in change ? decisive(change.action, change.reasons) : [];
    const cause =
      sideOf(change) || reasons.length === 0
        ? this.ofChange(change)
        : agreed(reasons.map((reason) => this.ofReason(change, reason)));
    this.ofActions.set(change, cause);
    return cause;
  }

  /** The cause of a line about an address, or about some of its edits. */
  ofTopicLine(layer: Layer, address: string, edits?: readonly Edit[]): Cause {
    if (this.only) return this.only;
    const change = this.changeAt(layer, address);
    if (!change) return undefined;
    return edits && !sideOf(change)
      ? agreed(edits.map((edit) => this.ofEdit(change, edit)))
      : this.ofChange(change);
  }

  /**
   * The cause of a finding. A finding can concern more than its address, so it has a cause only if its resource is created
   * or destroyed with it.
   */
  ofFinding(layer: Layer | undefined, address: string | undefined, what: "found" | "gone"): Cause {
    if (this.changes.length === 1) return this.changes[0];
    const change = layer && address !== undefined ? this.changeAt(layer, address) : undefined;
    if (!change || sideOf(change) !== (what === "found" ? "after" : "before")) return undefined;
    return this.ofChange(change);
  }

  /** The change of an address, unless there are several: one block can have changed and destroyed objects. */
  private changeAt(layer: Layer, address: string): Changed | undefined {
    const found = this.byKey.get(keyOf(layer, address)) ?? [];
    return found.length === 1 ? found[0] : undefined;
  }

  private ofReason(change: Changed, { argument, follows }: Reason): Cause {
    if (follows === undefined) {
      const edits = change.edits.filter((edit) => edit.argument === argument);
      return agreed(edits.map((edit) => this.ofEdit(change, edit)));
    }
    const [followed, ...more] = this.byKey.get(follows) ?? [];
    return followed && more.length === 0 ? this.ofAction(followed) : undefined;
  }

  /** The cause of a creation or destruction, found by the resource's identity: its zone, its range and port, or its name. */
  private ofExistence({ layer, address, ...change }: Changed, side: Side): Cause {
    const config = this.configs[side];
    const which = side === "after" ? "gained" : "lost";
    if (zoneOf(address) !== undefined) return theOne(this.ofZone(layer, address, which));
    const part = causeOf(config, layer, address);
    if (part === undefined) return undefined;
    const own = named(part, config);
    const identity = identityOf(address, ("type" in change ? change[side] : undefined) ?? {});
    return theOne(
      this.candidates(identity.texts, [own]).filter(
        (each) =>
          isWithin(each.path, [own]) &&
          this.differenceOf(each)[which].some((text) => identity.texts.includes(identity.textOf(text))),
      ),
    );
  }

  private ofEdit({ layer, address }: Changed, { before, after }: Edit): Cause {
    const value = differenceOf(before, after);
    const zones = this.zonesThatExplain(layer, value);
    const parts = Object.values(this.configs).flatMap((config) =>
      shapedBy(config, layer, address).map((part) => named(part, config)),
    );
    const found = this.candidates([...value.lost, ...value.gained], parts).filter((each) => {
      const difference = this.differenceOf(each);
      const isOwn = isWithin(each.path, parts);
      return (
        (isOwn || ![...difference.lost, ...difference.gained].some(isCommon)) && explains(difference, value)
      );
    });
    const all = [...new Set([...zones, ...found])];
    return theOne(all) ?? theOne(all.filter(({ path }) => isWithin(path, parts)));
  }

  /** Lists of zones whose changed letters match every address that a value gained or lost. */
  private zonesThatExplain(layer: Layer, { lost, gained }: Difference): SettingChange[] {
    const texts = [
      ...lost.map((text) => ({ text, which: "lost" as const })),
      ...gained.map((text) => ({ text, which: "gained" as const })),
    ];
    const each = texts.map(({ text, which }) => {
      const [address, ...more] = text.match(/\baws_\w+\.[A-Za-z_][\w-]*/g) ?? [];
      return address === undefined || more.length > 0 ? [] : this.ofZone(layer, address, which);
    });
    const [first = [], ...others] = each;
    return first.filter((change) => others.every((list) => list.includes(change)));
  }

  /** Lists of zones whose changed letter explains one address, while the addresses of unchanged zones stay. */
  private ofZone(layer: Layer, address: string, which: keyof Difference): SettingChange[] {
    const letter = zoneOf(address);
    if (letter === undefined) return [];
    const side = which === "gained" ? "after" : "before";
    const paths = Object.values(this.configs).flatMap((config) =>
      zonesOf(config, address).map((path) => named(path, config)),
    );
    return [...new Set(paths)].flatMap((path) => {
      const change = this.byPath.get(path);
      if (!change || !this.differenceOf(change)[which].includes(letter)) return [];
      const stay = textsIn(change.before ?? null).filter((each) =>
        textsIn(change.after ?? null).includes(each),
      );
      const goesAnyway = stay.some((each) => {
        const sibling = this.changeAt(layer, `${address.slice(0, -1)}${each}`);
        return sibling !== undefined && sideOf(sibling) === side;
      });
      return goesAnyway ? [] : [change];
    });
  }

  /** Changed settings that share a word with the texts; if many do, only those within `parts` of the file. */
  private candidates(texts: readonly string[], parts: readonly string[]): SettingChange[] {
    const lists = wordsIn(texts).map((word) => {
      const list = this.byWord.get(word) ?? [];
      return list.length <= MOST_CANDIDATES ? list : list.filter(({ path }) => isWithin(path, parts));
    });
    return [...new Set(lists.flat())];
  }

  private differenceOf(change: SettingChange): Difference {
    return this.differences.get(change) ?? { lost: [], gained: [] };
  }
}

/** Above this number, only settings of the resource's own part of the file are candidates. */
const MOST_CANDIDATES = 20;

const keyOf = (layer: Layer, address: string): string => `${layer}/${address}`;

const reasonsOf = (change: Changed): readonly Reason[] => ("reasons" in change ? change.reasons : []);

/** The side of a resource that exists on one side only. */
function sideOf(change: Changed): Side | undefined {
  if (!("action" in change) || (change.before && change.after)) return undefined;
  return change.after ? "after" : "before";
}

/** The common cause, if all causes are the same. */
function agreed(causes: readonly Cause[]): Cause {
  return new Set(causes).size === 1 ? causes[0] : undefined;
}

const theOne = (changes: readonly SettingChange[]): Cause => (changes.length === 1 ? changes[0] : undefined);

const isWithin = (path: string, parts: readonly string[]): boolean =>
  parts.some((part) => path === part || path.startsWith(`${part}.`) || path.startsWith(`${part}[`));

/** Texts that identify a resource among others of its type, and the spelling of a setting's text in them. */
function identityOf(
  address: string,
  config: JsonObject,
): { readonly texts: readonly string[]; readonly textOf: (text: string) => string } {
  if (address.startsWith("aws_vpc_security_group_")) {
    const values: (Json | undefined)[] = [config["cidr_ipv4"], config["from_port"]];
    return {
      texts: values.flatMap((value) => (value == null ? [] : [String(value)])),
      textOf: (text) => text,
    };
  }
  const underscored = (text: string): string => text.replaceAll("-", "_");
  return { texts: [address.split(".")[1] ?? ""], textOf: underscored };
}

function indexed<T>(
  items: readonly T[],
  keysOf: (item: T) => readonly string[],
): ReadonlyMap<string, readonly T[]> {
  const index = new Map<string, T[]>();
  for (const item of items) {
    for (const key of keysOf(item)) {
      const known = index.get(key);
      if (known) known.push(item);
      else index.set(key, [item]);
    }
  }
  return index;
}
