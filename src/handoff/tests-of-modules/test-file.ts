import { type JsonObject, asArray, asObject } from "../../terraform/stack-json";
import { ofType } from "../variables/variable";
import { type Module } from "../module/module";
import { blocksOfType, judgedBlocks } from "./assertions";
import { everyBlockIsJudged } from "./listed-blocks";
import { placeholderOutputs } from "./placeholders";
import { mockedProviders } from "./mocks";
import { APPLIED_FIRST } from "./network-rules";
import { refusedValues } from "./refused-values";
import { rulesFor } from "./block-rules";

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
    values: { outputs: placeholderOutputs(others.find(({ layer }) => layer === state)) },
  }));

/** Results that the postconditions of data sources accept. They follow from the stack, whose values are no variables. */
function conditionedData({ source }: Module): JsonObject[] {
  const data = asObject(source["data"]);
  const records = Object.values(ofType(source, "aws_route53_record")).map(asObject);
  const hostsIn = ({ zone_id: zone, name }: JsonObject, address: string): string[] =>
    String(zone).includes(address) ? [String(name)] : [];
  const certificates = Object.values(ofType(source, "aws_acm_certificate"));
  const certified = certificates.flatMap((each) => hostsOf(asObject(each)));
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
      name: zoneOf(records.flatMap((record) => hostsIn(record, address))) ?? zoneOf(certified),
    })),
    ...override("aws_ec2_instance_type_offerings", ({ filter }) => ({
      instance_types: asObject(asArray(filter)[0])["values"] ?? [],
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

/**
 * Ids that conditions compare, and records of a certificate. OpenTofu makes up one id for all, and no records. Terraform allows
 * no variables in values of an override, so the records have the hosts of the stack.
 */
function overriddenResources(module: Module): JsonObject[] {
  return [
    ...comparedAddresses(module).map((target) => ({ target, values: { id: target } })),
    ...Object.entries(ofType(module.source, "aws_acm_certificate")).map(([name, config]) => ({
      target: `aws_acm_certificate.${name}`,
      values: { domain_validation_options: validations(asObject(config)) },
    })),
  ];
}

const hostsOf = ({ domain_name: host, subject_alternative_names: others }: JsonObject): string[] =>
  [host ?? "", ...asArray(others)].map(String);

const validations = (certificate: JsonObject): JsonObject[] =>
  hostsOf(certificate).map((host) => ({
    domain_name: host,
    resource_record_name: "_a.example.com.",
    resource_record_type: "CNAME",
    resource_record_value: "_b.example.com.",
  }));

/**
 * One plan for all rules: each plan takes seconds. Ids that the conditions compare are put into the state first, since a plan of
 * Terraform knows none of them.
 */
function assertionRuns(module: Module): JsonObject {
  const rules = rulesFor(module.source);
  const blocks = rules.map((rule) => judgedBlocks(rule, module));
  const compared = comparedAddresses(module);
  const assertions = [
    ...blocks.flatMap((each) => each.assertions),
    ...everyBlockIsJudged(
      rules.map(({ type }) => type),
      blocks.flatMap(({ exceptions }) => exceptions),
    ),
  ];
  return {
    ...(compared.length > 0
      ? { ids_are_known: { command: "apply", plan_options: { target: compared } } }
      : {}),
    every_block_has_the_properties_of_its_type: {
      command: "plan",
      assert: assertions.map(({ condition, message }) => ({
        condition: `\${${condition}}`,
        error_message: message,
      })),
    },
    ...refusedValues(module.json),
  };
}

const comparedAddresses = (module: Module): string[] =>
  APPLIED_FIRST.flatMap((type) => Object.keys(blocksOfType(module, type)).map((name) => `${type}.${name}`));

/** Whether the module looks up an existing network; a mocked AWS has none. */
const findsNetwork = ({ source }: Module): boolean =>
  asObject(asObject(source["data"])["aws_vpc"])["main"] !== undefined;

/** The search for the VPC fails, or the reading of its id, on which all others depend. */
const refusal = ({ source }: Module): JsonObject => {
  const search = asObject(asObject(source["data"])["aws_vpcs"])["main"];
  const failing = search === undefined ? "data.aws_vpc.main" : "data.aws_vpcs.main";
  return { a_missing_network_fails_the_plan: { command: "plan", expect_failures: [failing] } };
};
