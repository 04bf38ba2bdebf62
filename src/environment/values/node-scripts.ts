import figures from "../facts/figures.json";
import { DOCUMENT_SIZES } from "../../facts/quotas";
import { type NamedFile, type Texts } from "../loader/named-files";
import { type EnvironmentConfig } from "../schema";
import { type RuleProblem, forEachValue } from "../rule-problems";

/** Calls a rule for each node group with a script. */
export const forEachScript = <R>(
  { cluster }: EnvironmentConfig,
  rule: (named: NamedFile) => readonly R[],
): R[] =>
  forEachValue(cluster.nodeGroups, (name, { userData }) =>
    userData === undefined ? [] : rule({ file: userData, path: ["cluster", "nodeGroups", name, "userData"] }),
  );

/** Rules on the scripts of nodes. */
export const nodeScriptRules = (config: EnvironmentConfig, texts: Texts): RuleProblem[] =>
  forEachScript(config, ({ file, path }) => {
    const text = texts.get(file);
    return text === undefined ? [] : scriptRules(text).map((problem) => ({ path, ...problem }));
  });

/**
 * Rules on a script in user data. cloud-init decodes parts by the MIME parser of Python, which changes letters outside of ASCII
 * (canonical/cloud-init, `user_data.py`, read and observed 2026-11-26). A carriage return becomes part of the name of the interpreter.
 */
function scriptRules(text: string): Omit<RuleProblem, "path">[] {
  const bytes = Buffer.byteLength(text);
  const other = /[^\t\n\x20-\x7e]/u.exec(text);
  return [
    ...(text.startsWith("#!")
      ? []
      : [
          {
            got: "a first line without an interpreter",
            expected: "a script that starts with #! and the path of its interpreter",
            fix: "write #!/bin/bash on the first line",
          },
        ]),
    ...(bytes > figures.nodeScript.bytes
      ? [
          {
            got: `${bytes} bytes`,
            expected: `at most ${figures.nodeScript.bytes} bytes: EC2 accepts ${DOCUMENT_SIZES.userData} of user data, to which EKS adds its own`,
            fix: "shorten the script",
          },
        ]
      : []),
    ...(other
      ? [
          {
            got: `${codePoint(other[0])} in line ${text.slice(0, other.index).split("\n").length}`,
            expected: "ASCII with tabs and line feeds, which cloud-init passes on unchanged",
            fix: "replace it, and end lines with a line feed alone",
          },
        ]
      : []),
    ...(/^--BOUNDARY/m.test(text)
      ? [
          {
            got: "a line that starts with --BOUNDARY",
            expected: "another text: that line separates the parts of user data",
            fix: "rename it in the script",
          },
        ]
      : []),
  ];
}

const codePoint = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0").toUpperCase()}`;
