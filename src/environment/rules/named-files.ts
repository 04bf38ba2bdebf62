import { DOCUMENT_SIZES } from "../../facts/quotas";
import { type NamedFile, type Texts } from "../loader/named-files";
import { forEachScript, nodeScriptRules } from "../values/node-scripts";
import { type EnvironmentConfig } from "../schema";
import { chartFileRules } from "./chart-files";
import { type RuleProblem, allOf, forEach, forEachValue } from "../rule-problems";
import { keyOfFile } from "../container-folders";

type Model = EnvironmentConfig["models"][number];

type ConfigFiles = NonNullable<Model["configFiles"]>[string];

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

const configMapRules = (config: EnvironmentConfig, texts: Texts): RuleProblem[] =>
  inEachFolder(config, ({ files }, path) => {
    const bytes = files.reduce(
      (sum, file) => sum + Buffer.byteLength(keyOfFile(file)) + Buffer.byteLength(texts.get(file) ?? ""),
      0,
    );
    return bytes > DOCUMENT_SIZES.objectData
      ? [
          {
            path,
            got: `${bytes} bytes`,
            expected: `at most ${DOCUMENT_SIZES.objectData} bytes of names and texts, the limit of a ConfigMap`,
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
