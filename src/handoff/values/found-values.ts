import { type SettingRecord } from "../../terraform/environment-record";
import { type Layer } from "../../base/layers";
import { type TrialSynth } from "../../project/trial-synth";
import { type BindingTarget, type KeyTarget, type LiftedLocal, type Parameters } from "../variables/variable";
import { type Candidate } from "./candidates";
import { FINDING } from "./other-values";
import { type LayerRequest, type ScalarNames, describedBindings } from "./described";
import { scalarNames } from "./names";
import { type FilledPlace, type Stacks, type View, candidatesIn } from "./places";
import { type Span } from "./templates";
import { type NotVariable, type TrialPlaces, trialPlaces } from "./trial-places";
import { type ValuesOfModule, disproved } from "./proof";
import { withActual } from "./actual";
import { type TextPart, formattedText, writtenValue } from "./written";
import { writtenOut } from "./written-out";

/** Variables of the layers of an environment that trials found. */
export interface FoundValues {
  readonly layers: ReadonlyMap<Layer, FoundInLayer>;
  readonly notVariables: readonly NotVariable[];
}

/** The part of one layer. */
export type FoundInLayer = Required<Pick<Parameters, "bindings" | "keys" | "lifted" | "derived">>;

export interface FoundValuesRequest {
  readonly environment: string;
  readonly settings: readonly SettingRecord[];
  /** Stacks of the output, without notes. */
  readonly stacks: Stacks;
  readonly synth: TrialSynth;
  readonly valuesOfModule: ValuesOfModule;
  /** Whether something else than a value fills a place. */
  readonly isFilledOtherwise: (layer: Layer, path: FilledPlace["path"]) => boolean;
}

/**
 * The variables of an environment; none if this program does not synthesize its settings, or no record has them. A trial that disproves
 * places finds them in a second search, and another trial proves that.
 */
export function foundValues(request: FoundValuesRequest): FoundValues {
  const settings = writtenOut(request.settings, request.stacks);
  if (settings.length === 0) return NOTHING_FOUND;
  for (let finding = FINDING.least; ; finding += 1) {
    const own = { ...request, settings, finding };
    const found = trialPlaces(own);
    if (!found) return NOTHING_FOUND;
    const { values, isDisproved } = provedValues(own, found);
    if (!isDisproved || finding === FINDING.most) return values;
  }
}

type ProvedRequest = FoundValuesRequest & { readonly finding: number };

/** The values that trials found, without those that the next trial disproves. */
function provedValues(
  request: ProvedRequest,
  found: TrialPlaces,
): { readonly values: FoundValues; readonly isDisproved: boolean } {
  const { settings } = request;
  const names = scalarNames(
    found.candidates.map(({ scalar }) => scalar),
    settings,
  );
  const left = new Set<Candidate>();
  const notVariables = [...found.notVariables];
  let isDisproved = false;
  for (;;) {
    const proof = found.proof(left);
    const wrong = proof ? disprovedIn(request, { ...found, names, left }, proof) : found.refused(left);
    if (wrong.length === 0) break;
    if (proof) isDisproved = true;
    for (const candidate of wrong) left.add(candidate);
    notVariables.push(...wrong.map(({ scalar }) => ({ scalar, reason: proof ? DISPROVED : REFUSED })));
  }
  const layers = new Map(
    [...request.stacks].map(([layer, stack]) => {
      const places = placesWithout(found.places, layer, left);
      return [layer, inLayer({ stack, places, names, settings })] as const;
    }),
  );
  return { values: { layers, notVariables }, isDisproved };
}

const REFUSED = "another value is refused together with the others";
const DISPROVED = "other values of it shape more than its places";

/** The candidates that a trial disproves, in all layers. */
function disprovedIn(
  { isFilledOtherwise, valuesOfModule, settings, finding }: ProvedRequest,
  found: Pick<TrialPlaces, "stacks" | "places" | "candidates"> & {
    readonly names: ScalarNames;
    readonly left: ReadonlySet<Candidate>;
  },
  proof: Stacks,
): Candidate[] {
  const candidates = new Map(
    found.candidates
      .filter((each) => !found.left.has(each))
      .map((each) => [found.names.get(each.scalar) ?? "", each]),
  );
  const all = [...found.stacks].flatMap(([layer, stack]) => {
    const places = placesWithout(found.places, layer, found.left);
    const parameters = inLayer({ names: found.names, settings, stack, places });
    return disproved({
      layer,
      stack,
      proof: proof.get(layer) ?? {},
      trial: finding + 1,
      parameters,
      candidates,
      places,
      valuesOfModule,
      isFilledOtherwise,
    });
  });
  return [...new Set(all)];
}

/** The places of a layer, without parts that some candidates fill. */
const placesWithout = (
  places: readonly FilledPlace[],
  layer: Layer,
  left: ReadonlySet<Candidate>,
): FilledPlace[] =>
  places.flatMap((place) => {
    const spans = place.spans?.filter((span) => !candidatesIn(span).some((each) => left.has(each))) ?? [];
    return place.layer === layer && spans.length > 0 ? [{ ...place, spans }] : [];
  });

const NOTHING_FOUND: FoundValues = { layers: new Map(), notVariables: [] };

function inLayer(layer: LayerRequest): FoundInLayer {
  const { stack, places, names } = layer;
  const targets = new Map<Candidate, BindingTarget[]>();
  const keys: KeyTarget[] = [];
  const derived: Required<BindingTarget>[] = [];
  const lifted = new Map<string, LiftedLocal>();
  for (const place of places) {
    const actual = withActual(stack, place);
    const spans = actual?.spans ?? [];
    const template =
      actual &&
      writtenValue(
        actual.value,
        spans.map((span) => replacement(span, names)),
      );
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

function replacement({ start, end, filled }: Span<View>, names: ScalarNames): TextPart {
  const nameOfView = ({ candidate, part, stated }: View): string => {
    if (stated) return inParentheses(formulaText(stated, names));
    const name = `var.${(candidate && names.get(candidate.scalar)) ?? ""}`;
    return part ? part(name) : name;
  };
  if ("by" in filled) {
    const { checksum, numbers, hashed, stated } = filled.by;
    if (stated) return { start, end, expression: formulaText(stated, names), isNumber: true };
    if (hashed) {
      const text = formattedText(
        hashed.text,
        hashed.spans.map((each) => replacement(each, names)),
      );
      return { start, end, expression: `substr(sha256(${text}), 0, 8)`, isNumber: false };
    }
    return checksum
      ? { start, end, expression: checksum.expression, isNumber: false }
      : { start, end, expression: nameOfView(filled.by), isNumber: numbers !== undefined };
  }
  const isNumber = "computed" in filled;
  const { of, written: expression } = isNumber ? filled.computed : filled.ranged;
  return { start, end, expression: expression(of.map(nameOfView)), isNumber };
}

/** A formula with the expressions of its numbers. */
const formulaText = ({ text, of }: Required<View>["stated"], names: ScalarNames): string =>
  of.reduce((all, { name, literal, span }) => {
    const expression = span ? replacement(span, names).expression : literal;
    return all.replaceAll(`{${name}}`, inParentheses(expression));
  }, text);

/** An expression in parentheses, unless it is one name, number or call. */
function inParentheses(expression: string): string {
  let rest = expression.replace(/^[\w.]+/, "");
  for (let inner = ""; inner !== rest;) {
    inner = rest;
    rest = rest.replaceAll(/(?<!^)\([^()]*\)/g, "");
  }
  return rest === "" || /^\([^()]*\)$/.test(rest) ? expression : `(${expression})`;
}
