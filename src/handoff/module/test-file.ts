import { type Json, type JsonObject, asArray, asObject } from "../../terraform-json/stack-json";
import { invariantsOf } from "./invariants";
import { resourcesOf } from "../variables/variable";
import { type Module } from "./module";

/**
 * Test file of a module for `terraform test`, as Terraform JSON: a plan with mocked providers, which sends no requests
 * and creates nothing. `others` are the modules whose states it reads.
 */
export function testFileOf(module: Module, others: readonly Module[]): JsonObject | undefined {
  const run = findsNetwork(module) ? refusal : assertionRuns(module);
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

/** Results of data sources for which Terraform's generated mock values would be rejected. */
const FOUND: Readonly<Record<string, JsonObject>> = {
  aws_eks_addon_version: { version: "v1.0.0-eksbuild.1" },
  aws_prefix_list: { cidr_blocks: ["198.51.100.0/24"] },
  kubernetes_service_v1: { spec: [{ cluster_ip: "172.20.0.1" }] },
};

function mockedProviders({ json }: Module): JsonObject {
  const types = Object.keys(asObject(json["data"]));
  return Object.fromEntries(
    Object.entries(asObject(json["provider"])).map(([provider, configurations]) => {
      const found = types.filter((type) => type.startsWith(`${provider}_`) && Object.hasOwn(FOUND, type));
      const mocks = Object.fromEntries(found.map((type) => [type, { defaults: FOUND[type] ?? {} }]));
      return [
        provider,
        asArray(configurations).map((configuration) => {
          const { alias } = asObject(configuration);
          return {
            ...(alias === undefined ? {} : { alias }),
            ...(found.length > 0 ? { mock_data: mocks } : {}),
          };
        }),
      ];
    }),
  );
}

/** Values that are known after apply but that the plan needs: ids in conditions, records of a certificate. */
function overriddenResources({ json }: Module): JsonObject[] {
  const override = (type: string, values: (name: string, config: JsonObject) => JsonObject): JsonObject[] =>
    Object.entries(resourcesOf(json, type)).map(([name, config]) => ({
      target: `${type}.${name}`,
      override_during: "plan",
      values: values(name, asObject(config)),
    }));
  return [
    ...override("aws_route_table", (name) => ({ id: `rtb-${name}` })),
    ...override("aws_acm_certificate", (_, { domain_name: host, subject_alternative_names: others }) => ({
      domain_validation_options: [host ?? null, ...asArray(others)].map((each) => ({
        domain_name: each,
        resource_record_name: "_a.example.com.",
        resource_record_type: "CNAME",
        resource_record_value: "_b.example.com.",
      })),
    })),
  ];
}

function assertionRuns({ json }: Module): JsonObject {
  return Object.fromEntries(
    invariantsOf(json).map(({ name, assertions }) => [
      name,
      {
        command: "plan",
        assert: assertions.map(({ condition, message }) => ({
          condition: `\${${condition}}`,
          error_message: message,
        })),
      },
    ]),
  );
}

/** Whether the module looks up an existing network; a mocked AWS has none. */
const findsNetwork = ({ source }: Module): boolean =>
  asObject(asObject(source["data"])["aws_vpcs"])["main"] !== undefined;

const refusal: JsonObject = {
  a_missing_network_fails_the_plan: { command: "plan", expect_failures: ["data.aws_vpcs.main"] },
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
