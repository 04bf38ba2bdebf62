import { type JsonObject, asArray, asObject } from "../../../proof/terraform-json/stack-json";
import { validation } from "./limits";
import { type BindingTarget, type Parameters, type Path, at, bindVariable, resourcesOf } from "./variable";

/** Tags that name the origin of a resource; other modules and policies rely on them. */
const FIXED = ["project", "environment", "layer", "owner", "repository"];

/** A variable for each tag that a company adds, and the documents of add-ons and charts that repeat it. */
export function tagTies(json: JsonObject): Pick<Parameters, "bindings" | "derived"> {
  const tags = tagSets(json).map((path) => asObject(at(json, path)));
  const keys = Object.keys(tags[0] ?? {}).filter((key) => !FIXED.includes(key) && key !== "Name");
  const bindings = keys.flatMap((key, index) =>
    bindVariable(
      json,
      tagSets(json).map((path): BindingTarget => ({ path: [...path, key] })),
      {
        name: nameOf(keys, index),
        description: `Value of the tag ${key} of everything that can have tags.${rolls(json)}`,
        validations: [
          validation(
            `can(regex("^[\\\\p{L}\\\\p{N}_.:/=+@-]([\\\\p{L}\\\\p{N} _.:/=+@-]{0,254}[\\\\p{L}\\\\p{N}_.:/=+@-])?$", var.${nameOf(keys, index)}))`,
            "Expected 1 to 256 letters, digits, spaces and _ . : / = + - @, without a space at the start or end.",
          ),
        ],
      },
    ),
  );
  const derived = documents(json).flatMap((path) => {
    const text = String(at(json, path));
    const template = keys.reduce((all, key, index) => {
      const value = String(tags[0]?.[key]);
      return pairsOf(key, value, nameOf(keys, index)).reduce(
        (each, [from, to]) => each.replaceAll(from, to),
        all,
      );
    }, text);
    return template === text ? [] : [{ path, template }];
  });
  return { bindings, derived };
}

/** `tag_cost_center`; two keys that differ in other characters alone get a number. */
function nameOf(keys: readonly string[], index: number): string {
  const plain = (key: string | undefined): string =>
    `tag_${(key ?? "").toLowerCase().replaceAll(/[^a-z0-9]+/g, "_")}`;
  const before = keys.slice(0, index).filter((key) => plain(key) === plain(keys[index])).length;
  return before === 0 ? plain(keys[index]) : `${plain(keys[index])}_${before + 1}`;
}

/** Places of whole sets of tags: default tags of providers, and tags of what launch templates create. */
function tagSets(json: JsonObject): Path[] {
  const providers = asArray(asObject(json["provider"])["aws"]).flatMap((provider, index) =>
    asArray(asObject(provider)["default_tags"]).map((_, place): Path => [
      ...["provider", "aws", index, "default_tags", place, "tags"],
    ]),
  );
  const templates = Object.entries(resourcesOf(json, "aws_launch_template")).flatMap(([name, template]) =>
    asArray(asObject(template)["tag_specifications"]).map((_, place): Path => [
      ...["resource", "aws_launch_template", name, "tag_specifications", place, "tags"],
    ]),
  );
  return [...providers, ...templates];
}

/** JSON texts of add-ons and charts. */
function documents(json: JsonObject): Path[] {
  const addons = Object.entries(resourcesOf(json, "aws_eks_addon")).flatMap(([name, addon]): Path[] =>
    typeof asObject(addon)["configuration_values"] === "string"
      ? [["resource", "aws_eks_addon", name, "configuration_values"]]
      : [],
  );
  const charts = Object.entries(resourcesOf(json, "helm_release")).flatMap(([name, release]) =>
    asArray(asObject(release)["values"]).map((_, place): Path => [
      "resource",
      "helm_release",
      name,
      "values",
      place,
    ]),
  );
  return [...addons, ...charts];
}

/** A tag in JSON text, with and without a space, and in JSON text within JSON text, with the reference in place of its value. */
function pairsOf(key: string, value: string, variable: string): [from: string, to: string][] {
  const reference = `\${var.${variable}}`;
  const forms: ((text: string) => string)[] = [
    (text) => `${JSON.stringify(key)}:${JSON.stringify(text)}`,
    (text) => `${JSON.stringify(key)}: ${JSON.stringify(text)}`,
    (text) => JSON.stringify(`${JSON.stringify(key)}:${JSON.stringify(text)}`).slice(1, -1),
  ];
  return forms.map((form) => [form(value), form(reference)]);
}

const rolls = (json: JsonObject): string =>
  Object.keys(resourcesOf(json, "aws_launch_template")).length > 0
    ? " A change replaces the nodes of all groups step by step."
    : "";
