import { type Json, type JsonObject, asObject } from "../../terraform-json/stack-json";

/** Parts of a module's JSON, by file name without its extension. */
export type Parts = ReadonlyMap<string, JsonObject>;

/** Subjects of resources and data sources, by type; the first match counts. */
const SUBJECTS: readonly (readonly [type: RegExp, file: string])[] = [
  [/^terraform_remote_state$/, "remote-state"],
  [
    /^aws_(vpcs?|availability_zone|subnets?|internet_gateway|nat_gateway|eip|route|route_tables?|route_table_association)$/,
    "vpc",
  ],
  [/^aws_(vpc_peering_connection|ec2_transit_gateway_vpc_attachment)$/, "attachments"],
  [/^aws_network_acl/, "network-acls"],
  [/^aws_((default_)?security_groups?|vpc_security_group_\w+)$/, "security-groups"],
  [/^aws_(vpc_endpoint|prefix_list)$/, "endpoints"],
  [/^aws_(flow_log|cloudwatch_log_group)$/, "logs"],
  [/^aws_(cloudwatch_metric_alarm|sns_\w+)$/, "alarms"],
  [/^aws_acm_/, "certificate"],
  [/^aws_route53_/, "dns"],
  [/^aws_(lb|lbs|lb_\w+|wafv2_\w+)$/, "load-balancer"],
  [/^aws_kms_/, "encryption"],
  [/^aws_secretsmanager_/, "secrets"],
  [/^aws_iam_/, "iam"],
  [/^aws_eks_(cluster|access_\w+)$/, "cluster"],
  [/^aws_(eks_node_group|launch_template)$/, "node-groups"],
  [/^aws_eks_fargate_profile$/, "fargate"],
  [/^aws_eks_addon/, "addons"],
  [/^aws_ecr_/, "registry"],
  [/^aws_s3_/, "storage"],
  [/^helm_release$/, "helm"],
  [/^kubernetes_(namespace|limit_range|priority_class|resource_quota)/, "namespaces"],
  [/^kubernetes_network_policy/, "network-policies"],
  [/^kubernetes_(ingress|service)_/, "entry"],
  [/^kubernetes_service_account/, "service-accounts"],
  [/^kubernetes_config_map/, "config-maps"],
  // Workloads of a model go into the model's file, by name.
  [/^kubernetes_/, "workloads"],
];

/** File of a resource or data source; undefined for a type without a subject. */
export const subjectOf = (type: string): string | undefined =>
  SUBJECTS.find(([pattern]) => pattern.test(type))?.[1];

/** Splits a module's JSON by subject; every block is in exactly one part. */
export function byConcern(json: JsonObject): Parts {
  const parts = new Map<string, Record<string, Json>>();
  const add = (file: string, path: readonly string[], value: Json): void => {
    let place = parts.get(file) ?? {};
    parts.set(file, place);
    for (const key of path.slice(0, -1)) place = (place[key] ??= {}) as Record<string, Json>;
    place[path.at(-1) ?? ""] = value;
  };
  const { backend, ...versions } = asObject(json["terraform"]);
  add("versions", ["terraform"], versions);
  if (backend !== undefined) add("backend", ["terraform"], { backend });
  for (const [section, file] of WHOLE_SECTIONS) {
    const value = json[section];
    if (value !== undefined) add(file, [section], value);
  }
  const models = Object.keys(asObject(asObject(json["resource"])["kubernetes_deployment_v1"]));
  for (const section of ["data", "resource"]) {
    for (const [type, byName] of Object.entries(asObject(json[section]))) {
      for (const [name, body] of Object.entries(asObject(byName))) {
        add(fileOf(type, name, models), [section, type, name], body);
      }
    }
  }
  const known = ["terraform", "data", "resource", ...WHOLE_SECTIONS.map(([section]) => section)];
  const unknown = Object.keys(json).filter((section) => !known.includes(section));
  if (unknown.length > 0) throw new Error(`${unknown.join(", ")}: no file for this section of a root module`);
  return parts;
}

const WHOLE_SECTIONS = [
  ["provider", "providers"],
  ["variable", "variables"],
  ["locals", "locals"],
  ["moved", "moved"],
  ["removed", "removed"],
  ["import", "imports"],
  ["output", "outputs"],
] as const;

/** Blocks of any type with the name of a model go into the model's file. */
function fileOf(type: string, name: string, models: readonly string[]): string {
  if (models.includes(name)) return `model-${name.replaceAll("_", "-")}`;
  const subject = subjectOf(type);
  if (subject === undefined) throw new Error(`${type}: src/handoff/module/concerns.ts has no file for it`);
  return subject;
}
