import { type SettingRecord } from "../../../proof/terraform-json/environment-record";
import { type Layer } from "../../../shared/terraform/layers";
import { type TrialSynth } from "../../shared/origins/trial-synth";
import { type BindingTarget, type KeyTarget, type LiftedLocal, type Parameters } from "../variables/variable";
import { type Candidate } from "./candidates";
import { type LayerRequest, type Names, describedBindings } from "./described";
import { namesOf } from "./names";
import { type FilledPlace, type Stacks, type View, candidatesIn } from "./places";
import { type Span } from "./templates";
import { type NotVariable, trialPlaces } from "./trial-places";
import { withActual } from "./actual";
import { type Replacement, written } from "./written";
import { writtenOut } from "./written-out";

/** Variables of the layers of an environment that trials found. */
export interface FoundValues {
  readonly layers: ReadonlyMap<Layer, FoundInLayer>;
  readonly notVariables: readonly NotVariable[];
  /** Number of syntheses. */
  readonly count: number;
}

/** What a layer has of them. */
export type FoundInLayer = Required<Pick<Parameters, "bindings" | "keys" | "lifted" | "derived">>;

export interface FoundValuesRequest {
  readonly environment: string;
  readonly settings: readonly SettingRecord[];
  /** Stacks of the output, without notes. */
  readonly stacks: Stacks;
  readonly synth: TrialSynth;
  /** Whether something else than a value fills a place. */
  readonly isFilledOtherwise: (layer: Layer, path: FilledPlace["path"]) => boolean;
}

/** The variables of an environment; none if this program does not synthesize its settings, or no record has them. */
export function foundValues(request: FoundValuesRequest): FoundValues {
  const { stacks } = request;
  const settings = writtenOut(request.settings, stacks);
  const found = settings.length > 0 ? trialPlaces({ ...request, settings }) : undefined;
  if (!found) return NOTHING_FOUND;
  const names = namesOf(
    found.candidates.map(({ scalar }) => scalar),
    settings,
  );
  const layers = new Map<Layer, FoundInLayer>();
  for (const [layer, stack] of stacks) {
    const places = found.places.filter((place) => place.layer === layer);
    layers.set(layer, inLayer({ stack, places, names, settings }));
  }
  return { layers, notVariables: found.notVariables, count: found.count };
}

export const NOTHING_FOUND: FoundValues = { layers: new Map(), notVariables: [], count: 0 };

function inLayer(layer: LayerRequest): FoundInLayer {
  const { stack, places, names } = layer;
  const targets = new Map<Candidate, BindingTarget[]>();
  const keys: KeyTarget[] = [];
  const derived: Required<BindingTarget>[] = [];
  const lifted = new Map<string, LiftedLocal>();
  for (const place of places) {
    const actual = withActual(stack, place);
    const spans = actual?.spans ?? [];
    const template = actual && written(actual.value, spans.map((span) => replacement(span, names)));
    if (template === undefined) continue;
    for (const local of spans.flatMap(localsIn)) lifted.set(local.name, local);
    const { path } = place;
    const candidates = new Set(spans.flatMap(candidatesIn));
    if (place.isKey) keys.push({ path, template });
    else if (candidates.size === 0) derived.push({ path, template });
    for (const candidate of candidates) {
      const others = targets.get(candidate) ?? [];
      const isAlone = template === `\${var.${names.get(candidate.scalar)}}`;
      targets.set(candidate, place.isKey ? others : [...others, isAlone ? { path } : { path, template }]);
    }
  }
  return { bindings: describedBindings(layer, targets), keys, derived, lifted: [...lifted.values()] };
}

const localsIn = ({ filled }: Span<View>): readonly LiftedLocal[] =>
  "by" in filled ? (filled.by.checksum?.locals ?? []) : [];

function replacement({ start, end, filled }: Span<View>, names: Names): Replacement {
  const nameOf = ({ candidate }: View): string => `var.${(candidate && names.get(candidate.scalar)) ?? ""}`;
  if ("by" in filled) {
    const { checksum, numbers } = filled.by;
    return checksum
      ? { start, end, expression: checksum.expression, isNumber: false }
      : { start, end, expression: nameOf(filled.by), isNumber: numbers !== undefined };
  }
  const isNumber = "computed" in filled;
  const { of, written: expression } = isNumber ? filled.computed : filled.ranged;
  return { start, end, expression: expression(of.map(nameOf)), isNumber };
}
