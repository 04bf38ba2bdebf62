import { isMap, parseDocument } from "yaml";
import { yamlMistake, yamlValue } from "../base/yaml-value";
import { type RuleProblem } from "./rule-problems";
import { type FileValues } from "./loader/chart-file";

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

/** Namespace of EKS that charts may share. */
export const SHARED_NAMESPACE = "kube-system";
