import { own } from "../../base/own";
import { type Json, type JsonObject, asArray, asObject } from "../../terraform/stack-json";
import { type Module } from "../module/module";
import { placeholderText } from "./placeholders";

/** Specification of a Service. OpenTofu requires each attribute, and Terraform refuses those that are null. */
const SERVICE_SPEC: JsonObject = {
  allocate_load_balancer_node_ports: false,
  cluster_ip: "172.20.0.1",
  cluster_ips: [],
  external_ips: [],
  external_name: "",
  external_traffic_policy: "",
  health_check_node_port: 0,
  internal_traffic_policy: "",
  ip_families: [],
  ip_family_policy: "",
  load_balancer_class: "",
  load_balancer_ip: "",
  load_balancer_source_ranges: [],
  port: [],
  publish_not_ready_addresses: false,
  selector: {},
  session_affinity: "",
  session_affinity_config: [],
  type: "",
};

/** Results of data sources for which Terraform's generated mock values would be rejected. */
const FOUND: Readonly<Record<string, JsonObject>> = {
  aws_eks_addon_version: { version: "v1.0.0-eksbuild.1" },
  aws_iam_policy_document: { json: "{}" },
  aws_prefix_list: { cidr_blocks: ["198.51.100.0/24"] },
  kubernetes_service_v1: { spec: [SERVICE_SPEC] },
};

/** Status of an Ingress or a Service, with each attribute that it has, as OpenTofu requires. */
const LOAD_BALANCER: Json = [
  {
    load_balancer: [{ ingress: [{ hostname: "models-0.elb.example.com", ip: "", ip_mode: "" }] }],
  },
];

/**
 * Computed values of resources that other resources use. OpenTofu makes values up for a plan, and the providers reject texts
 * that are no ARN; Terraform makes them up for an apply.
 */
const COMPUTED: Readonly<Record<string, JsonObject>> = {
  aws_eks_cluster: {
    certificate_authority: [{ data: "ZXhhbXBsZQ==" }],
    identity: [{ oidc: [{ issuer: "https://oidc.example.com/id/A" }] }],
  },
  aws_db_instance: {
    master_user_secret: [
      {
        kms_key_id: "arn:aws:kms:eu-west-1:111122223333:key/00000000-0000-4000-8000-000000000000",
        secret_arn: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:database-AbCdEf",
        secret_status: "active",
      },
    ],
  },
  aws_launch_template: { id: "lt-0" },
  kubernetes_ingress_v1: { status: LOAD_BALANCER },
  kubernetes_service_v1: { status: LOAD_BALANCER },
};

/** Mocks of every provider of a module, with values that the providers accept. */
export function mockedProviders({ json: generated, own: ownFiles, whole }: Module): JsonObject {
  const json = ownFiles.size > 0 ? whole : generated;
  const found = mocked(asObject(json["data"]), (type) => own(FOUND, type));
  const text = JSON.stringify(json);
  const created = mocked(asObject(json["resource"]), (type) => computed(type, text));
  return Object.fromEntries(
    Object.entries(asObject(json["provider"])).map(([provider, configurations]) => {
      const mocks = {
        ...ofProvider("mock_resource", created, provider),
        ...ofProvider("mock_data", found, provider),
      };
      return [
        provider,
        asArray(configurations).map((configuration) => {
          const { alias } = asObject(configuration);
          return { ...(alias === undefined ? {} : { alias }), ...mocks };
        }),
      ];
    }),
  );
}

const mocked = (
  declared: JsonObject,
  valuesOf: (type: string) => JsonObject | undefined,
): readonly (readonly [type: string, mock: JsonObject])[] =>
  Object.keys(declared).flatMap((type) => {
    const defaults = valuesOf(type);
    return defaults ? [[type, { defaults }] as const] : [];
  });

function ofProvider(block: string, mocks: ReturnType<typeof mocked>, provider: string): JsonObject {
  const own = mocks.filter(([type]) => type.startsWith(`${provider}_`));
  return own.length > 0 ? { [block]: Object.fromEntries(own) } : {};
}

/** The values that other resources of the module use, whose JSON is `text`. */
function computed(type: string, text: string): JsonObject | undefined {
  const attributes = Object.entries({
    arn: placeholderText(`${type}_arn`, 0),
    ...own(COMPUTED, type),
  }).filter(([attribute]) => new RegExp(`\\b${type}\\.\\w+(\\[[^\\]]*\\])?\\.${attribute}\\b`).test(text));
  return attributes.length > 0 ? Object.fromEntries(attributes) : undefined;
}
