import { type Attack, edited } from "./attack";

/** Edits of the life of generated blocks, of providers and of the state. */
export const EDITED_MECHANICS_ATTACKS: readonly Attack[] = [
  edited(
    "cluster",
    { id: "ignore-all", danger: "changes of the cluster by hand stay", named: ["ignored-changes"] },
    {
      resource: { aws_eks_cluster: { main: { lifecycle: { ignore_changes: ["vpc_config"] } } } },
    },
  ),
  edited(
    "network",
    {
      id: "ignore-rules",
      danger: "rules that are added to the nodes by hand stay",
      named: ["ignored-changes"],
    },
    {
      resource: { aws_security_group: { nodes: { lifecycle: { ignore_changes: "all" } } } },
    },
  ),
  edited(
    "state",
    {
      id: "prevent-destroy-off",
      danger: "a destroy deletes the state of every layer",
      named: ["destroy-protection"],
    },
    {
      resource: { aws_s3_bucket: { state_bucket: { lifecycle: { prevent_destroy: false } } } },
    },
  ),
  edited(
    "cluster",
    {
      id: "count-zero",
      danger: "the models have no protection from public access",
      named: ["private-buckets"],
    },
    {
      resource: { aws_s3_bucket_public_access_block: { models: { count: 0 } } },
    },
  ),
  edited(
    "network",
    { id: "for-each-empty", danger: "the flow logs are off", named: ["flow-logs"] },
    {
      resource: { aws_flow_log: { flow_logs: { for_each: {} } } },
    },
  ),
  edited(
    "cluster",
    {
      id: "program-in-generated",
      danger: "an apply runs a program with the rights of the deployer",
      named: ["programs-of-apply"],
    },
    {
      resource: { aws_eks_cluster: { main: { provisioner: [{ "local-exec": { command: "env" } }] } } },
    },
  ),
  edited(
    "cluster",
    { id: "backend-bucket", danger: "the state goes to a foreign bucket", named: ["state-backend"] },
    {
      terraform: { backend: { s3: { bucket: "stranger" } } },
    },
  ),
  edited(
    "cluster",
    { id: "backend-unlocked", danger: "two applies write one state", named: ["state-backend"] },
    {
      terraform: { backend: { s3: { use_lockfile: false } } },
    },
  ),
  edited(
    "cluster",
    { id: "backend-plain", danger: "the state is not encrypted with the key", named: ["state-backend"] },
    {
      terraform: { backend: { s3: { encrypt: false, kms_key_id: null } } },
    },
  ),
  edited(
    "cluster",
    {
      id: "provider-source",
      danger: "a foreign provider gets the credentials of the deployer",
      named: ["version-ranges"],
    },
    {
      terraform: { required_providers: { aws: { source: "stranger/aws" } } },
    },
  ),
  edited(
    "cluster",
    {
      id: "provider-account-guard",
      danger: "an apply into another account is not refused",
      named: ["provider-guards"],
    },
    {
      provider: { aws: { 0: { allowed_account_ids: null } } },
    },
  ),
  edited(
    "platform",
    {
      id: "remote-state-elsewhere",
      danger: "values of a foreign state decide",
      named: ["state-backend", "missing-outputs"],
    },
    {
      data: { terraform_remote_state: { cluster: { config: { bucket: "stranger" } } } },
    },
  ),
];
