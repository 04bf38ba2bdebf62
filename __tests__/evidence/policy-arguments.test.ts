import { policyPrincipals } from "../../src/checks/identity/policy-principals";
import { POLICY_ARGUMENTS } from "../../src/evidence/policy-arguments";
import { type BlockForm } from "../../src/evidence/provider-schema";
import { schemaOf, typeNames } from "../../src/evidence/provider-schemas/schema-of";
import { type JsonObject } from "../../src/terraform/stack-json";
import { newlyFound } from "../support/findings";
import { isResourcePolicy } from "../../src/infrastructure/identity/policy-places";

/** Paths of all text arguments of a block with the name of a policy. */
function pathsIn(block: BlockForm, path = ""): string[] {
  const own = [...block.arguments].flatMap(([name, { use, type, nested }]) => [
    ...(use !== "computed" && type === "string" && POLICY_ARGUMENTS.name.test(name)
      ? [`${path}${name}`]
      : []),
    ...(nested ? pathsIn(nested.block, `${path}${name}.`) : []),
  ]);
  return [...own, ...[...block.blocks].flatMap(([name, each]) => pathsIn(each.block, `${path}${name}.`))];
}

const ALL = (typeNames("aws", "resource") ?? []).flatMap((type) => {
  const schema = schemaOf("aws", "resource", type);
  return schema ? [...new Set(pathsIn(schema))].map((path) => ({ type, path })) : [];
});

/** Policies of identities and endpoints, which other checks judge. */
const NOT_OF_RESOURCES =
  /^aws_(iam_role|iam_role_policy|iam_policy|iam_user_policy|iam_group_policy|vpc_endpoint|vpc_endpoint_policy)$/;

const PLACES = ALL.filter(({ type, path }) => isResourcePolicy(type, path) && !NOT_OF_RESOURCES.test(type));

test("each listed argument exists in the schema", () => {
  const known = new Set(ALL.flatMap(({ type, path }) => [`${type}.${path}`, path.split(".").at(-1) ?? ""]));
  expect(POLICY_ARGUMENTS.others.flatMap(({ names }) => names).filter((name) => !known.has(name))).toEqual(
    [],
  );
});

/** All policies of resources in the schema of provider aws 5.100.0 (2026-11-26). A later schema can have more, which are then judged, too. */
const OF_RESOURCES = `
  acmpca_policy.policy api_gateway_domain_name.policy api_gateway_rest_api.policy
  api_gateway_rest_api_policy.policy backup_vault_policy.policy
  cloudsearch_domain_service_access_policy.access_policy cloudwatch_event_bus_policy.policy
  cloudwatch_log_delivery_destination_policy.delivery_destination_policy
  cloudwatch_log_destination_policy.access_policy cloudwatch_log_resource_policy.policy_document
  codeartifact_domain_permissions_policy.policy_document
  codeartifact_repository_permissions_policy.policy_document codebuild_resource_policy.policy
  dynamodb_resource_policy.policy ecr_registry_policy.policy
  ecr_repository_creation_template.repository_policy ecr_repository_policy.policy
  ecrpublic_repository_policy.policy efs_file_system_policy.policy elasticsearch_domain.access_policies
  elasticsearch_domain_policy.access_policies glacier_vault.access_policy glacier_vault_lock.policy
  glue_resource_policy.policy kinesis_resource_policy.policy kms_external_key.policy kms_key.policy
  kms_key_policy.policy kms_replica_external_key.policy kms_replica_key.policy
  media_store_container_policy.policy msk_cluster_policy.policy networkfirewall_resource_policy.policy
  oam_sink_policy.policy opensearch_domain.access_policies opensearch_domain_policy.access_policies
  redshift_resource_policy.policy redshiftserverless_resource_policy.policy s3_access_point.policy
  s3_bucket.policy s3_bucket_policy.policy s3control_access_grants_instance_resource_policy.policy
  s3control_access_point_policy.policy s3control_bucket_policy.policy
  s3control_multi_region_access_point_policy.details.policy s3control_object_lambda_access_point_policy.policy
  s3tables_table_bucket_policy.resource_policy s3tables_table_policy.resource_policy
  sagemaker_model_package_group_policy.resource_policy schemas_registry_policy.policy
  secretsmanager_secret.policy secretsmanager_secret_policy.policy ses_identity_policy.policy
  sesv2_email_identity_policy.policy sns_topic.policy sns_topic_policy.policy sqs_queue.policy
  sqs_queue_policy.policy vpclattice_auth_policy.policy vpclattice_resource_policy.policy
  xray_resource_policy.policy_document`;

test("the policies of resources are these", () => {
  expect(PLACES.map(({ type, path }) => `${type.replace("aws_", "")}.${path}`)).toEqual(
    OF_RESOURCES.trim().split(/\s+/),
  );
});

/** A block with a policy at a path that allows everyone. */
const blockWith = (path: string): JsonObject =>
  path.split(".").reduceRight<unknown>(
    (value, name) => ({ [name]: value }),
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: "*", Action: "x:Read", Resource: "*" }],
    }),
  ) as JsonObject;

test("everyone is found in each of them", () => {
  const found = newlyFound([policyPrincipals], "mlapp", ({ cluster }) => {
    for (const { type, path } of PLACES) {
      cluster.resource[type] = {
        ...cluster.resource[type],
        [`x_${path.replaceAll(".", "_")}`]: blockWith(path),
      };
    }
  });
  const expected = PLACES.map(
    ({ type, path }) =>
      `policy-principals ${type}.x_${path.replaceAll(".", "_")}: policy: it allows everyone`,
  );
  expect([...found].sort()).toEqual([...expected].sort());
});
