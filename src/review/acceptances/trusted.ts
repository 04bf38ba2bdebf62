import { type EnvironmentRecord } from "../../terraform/environment-record";
import { type ReviewLine } from "../stages/line";
import { say } from "../stages/phrase";
import { type EntryCauses } from "./entry-causes";

/** A name of others that the file trusts. */
interface Trusted {
  readonly kind: string;
  readonly value: string;
}

/** New, wider, narrower and removed entries of `trusted`: checks no longer find such names of others. */
export function trustedLines(
  before: EnvironmentRecord,
  after: EnvironmentRecord,
  causes: EntryCauses,
): ReviewLine[] {
  const [was, is] = [trustedIn(before), trustedIn(after)];
  const has = (list: readonly Trusted[], entry: Trusted): boolean =>
    list.some(({ kind, value }) => kind === entry.kind && value === entry.value);
  const gained = is.filter((entry) => !has(was, entry));
  const lost = was.filter((entry) => !has(is, entry));
  const replaced = new Set<Trusted>();
  const lines = gained.map((entry): ReviewLine => {
    const { kind, value } = entry;
    const cause = causes.of("trusted", { kind, value });
    const narrow = lost.filter((each) => includes(entry, each));
    const [old] = narrow;
    narrow.forEach((each) => replaced.add(each));
    if (old)
      return {
        level: "attention",
        cause,
        text: say`the trusted ${kind} is wider: ${old.value} → ${value}; checks no longer find names of it`,
      };
    const wide = lost.find((each) => includes(each, entry)) ?? was.find((each) => includes(each, entry));
    if (wide) {
      if (lost.includes(wide)) replaced.add(wide);
      return { level: "info", cause, text: say`the trusted ${kind} is narrower: ${wide.value} → ${value}` };
    }
    return {
      level: "attention",
      cause,
      text: say`${kind} ${value} is trusted from now on; checks no longer find names of it`,
    };
  });
  const gone = lost
    .filter((entry) => !replaced.has(entry))
    .map(({ kind, value }): ReviewLine => ({
      level: "info",
      cause: causes.of("trusted"),
      text: say`${kind} ${value} is no longer trusted`,
    }));
  return [...lines, ...gone];
}

/** Whether an entry includes another one: a path below a registry or source, a host below a domain. */
function includes(wide: Trusted, narrow: Trusted): boolean {
  if (wide.kind !== narrow.kind) return false;
  if (wide.kind === "domain") return narrow.value.endsWith(`.${wide.value}`);
  return narrow.value.startsWith(wide.value.endsWith("/") ? wide.value : `${wide.value}/`);
}

export function trustedIn({ settings }: EnvironmentRecord): Trusted[] {
  const entries = new Map<string | number, { kind: string; value: string }>();
  for (const { path, value } of settings) {
    const [section, index, key] = path;
    if (section !== "trusted" || index === undefined || (key !== "kind" && key !== "value")) continue;
    const entry = entries.get(index) ?? { kind: "", value: "" };
    entry[key] = String(value);
    entries.set(index, entry);
  }
  return [...entries.values()];
}
