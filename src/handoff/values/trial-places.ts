import { type EnvironmentRecord } from "../../terraform/environment-record";
import { type StackJson } from "../../terraform/stack-json";
import { type Layer } from "../../base/layers";
import { type TrialSynth } from "../../project/trial-synth";
import { type Candidate, candidatesOf, trialSettings } from "./candidates";
import { type FilledPlace, type Stacks, type TrialSynths, placeKey, placesOf } from "./places";
import { otherChoices, otherValues } from "./other-values";
import { type Scalar, scalarsOf } from "./scalars";
import { halvesOf, scalarUnits } from "./units";

/** A setting that gets no variable. */
export interface NotVariable {
  readonly scalar: Scalar;
  readonly reason: string;
}

export interface TrialRequest {
  readonly environment: string;
  readonly settings: EnvironmentRecord["settings"];
  readonly synth: TrialSynth;
  /** Trials that find the places; the next one proves them. */
  readonly finding: number;
  /** Whether something else than a value fills a place. */
  readonly isFilledOtherwise: (layer: Layer, path: FilledPlace["path"]) => boolean;
}

export interface TrialPlaces {
  /** The stacks of the settings, as trials have them. */
  readonly stacks: Stacks;
  readonly candidates: readonly Candidate[];
  readonly places: readonly FilledPlace[];
  readonly notVariables: readonly NotVariable[];
  /** A trial with further values of all candidates but some. Undefined if this program refuses them. */
  readonly proof: (left: ReadonlySet<Candidate>) => Stacks | undefined;
  /** A candidate without which that trial is accepted, or the next one is known. */
  readonly refused: (left: ReadonlySet<Candidate>) => readonly Candidate[];
}

/** Finds the places of all scalars of an environment by syntheses with other values. Undefined if this program refuses the settings. */
export function trialPlaces(request: TrialRequest): TrialPlaces | undefined {
  const runner = new Runner(request);
  return runner.found();
}

/** A candidate without a variable, and why. */
type Wrong = readonly [candidate: Candidate, reason: string];

class Runner {
  private readonly notVariables: NotVariable[] = [];
  private stacks: Stacks = new Map();

  constructor(private readonly request: TrialRequest) {}

  found(): TrialPlaces | undefined {
    const { environment, settings } = this.request;
    const stacks = this.synthesized([], 0);
    if (!stacks) return undefined;
    this.stacks = stacks;
    let scalars = this.withPlaces(scalarsOf(environment, settings));
    scalars = this.withChoices(scalars);
    for (;;) {
      const candidates = candidatesOf(scalars);
      const places = this.placesIn(candidates);
      const lost = places.dropped;
      if (lost.length === 0) {
        for (const scalar of scalars)
          if (!candidates.some((each) => each.scalar === scalar))
            this.leave(scalar, "no other value is known");
        return {
          stacks,
          candidates,
          places: places.filled,
          notVariables: this.notVariables,
          ...this.later(candidates),
        };
      }
      scalars = scalars.filter((scalar) => !lost.includes(scalar));
    }
  }

  private later(candidates: readonly Candidate[]): Pick<TrialPlaces, "proof" | "refused"> {
    const others = (left: ReadonlySet<Candidate>) => candidates.filter((each) => !left.has(each));
    const trial = this.request.finding + 1;
    return {
      proof: (left) => this.synthesized(others(left), trial),
      refused: (left) =>
        this.culprits(others(left), (some) => this.refusalOf(some, trial)).map(([each]) => each),
    };
  }

  /**
   * Values that can decide which blocks there are. The form of a mapping does, and so does a default of 0, which is no
   * number of them.
   */
  private withPlaces(scalars: readonly Scalar[]): Scalar[] {
    const text = [...this.stacks.values()].map((stack) => JSON.stringify(stack)).join("\n");
    return scalars.filter((scalar) => {
      const isDecided = isVariant(scalar) || (scalar.value === 0 && this.isDefault(scalar));
      const hasText = text.includes(`"${scalar.value}"`) || text.includes(`\\"${scalar.value}\\"`);
      if (!isDecided && (!this.isChoice(scalar) || hasText)) return true;
      this.leave(scalar, DECIDES);
      return false;
    });
  }

  private isChoice({ value, forms }: Scalar): boolean {
    return typeof value === "string" && forms.some(isFixed);
  }

  private isDefault({ path }: Scalar): boolean {
    const place = path.join("\n");
    return this.request.settings.some(
      (setting) => setting.path.join("\n") === place && setting.at === undefined,
    );
  }

  /** Choices with the values that change no blocks; none if all of them do. A name of another setting is such a choice too. */
  private withChoices(scalars: readonly Scalar[]): Scalar[] {
    const isFree = (scalar: Scalar): boolean => !this.isChoice(scalar) && !this.isName(scalar);
    const chosen = scalarUnits(
      scalars.filter((scalar) => !isFree(scalar)),
      (scalar) => scalar,
    ).flatMap((unit) => this.chosenIn(unit).map((choice, index) => [unit[index], choice] as const));
    const known = new Map(chosen);
    return scalars.flatMap((scalar) => (isFree(scalar) ? [scalar] : (known.get(scalar) ?? [])));
  }

  /** The choices of settings that are alike, of which trials have one value in all. */
  private chosenIn(unit: readonly Scalar[]): Scalar[] {
    const all = unit.map((scalar) =>
      this.isName(scalar) ? otherValues(scalar, 1).slice(0, 1) : otherChoices(scalar),
    );
    const count = Math.max(...all.map(({ length }) => length));
    const places = Array.from({ length: count }, (_, place) => place).filter((place) => {
      const tried = unit.map((scalar, index) => ({
        ...scalar,
        choices: (all[index] ?? []).slice(place, place + 1),
      }));
      const candidates = candidatesOf(tried.filter(({ choices }) => choices.length > 0));
      const stacks = candidates.length > 0 ? this.synthesized(candidates, 1) : undefined;
      if (!stacks) return false;
      const { shapes, filled } = placesOf(this.stacks, [[1, stacks]], candidates);
      return shapes.length === 0 && filled.every(({ spans }) => spans);
    });
    const chosen = unit.map((scalar, index) => ({
      ...scalar,
      choices: places.flatMap((place) => all[index]?.[place] ?? []),
    }));
    if (chosen.every(({ choices }) => choices.length > 0))
      return chosen.map((each) =>
        this.isName(each) ? (unit.find(({ path }) => path === each.path) ?? each) : each,
      );
    for (const scalar of unit) this.leave(scalar, DECIDES);
    return [];
  }

  /** Whether it names a part of another setting, such as a node group. */
  private isName({ value, path }: Scalar): boolean {
    return (
      typeof value === "string" &&
      path.at(-1) !== "name" &&
      this.request.settings.some(
        (setting) =>
          setting.path.includes(value) &&
          !setting.path.slice(0, 2).every((step, index) => step === path[index]),
      )
    );
  }

  private leave(scalar: Scalar, reason: string): void {
    this.notVariables.push({ scalar, reason });
  }

  private placesIn(candidates: readonly Candidate[]): { filled: readonly FilledPlace[]; dropped: Scalar[] } {
    const trials: (readonly [number, Stacks])[] = [];
    let filled: readonly FilledPlace[] = [];
    for (let trial = 1; trial <= this.request.finding; trial += 1) {
      const stacks = this.synthesized(candidates, trial);
      if (!stacks) return this.without(this.culprits(candidates, (some) => this.refusalOf(some, trial)));
      trials.push([trial, stacks]);
      const places = placesOf(this.stacks, trials, candidates);
      const named = [...new Set(places.shapes.flatMap((each) => each.named))];
      if (named.length > 0) return this.without(named.map((each) => [each, "the names of blocks have it"]));
      if (places.shapes.length > 0)
        return this.without(this.culprits(candidates, (some) => this.otherBlocksOf(some, trial)));
      const open = places.filled.filter(
        ({ spans, layer, path }) => !spans && !this.request.isFilledOtherwise(layer, path),
      );
      if (open.length > 0) {
        const keys = new Set(open.map(placeKey));
        return this.without(this.culprits(candidates, (some) => this.openWith(some, keys, trial)));
      }
      filled = places.filled;
    }
    return { filled, dropped: [] };
  }

  private without(dropped: readonly Wrong[]) {
    for (const [{ scalar }, reason] of dropped) this.leave(scalar, reason);
    return { filled: [], dropped: dropped.map(([{ scalar }]) => scalar) };
  }

  private refusalOf(some: readonly Candidate[], trial: number): string | undefined {
    return this.synthesized(some, trial) ? undefined : REFUSED;
  }

  /** Blocks that only the first trials of some candidates have, or a refusal. */
  private otherBlocksOf(some: readonly Candidate[], count: number): string | undefined {
    return this.wrongIn(some, count, (trials) => {
      const { shapes } = placesOf(this.stacks, trials, some);
      return shapes.length > 0
        ? `other values have other blocks: ${shapes.map(({ text }) => text).join("; ")}`
        : undefined;
    });
  }

  /** Those of some places that the first trials of some candidates change without a stated formula, or a refusal. */
  private openWith(some: readonly Candidate[], keys: ReadonlySet<string>, count: number): string | undefined {
    return this.wrongIn(some, count, (trials) => {
      const open = placesOf(this.stacks, trials, some, keys).filled.filter(({ spans }) => !spans);
      return open.length > 0
        ? `it shapes ${open.slice(0, 3).map(placeKey).join(", ")}, and synth states no formula for that`
        : undefined;
    });
  }

  /** The first reason that trials of some candidates have, with one trial more each time. */
  private wrongIn(
    some: readonly Candidate[],
    count: number,
    reasonOf: (trials: TrialSynths) => string | undefined,
  ): string | undefined {
    const trials: (readonly [number, Stacks])[] = [];
    for (let trial = 1; trial <= count; trial += 1) {
      const stacks = this.synthesized(some, trial);
      if (!stacks) return REFUSED;
      trials.push([trial, stacks]);
      const reason = reasonOf(trials);
      if (reason !== undefined) return reason;
    }
    return undefined;
  }

  /**
   * Candidates without which no trial is wrong, found by halves, and why; at least one if the trials of all have a reason. Each half is
   * tried with the others that stay: two settings can be wrong only together, and then the later one goes.
   */
  private culprits(
    candidates: readonly Candidate[],
    reasonOf: (some: readonly Candidate[]) => string | undefined,
  ): Wrong[] {
    const kept: Candidate[] = [];
    const searched = (some: readonly Candidate[], reason: string): Wrong[] => {
      const halves = halvesOf(some, ({ scalar }) => scalar);
      if (halves.length === 0) return some.map((each) => [each, reason]);
      return halves.flatMap((half) => {
        const found = reasonOf([...kept, ...half]);
        if (found !== undefined) return searched(half, found);
        kept.push(...half);
        return [];
      });
    };
    return searched(candidates, REFUSED);
  }

  private synthesized(candidates: readonly Candidate[], trial: number): Stacks | undefined {
    const { environment, settings, synth } = this.request;
    const result = synth(...trialSettings(environment, settings, candidates, trial));
    return "stacks" in result
      ? Object.assign(generatedOf(result.stacks), { formulas: result.formulas ?? [] })
      : undefined;
  }
}

const generatedOf = (stacks: ReadonlyMap<Layer, StackJson>): Stacks =>
  new Map([...stacks].map(([layer, stack]) => [layer, stack.generated]));

const REFUSED = "another value is refused together with the others";
const DECIDES = "it decides which blocks and arguments the modules have";

/** Whether it tells variants of a mapping apart. */
const isVariant = ({ forms }: Scalar): boolean =>
  forms.some(({ _zod: { def } }) => def.type === "literal" && def.values.length === 1);

const isFixed = ({ _zod }: Scalar["forms"][number]): boolean =>
  _zod.def.type === "enum" || _zod.def.type === "literal";
