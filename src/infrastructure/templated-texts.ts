import { templatesOf } from "../terraform/terraform-templates";
import { type EnvironmentPlan } from "../terraform/environment-plan";
import { inAllStacks, memoizePerPlan, memoizePerStack } from "./blocks";
import { type Names, namesIn } from "./expression-names";
import { noteworthyTextsIn } from "./noteworthy-texts";
import { type PlacedText } from "./texts";

/** A text that Terraform evaluates. */
export interface TemplatedText extends Pick<PlacedText, "layer" | "address" | "path"> {
  readonly expressions: readonly { readonly source: string; readonly names: Names }[];
  readonly directives: readonly string[];
}

export const templatedTextsOf = memoizePerPlan((plan: EnvironmentPlan) =>
  inAllStacks(plan, templatedTextsIn),
);

export const templatedTextsIn = memoizePerStack((stack, layer): readonly TemplatedText[] => {
  // many texts refer to the same value
  const known = new Map<string, Names>();
  const named = (source: string): Names => {
    const names = known.get(source) ?? namesIn(source);
    known.set(source, names);
    return names;
  };
  return noteworthyTextsIn(stack, layer).flatMap(({ address, path, value }) => {
    const { expressions, directives } = templatesOf(value);
    if (expressions.length === 0 && directives.length === 0) return [];
    return [
      {
        layer,
        address,
        path,
        directives,
        expressions: expressions.map((source) => ({ source, names: named(source) })),
      },
    ];
  });
});
