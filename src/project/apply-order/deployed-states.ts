import { type Check, type CheckContext } from "../../checks/check";
import { CHECKS } from "../../checks/all";
import { referencesResolve } from "../../checks/references-resolve";
import { LAYERS, type Layer } from "../../base/layers";
import { EnvironmentPlan } from "../../terraform/environment-plan";
import { stateChangesIn } from "../../infrastructure/state-blocks";
import { type StackJson } from "../../terraform/stack-json";
import { withoutRemovals } from "./kept";
import { type Pass } from "../pass";
import { blocksNamedBy } from "../named-blocks";
import { type RemoteRead, outputText, outputValue, remoteReads } from "./remote-reads";
import { SEEN, type SeenOutput, withSeenOutputs } from "./seen-outputs";

/** Configuration of a layer that is deployed: the old configuration, the new one beside what it removes, or the new one. */
type Version = "old" | "kept" | "new";

/** The deployed configurations at one moment of a change. */
export interface DeployedState {
  readonly versions: Readonly<Partial<Record<Layer, Version>>>;
  /** Version of a layer whose outputs a later one read at its last apply, by `later<layer`. */
  readonly seen: Readonly<Record<string, Version>>;
}

/** A layer that the change removes has no version: its outputs are gone. */
const deployed = (versions: DeployedState["versions"], layer: Layer): Version => versions[layer] ?? "new";

const seenVersion = (seen: DeployedState["seen"], layer: Layer, from: Layer): Version =>
  seen[`${layer}<${from}`] ?? "old";

/** A finding in a state that the configurations before and after the change do not have. */
export interface OrderGap {
  readonly layer: Layer;
  readonly address: string;
  readonly message: string;
  /** True if Terraform or AWS refuses the apply; otherwise the checks find it in what is deployed meanwhile. */
  readonly isRefused: boolean;
  /** The check that finds it. @default - none: the apply itself fails */
  readonly check?: string;
}

export interface DeployedStatesProps {
  readonly before: EnvironmentPlan;
  readonly after: EnvironmentPlan;
  /** Layers that an apply changes. */
  readonly changed: ReadonlySet<Layer>;
  /** Outputs with other values after the change. */
  readonly changedOutputs: (from: Layer, output: string) => boolean;
  readonly context: CheckContext;
  /** Is called between the parts of the work, which blocks the process. @default - no one looks */
  readonly tick?: () => void;
}

/** The states between the start and the end of a change, and what does not work in each. */
export class DeployedStates {
  private readonly stacks = new Map<string, StackJson | undefined>();
  private readonly reads = new Map<StackJson, readonly RemoteRead[]>();
  private readonly judged = new Map<string, JudgedState>();
  private readonly knownFindings = new Map<Check, ReadonlySet<string>>();
  private knownEnds: readonly EnvironmentPlan[] | undefined;
  /** Checks that have found a gap in some state. */
  private readonly suspects = new Set<Check>();
  private readonly layers: readonly Layer[];

  constructor(private readonly props: DeployedStatesProps) {
    this.layers = LAYERS.filter((layer) => props.after.stack(layer) !== undefined);
  }

  /** Says that the work goes on. */
  tick(): void {
    this.props.tick?.();
  }

  /** Findings of a check before and after the change. A change of one layer has no moment in between, and does not need them. */
  private known(check: Check): ReadonlySet<string> {
    const { before, after } = this.props;
    this.knownEnds ??= [before, after, ...this.unfinishedFirstApplies()];
    const known =
      this.knownFindings.get(check) ??
      new Set(this.knownEnds.flatMap((plan) => this.found(check, plan).flatMap(keysOf)));
    this.knownFindings.set(check, known);
    return known;
  }

  /** A first apply that has not reached the last layers yet: what they would add is missing, and nobody misses it. */
  private unfinishedFirstApplies(): EnvironmentPlan[] {
    const { before, after } = this.props;
    const first = this.layers.findIndex((layer) => before.stack(layer) === undefined);
    if (first < 0) return [];
    return this.layers.slice(first).map((_, index) => {
      const reached = this.layers.slice(0, first + index);
      return new EnvironmentPlan(
        after.name,
        reached.flatMap((layer) => {
          const stack = after.stack(layer);
          return stack ? [{ layer, stack }] : [];
        }),
        after.statedTypes,
      );
    });
  }

  get start(): DeployedState {
    const { changed } = this.props;
    return {
      versions: Object.fromEntries(this.layers.map((layer) => [layer, changed.has(layer) ? "old" : "new"])),
      seen: {},
    };
  }

  /** Layers that need a further apply. */
  unfinished({ versions, seen }: DeployedState): Layer[] {
    return this.layers.filter((layer) => versions[layer] !== "new" || this.isStale(layer, seen));
  }

  /** Whether the inputs of a layer differ from those that it was applied with. */
  private isStale(layer: Layer, seen: DeployedState["seen"]): boolean {
    return this.changedReads(layer, "new").some(({ from, output }) => {
      const version = seenVersion(seen, layer, from);
      if (version === "old") return true;
      return outputText(this.stack(from, version), output) !== outputText(this.stack(from, "new"), output);
    });
  }

  /** The applies that are possible in a state. */
  passes(state: DeployedState, withKept: boolean): Pass[] {
    return this.unfinished(state).flatMap((layer): Pass[] => [
      { layer, keepsRemoved: false },
      ...(withKept && state.versions[layer] === "old" && this.removes(layer)
        ? [{ layer, keepsRemoved: true }]
        : []),
    ]);
  }

  /** Whether the change destroys something of a layer. */
  private removes(layer: Layer): boolean {
    const [old, now] = [this.stack(layer, "old"), this.stack(layer, "new")];
    return (
      old !== undefined && now !== undefined && old.resources().some(({ address }) => isGone(now, address))
    );
  }

  after({ versions, seen }: DeployedState, { layer, keepsRemoved }: Pass): DeployedState {
    const read = LAYERS.filter((from) =>
      (["old", "kept", "new"] as const).some((version) =>
        this.changedReads(layer, version).some((each) => each.from === from),
      ),
    );
    return {
      versions: { ...versions, [layer]: keepsRemoved ? "kept" : "new" },
      seen: {
        ...seen,
        ...Object.fromEntries(read.map((from) => [`${layer}<${from}`, deployed(versions, from)] as const)),
      },
    };
  }

  /** The gaps of a state, by all checks. */
  gaps(state: DeployedState): readonly OrderGap[] {
    return this.gapsBy(ERRORS, state);
  }

  /** The same by the checks that have found a gap in some state: a lower bound, in a small part of the time. */
  suspectedGaps(state: DeployedState): readonly OrderGap[] {
    return this.gapsBy([...this.suspects], state);
  }

  private gapsBy(checks: readonly Check[], state: DeployedState): OrderGap[] {
    if (this.unfinished(state).length === 0) return [];
    const key = JSON.stringify(state);
    const judged = this.judged.get(key) ?? {
      plan: this.mixture(state),
      removed: this.usesOfRemoved(state),
      gaps: new Map<Check, readonly OrderGap[]>(),
    };
    this.judged.set(key, judged);
    return [
      ...judged.removed,
      ...checks.flatMap((check) => {
        const gaps = judged.gaps.get(check) ?? this.gapsIn(check, judged.plan);
        judged.gaps.set(check, gaps);
        if (gaps.length > 0) this.suspects.add(check);
        return gaps;
      }),
    ];
  }

  private gapsIn(check: Check, plan: EnvironmentPlan): OrderGap[] {
    return this.found(check, plan).filter(
      (gap) =>
        !gap.address.startsWith(`output.${SEEN}`) && keysOf(gap).some((key) => !this.known(check).has(key)),
    );
  }

  private found({ run, id }: Check, plan: EnvironmentPlan): OrderGap[] {
    const findings = run(plan, this.props.context).filter(({ isNotice }) => isNotice !== true);
    this.tick();
    return findings.map(({ layer, address, message }) => ({
      layer,
      address,
      message,
      isRefused: id === referencesResolve.id,
      check: id,
    }));
  }

  /** Objects that an apply has destroyed while a later layer was last applied with their ids. */
  private usesOfRemoved({ versions, seen }: DeployedState): OrderGap[] {
    return this.layers.flatMap((layer) =>
      this.changedReads(layer, deployed(versions, layer)).flatMap(({ from, output }): OrderGap[] => {
        const version = deployed(versions, from);
        const applied = seenVersion(seen, layer, from);
        const [source, current] = [this.stack(from, applied), this.stack(from, version)];
        if (!source || !current || version !== "new") return [];
        return blocksNamedBy(source, outputValue(source, output))
          .filter((address) => !address.startsWith("data.") && isGone(current, address))
          .map((address) => ({
            layer: from,
            address,
            message: `${from} destroys ${address}, which ${layer} uses until its next apply`,
            isRefused: true,
          }));
      }),
    );
  }

  /** All layers as a state has them. A layer reads the outputs that it was last applied with. */
  private mixture(state: DeployedState): EnvironmentPlan {
    const seen = this.layers.flatMap((layer) => this.seenOutputs(state, layer));
    return new EnvironmentPlan(
      this.props.after.name,
      this.layers.flatMap((layer) => {
        const stack = this.stack(layer, deployed(state.versions, layer));
        return stack ? [{ layer, stack: withSeenOutputs(stack, layer, seen) }] : [];
      }),
      this.props.after.statedTypes,
    );
  }

  /** Outputs of which a layer has seen another version than the deployed one. */
  private seenOutputs({ versions, seen }: DeployedState, layer: Layer): SeenOutput[] {
    return this.changedReads(layer, deployed(versions, layer)).flatMap(({ from, output }) => {
      const applied = seenVersion(seen, layer, from);
      const value = outputValue(this.stack(from, applied), output);
      return applied === deployed(versions, from) || value === undefined
        ? []
        : [{ layer, from, output, value, name: `${SEEN}${applied}_${output}` }];
    });
  }

  private changedReads(layer: Layer, version: Version): RemoteRead[] {
    const stack = this.stack(layer, version);
    if (!stack) return [];
    const reads = this.reads.get(stack) ?? remoteReads(stack);
    this.reads.set(stack, reads);
    return reads.filter(({ from, output }) => this.props.changedOutputs(from, output));
  }

  private stack(layer: Layer, version: Version): StackJson | undefined {
    const key = `${layer} ${version}`;
    if (!this.stacks.has(key)) {
      const [old, now] = [this.props.before.stack(layer), this.props.after.stack(layer)];
      const kept = old && now && version === "kept" ? withoutRemovals(old, now) : undefined;
      this.stacks.set(key, version === "kept" ? kept : version === "old" ? old : now);
    }
    return this.stacks.get(key);
  }
}

/**
 * Checks that compare what several layers or the file declare, such as tags: between two applies they differ, and nothing stops by it.
 * An order cannot help, so it must not follow from them.
 */
const OF_DECLARATIONS: ReadonlySet<string> = new Set([
  "common-labels",
  "people-rights",
  "provider-guards",
  "rbac",
  "resource-tags",
  "role-boundaries",
  "tags",
]);

/** An opening for a moment breaks nothing. */
const ERRORS = CHECKS.filter(
  ({ id, severity, findsExcess }) => severity === "error" && !findsExcess && !OF_DECLARATIONS.has(id),
);

interface JudgedState {
  readonly plan: EnvironmentPlan;
  readonly removed: readonly OrderGap[];
  /** Gaps of the checks that have judged it. */
  readonly gaps: Map<Check, readonly OrderGap[]>;
}

/** Each part of a finding; a number in it can differ between two states. */
const keysOf = ({ layer, address, message }: OrderGap): string[] =>
  message.split("; ").map((part) => `${layer}/${address} ${part.replaceAll(/\d+(\.\d+)?/g, "0")}`);

/** Whether an apply of a stack destroys the object at an address: a moved or forgotten one stays. */
function isGone(stack: StackJson, address: string): boolean {
  if (stack.find(address) !== undefined) return false;
  const { moved, forgotten } = stateChangesIn(stack);
  return !moved.has(address) && !forgotten.has(address);
}
