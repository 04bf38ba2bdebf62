import { type Layer } from "../../base/layers";
import { type SettingPath } from "../../terraform/cause-record";
import { type HeldSettings } from "../held-settings";

type VariablePlace = HeldSettings["elements"][number]["in"];

/** Words about an environment's file, which the owner of a hand-over does not have. */
const PHRASES: readonly (readonly [words: RegExp, instead: string])[] = [
  [/(\([\w./-]+\)) of the file\b/g, "$1"],
  [
    /^synthesize again, after a change of the key that the message names if the file is wrong/,
    "restore what the hand-over wrote, or change the variable that sets it in FILES",
  ],
  [/\brun synth again\b/g, "restore what the hand-over wrote"],
  [/,? and (?:synthesize|synth) again\b/g, ""],
  [/\blet synth write\b/g, "write"],
  [/\b(the|no|which) key of the file\b/g, "$1 variable of FILES"],
  [/\badd components\.([\w-]+) \([\w.]+\): \{\}/g, "hand over again with the component $1"],
  [/\b(?:the|an) environment's file\b|\bthe file(?: of the environment)?\b/g, "FILES"],
];

/** Where a hand-over has its settings. */
export interface ModuleWords extends HeldSettings {
  readonly valuesFiles: ReadonlyMap<Layer, string>;
  /** Name of the file with the settings that no variable holds. */
  readonly others: string;
}

/** A word that can be a key of a file. */
const WORD = /(?<![\w./-])[a-z]\w*(?:\.[A-Za-z][\w-]*|\[\d+\])*(?![\w/(])/g;

/** First keys of the file: those of its settings, and those of parts that messages name without one. */
const firstKeys = ({ settings }: HeldSettings): ReadonlySet<string> =>
  new Set(["components", "instanceTypes", ...settings.map(({ path }) => String(path[0]))]);

/** A message or fix of a layer with variables and files of the modules in place of keys of the environment's file. */
export function inModuleWords(words: ModuleWords, layer: Layer, text: string): string {
  const { valuesFiles, others } = words;
  const places = placesByKey(words);
  const first = firstKeys(words);
  const named = text.replace(WORD, (key) => {
    if (!/[A-Z.[]/.test(key) || key.endsWith(".tf")) return key;
    const place = placeOfKey(key, places);
    if (place !== undefined)
      return `${place.slice(1).join(".")} (${valuesFiles.get(place[0]) ?? `values of ${place[0]}`})`;
    return first.has(key.replace(/[.[].*/, "")) ? `${key} (${others})` : key;
  });
  const files = `${valuesFiles.get(layer) ?? `values of ${layer}`} or ${others}`;
  return PHRASES.reduce((all, [pattern, instead]) => all.replace(pattern, instead), named).replaceAll(
    "FILES",
    files,
  );
}

/**
 * Places by the key of the file, and by its end where no other word and no key of the whole file has that form:
 * `maxPerZone`, `replicas.max`. An end of several variables has the end of their names.
 */
function placesByKey(held: HeldSettings): ReadonlyMap<string, VariablePlace> {
  const { settings, elements } = held;
  const first = firstKeys(held);
  const places = new Map<string, VariablePlace>();
  for (const each of settings) {
    const place = "in" in each ? each.in[0] : undefined;
    if (place === undefined) continue;
    const [layer, name] = [place[0], place.at(-1) ?? ""];
    for (const end of [String(each.path.at(-1)), each.path.slice(-2).join(".")])
      if (/[A-Z.]/.test(end) && !first.has(end))
        places.set(end, [layer, commonEnd(name, places.get(end)?.[1] ?? name)]);
    places.set(keyOfPath(each.path), place);
  }
  for (const each of elements) places.set(keyOfPath(each.path), each.in);
  return places;
}

function commonEnd(name: string, other: string): string {
  const words = other.split("_").reverse();
  const own = name.split("_").reverse();
  const differs = own.findIndex((word, index) => word !== words[index]);
  return own
    .slice(0, differs < 1 ? undefined : differs)
    .reverse()
    .join("_");
}

/** The place of a key, or of the longest key that it is below. */
function placeOfKey(key: string, places: ReadonlyMap<string, VariablePlace>): VariablePlace | undefined {
  const outer = key.replace(/(?:\.[\w-]+|\[\d+\])$/, "");
  return places.get(key) ?? (outer === key ? undefined : placeOfKey(outer, places));
}

const keyOfPath = (path: SettingPath): string =>
  path
    .map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`))
    .join("")
    .slice(1);
