import { type EnvironmentRecord, type SettingRecord } from "../../terraform/environment-record";
import { nested } from "../../terraform/settings";
import { type RefusedTrial, type TrialSynth } from "../../project/trial-synth";
import {
  type NamedSettings,
  type SettingChange,
  type SettingChanges,
  named,
  namedSettings,
} from "../stages/setting-changes";
import { mixedSettings } from "./mixed-settings";
import { type LayerStacks, type Shaped, shapedBetween } from "./shaped";
import { type Unit, firstSteps, isPathInside, trialUnits } from "./units";

export interface TrialsRequest {
  readonly environment: string;
  readonly before: Pick<EnvironmentRecord, "settings">;
  readonly after: Pick<EnvironmentRecord, "settings">;
  readonly changes: SettingChanges;
  /** Stacks of the change with the blocks of moved addresses. */
  readonly moved: LayerStacks;
  readonly synth: TrialSynth;
}

/** Most syntheses of an environment. */
const MOST = 40;

/** Each side as recorded, and each changed setting on both sides. */
const MOST_UNITS = MOST / 2 - 1;

/** Attempts for settings that are refused alone: those that the error names are added each time. */
const ATTEMPTS = 3;

/** Whether a trial has an edit or block of a review. */
export type Asked = (shaped: Shaped) => boolean;

/** Changed settings that shape a value. */
export interface FoundByTrials {
  readonly changes: readonly SettingChange[];
  /** True if no trial shows the effect of fewer of them. @default - each has the effect */
  readonly isTogether?: true;
}

/** A trial of some changed settings. */
interface Tried {
  readonly units: ReadonlySet<Unit>;
  readonly shaped: Shaped;
}

/**
 * Finds the changed settings that shape a value, by syntheses between both sides: a setting is a
 * cause if its value alone makes the edit of the old stacks, or if without it the edit of the new
 * stacks is gone.
 */
export class Trials {
  private readonly units: readonly Unit[];
  private readonly tried: readonly Tried[];
  private readonly all: Shaped;
  /** Number of syntheses. */
  readonly count: number;

  private constructor(request: TrialsRequest, old: LayerStacks, now: LayerStacks) {
    this.units = trialUnits(request.changes, MOST_UNITS);
    this.all = shapedBetween(old, now, request.moved);
    const runner = new Runner(request, this.units, { old, now });
    this.tried =
      this.units.length === 1
        ? [{ units: new Set(this.units), shaped: this.all }]
        : this.units.flatMap((unit) => runner.tried(unit));
    this.count = 2 + runner.count;
  }

  /** Undefined if this program does not synthesize the recorded settings of both sides. */
  static of(request: TrialsRequest): Trials | undefined {
    const { environment, before, after, synth } = request;
    const old = synth(environment, before.settings);
    const now = "stacks" in old ? synth(environment, after.settings) : old;
    return "stacks" in old && "stacks" in now ? new Trials(request, old.stacks, now.stacks) : undefined;
  }

  /** Changed settings that answer the first question that has an answer; none if the stacks are the same for both files. */
  causesOf(...questions: readonly Asked[]): FoundByTrials {
    if (!questions.some((asked) => asked(this.all))) return { changes: [] };
    const found = questions.map((asked) => this.answersTo(asked)).find(({ size }) => size > 0);
    if (found) return { changes: changesOf(found) };
    const refused = this.units.filter((unit) => !this.isTriedAlone(unit));
    return { changes: changesOf(refused.length > 0 ? refused : this.units), isTogether: true };
  }

  /** Units that have the effect alone, and those that have it with others which it is refused without. */
  private answersTo(asked: Asked): ReadonlySet<Unit> {
    const [single, several] = [true, false].map((isSingle) =>
      this.tried.filter(({ units, shaped }) => (units.size === 1) === isSingle && asked(shaped)),
    ) as [Tried[], Tried[]];
    const alone = new Set(single.flatMap(({ units }) => [...units]));
    const others = several
      .filter(({ units }) => [...units].every((unit) => !alone.has(unit)))
      .flatMap(({ units }) => [...units].filter((unit) => !this.isTriedAlone(unit)));
    return new Set([...alone, ...others]);
  }

  private isTriedAlone(unit: Unit): boolean {
    return this.tried.some(({ units }) => units.size === 1 && units.has(unit));
  }
}

/** The changes of one unit are its own list, which is shown once for all lines. */
function changesOf(units: Iterable<Unit>): readonly SettingChange[] {
  const [first, ...others] = [...units].map(({ changes }) => changes);
  return first && others.length === 0 ? first : [first ?? [], ...others].flat();
}

/** Runs the trials of one environment. */
class Runner {
  count = 0;
  private readonly before: NamedSettings;
  private readonly after: NamedSettings;

  constructor(
    private readonly request: TrialsRequest,
    private readonly units: readonly Unit[],
    private readonly recorded: { readonly old: LayerStacks; readonly now: LayerStacks },
  ) {
    this.before = namedSettings(request.before.settings);
    this.after = namedSettings(request.after.settings);
  }

  /** The unit in the old settings, and without it in the new ones. */
  tried(unit: Unit): Tried[] {
    const { moved } = this.request;
    const { old, now } = this.recorded;
    const added = this.accepted(unit, this.before, this.after);
    const left = this.accepted(unit, this.after, this.before);
    return [
      ...(added ? [{ units: added.units, shaped: shapedBetween(old, added.stacks, moved) }] : []),
      ...(left ? [{ units: left.units, shaped: shapedBetween(left.stacks, now, moved) }] : []),
    ];
  }

  /** The stacks of one side with the values of the other side for a unit, and for those that it is refused without. */
  private accepted(unit: Unit, base: NamedSettings, other: NamedSettings) {
    let units: ReadonlySet<Unit> = new Set([unit]);
    for (let attempt = 0; attempt < ATTEMPTS && this.count < MOST - 2; attempt += 1) {
      this.count += 1;
      const settings = mixedSettings(base, other, (path) =>
        [...units].some((each) => isPathInside(path, each.path)),
      );
      const trial = this.request.synth(this.request.environment, settings);
      if ("stacks" in trial) return { units, stacks: trial.stacks };
      const more = new Set([...units, ...this.namedIn(trial.refused, settings)]);
      const next = more.size > units.size ? more : new Set([...units, ...this.ofPart(unit)]);
      if (next.size === units.size || next.size === this.units.length) return undefined;
      units = next;
    }
    return undefined;
  }

  private namedIn(refused: readonly RefusedTrial[], settings: readonly SettingRecord[]): Unit[] {
    const config = nested(settings);
    return this.units.filter(({ path }) =>
      refused.some((refusal) => {
        const place = named(refusal.path, config);
        return isPathInside(place, path) || isPathInside(path, place) || refusal.text.includes(path);
      }),
    );
  }

  private ofPart(unit: Unit): Unit[] {
    return this.units.filter(({ path }) => firstSteps(path, 1) === firstSteps(unit.path, 1));
  }
}
