import { type Texts } from "../loader/named-files";
import { type EnvironmentConfig } from "../schema";
import { readChartValues } from "../chart-values";
import { type RuleProblem, forEach, forEachValue } from "../rule-problems";
import { type OwnChart } from "../schema/charts";
import { type FileValue, type FileValues } from "../loader/chart-file";

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
