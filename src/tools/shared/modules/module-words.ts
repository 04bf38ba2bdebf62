import { type SettingPath } from "../../../shared/terraform/cause-record";
import { type Layer } from "../../../shared/terraform/layers";
import { type HeldSettings, type VariablePlace } from "./held-settings";

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

/** A message or fix of a layer with variables and files of the modules in place of keys of the environment's file. */
export function inModuleWords(words: ModuleWords, layer: Layer, text: string): string {
  const { valuesFiles, others, settings } = words;
  const places = placesByKey(words);
  const first = new Set(settings.map(({ path }) => String(path[0])));
  const named = text.replace(WORD, (key) => {
    if (!/[A-Z.[]/.test(key) || key.endsWith(".tf")) return key;
    const place = placeOf(key, places);
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

/** Places by the key of the file, and by its end where no other word has that form: `maxPerZone`, `replicas.max`. */
function placesByKey({ settings, elements }: HeldSettings): ReadonlyMap<string, VariablePlace> {
  const lists = elements.map((each) => [keyOf(each.path), each.in] as const);
  const held = settings.flatMap((each): [string, VariablePlace][] => {
    const place = "in" in each ? each.in[0] : undefined;
    if (place === undefined) return [];
    const ends = [String(each.path.at(-1)), each.path.slice(-2).join(".")].filter((end) =>
      /[A-Z.]/.test(end),
    );
    const field: VariablePlace = [place[0], place.at(-1) ?? ""];
    return [...ends.map((end): [string, VariablePlace] => [end, field]), [keyOf(each.path), place]];
  });
  return new Map([...held, ...lists]);
}

/** The place of a key, or of the longest key that it is below. */
function placeOf(key: string, places: ReadonlyMap<string, VariablePlace>): VariablePlace | undefined {
  const outer = key.replace(/(?:\.[\w-]+|\[\d+\])$/, "");
  return places.get(key) ?? (outer === key ? undefined : placeOf(outer, places));
}

const keyOf = (path: SettingPath): string =>
  path
    .map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`))
    .join("")
    .slice(1);
