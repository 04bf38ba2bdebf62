import { templatesOf } from "../../../shared/terraform/terraform-templates";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { memoizePerPlan } from "../blocks";
import { type Names, namesIn } from "./expression-names";
import { noteworthyTextsOf } from "./noteworthy-texts";
import { type PlacedText } from "./texts";

/** A text that Terraform evaluates. */
export interface TemplatedText extends Pick<PlacedText, "layer" | "address" | "path"> {
  readonly expressions: readonly { readonly source: string; readonly names: Names }[];
  readonly directives: readonly string[];
}

export const templatedTextsOf = memoizePerPlan((plan: EnvironmentPlan): readonly TemplatedText[] => {
  // many texts refer to the same value
  const known = new Map<string, Names>();
  const named = (source: string): Names => {
    const names = known.get(source) ?? namesIn(source);
    known.set(source, names);
    return names;
  };
  return noteworthyTextsOf(plan).flatMap(({ layer, address, path, value }) => {
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
