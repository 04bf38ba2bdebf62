import { type LoadedEnvironment } from "./loaded-environment";
import { type ConfigPath, formatLocation } from "./problems";
import { sha256 } from "../base/digests";

/** A value of an environment, after inheritance and defaults. */
interface Setting {
  readonly path: ConfigPath;
  /** A text, number or boolean, or a list of these. */
  readonly value: unknown;
  /** Location in the file, as `file:line:column`. @default - none, for a value that is left to its default */
  readonly at?: string;
}

/** Digits of a checksum that tell two texts apart. */
const DIGITS = 12;

/** All values of an environment, in the order of its keys. The name of a file has a checksum of its text. */
export function environmentSettings<T>({ config, writtenAt, files }: LoadedEnvironment<T>): Setting[] {
  const sums = new Map(
    files.map(({ path, text }) => [JSON.stringify(path), sha256(JSON.stringify([text])).slice(0, DIGITS)]),
  );
  const summed = (value: unknown, path: ConfigPath): unknown => {
    if (Array.isArray(value)) return value.map((item, index) => summed(item, [...path, index]));
    const sum = sums.get(JSON.stringify(path));
    return sum === undefined ? value : `${String(value)} (sha256 ${sum})`;
  };
  const visit = (value: unknown, path: ConfigPath): Setting[] => {
    if (value === undefined) return [];
    if (isBranch(value)) {
      return Object.entries(value).flatMap(([key, item]) =>
        visit(item, [...path, Array.isArray(value) ? Number(key) : key]),
      );
    }
    const place = writtenAt(path);
    return [
      {
        path,
        value: summed(value, path),
        ...(place ? { at: formatLocation(place) } : {}),
      },
    ];
  };
  return visit(config, []);
}

/** True for a value that contains other values: a mapping, or a list of mappings. */
function isBranch(value: unknown): value is object {
  if (value === null || typeof value !== "object" || Object.keys(value).length === 0) return false;
  return !Array.isArray(value) || value.some((item) => item !== null && typeof item === "object");
}
