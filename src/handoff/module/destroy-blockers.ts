import { type JsonObject, asObject } from "../../terraform-json/stack-json";
import { at } from "../variables/variable";
import { subjectOf } from "./concerns";
import { type Format, SYNTAXES } from "./format";
import { type Module } from "./module";

/** A resource that blocks `terraform destroy`, with the argument to edit. */
export interface DestroyBlocker {
  readonly address: string;
  readonly type: string;
  /** Argument that blocks the destroy. */
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

/** Resources of this module that block a destroy; empty if there are none. */
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
          `Protected from destroy: ${guarded}. Destroying them deletes their data; remove \`prevent_destroy\` only where you intend that.`,
        ]),
    ...(buckets === ""
      ? []
      : [
          `Terraform deletes a bucket only if it is empty and has no old versions. To delete all objects permanently first, set \`force_destroy = true\` in ${buckets}.`,
        ]),
    ...(repositories === ""
      ? []
      : [
          `Terraform deletes a repository that contains images only with \`force_delete = true\`: ${repositories}.`,
        ]),
    ...(all.length === 0 ? [] : ["Apply these changes before the destroy."]),
  ].join(" ");
}
