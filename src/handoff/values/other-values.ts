import { safeParse } from "zod/v4/core";
import { EKS_REGIONS, zonesWithoutEks } from "../../facts/regions";
import { type Scalar } from "./scalars";
import { type Forms } from "../variables/schema-forms";
import { boundsOf } from "../../environment/schema-words";

/** Trials that find the places of values: no fewer, and no more. The next trial proves what they found. */
export const FINDING = { least: 3, most: 4 };

/** Trials with other values. */
export const TRIALS = FINDING.most + 1;

/**
 * Values that the schema accepts in place of the present one, of the same length where it is a text: they change nothing but the
 * places of the value. The same seed gives the same values. Numbers of one setting in successive trials are apart, since roundings of
 * close ones are equal.
 */
export function otherValues(scalar: Scalar, seed: number): (string | number)[] {
  const { value, forms, path } = scalar;
  const choices = otherChoices(scalar);
  if (choices.length > 0) return rotated(choices, seed);
  const candidates =
    typeof value === "number" ? numbers(value, forms, seed, roomOf(path)) : texts(value, seed);
  return [...new Set<string | number>(candidates)].filter(
    (each) => each !== value && (forms.length === 0 || forms.some((form) => accepts(form, each))),
  );
}

const accepts = (form: Forms[number], value: string | number): boolean => {
  const parsed = safeParse(form, value);
  return parsed.success && parsed.data === value;
};

/** Other values of a fixed set. */
export function otherChoices({ value, forms, choices }: Scalar): readonly (string | number)[] {
  if (choices) return choices;
  const all = forms.flatMap(({ _zod: { def } }): readonly unknown[] =>
    def.type === "literal" ? def.values : def.type === "enum" ? Object.values(def.entries) : [],
  );
  return all.filter(
    (each): each is string | number =>
      each !== value &&
      typeof each === typeof value &&
      (typeof each === "string" || typeof each === "number"),
  );
}

const rotated = <T>(all: readonly T[], by: number): T[] => {
  const start = by % all.length;
  return [...all.slice(start), ...all.slice(0, start)];
};

/** How much a number grows at least: a minimum less than others, so that its maximum can stay above it. */
const roomOf = (path: Scalar["path"]): number => (String(path.at(-1)).startsWith("min") ? 20 : 60);

/** Somewhat larger numbers, and smaller ones at the upper bound. */
function numbers(value: number, forms: Forms, seed: number, room: number): number[] {
  const random = randomOf(seed);
  const bounds = forms.map(boundsOf);
  const whole = bounds.some(({ isWhole }) => isWhole);
  const { most = Infinity, below = Infinity, least = 0, above = 0 } = bounds[0] ?? {};
  const high = Math.min(most, below, Math.max(value * 1.5, value + room));
  const low = Math.max(least, above, value / 2);
  const unit = whole ? 1 : 0.25;
  return Array.from({ length: ATTEMPTS }, (_, attempt) => {
    const isAbove = attempt < ATTEMPTS / 2 && high - value >= 2 * unit;
    const apart = (1 + partOf(seed) + random()) / (1 + TRIALS);
    const number = isAbove ? value + apart * (high - value) : low + random() * (high - low);
    return Math.round(number / unit) * unit;
  });
}

/**
 * The part of the range of a number for a trial. Settings have them in other orders, since numbers that grow alike
 * explain each other.
 */
function partOf(seed: number): number {
  const parts = Array.from({ length: TRIALS }, (_, part) => part);
  let order = Math.floor(seed / TRIALS);
  let found = 0;
  for (let trial = 0; trial <= seed % TRIALS; trial += 1) {
    found = parts.splice(order % parts.length, 1)[0] ?? 0;
    order = Math.floor(order / (parts.length + 1));
  }
  return found;
}

function texts(value: string, seed: number): string[] {
  if (EKS_REGIONS.includes(value)) return rotated(EKS_REGIONS.filter(isLike(value)), seed);
  const random = randomOf(seed);
  const places = [...value].flatMap((character, index) => (/[A-Za-z0-9]/.test(character) ? [index] : []));
  const digits = places.filter((place) => /\d/.test(value[place] ?? ""));
  const tails = [5, 4, 3, 2, 1].map((count) => places.slice(-count));
  return [...(isRange(value) ? [secondOctet(value)] : tails), digits.slice(-2), digits].flatMap((changed) =>
    Array.from({ length: ATTEMPTS }, () => {
      const characters = [...value];
      for (const place of changed) {
        const kind = KINDS.find((each) => each.includes(characters[place] ?? "")) ?? "";
        characters[place] = kind[Math.floor(random() * kind.length)] ?? "";
      }
      return characters.join("");
    }),
  );
}

/** Regions with the same number of words and of zones without EKS. */
const isLike =
  (region: string) =>
  (other: string): boolean =>
    other.split("-").length === region.split("-").length &&
    zonesWithoutEks(other).length === zonesWithoutEks(region).length;

const isRange = (value: string): boolean => /^\d+\.\d+\.\d+\.\d+\/\d+$/.test(value);

/** Places of the digits that tell networks of an organization apart, in `10.48.0.0/16`. */
const secondOctet = (value: string): number[] => {
  const [first = "", second = ""] = value.split(".");
  return [...second].map((_, index) => first.length + 1 + index);
};

/** Characters that stay of their kind: those of hexadecimal digits too. */
const KINDS = ["0123456789", "abcdef", "ghijklmnopqrstuvwxyz", "ABCDEF", "GHIJKLMNOPQRSTUVWXYZ"];

const ATTEMPTS = 40;

/** Numbers from 0 to 1 that are the same for each run (generator of Lehmer). */
function randomOf(seed: number): () => number {
  let state = (seed * 7919 + 104729) % 2147483647;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}
