import { ANYWHERE } from "../../base/cidr";
import { block, blocks, texts, type StackJson, type SynthesizedResource } from "../../terraform/stack-json";
import {
  minorVersion,
  isOpenIngress,
  includesPort,
  containersOfSpec,
  limitsOfContainer,
  isLogged,
  receivesLogs,
  hasServiceKey,
  isAttached,
  isWideOfTheFile,
} from "./exception-conditions";
import facts from "./scanner-exceptions.json";
import { SCANNER_VERSIONS } from "../scanner-versions";

/** A rule of public scanners that resources of this project do not follow, with the reason. */
export interface ScannerException {
  /** Ids of the same rule in several scanners, such as `CKV_AWS_18` of checkov and `AWS-0089` of trivy. */
  readonly rules: readonly string[];
  /** Requirement of the rule, in a few words. */
  readonly requires: string;
  /** Terraform type of the resources. */
  readonly type: string;
  /** Which resources of the type do not follow the rule. @default - all */
  readonly applies?: (resource: SynthesizedResource, stack: StackJson) => boolean;
  readonly reason: string;
}

/** Which resources do not follow a rule, by its first id, for rows of the table that are not of all resources of their type. */
const CONDITIONS: Readonly<Record<string, ScannerException["applies"]>> = {
  CKV_AWS_18: (bucket, stack) => !isLogged(bucket, stack) && !receivesLogs(bucket, stack),
  CKV_AWS_37: ({ config }) => texts(config["enabled_cluster_log_types"]).length < 5,
  CKV2_AWS_11: (_vpc, stack) => stack.resources("aws_flow_log").length === 0,
  CKV_AWS_145: hasServiceKey,
  CKV_AWS_157: ({ config }) => config["multi_az"] !== true,
  CKV_AWS_293: ({ config }) => config["deletion_protection"] !== true,
  CKV_AWS_338: ({ config }) => Number(config["retention_in_days"]) < 365,
  CKV_AWS_339: ({ config }) => minorVersion(config["version"]) > 35,
  CKV_AWS_130: ({ config }) => config["map_public_ip_on_launch"] === true,
  CKV_AWS_231: ({ config }) => isOpenIngress(config) && includesPort(config, 3389),
  CKV_AWS_352: ({ config }) => config["egress"] !== true && config["protocol"] === "-1",
  "AWS-0102": ({ config }) => config["protocol"] === "-1",
  CKV_AWS_260: ({ config }) => config["cidr_ipv4"] === ANYWHERE && includesPort(config, 80),
  "AWS-0104": ({ config }) => config["cidr_ipv4"] === ANYWHERE,
  CKV2_AWS_5: (group, stack) => !isAttached(group, stack),
  "AWS-0053": ({ config }) => config["internal"] !== true,
  CKV_AWS_91: ({ config }) => config["access_logs"] === undefined,
  CKV_AWS_150: ({ config }) => config["enable_deletion_protection"] !== true,
  CKV2_AWS_76: ({ config }) => config["internal"] !== true,
  CKV_AWS_39: ({ config }) => block(config["vpc_config"])["endpoint_public_access"] === true,
  CKV_AWS_290: ({ name, config }) =>
    ["load_balancer_controller", "nodes_session_manager"].includes(name) || isWideOfTheFile(config["policy"]),
  CKV_AWS_355: ({ name, config }) =>
    ["cluster_autoscaler", "load_balancer_controller", "nodes_session_manager"].includes(name) ||
    isWideOfTheFile(config["policy"]),
  CKV_K8S_8: ({ config }) => containersOfSpec(config).some((each) => blocks(each["port"]).length === 0),
  CKV_K8S_11: ({ config }) =>
    containersOfSpec(config).some((each) => limitsOfContainer(each)["cpu"] === undefined),
  CKV_K8S_15: ({ config }) => containersOfSpec(config).some((each) => each["image_pull_policy"] !== "Always"),
  CKV_K8S_43: ({ config }) =>
    containersOfSpec(config).some(({ image }) => !String(image).includes("@sha256:")),
};

/**
 * Every rule of checkov, and of trivy on HCL, that fires on stacks of this project, and known ones
 * of scanners of manifests. A run of checkov tests its rows: each finding has a row, and each row
 * has a finding. Those of trivy record a run (`scanner-versions.ts`).
 */
export const SCANNER_EXCEPTIONS: readonly ScannerException[] = facts.exceptions.map((row) => {
  const { [row.rules[0] ?? ""]: applies } = CONDITIONS;
  return {
    ...row,
    ...(applies ? { applies } : {}),
    reason: row.reason.replace("{checkov}", SCANNER_VERSIONS.checkov),
  };
});

/**
 * Rules that trivy reports for Terraform JSON and not for the same resources as HCL, with the type that they judge: it does not
 * read nested blocks of JSON.
 */
export const TRIVY_FALSE_ON_JSON: readonly { readonly rule: string; readonly type: string }[] =
  facts.trivyFalseOnJson;

/** Rules that checkov reports for a value that is a variable, with the type that they judge: it reads no variables of JSON. */
export const CHECKOV_FALSE_ON_JSON: readonly { readonly rule: string; readonly type: string }[] =
  facts.checkovFalseOnJson;
