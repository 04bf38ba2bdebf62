import { type EnvironmentRecord } from "../../../proof/terraform-json/environment-record";
import { type StackJson } from "../../../proof/terraform-json/stack-json";
import { type Layer } from "../../../shared/terraform/layers";
import { type TrialSynth } from "../../shared/origins/trial-synth";
import { type Candidate, FINDING, TRIALS, candidatesOf, settingsOf } from "./candidates";
import { type FilledPlace, type Places, type Stacks, placesOf } from "./places";
import { choicesOf, otherValues } from "./other-values";
import { type Scalar, scalarsOf } from "./scalars";

/** A setting that gets no variable. */
export interface NotVariable {
  readonly scalar: Scalar;
  readonly reason: string;
}

export interface TrialRequest {
  readonly environment: string;
  readonly settings: EnvironmentRecord["settings"];
  readonly synth: TrialSynth;
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
  /** Number of syntheses so far. */
  readonly count: () => number;
}

/** Finds the places of all scalars of an environment by syntheses with other values. Undefined if this program refuses the settings. */
export function trialPlaces(request: TrialRequest): TrialPlaces | undefined {
  const runner = new Runner(request);
  return runner.found();
}

class Runner {
  private count = 0;
  private searches = 0;
  private readonly notVariables: NotVariable[] = [];
  private stacks: Stacks = new Map();

  constructor(private readonly request: TrialRequest) {}

  found(): TrialPlaces | undefined {
    const { environment, settings } = this.request;
    const stacks = this.synthesized([], 0);
    if (!stacks) return undefined;
    this.stacks = stacks;
    let scalars = this.withPlaces(scalarsOf(environment, settings));
    scalars = scalars.flatMap((scalar) => this.withChoices(scalar));
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

  private later(candidates: readonly Candidate[]): Pick<TrialPlaces, "proof" | "refused" | "count"> {
    const others = (left: ReadonlySet<Candidate>) => candidates.filter((each) => !left.has(each));
    return {
      proof: (left) => this.synthesized(others(left), TRIALS),
      refused: (left) => lastOfFewest(others(left), (some) => !this.synthesized(some, TRIALS)),
      count: () => this.count,
    };
  }

  /** Values that can decide which blocks there are. The form of a mapping does, and so does a default of 0, which is no number of them. */
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

  /** A choice with the values that change no blocks; none if all of them do. A name of another setting is such a choice too. */
  private withChoices(scalar: Scalar): Scalar[] {
    const isName = this.isName(scalar);
    if (!this.isChoice(scalar) && !isName) return [scalar];
    const choices = (isName ? otherValues(scalar, 1).slice(0, 1) : choicesOf(scalar)).filter((choice) => {
      const [alone] = candidatesOf([{ ...scalar, choices: [choice] }]);
      const stacks = alone && this.synthesized([alone], 1);
      if (!stacks) return false;
      const { shapes, filled } = placesOf(this.stacks, [[1, stacks]], [alone]);
      return shapes.length === 0 && filled.every(({ spans }) => spans);
    });
    if (choices.length > 0) return [isName ? scalar : { ...scalar, choices }];
    this.leave(scalar, DECIDES);
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
    const first = this.synthesized(candidates, 1);
    if (!first)
      return this.without(
        this.culprit(candidates, () => true),
        "another value is refused together with the others",
      );
    const shaped = placesOf(this.stacks, [[1, first]], candidates);
    const named = [...new Set(shaped.shapes.flatMap((each) => each.named))];
    if (named.length > 0) return this.without(named, "the names of blocks have it");
    if (shaped.shapes.length > 0)
      return this.without(
        this.culprit(candidates, ({ shapes }) => shapes.length === 0),
        `other values have other blocks: ${shaped.shapes.map(({ text }) => text).join("; ")}`,
      );
    const trials = this.trials(candidates);
    if (!trials)
      return this.without(
        this.culprit(candidates, () => true, 2),
        "another value is refused together with the others",
      );
    const places = placesOf(this.stacks, trials, candidates);
    const open = places.filled.filter(
      (place) => !place.spans && !this.request.isFilledOtherwise(place.layer, place.path),
    );
    if (places.shapes.length > 0)
      return this.without(
        this.culprit(candidates, ({ shapes }) => shapes.length === 0, 2),
        `other values have other blocks: ${places.shapes.map(({ text }) => text).join("; ")}`,
      );
    if (open.length > 0) {
      const keys = new Set(open.map(keyOf));
      return this.without(
        this.openCulprits(candidates, keys),
        `it shapes ${open.slice(0, 3).map(keyOf).join(", ")} in a way that no expression has`,
      );
    }
    return { filled: places.filled, dropped: [] };
  }

  private trials(candidates: readonly Candidate[]) {
    const trials = Array.from(
      { length: FINDING },
      (_, index) => [index + 1, this.synthesized(candidates, index + 1)] as const,
    );
    return trials.every((each): each is readonly [number, Stacks] => each[1] !== undefined)
      ? trials
      : undefined;
  }

  private without(dropped: readonly Candidate[], reason: string) {
    for (const { scalar } of dropped) this.leave(scalar, reason);
    return { filled: [], dropped: dropped.map(({ scalar }) => scalar) };
  }

  /** A single one is found by halves, and so are those that shape a place only together. Each candidate alone tells many at once. */
  private openCulprits(candidates: readonly Candidate[], keys: ReadonlySet<string>): Candidate[] {
    this.searches += 1;
    const alone = this.searches === 2 ? candidates.filter((each) => this.isOpenWith([each], keys)) : [];
    return alone.length > 0 ? alone : lastOfFewest(candidates, (some) => this.isOpenWith(some, keys));
  }

  /** Whether other values of some candidates alone change one of these places, and no expression has the change. */
  private isOpenWith(some: readonly Candidate[], keys: ReadonlySet<string>): boolean {
    const trials = this.trials(some);
    return (
      !trials ||
      placesOf(this.stacks, trials, some).filled.some((place) => keys.has(keyOf(place)) && !place.spans)
    );
  }

  private culprit(
    candidates: readonly Candidate[],
    isRight: (places: Places) => boolean,
    trial = 1,
  ): Candidate[] {
    return lastOfFewest(candidates, (some) => {
      const stacks = this.synthesized(some, trial);
      return !stacks || !isRight(placesOf(this.stacks, [[trial, stacks]], some));
    });
  }

  private synthesized(candidates: readonly Candidate[], trial: number): Stacks | undefined {
    this.count += 1;
    const { environment, settings, synth } = this.request;
    const result = synth(...settingsOf(environment, settings, candidates, trial));
    return "stacks" in result ? generatedOf(result.stacks) : undefined;
  }
}

const generatedOf = (stacks: ReadonlyMap<Layer, StackJson>): Stacks =>
  new Map([...stacks].map(([layer, stack]) => [layer, stack.generated]));

const keyOf = ({ layer, path }: FilledPlace): string => [layer, ...path].join(".");

/** The last of the fewest candidates, from the first one on, with which trials are wrong. */
function lastOfFewest(
  candidates: readonly Candidate[],
  isWrong: (some: readonly Candidate[]) => boolean,
): Candidate[] {
  let right = 0;
  let wrong = candidates.length;
  while (wrong - right > 1) {
    const middle = Math.floor((right + wrong) / 2);
    if (isWrong(candidates.slice(0, middle))) wrong = middle;
    else right = middle;
  }
  return candidates.slice(wrong - 1, wrong);
}

const DECIDES = "it decides which blocks and arguments the modules have";

/** Whether it tells variants of a mapping apart. */
const isVariant = ({ forms }: Scalar): boolean =>
  forms.some(({ _zod: { def } }) => def.type === "literal" && def.values.length === 1);

const isFixed = ({ _zod }: Scalar["forms"][number]): boolean =>
  _zod.def.type === "enum" || _zod.def.type === "literal";
