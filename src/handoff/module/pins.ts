import { type Json, type JsonObject, asArray, asObject } from "../../synthesized/stack-json";
import { at, resourcesOf } from "../variables/variable";

/** Something from outside that a module names by an exact version. */
export interface Pin {
  readonly kind: "provider" | "chart" | "image";
  readonly name: string;
  readonly version: string;
  readonly from: string;
}

/** What a module takes from registries: providers by a range, which its lock file narrows; charts and images exactly. */
export function pinsOf(json: JsonObject): Pin[] {
  return [...providers(json), ...charts(json), ...images(json)];
}

function providers(json: JsonObject): Pin[] {
  return Object.values(asObject(asObject(json["terraform"])["required_providers"])).map((value) => {
    const { source, version } = asObject(value);
    return {
      kind: "provider",
      name: text(source),
      version: text(version),
      from: "the registry, or a mirror",
    };
  });
}

function charts(json: JsonObject): Pin[] {
  return Object.values(resourcesOf(json, "helm_release")).flatMap((value): Pin[] => {
    const { chart, version, repository } = asObject(value);
    const isLocal = text(chart).startsWith("${path.module}/");
    const from = isLocal ? "this module" : text(repository) || text(chart).replace(/\/[^/]*$/, "");
    return version === undefined && !isLocal
      ? []
      : [
          {
            kind: "chart",
            name: text(chart).replace(/^.*\//, ""),
            version: text(version) || "as it lies here",
            from,
          },
        ];
  });
}

/** Of pods that the module makes, and of the charts' values. */
function images(json: JsonObject): Pin[] {
  const references = [
    ...Object.values(resourcesOf(json, "kubernetes_deployment_v1")).flatMap((value) =>
      asArray(at(value, ["spec", "template", "spec", "container"])).map((container) =>
        text(asObject(container)["image"]),
      ),
    ),
    ...Object.values(resourcesOf(json, "helm_release")).flatMap((value) =>
      asArray(asObject(value)["values"]).flatMap((values) => imagesIn(parsed(values))),
    ),
  ];
  return [...new Set(references)].map((reference): Pin => {
    const [, name = reference, version = ""] = /^(.*?):([^:/]+(?:@sha256:[0-9a-f]+)?)$/.exec(reference) ?? [];
    return { kind: "image", name: name.replace(/^.*\//, ""), version, from: name };
  });
}

/** `repository` and `tag` beside each other, wherever a chart has them. */
function imagesIn(value: Json | undefined): string[] {
  if (Array.isArray(value)) return value.flatMap((item: Json) => imagesIn(item));
  const object = asObject(value);
  const { repository, tag } = object;
  const own = typeof repository === "string" && typeof tag === "string" ? [`${repository}:${tag}`] : [];
  return [...own, ...Object.values(object).flatMap(imagesIn)];
}

function parsed(values: Json): Json | undefined {
  try {
    return JSON.parse(text(values)) as Json;
  } catch {
    return undefined;
  }
}

const text = (value: Json | undefined): string => (typeof value === "string" ? value : "");
