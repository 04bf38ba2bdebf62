import { safeParse, type $ZodIssue, type $ZodType } from "zod/v4/core";
import { fixFor } from "./fixes";
import { valueSchemasOf } from "../value-schemas";
import { fixOfKind } from "./kind-fixes";
import { plainValue } from "./plain-value";
import { keyPosition, settingPlaceAt, type PlaceInYaml } from "./places";
import { formatPath, printable, type ConfigPath, type Problem } from "../problems";
import { unknownKey } from "./unknown-key";
import { readExpectation } from "./expectation";
import { locationOf, scalarText, type YamlNode, type YamlMapping } from "./yaml-node";
import { sentenceFor } from "./wording";

/** Translates zod's issues with an environment into problems, with the paths and locations of its files. */
export function problemsOfIssues(
  issues: readonly $ZodIssue[],
  root: YamlMapping,
  schema: $ZodType,
): Problem[] {
  const problems: Problem[] = [];
  for (const issue of issues) {
    const place = settingPlaceAt(root, schema, pathOf(issue));
    if (place.spoiled) continue;
    const found =
      issue.code === "unrecognized_keys"
        ? issue.keys.map((key) => unknownKey(root, schema, [...place.path, key]).problem)
        : problemsOf(issue, place, root, schema);
    problems.push(...found);
  }
  return problems;
}

function problemsOf(issue: $ZodIssue, place: PlaceInYaml, root: YamlMapping, schema: $ZodType): Problem[] {
  if (issue.code === "invalid_key") return keyProblems(issue, place, root, schema);
  if (issue.code === "invalid_union") {
    const branch = branchMeant(issue.errors, place.written);
    if (branch) {
      return problemsOfIssues(
        branch.map((inner) => below(issue, inner)),
        root,
        schema,
      );
    }
  }
  const custom = readExpectation(issue.message);
  const { written } = place;
  return [
    {
      location: locationOf(place.position),
      path: formatPath(place.path),
      got: gotOf(written),
      expected: custom?.expected ?? expectedBy(issue, place),
      fix:
        (written && custom ? (fixOfKind(written, place.forms) ?? custom.fix) : undefined) ??
        fixFor(issue, place),
    },
  ];
}

/** Value of a problem as its message shows it. */
export function gotOf(written: YamlNode | undefined): string {
  switch (written?.kind) {
    case undefined:
      return "nothing";
    case "list":
      return written.items.length === 0 ? "an empty list" : `a list of ${written.items.length}`;
    case "mapping":
      return written.entries.size === 0 ? "an empty mapping" : "a mapping";
    case "scalar":
      return printable(scalarText(written)) || "nothing";
  }
}

/** A refinement without `expects` states the expected form in its message. */
function expectedBy(issue: $ZodIssue, { forms, key }: PlaceInYaml): string {
  return issue.code === "custom" && issue.message !== "Invalid input"
    ? issue.message
    : sentenceFor(forms, key);
}

/** Problems of a refused key and of its value. zod does not validate that value, so it is validated here. */
function keyProblems(
  issue: Extract<$ZodIssue, { code: "invalid_key" }>,
  place: PlaceInYaml,
  root: YamlMapping,
  schema: $ZodType,
): Problem[] {
  const records = settingPlaceAt(root, schema, place.path.slice(0, -1)).forms.flatMap(({ _zod: { def } }) =>
    def.type === "record" ? [def] : [],
  );
  const custom = issue.issues
    .map((inner) => readExpectation(inner.message))
    .find((words) => words !== undefined);
  const problem: Problem = {
    location: locationOf(keyPosition(root, place.path)),
    path: formatPath(place.path),
    got: `the name ${printable(String(place.key)) || '""'}`,
    expected: custom?.expected ?? sentenceFor(records.flatMap((record) => valueSchemasOf(record.keyType))),
    fix: custom?.fix ?? "rename it",
  };
  const [record] = records;
  if (!record || !place.written) return [problem];
  const { value } = plainValue(place.written, valueSchemasOf(record.valueType));
  const inner = safeParse(record.valueType, value).error?.issues ?? [];
  return [
    problem,
    ...problemsOfIssues(
      inner.map((each) => below(issue, each)),
      root,
      schema,
    ),
  ];
}

function below(outer: $ZodIssue, inner: $ZodIssue): $ZodIssue {
  return { ...inner, path: [...outer.path, ...inner.path] };
}

/**
 * Issues of the union option whose type matches the value and that has the fewest issues; undefined if none matches.
 */
function branchMeant(
  branches: readonly (readonly $ZodIssue[])[],
  written: YamlNode | undefined,
): readonly $ZodIssue[] | undefined {
  if (written === undefined || written.kind === "scalar") return undefined;
  return branches
    .filter((issues) => !issues.some((issue) => issue.code === "invalid_type" && issue.path.length === 0))
    .reduce<readonly $ZodIssue[] | undefined>(
      (best, issues) => (best && best.length <= issues.length ? best : issues),
      undefined,
    );
}

/** Converts the path of an issue. zod's paths can contain symbols; paths in YAML never do. */
function pathOf(issue: $ZodIssue): ConfigPath {
  return issue.path.map((step) => (typeof step === "number" ? step : String(step)));
}
