import { isMap, parseDocument } from "yaml";
import { yamlMistake, yamlValue } from "../base/yaml-value";
import { type Texts } from "./loader/named-files";
import { type RuleProblem } from "./load-request";
import { forEach, forEachValue } from "./refused-values";
import { type EnvironmentConfig } from "./schema";
import { type OwnChart } from "./schema-charts";

/** A value in the file of a chart. Helm removes the default of a value that is null. */
export type FileValue = string | number | boolean | null | readonly FileValue[] | FileValues;
export type FileValues = { readonly [key: string]: FileValue };

const CORRECT = { expected: "YAML", fix: "correct the file" };

/** Values in the text of a file, or the reason that there are none. An empty file has none. */
export function readChartValues(
  file: string,
  text: string,
): { readonly values: FileValues } | (Pick<RuleProblem, "expected" | "fix"> & { readonly got: string }) {
  const document = parseDocument(text);
  const [error] = [...document.errors, ...document.warnings];
  if (error) {
    const [start] = error.linePos ?? [];
    const place = start ? `${file}:${start.line}:${start.col}` : file;
    return { got: `${place}: ${yamlMistake(error)}`, ...CORRECT };
  }
  const read = yamlValue(document);
  if ("got" in read) return { got: `${file}: ${read.got}`, ...CORRECT };
  const { contents } = document;
  if (contents === null) return { values: {} };
  if (isMap(contents)) return { values: read.value as FileValues };
  return {
    got: Array.isArray(read.value) ? "a list" : "one value",
    expected: "a mapping of values",
    fix: "write the values as key: value, as values.yaml of the chart does",
  };
}

/** Rules on the files of values. */
export const chartFileRules = ({ charts = {} }: EnvironmentConfig, texts: Texts): RuleProblem[] =>
  forEachValue(charts, (name, chart) => {
    const file = chart.values;
    const text = file === undefined ? undefined : texts.get(file);
    if (file === undefined || text === undefined) return [];
    const read = readChartValues(file, text);
    return "got" in read
      ? [{ path: ["charts", name, "values"], ...read }]
      : setValues(chart, read.values).map(({ index, value }) => ({
          path: ["charts", name, "images", index, "value"],
          got: `${value} in ${file}`,
          expected: "a value that the file does not set",
          fix: "remove it from the file: synth writes the image",
        }));
  });

/** Values of images that a file sets, with the place of the image. */
const setValues = (
  { images }: OwnChart,
  values: FileValues,
): { readonly index: number; readonly value: string }[] =>
  forEach(images, ({ value, form }, index) => {
    const keys = form === "text" ? [value] : KEYS_OF_IMAGE[form].map((key) => `${value}.${key}`);
    return keys.filter((path) => isSet(values, path.split("."))).map((path) => ({ index, value: path }));
  });

/** Keys of a value that is a mapping. */
const KEYS_OF_IMAGE = {
  repository: ["repository", "tag"],
  registry: ["registry", "repository", "tag"],
} as const;

/** True if values have a value at a path, or something else than a mapping above it. */
function isSet(values: FileValue | undefined, [key, ...rest]: readonly string[]): boolean {
  if (values === undefined) return false;
  if (key === undefined || values === null || typeof values !== "object" || Array.isArray(values))
    return true;
  return isSet((values as FileValues)[key], rest);
}
