import { OBJECT_BYTES } from "../facts/quotas";
import { type NamedFile, type Texts } from "./loader/named-files";
import { type RuleProblem } from "./load-request";
import { allOf, forEach, forEachValue } from "./refused-values";
import { chartFileRules } from "./chart-values";
import { forEachScript, nodeScriptRules } from "./values/node-scripts";
import { type EnvironmentConfig } from "./schema";

type Model = EnvironmentConfig["models"][number];
type ConfigFiles = NonNullable<Model["configFiles"]>[string];

/** Name of a file in its folder in the container, which is its key in the ConfigMap. */
export const keyOfFile = (file: string): string => file.slice(file.lastIndexOf("/") + 1);

/** Files that an environment names, with the place of each name. */
export const namedFiles = (config: EnvironmentConfig): NamedFile[] => [
  ...forEachScript(config, (named) => [named]),
  ...inEachFolder(config, ({ files }, path) =>
    forEach(files, (file, index) => [{ file, path: [...path, "files", index] }]),
  ),
  ...forEachValue(config.charts ?? {}, (name, { values }) =>
    values === undefined ? [] : [{ file: values, path: ["charts", name, "values"] }],
  ),
];

/** Rules on the texts of these files. */
export const namedFileRules = (config: EnvironmentConfig, texts: Texts): RuleProblem[] =>
  allOf(
    () => nodeScriptRules(config, texts),
    () => configMapRules(config, texts),
    () => chartFileRules(config, texts),
  );

/** Text of a file that an environment names. */
export function textOfFile(texts: Texts, file: string): string {
  const text = texts.get(file);
  if (text === undefined) throw new Error(`${file} is named and was not read`);
  return text;
}

const configMapRules = (config: EnvironmentConfig, texts: Texts): RuleProblem[] =>
  inEachFolder(config, ({ files }, path) => {
    const bytes = files.reduce(
      (sum, file) => sum + Buffer.byteLength(keyOfFile(file)) + Buffer.byteLength(texts.get(file) ?? ""),
      0,
    );
    return bytes > OBJECT_BYTES.data
      ? [
          {
            path,
            got: `${bytes} bytes`,
            expected: `at most ${OBJECT_BYTES.data} bytes of names and texts, the limit of a ConfigMap`,
            fix: "split it into several entries of configFiles, or put the files into the model bucket",
          },
        ]
      : [];
  });

const inEachFolder = <R>(
  { models }: EnvironmentConfig,
  rule: (folder: ConfigFiles, path: (string | number)[]) => readonly R[],
): R[] =>
  forEach(models, ({ configFiles = {} }, index) =>
    forEachValue(configFiles, (name, folder) => rule(folder, ["models", index, "configFiles", name])),
  );
