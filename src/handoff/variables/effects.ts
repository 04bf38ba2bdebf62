import { effectOf } from "../../facts/replacement-attributes";
import { type JsonObject, asObject } from "../../terraform/stack-json";
import { type BindingTarget, ofType, seek } from "./variable";

/** Addresses of resources that Terraform replaces when the value at one of these places changes. */
export function replacedBy(targets: readonly BindingTarget[]): string[] {
  const addresses = targets.flatMap(({ path }) => {
    const [section, type, name, ...rest] = path;
    if (section !== "resource" || typeof type !== "string" || name === undefined) return [];
    const argument = rest.filter((step) => typeof step === "string").join(".");
    return effectOf(type, argument, "changed") === "replace" ? [`${type}.${name}`] : [];
  });
  return [...new Set(addresses)];
}

/** Whether Terraform creates the replacements of all of them before it destroys them. */
export const createsFirst = (json: JsonObject, addresses: readonly string[]): boolean =>
  addresses.every(
    (address) => seek(json, `resource.${address}.lifecycle.create_before_destroy`.split(".")) === true,
  );

/** Addresses of node groups whose nodes EKS replaces: their launch template contains these places. */
export function nodesReplacedBy(json: JsonObject, targets: readonly BindingTarget[]): string[] {
  const templates = targets.flatMap(({ path: [, type, name] }) =>
    type === "aws_launch_template" ? [`\${${type}.${String(name)}.id}`] : [],
  );
  return Object.entries(ofType(json, "aws_eks_node_group")).flatMap(([name, group]) =>
    templates.includes(String(seek(group, ["launch_template", "id"]))) ? [`aws_eks_node_group.${name}`] : [],
  );
}

/** Addresses of Deployments whose pods Kubernetes replaces: their pod template contains these places. */
export function podsReplacedBy(targets: readonly BindingTarget[]): string[] {
  const addresses = targets.flatMap(({ path: [, type, name, spec, template] }) =>
    type === "kubernetes_deployment_v1" && spec === "spec" && template === "template"
      ? [`${type}.${String(name)}`]
      : [],
  );
  return [...new Set(addresses)];
}

/** Addresses of resources whose `count` or `for_each` uses a variable. */
export function switchedBy(json: JsonObject, variable: string): string[] {
  const reference = new RegExp(`\\bvar\\.${variable}\\b`);
  return Object.entries(asObject(json["resource"])).flatMap(([type, byName]) =>
    Object.entries(asObject(byName)).flatMap(([name, config]) => {
      const { count, for_each: each } = asObject(config);
      return [count, each].some((value) => reference.test(JSON.stringify(value ?? "")))
        ? [`${type}.${name}`]
        : [];
    }),
  );
}
