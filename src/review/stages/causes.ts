import { type Layer } from "../../base/layers";
import { groupBy } from "../../base/group-by";
import { blockAddress, referencesIn } from "../../terraform/terraform-references";
import { type EnvironmentRecord } from "../../terraform/environment-record";
import { type OutputStack } from "../../terraform/output";
import { VERSION } from "../../base/version";
import { CHECKSUM, type TrialSynth } from "../../project/trial-synth";
import { type OtherChange, type Reason, type ResourceChange, type Edit, decisive } from "../change";
import { type EnvironmentChanges } from "../compare-environments";
import { defaultRoute } from "./default-route";
import { type SettingChange, SettingChanges } from "./setting-changes";
import { type Match, NO_SETTINGS, UNKNOWN_SETTINGS, matchOf, joinedSettings } from "../trials/found";
import { type LayerStacks } from "../trials/shaped";
import { type Asked, Trials } from "../trials/trials";
import { prefixesOf } from "../trials/units";

/** A change that a line of the review describes. */
type Changed = ResourceChange | OtherChange;

/**
 * The cause of a line: changed settings that shape what the line describes; the program, if it is the same for both
 * files; the address lock; the whole environment, if one side does not have it; an own Terraform file; the owner of a
 * handed-over module; or unknown, if a folder has no record or is of another program.
 */
export type Cause =
  | {
      readonly by: "settings";
      readonly settings: readonly SettingChange[];
      /** True if one or more of several settings are the cause. @default - all of them */
      readonly isOpen?: true;
      /** True if the settings have the effect only together, as far as trials tell. @default - each of them has it */
      readonly isTogether?: true;
    }
  | {
      readonly by: "module";
      /** Position of the block in a handed-over module, as `file:line:column`. @default - the module does not have it */
      readonly at?: string;
    }
  | { readonly by: "program" | "address lock" | "environment" | "own file" | "unknown" };

export interface CausesRequest {
  readonly environment: string;
  readonly before: EnvironmentRecord;
  readonly after: EnvironmentRecord;
  readonly changed: EnvironmentChanges;
  /** True if one side does not have the environment. @default - both have it */
  readonly isWhole?: boolean;
  /** Blocks of own files on one of the sides, as `layer/address`. @default - none */
  readonly own?: ReadonlySet<string>;
  /** Stacks after the change, with the blocks of moved addresses. @default - no address moved */
  readonly moved?: LayerStacks;
  /** Synthesizes settings between both sides. @default - none, which leaves causes unknown */
  readonly synth?: TrialSynth | undefined;
}

/** One side of a review, as causes need it. */
interface Compared {
  readonly stacks: readonly OutputStack[];
  readonly record: EnvironmentRecord;
}

/** The causes of the changes between two sides. */
export const causesBetween = (
  before: Compared,
  after: Compared,
  request: Pick<CausesRequest, "environment" | "changed" | "synth">,
): Causes =>
  new Causes({
    ...request,
    before: written(before.record),
    after: written(after.record),
    isWhole: before.stacks.length === 0 || after.stacks.length === 0,
    own: new Set(
      [...before.stacks, ...after.stacks].flatMap(({ layer, stack }) =>
        stack.own.map(({ address }) => keyOfBlock(layer, address)),
      ),
    ),
    moved: new Map(after.stacks.map(({ layer, stack }) => [layer, stack])),
  });

/** A record with the settings of the file. */
const written = (record: EnvironmentRecord): EnvironmentRecord => ({
  ...record,
  settings: defaultRoute.without(record.settings),
});

type Side = "before" | "after";

/** Finds causes by syntheses of settings between both sides. */
export class Causes {
  /** False if a folder does not record the values that it was synthesized from. */
  readonly isKnown: boolean;
  private readonly settings: SettingChanges;
  private readonly byKey: ReadonlyMap<string, readonly Changed[]>;
  private readonly ofActions = new Map<Changed, Match>();
  /** Settings as a reader sees them, by the list that trials found. */
  private readonly parts = new Map<readonly SettingChange[], readonly SettingChange[]>();
  private readonly ofAnyChange: Match;
  private readonly own: ReadonlySet<string>;
  /** Undefined before the first question, and if there is no answer. */
  private trials: { readonly known: Trials | undefined } | undefined;

  constructor(private readonly request: CausesRequest) {
    const { before, after, changed, own = new Set() } = request;
    this.isKnown = before.settings.length > 0 && after.settings.length > 0;
    this.settings = this.isKnown
      ? new SettingChanges(before.settings, after.settings)
      : new SettingChanges([], []);
    this.ofAnyChange = this.isKnown ? matchOf(this.changes, { isOpen: true }) : UNKNOWN_SETTINGS;
    this.own = own;
    this.byKey = groupBy([...changed.resources, ...changed.others], ({ layer, address }) =>
      keyOfBlock(layer, address),
    );
  }

  /** Whether the side after the change is a handed-over module, which its owner edits. */
  get isOfModule(): boolean {
    return this.request.after.places !== undefined;
  }

  /** Number of syntheses so far. */
  get syntheses(): number {
    return this.trials?.known?.count ?? 0;
  }

  /** In the order of the file. */
  get changes(): readonly SettingChange[] {
    return this.settings.all;
  }

  /** Whether a block of an own file changed. */
  get hasOwnChanges(): boolean {
    return [...this.byKey.keys()].some((key) => this.own.has(key));
  }

  /** Changed defaults: values that the file does not set, before or after. */
  get defaults(): SettingChange[] {
    return this.changes.filter(
      ({ at, before, after }) => at === undefined && before !== undefined && after !== undefined,
    );
  }

  /** The cause of all edits of a change. */
  ofChange(change: Changed): Cause {
    return this.cause(change, this.foundOf(change));
  }

  /** The cause of the expected action: only the arguments that lead to it count. */
  ofAction(change: Changed): Cause {
    return this.cause(change, this.foundOfAction(change));
  }

  /** The cause of a line about an address, or about some of its edits. */
  ofTopicLine(layer: Layer, address: string, edits?: readonly Edit[]): Cause {
    const changes = this.byKey.get(keyOfBlock(layer, address)) ?? [];
    const [change] = changes;
    if (!change) return this.cause({ address, layer }, this.ofAnyChange);
    const all =
      edits && !sideOf(change)
        ? joinedSettings(edits.map((edit) => this.ofEdit(change, edit)))
        : joinedSettings(changes.map((each) => this.foundOf(each)));
    return this.cause(change, all);
  }

  /**
   * The cause of a finding. A finding can concern more than its address, so any changed value can be its cause, unless its
   * resource is created or destroyed with it.
   */
  ofFinding(layer: Layer | undefined, address: string | undefined, what: "found" | "gone"): Cause {
    const changes = layer && address !== undefined ? (this.byKey.get(keyOfBlock(layer, address)) ?? []) : [];
    const [change, ...more] = changes;
    const isOwn = change && more.length === 0 && sideOf(change) === (what === "found" ? "after" : "before");
    if (isOwn) return this.ofChange(change);
    return this.cause({ address: address ?? "", ...(layer ? { layer } : {}) }, this.ofAnyChange);
  }

  /** The cause of a line about no block: any change can be, or the changes of some settings. */
  ofPlainLine(...settings: readonly string[]): Cause {
    const some = settings.flatMap((path) => this.settings.within(path));
    return this.cause({ address: "" }, settings.length > 0 ? matchOf(some) : this.ofAnyChange);
  }

  private cause(
    { address, layer }: Pick<Changed, "address"> & { readonly layer?: Layer },
    { settings, isOpen, isTogether, isUnknown }: Match,
  ): Cause {
    if (this.request.isWhole) return { by: "environment" };
    if (this.isOfModule) return this.ofModule(address, layer);
    if (OF_THE_LOCK.test(address)) return { by: "address lock" };
    if (settings.length > 0) {
      const parts = this.partsOf(settings);
      const several = { ...(isOpen ? { isOpen } : {}), ...(isTogether ? { isTogether } : {}) };
      return { by: "settings", settings: parts, ...(parts.length > 1 ? several : {}) };
    }
    if (layer !== undefined && this.own.has(keyOfBlock(layer, address))) return { by: "own file" };
    return { by: isUnknown || !this.isKnown ? "unknown" : "program" };
  }

  private ofModule(address: string, layer: Layer | undefined): Cause {
    const { places = [] } = this.request.after;
    const block = blockAddress(address);
    const place = places.find((each) => each.layer === layer && each.address === block);
    return { by: "module", ...(place ? { at: place.at } : {}) };
  }

  private partsOf(settings: readonly SettingChange[]): readonly SettingChange[] {
    const known = this.parts.get(settings) ?? this.settings.withParts(this.settings.inOrder(settings));
    this.parts.set(settings, known);
    return known;
  }

  private foundOf(change: Changed): Match {
    const side = sideOf(change);
    if (side) return this.ofExistence(change);
    const reasons = reasonsOf(change);
    const follows = reasons.filter(
      ({ argument, follows: other }) => other !== undefined || argument === "tags_all",
    );
    const counted = change.edits.length === 0 ? reasons.filter((reason) => !follows.includes(reason)) : [];
    return joinedSettings([
      ...change.edits.map((edit) => this.ofEdit(change, edit)),
      ...[...follows, ...counted].map((reason) => this.ofReason(change, reason)),
    ]);
  }

  private foundOfAction(change: Changed): Match {
    const known = this.ofActions.get(change);
    if (known) return known;
    // ends a cycle, which Terraform rejects
    this.ofActions.set(change, NO_SETTINGS);
    const reasons = "action" in change ? decisive(change.action, change.reasons) : [];
    const all =
      sideOf(change) || reasons.length === 0
        ? this.foundOf(change)
        : joinedSettings(reasons.map((reason) => this.ofReason(change, reason)));
    this.ofActions.set(change, all);
    return all;
  }

  private ofReason(change: Changed, { argument, follows }: Reason): Match {
    if (follows !== undefined) {
      return joinedSettings((this.byKey.get(follows) ?? []).map((each) => this.foundOfAction(each)));
    }
    if (argument === "tags_all") {
      return joinedSettings(
        (this.byKey.get(keyOfBlock(change.layer, "provider.aws")) ?? []).map((each) => this.foundOf(each)),
      );
    }
    const edits = change.edits.filter((edit) => edit.argument === argument);
    if (edits.length > 0) return joinedSettings(edits.map((edit) => this.ofEdit(change, edit)));
    return joinedSettings([this.ofArgument(change, argument), ...this.ofVariables(change, argument)]);
  }

  /** Causes of the variables and local values that an argument refers to: `count` has another value with another default. */
  private ofVariables(change: Changed, argument: string): Match[] {
    const value = "after" in change ? change.after?.[argument] : undefined;
    return referencesIn(value).flatMap(({ subject }) => {
      if (!/^(var|local)\./.test(subject)) return [];
      const block = keyOfBlock(change.layer, subject.replace(/^var\./, "variable."));
      return (this.byKey.get(block) ?? []).map((each) => this.foundOf(each));
    });
  }

  private ofEdit(change: Changed, { path, before, after }: Edit): Match {
    return path === "" && (before === undefined || after === undefined)
      ? this.ofExistence(change)
      : this.ofArgument(change, path);
  }

  private ofArgument({ layer, address }: Changed, path: string): Match {
    const block = keyOfBlock(layer, address);
    return this.asked(
      (shaped) => shaped.hasEdit(block, path),
      // the text of a file is not recorded: trials have its checksum in its place
      (shaped) => prefixesOf(path).some((part) => shaped.hasEdit(block, `${part}.${CHECKSUM}`)),
      (shaped) => shaped.hasBlock(block),
    );
  }

  private ofExistence({ layer, address }: Changed): Match {
    return this.asked((shaped) => shaped.hasBlock(keyOfBlock(layer, address)));
  }

  private asked(...questions: readonly Asked[]): Match {
    if (!this.isKnown) return UNKNOWN_SETTINGS;
    if (this.changes.length === 0) return NO_SETTINGS;
    this.trials ??= { known: this.trialsOf() };
    if (!this.trials.known) return UNKNOWN_SETTINGS;
    const { changes, isTogether } = this.trials.known.causesOf(...questions);
    // Another program can have made the same of other settings.
    if (changes.length === 0) return this.isOfThisProgram ? NO_SETTINGS : UNKNOWN_SETTINGS;
    return matchOf(changes, isTogether ? { isTogether } : {});
  }

  private trialsOf(): Trials | undefined {
    const { environment, before, after, moved = new Map(), synth } = this.request;
    if (!synth) return undefined;
    const tried: TrialSynth = (name, settings, asks) => synth(name, defaultRoute.with(settings), asks);
    return Trials.of({ environment, before, after, changes: this.settings, moved, synth: tried });
  }

  private get isOfThisProgram(): boolean {
    const { before, after } = this.request;
    return before.version === VERSION && after.version === VERSION;
  }
}

/** Blocks that synth writes for the address lock. */
const OF_THE_LOCK = /^(moved|removed|import)\./;

const keyOfBlock = (layer: Layer, address: string): string => `${layer}/${address}`;

const reasonsOf = (change: Changed): readonly Reason[] => ("reasons" in change ? change.reasons : []);

/** The side of a resource that exists on one side only. */
function sideOf(change: Changed): Side | undefined {
  if (!("action" in change) || (change.before && change.after)) return undefined;
  return change.after ? "after" : "before";
}
