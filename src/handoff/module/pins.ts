import { asArray, asObject, type Json, jsonIn, type JsonObject } from "../../terraform/stack-json";
import { configsOf, seek } from "../variables/variable";

/** A versioned dependency of a module. */
export interface Pin {
  readonly kind: "provider" | "Kubernetes" | "nodes" | "add-on" | "chart" | "image";
  readonly name: string;
  readonly version: string;
  readonly from: string;
}

/** Dependencies of a module: providers with a version range, and others with an exact version where possible. */
export function pinsOf(json: JsonObject): Pin[] {
  return [
    ...providers(json),
    ...kubernetes(json),
    ...nodes(json),
    ...addons(json),
    ...charts(json),
    ...images(json),
  ];
}

const kubernetes = (json: JsonObject): Pin[] =>
  configsOf(json, "aws_eks_cluster").map((cluster) => ({
    kind: "Kubernetes",
    name: text(cluster["name"]),
    version: text(cluster["version"]),
    from: "EKS",
  }));

/** The release of each AMI type. EKS chooses one at the creation of a group that sets none, and keeps it. */
function nodes(json: JsonObject): Pin[] {
  const releases = configsOf(json, "aws_eks_node_group").map(
    ({ ami_type: amiType, release_version: release }) =>
      [text(amiType), text(release) || "newest at the creation of the group"] as const,
  );
  return [...new Map(releases)].map(([name, version]) => ({ kind: "nodes", name, version, from: "EKS" }));
}

/** The add-on's own version, or the version that EKS returns for a Kubernetes version at each plan. */
function addons(json: JsonObject): Pin[] {
  return configsOf(json, "aws_eks_addon").map((value) => {
    const { addon_name: name, addon_version: version } = value;
    const lookup = /^\$\{data\.aws_eks_addon_version\.(\w+)\.version\}$/.exec(text(version))?.[1];
    const found = asObject(seek(json, ["data", "aws_eks_addon_version", lookup ?? ""]));
    const which = found["most_recent"] === true ? "newest" : "default";
    return {
      kind: "add-on",
      name: text(name),
      version:
        lookup === undefined
          ? text(version)
          : `${which} for Kubernetes ${text(found["kubernetes_version"])}, looked up by each plan`,
      from: "EKS",
    };
  });
}

function providers(json: JsonObject): Pin[] {
  return Object.values(asObject(asObject(json["terraform"])["required_providers"])).map((value) => {
    const { source, version } = asObject(value);
    return {
      kind: "provider",
      name: text(source),
      version: text(version),
      from: "Terraform Registry, or a mirror",
    };
  });
}

function charts(json: JsonObject): Pin[] {
  return configsOf(json, "helm_release").flatMap((value): Pin[] => {
    const { chart, version, repository } = value;
    const isLocal = text(chart).startsWith("${path.module}/");
    const from = isLocal ? "this module" : text(repository) || text(chart).replace(/\/[^/]*$/, "");
    return version === undefined && !isLocal
      ? []
      : [
          {
            kind: "chart",
            name: text(chart).replace(/^.*\//, ""),
            version: text(version) || "local",
            from,
          },
        ];
  });
}

/** Images of the module's pods and of chart values. */
function images(json: JsonObject): Pin[] {
  const references = [
    ...configsOf(json, "kubernetes_deployment_v1").flatMap((value) =>
      asArray(seek(value, ["spec", "template", "spec", "container"])).map((container) =>
        text(asObject(container)["image"]),
      ),
    ),
    ...configsOf(json, "helm_release").flatMap((value) =>
      asArray(asObject(value)["values"]).flatMap((values) => imagesIn(jsonIn(values))),
    ),
  ];
  return [...new Set(references)].map((reference): Pin => {
    const [, name = reference, version = ""] = /^(.*?):([^:/]+(?:@sha256:[0-9a-f]+)?)$/.exec(reference) ?? [];
    return { kind: "image", name: name.replace(/^.*\//, ""), version, from: name };
  });
}

/** Pairs of `repository` and `tag`, anywhere in the values of a chart. */
function imagesIn(value: Json | undefined): string[] {
  if (Array.isArray(value)) return value.flatMap((item: Json) => imagesIn(item));
  const object = asObject(value);
  const { repository, tag } = object;
  const own = typeof repository === "string" && typeof tag === "string" ? [`${repository}:${tag}`] : [];
  return [...own, ...Object.values(object).flatMap(imagesIn)];
}

const text = (value: Json | undefined): string => (typeof value === "string" ? value : "");
