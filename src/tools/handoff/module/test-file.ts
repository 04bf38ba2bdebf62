import { type Json, type JsonObject, asArray, asObject } from "../../../proof/terraform-json/stack-json";
import { invariantsOf } from "./invariants";
import { resourcesOf } from "../variables/variable";
import { type Module } from "./module";

/**
 * Test file of a module for `terraform test`, as Terraform JSON: a plan with mocked providers, which sends no requests
 * and creates nothing. `others` are the modules whose states it reads.
 */
export function testFileOf(module: Module, others: readonly Module[]): JsonObject | undefined {
  const run = findsNetwork(module) ? refusal(module) : assertionRuns(module);
  if (Object.keys(run).length === 0) return undefined;
  const resources = overriddenResources(module);
  const data = [...readStates(module, others), ...conditionedData(module)];
  return {
    mock_provider: mockedProviders(module),
    variables: module.values,
    ...(resources.length > 0 ? { override_resource: resources } : {}),
    ...(data.length > 0 ? { override_data: data } : {}),
    run,
  };
}

const readStates = ({ json }: Module, others: readonly Module[]): JsonObject[] =>
  Object.keys(asObject(asObject(json["data"])["terraform_remote_state"])).map((state) => ({
    target: `data.terraform_remote_state.${state}`,
    values: { outputs: madeUpOutputs(others.find(({ layer }) => layer === state)) },
  }));

/** Results that the postconditions of data sources accept. They follow from the stack, whose values are no variables. */
function conditionedData({ source }: Module): JsonObject[] {
  const data = asObject(source["data"]);
  const records = Object.values(resourcesOf(source, "aws_route53_record")).map(asObject);
  const override = (
    type: string,
    values: (config: JsonObject, address: string) => JsonObject,
  ): JsonObject[] =>
    Object.entries(asObject(data[type])).map(([name, config]) => ({
      target: `data.${type}.${name}`,
      values: values(asObject(config), `data.${type}.${name}`),
    }));
  return [
    ...override("aws_route53_zone", (_, address) => ({
      name: zoneOf(
        records.flatMap(({ zone_id: zone, name }) => (String(zone).includes(address) ? [String(name)] : [])),
      ),
    })),
    ...override("aws_secretsmanager_secret", (config) => ({
      kms_key_id: /contains\(\["([^"]+)"/.exec(JSON.stringify(config).replaceAll('\\"', '"'))?.[1] ?? null,
    })),
  ];
}

/** A zone of all hosts: the labels at the end that they share. */
function zoneOf([first, ...others]: readonly string[]): string | null {
  const labels = first?.split(".") ?? [];
  const zones = labels.map((_, index) => labels.slice(index).join("."));
  return zones.find((zone) => others.every((host) => `.${host}`.endsWith(`.${zone}`))) ?? null;
}

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
const MADE: Readonly<Record<string, JsonObject>> = {
  aws_eks_cluster: {
    certificate_authority: [{ data: "ZXhhbXBsZQ==" }],
    identity: [{ oidc: [{ issuer: "https://oidc.example.com/id/A" }] }],
  },
  aws_launch_template: { id: "lt-0" },
  kubernetes_ingress_v1: { status: LOAD_BALANCER },
  kubernetes_service_v1: { status: LOAD_BALANCER },
};

function mockedProviders({ json: generated, own, whole }: Module): JsonObject {
  const json = own.size > 0 ? whole : generated;
  const found = mocked(asObject(json["data"]), (type) => FOUND[type]);
  const text = JSON.stringify(json);
  const made = mocked(asObject(json["resource"]), (type) => computed(type, text));
  return Object.fromEntries(
    Object.entries(asObject(json["provider"])).map(([provider, configurations]) => {
      const mocks = {
        ...ofProvider("mock_resource", made, provider),
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
  const made = Object.entries({ arn: madeUp(`${type}_arn`, 0), ...MADE[type] }).filter(([attribute]) =>
    new RegExp(`\\b${type}\\.\\w+(\\[[^\\]]*\\])?\\.${attribute}\\b`).test(text),
  );
  return made.length > 0 ? Object.fromEntries(made) : undefined;
}

/** Ids that conditions compare, and records of a certificate. OpenTofu makes up one id for all, and no records. */
function overriddenResources({ json }: Module): JsonObject[] {
  const compared = invariantsOf(json).flatMap((invariant) => invariant.compared ?? []);
  return [
    ...compared.map((target) => ({ target, values: { id: target } })),
    ...Object.entries(resourcesOf(json, "aws_acm_certificate")).map(([name, config]) => ({
      target: `aws_acm_certificate.${name}`,
      values: { domain_validation_options: validations(asObject(config)) },
    })),
  ];
}

const validations = ({ domain_name: host, subject_alternative_names: others }: JsonObject): JsonObject[] =>
  [host ?? null, ...asArray(others)].map((each) => ({
    domain_name: each,
    resource_record_name: "_a.example.com.",
    resource_record_type: "CNAME",
    resource_record_value: "_b.example.com.",
  }));

function assertionRuns({ json }: Module): JsonObject {
  return Object.fromEntries(
    invariantsOf(json).flatMap(({ name, assertions, compared = [] }) => [
      // A plan of Terraform knows no ids of new resources, so they are in the state first.
      ...(compared.length > 0
        ? [[`${name}_compared`, { command: "apply", plan_options: { target: compared } }] as const]
        : []),
      [
        name,
        {
          command: "plan",
          assert: assertions.map(({ condition, message }) => ({
            condition: `\${${condition}}`,
            error_message: message,
          })),
        },
      ] as const,
    ]),
  );
}

/** Whether the module looks up an existing network; a mocked AWS has none. */
const findsNetwork = ({ source }: Module): boolean =>
  asObject(asObject(source["data"])["aws_vpc"])["main"] !== undefined;

/** The search for the VPC fails, or the reading of its id, on which all others depend. */
const refusal = ({ source }: Module): JsonObject => {
  const search = asObject(asObject(source["data"])["aws_vpcs"])["main"];
  const failing = search === undefined ? "data.aws_vpc.main" : "data.aws_vpcs.main";
  return { a_missing_network_fails_the_plan: { command: "plan", expect_failures: [failing] } };
};

/** Outputs of another module with their real shape and placeholder values. */
function madeUpOutputs(module: Module | undefined): JsonObject {
  return Object.fromEntries(
    Object.entries(asObject(module?.source["output"])).map(([name, output]) => {
      const value = asObject(output)["value"];
      return [
        name,
        Array.isArray(value) ? asArray(value).map((_, index) => madeUp(name, index)) : madeUp(name, 0),
      ];
    }),
  );
}

/** Placeholder text that providers accept for an output of this name. */
function madeUp(name: string, index: number): Json {
  const found = MADE_UP.find(([pattern]) => pattern.test(name));
  return found ? found[1].replaceAll("#", String(index)) : `${name.replaceAll("_", "-")}-${index}`;
}

const MADE_UP: readonly (readonly [name: RegExp, text: string])[] = [
  [/oidc_provider_arn$/, "arn:aws:iam::111122223333:oidc-provider/oidc.example.com/id/A#"],
  [/kms_key_arn$/, "arn:aws:kms:eu-west-1:111122223333:key/00000000-0000-4000-8000-00000000000#"],
  [
    /target_group_arn$/,
    "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/models/000000000000000#",
  ],
  [/certificate_arn$/, "arn:aws:acm:eu-west-1:111122223333:certificate/00000000-0000-4000-8000-00000000000#"],
  [/_arn$/, "arn:aws:s3:::example-#"],
  [/certificate_authority$/, "ZXhhbXBsZQ=="],
  [/endpoint$/, "https://example.com"],
];
