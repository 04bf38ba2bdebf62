import { type z } from "zod";
import { problemsOfIssues } from "./issue-problems";
import { withMeantKeys } from "./meant-keys";
import { plainValue } from "./plain-value";
import { type Problem } from "../problems";
import { valueSchemasOf } from "../value-schemas";
import { type YamlMapping } from "./yaml-node";

/** The data of a file that its schema accepts, or the problems of its keys and values. */
type Validated<T> = { readonly data: T } | { readonly problems: readonly Problem[] };

/** Validates a file without rules between its keys, such as a lock. Those of environments have `judge`. */
export function validated<T>(root: YamlMapping, schema: z.ZodType<T>): Validated<T> {
  const { keys, problems: misspelled } = withMeantKeys(root, schema);
  const { value } = plainValue(keys, valueSchemasOf(schema));
  const result = schema.safeParse(value);
  if (result.success && misspelled.length === 0) return { data: result.data };
  const issues = result.success ? [] : result.error.issues;
  return { problems: [...misspelled, ...problemsOfIssues(issues, keys, schema)] };
}
