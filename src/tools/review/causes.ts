import { type Layer } from "../../shared/terraform/layers";
import { type EnvironmentRecord } from "../../proof/terraform-json/environment-record";
import { type OtherChange, type Reason, type ResourceChange, decisive } from "./change";
import { type EnvironmentChanges } from "./compare-environments";
import { type Edit } from "./comparison/edit";
import { RecordedCauses, type Side } from "./recorded-causes";
import { type SettingChange, SettingChanges } from "./setting-changes";

/** A change that a line of the review describes. */
type Changed = ResourceChange | OtherChange;

/**
 * The cause of a line: changed settings that shape what the line describes; the program, if no setting that
 * shapes it changed; the address lock; the whole environment, if one side does not have it; an own Terraform file; or unknown, if a
 * folder has no record.
 */
export type Cause =
  | {
      readonly by: "settings";
      readonly settings: readonly SettingChange[];
      /** True if one or more of several settings are the cause. @default - all of them */
      readonly isOpen?: true;
    }
  | { readonly by: "program" | "address lock" | "environment" | "own file" | "unknown" };

/** Finds causes in the records that synth wrote beside both sides. */
export class Causes {
  /** False if a folder does not record the values that it was synthesized from. */
  readonly isKnown: boolean;
  private readonly settings: SettingChanges;
  private readonly recorded: Readonly<Record<Side, RecordedCauses>>;
  private readonly byKey: ReadonlyMap<string, readonly Changed[]>;
  private readonly ofActions = new Map<Changed, Found>();
  private readonly ofAnyChange: Found;

  constructor(
    before: EnvironmentRecord,
    after: EnvironmentRecord,
    changed: EnvironmentChanges,
    /** True if one side does not have the environment. */
    private readonly isWhole = false,
    /** Blocks of own files on one of the sides, as `layer/address`. */
    private readonly own: ReadonlySet<string> = new Set(),
  ) {
    this.isKnown = before.settings.length > 0 && after.settings.length > 0;
    this.settings = this.isKnown
      ? new SettingChanges(before.settings, after.settings)
      : new SettingChanges([], []);
    this.ofAnyChange = this.isKnown ? found(this.changes) : UNKNOWN;
    this.recorded = { before: new RecordedCauses(before), after: new RecordedCauses(after) };
    this.byKey = grouped([...changed.resources, ...changed.others]);
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
    const changes = this.byKey.get(keyOf(layer, address)) ?? [];
    const [change] = changes;
    if (!change) return this.cause({ address }, this.ofAnyChange);
    const all =
      edits && !sideOf(change)
        ? joined(edits.map((edit) => this.ofEdit(change, edit)))
        : joined(changes.map((each) => this.foundOf(each)));
    return this.cause(change, all);
  }

  /**
   * The cause of a finding. A finding can concern more than its address, so any changed value can be its cause, unless its
   * resource is created or destroyed with it.
   */
  ofFinding(layer: Layer | undefined, address: string | undefined, what: "found" | "gone"): Cause {
    const changes = layer && address !== undefined ? (this.byKey.get(keyOf(layer, address)) ?? []) : [];
    const [change, ...more] = changes;
    const isOwn = change && more.length === 0 && sideOf(change) === (what === "found" ? "after" : "before");
    if (isOwn) return this.ofChange(change);
    return this.cause({ address: address ?? "" }, this.ofAnyChange);
  }

  private cause(
    { address, layer }: Pick<Changed, "address"> & { readonly layer?: Layer },
    { settings, isOpen, isUnknown }: Found,
  ): Cause {
    if (this.isWhole) return { by: "environment" };
    if (OF_THE_LOCK.test(address)) return { by: "address lock" };
    if (settings.length > 0) {
      const parts = this.settings.withParts(this.settings.inOrder(settings));
      return { by: "settings", settings: parts, ...(isOpen && parts.length > 1 ? { isOpen } : {}) };
    }
    if (layer !== undefined && this.own.has(keyOf(layer, address))) return { by: "own file" };
    return { by: isUnknown || !this.isKnown ? "unknown" : "program" };
  }

  private foundOf(change: Changed): Found {
    const side = sideOf(change);
    if (side) return this.ofExistence(change, side);
    const reasons = reasonsOf(change);
    const follows = reasons.filter(
      ({ argument, follows: other }) => other !== undefined || argument === "tags_all",
    );
    const counted = change.edits.length === 0 ? reasons.filter((reason) => !follows.includes(reason)) : [];
    return joined([
      ...change.edits.map((edit) => this.ofEdit(change, edit)),
      ...[...follows, ...counted].map((reason) => this.ofReason(change, reason)),
    ]);
  }

  private foundOfAction(change: Changed): Found {
    const known = this.ofActions.get(change);
    if (known) return known;
    // ends a cycle, which Terraform rejects
    this.ofActions.set(change, NOTHING);
    const reasons = "action" in change ? decisive(change.action, change.reasons) : [];
    const all =
      sideOf(change) || reasons.length === 0
        ? this.foundOf(change)
        : joined(reasons.map((reason) => this.ofReason(change, reason)));
    this.ofActions.set(change, all);
    return all;
  }

  private ofReason(change: Changed, { argument, follows }: Reason): Found {
    if (follows !== undefined) {
      return joined((this.byKey.get(follows) ?? []).map((each) => this.foundOfAction(each)));
    }
    if (argument === "tags_all") {
      return joined(
        (this.byKey.get(keyOf(change.layer, "provider.aws")) ?? []).map((each) => this.foundOf(each)),
      );
    }
    const edits = change.edits.filter((edit) => edit.argument === argument);
    return edits.length > 0
      ? joined(edits.map((edit) => this.ofEdit(change, edit)))
      : this.ofArgument(change, argument);
  }

  private ofEdit(change: Changed, { argument, before, after }: Edit): Found {
    const side = before === undefined ? "after" : "before";
    if (argument === "" && (before === undefined || after === undefined))
      return this.ofExistence(change, side);
    return this.ofArgument(change, argument);
  }

  /** Changed settings that the records of both sides name; unknown if none of them has the block. */
  private ofArgument({ layer, address, ...change }: Changed, argument: string): Found {
    const from = "from" in change ? (change.from ?? address) : address;
    const sides = [
      { recorded: this.recorded.before, block: keyOf(layer, from) },
      { recorded: this.recorded.after, block: keyOf(layer, address) },
    ].filter(({ recorded, block }) => recorded.has(block));
    if (sides.length === 0) return UNKNOWN;
    return joined(
      sides.map(({ recorded, block }) => found(recorded.ofArgument(block, argument, this.settings))),
    );
  }

  private ofExistence({ layer, address }: Changed, side: Side): Found {
    const [recorded, block] = [this.recorded[side], keyOf(layer, address)];
    return recorded.has(block) ? found(recorded.ofExistence(block, side, this.settings)) : UNKNOWN;
  }
}

/** Settings that match, before they are shown. */
interface Found {
  readonly settings: readonly SettingChange[];
  /** True if one argument has several. */
  readonly isOpen?: true;
  readonly isUnknown?: true;
}

const found = (settings: readonly SettingChange[]): Found => ({
  settings,
  ...(settings.length > 1 ? { isOpen: true } : {}),
});

const NOTHING: Found = { settings: [] };
const UNKNOWN: Found = { settings: [], isUnknown: true };

const joined = (all: readonly Found[]): Found => ({
  settings: [...new Set(all.flatMap(({ settings }) => settings))],
  ...(all.some(({ isOpen }) => isOpen) ? { isOpen: true } : {}),
  ...(all.some(({ isUnknown }) => isUnknown) ? { isUnknown: true } : {}),
});

/** Blocks that synth writes for the address lock. */
const OF_THE_LOCK = /^(moved|removed|import)\./;

const keyOf = (layer: Layer, address: string): string => `${layer}/${address}`;

const reasonsOf = (change: Changed): readonly Reason[] => ("reasons" in change ? change.reasons : []);

/** The side of a resource that exists on one side only. */
function sideOf(change: Changed): Side | undefined {
  if (!("action" in change) || (change.before && change.after)) return undefined;
  return change.after ? "after" : "before";
}

function grouped(changes: readonly Changed[]): ReadonlyMap<string, readonly Changed[]> {
  const groups = new Map<string, Changed[]>();
  for (const change of changes) {
    const key = keyOf(change.layer, change.address);
    groups.set(key, [...(groups.get(key) ?? []), change]);
  }
  return groups;
}
