import { type JsonObject, asObject } from "../../terraform-json/stack-json";
import { at } from "../variables/variable";
import { subjectOf } from "./concerns";
import { type Format, SYNTAXES } from "./format";
import { type Module } from "./module";

/** Something that `terraform destroy` stops at, by what has to be edited for it to go. */
export interface DestroyBlocker {
  readonly address: string;
  readonly type: string;
  /** Argument that decides. */
  readonly argument: "prevent_destroy" | "force_destroy" | "force_delete";
}

export function destroyBlockers({ source }: Pick<Module, "source">): DestroyBlocker[] {
  return Object.entries(asObject(source["resource"])).flatMap(([type, byName]) =>
    Object.entries(asObject(byName)).flatMap(([name, value]) => {
      const config: JsonObject = asObject(value);
      const of = (argument: DestroyBlocker["argument"]): DestroyBlocker => ({
        address: `${type}.${name}`,
        type,
        argument,
      });
      return [
        ...(at(config, ["lifecycle", "prevent_destroy"]) === true ? [of("prevent_destroy")] : []),
        ...(config["force_destroy"] === false ? [of("force_destroy")] : []),
        ...(config["force_delete"] === false ? [of("force_delete")] : []),
      ];
    }),
  );
}

/** What stands in the way of a destroy in this module; empty where nothing does. */
export function protectedText(module: Module, format: Format): string {
  const all = destroyBlockers(module);
  const named = (argument: DestroyBlocker["argument"]): string =>
    all
      .filter((each) => each.argument === argument)
      .map(({ address, type }) => `\`${address}\` (${subjectOf(type) ?? ""}${SYNTAXES[format].module})`)
      .join(", ");
  const [guarded, buckets, repositories] = [
    named("prevent_destroy"),
    named("force_destroy"),
    named("force_delete"),
  ];
  return [
    ...(guarded === ""
      ? []
      : [
          `Protected from destroy: ${guarded}. What they keep is lost with them; take \`prevent_destroy\` away where you mean it.`,
        ]),
    ...(buckets === ""
      ? []
      : [
          `A bucket goes only when it holds nothing, old versions neither: set \`force_destroy = true\` in ${buckets}, and Terraform empties it, for good.`,
        ]),
    ...(repositories === ""
      ? []
      : [`A repository goes only without images, or with \`force_delete = true\`: ${repositories}.`]),
    ...(all.length === 0 ? [] : ["These take effect by an apply before the destroy."]),
  ].join(" ");
}
